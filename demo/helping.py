"""Who helps in the story: what bodies have recorded, coordinators, volunteers, vehicles and offers of transport."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import select

from activities.offers.models import Offer, Weekday
from demo import script
from demo.cast import address
from demo.stage import Event, Stage
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel.i18n import force_locale
from volunteers.asking import ordering
from volunteers.coordinators import actions as coordinators
from volunteers.coordinators.actions import HolderSaid, PostSaid
from volunteers.coordinators.models import CoordinatorPost
from volunteers.coordinators.queries import Held
from volunteers.hours import actions as hours
from volunteers.hours.actions import Given
from volunteers.hours.models import Work
from volunteers.mileage import actions as mileage
from volunteers.mileage.rules import Rate
from volunteers.register import actions as register
from volunteers.register.content import Beginning, Qualified, When
from volunteers.register.models import QualificationKind, Volunteer
from volunteers.safeguards import actions as safeguards
from volunteers.safeguards.actions import Recorded
from volunteers.service_users.models import ServiceUser
from volunteers.transport import actions as transport
from volunteers.transport.content import Content, Hours, VehicleDraft, Words
from volunteers.transport.models import Payer, TransportKind, TransportOffer, Vehicle

Told = Mapping[str, Any]


@dataclass
class House:
    """A body that helps, with what it has so far by the keys of its text."""

    stage: Stage
    told: Told
    volunteers: dict[str, Volunteer] = field(default_factory=dict)
    vehicles: dict[str, Vehicle] = field(default_factory=dict)
    offers: dict[str, TransportOffer] = field(default_factory=dict)
    people: dict[str, ServiceUser] = field(default_factory=dict)

    @property
    def body(self) -> Body:
        """The body."""
        return self.stage.cast.bodies[self.told["body"]]

    @property
    def municipality(self) -> Municipality:
        """Where it helps."""
        return self.stage.session.get_one(Municipality, self.stage.cast.bodies[self.told["municipality"]].id)

    def catalogue(self, title: str | None) -> Offer | None:
        """An offer of the catalogue in the same municipality."""
        where = (Offer.title == title, Offer.municipality_id == self.municipality.id)
        return self.stage.session.scalars(select(Offer).where(*where)).one() if title else None


def events(stage: Stage) -> Iterator[Event]:
    """What municipalities record, each with its moment."""
    for raw in script.municipal_help()["safeguards"]:
        yield script.moment(raw["at"]), partial(_record, stage, stage.cast.bodies[raw["number"]], raw)
    for raw in script.municipal_help()["posts"]:
        yield script.moment(raw["at"]), partial(_post, stage, stage.cast.bodies[raw["number"]], raw)


def house_events(house: House) -> Iterator[Event]:
    """What a body that helps sets up, each with its moment."""
    told, stage = house.told, house.stage
    yield script.moment(told["safeguard"]["at"]), partial(_record, stage, house.body, told["safeguard"])
    steps = {"posts": _own_post, "volunteers": _volunteer, "vehicles": _vehicle, "offers": _offer, "rates": _rate}
    for name, act in steps.items():
        for raw in told.get(name, []):
            yield script.moment(raw["at"]), partial(act, house, raw)
    for raw in told.get("volunteers", []):
        yield from _later_of(house, raw)
    for raw in told.get("applicants", []):
        yield script.moment(raw["at"]), partial(_apply, house, raw)
    for raw in told.get("offers", []):
        yield script.moment(raw["started_at"]), partial(_start, house, raw)


def _record(stage: Stage, body: Body, raw: Told) -> None:
    words = {name: value for name, value in raw.items() if name not in {"number", "by", "at"}}
    said = Recorded(**words)
    safeguards.record(stage.session, body, said, version=0, actor_id=stage.id(raw["by"]), at=script.moment(raw["at"]))


def _own_post(house: House, raw: Told) -> None:
    _post(house.stage, house.body, raw)


def _post(stage: Stage, body: Body, raw: Told) -> None:
    at, actor_id = script.moment(raw["at"]), stage.id(raw["by"])
    names = ("title", "share", "areas", "stand_in_name", "stand_in_phone", "begins_on")
    said = PostSaid(**{name: raw[name] for name in names}, ends_on=None)
    with force_locale(stage.language(raw["by"])):
        post: CoordinatorPost = coordinators.set_up(stage.session, body, said, actor_id=actor_id, at=at)
        held = Held(post, ())
        coordinators.begin(stage.session, held, HolderSaid(**raw["holder"]), actor_id=actor_id, at=at)


def _volunteer(house: House, raw: Told) -> None:
    session, at, actor_id = house.stage.session, script.moment(raw["at"]), house.stage.id(raw["by"])
    account = raw.get("account")
    said = Beginning(
        name=raw["name"],
        phone=raw["phone"],
        email=address(account) if account else "",
        wish=raw["wish"],
        kinds=",".join(raw["kinds"]),
        postcode=raw["postcode"],
    )
    made = register.enter(session, house.body, said, actor_id=actor_id, at=at)
    made.born_year = raw["born_year"]
    made.person_id = house.stage.id(account) if account else None
    slots = ",".join(f"{day} {starts}-{ends}" for day, starts, ends in raw["availability"])
    when = When(slots, raw.get("trips_a_week"), raw.get("hours_a_week"))
    session.flush()
    register.change(session, made, when, version=made.version, actor_id=actor_id, at=at)
    if "paused" in raw:
        starts, ends = raw["paused"]
        register.pause(session, made, starts, ends, actor_id=actor_id, at=at)
    house.volunteers[raw["key"]] = made


def _later_of(house: House, raw: Told) -> Iterator[Event]:
    """What a volunteer completes and gives, in its own time."""
    entered_at = script.moment(raw["at"])
    for each in raw["qualifications"]:
        yield max(entered_at, _evening(each[2])), partial(_qualify, house, raw, each)
    for each in raw.get("hours", []):
        yield _evening(each[2]), partial(_log, house, raw, each)


def _evening(day: date) -> datetime:
    return script.moment(datetime.combine(day, time(20)))


def _qualify(house: House, raw: Told, each: list[Any]) -> None:
    kind, title, done_on, valid_to, shown_to = each
    said = Qualified(QualificationKind(kind), done_on, valid_to or None, title=title, shown_to=shown_to)
    at, actor_id = max(script.moment(raw["at"]), _evening(done_on)), house.stage.id(raw["by"])
    register.qualify(house.stage.session, house.volunteers[raw["key"]], said, actor_id=actor_id, at=at)


def _log(house: House, raw: Told, each: list[Any]) -> None:
    work, what, done_on, planned, minutes = each
    said = Given(Work(work), what, done_on, planned, minutes)
    actor_id = house.stage.id(raw["account"])
    hours.log(house.stage.session, house.volunteers[raw["key"]], said, actor_id=actor_id, at=_evening(done_on))


def _apply(house: House, raw: Told) -> None:
    said = Beginning(
        name=raw["name"],
        phone=raw["phone"],
        email=raw["email"],
        wish=raw["wish"],
        kinds=",".join(raw["kinds"]),
        postcode=raw["postcode"],
    )
    register.apply(house.stage.session, house.body, said, at=script.moment(raw["at"]))


def _vehicle(house: House, raw: Told) -> None:
    owner = house.volunteers.get(raw.get("volunteer", ""))
    names = ("name", "seats", "wheelchairs", "has_ramp", "boot", "step_height", "has_winter_tyres")
    draft = VehicleDraft(
        **{name: raw[name] for name in names}, volunteer_id=owner.id if owner else None, is_in_use=True
    )
    house.vehicles[raw["key"]] = transport.add_vehicle(
        house.stage.session, house.body, draft, actor_id=house.stage.id(raw["by"]), at=script.moment(raw["at"])
    )


def _offer(house: House, raw: Told) -> None:
    session, at, actor_id = house.stage.session, script.moment(raw["at"]), house.stage.id(raw["by"])
    times = tuple(Hours(Weekday(day), _time(starts), _time(ends)) for day, starts, ends in raw["times"])
    content = Content(_words(house, raw), times)
    body, municipality = house.body, house.municipality
    made = transport.enter(session, content, provider=body, municipality=municipality, actor_id=actor_id, at=at)
    house.offers[raw["key"]] = made
    for key in house.told.get("stand_ins", {}).get(raw["key"], []):
        ordering.add(session, made, house.volunteers[key].id, actor_id=actor_id, at=at)


def _words(house: House, raw: Told) -> Words:
    """An offer's words: whom to ring is whoever holds the post, and all of them are insured alike."""
    catalogue, post = house.catalogue(raw["catalogue"]), house.told["posts"][0]
    closed_from, closed_to = raw.get("closed", [None, None])
    named = {name: raw[name] for name in ("name", "neutral_name", "is_for_frail", "notice_days", "price")}
    return Words(
        **named,
        kind=TransportKind(raw["kind"]),
        payer=Payer(raw["payer"]),
        closed_from=closed_from,
        closed_to=closed_to,
        coordinator_name=post["holder"]["name"],
        coordinator_phone=post["holder"]["phone"],
        coordinator_email=post["holder"]["email"],
        stand_in_name=post["stand_in_name"],
        stand_in_phone=post["stand_in_phone"],
        insurer="Frivilligforsikring, polise 26-1",
        covers_driver=True,
        covers_passenger=True,
        covers_accident=True,
        upper_age_limit=raw["upper_age_limit"],
        insured_to=date(2027, 12, 31),
        catalogue_offer_id=catalogue.id if catalogue else None,
    )


def _time(text: str) -> time:
    return time.fromisoformat(text)


def _start(house: House, raw: Told) -> None:
    with force_locale(house.stage.language(raw["by"])):
        transport.start(
            house.stage.session,
            house.offers[raw["key"]],
            actor_id=house.stage.id(raw["by"]),
            at=script.moment(raw["started_at"]),
        )


def _rate(house: House, raw: Told) -> None:
    rate = Rate(raw["valid_from"], Decimal(raw["per_km"]), Decimal(raw["per_passenger_km"]), raw["source"])
    at, actor_id = script.moment(raw["at"]), house.stage.id(raw["by"])
    mileage.add_rate(house.stage.session, house.body.id, rate, actor_id=actor_id, at=at)
