"""How people get there in the story: who is helped, what they ask for, and what became of each trip."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial

from sqlalchemy import select

from demo import script
from demo.helping import House, Told
from demo.stage import Event
from kernel import clock
from volunteers.asking import actions as asking
from volunteers.asking import queries as asked_of
from volunteers.consents import actions as consents
from volunteers.incidents import actions as incidents
from volunteers.incidents.models import Incident, IncidentKind, ToldTo
from volunteers.incidents.rules import Report
from volunteers.mileage import actions as mileage
from volunteers.mileage.rules import Driven
from volunteers.requests import actions as requests
from volunteers.requests.models import Channel, Recurrence, RideRequest
from volunteers.requests.rules import Answers, Wanted
from volunteers.service_users import actions as users
from volunteers.service_users.actions import Profile, Said
from volunteers.service_users.models import AgeBand, GivenHow, Need, Purpose
from volunteers.trips import actions as trips
from volunteers.trips.models import Trip, TripStatus
from volunteers.unmet.models import PublicTransport, UnmetReason

SOON, BUCKLED = timedelta(minutes=4), timedelta(minutes=2)
IN_THE_EVENING = timedelta(hours=5)
HOME_CARE = "hjt."
ALL_YES = ("needs_no_lifting", "needs_no_care", "is_safe_alone", "is_well_informed", "is_no_statutory")


def events(house: House) -> Iterator[Event]:
    """What happens to those whom a body helps, each with its moment."""
    for raw in house.told.get("people", []):
        yield script.moment(raw["at"]), partial(_enrol, house, raw)
    for raw in house.told.get("requests", []):
        yield script.moment(raw["at"]), partial(_receive, house, raw)
        yield script.moment(raw["assessed_at"]), partial(_assess, house, raw)
        if "withdrawn_at" in raw:
            yield script.moment(raw["withdrawn_at"]), partial(_withdraw, house, raw)
        for each in raw["trips"]:
            yield from _trip_events(house, raw, each)


def _enrol(house: House, raw: Told) -> None:
    session, at, actor_id = house.stage.session, script.moment(raw["at"]), house.stage.id(raw["by"])
    profile = Profile(
        first_name=raw["first_name"],
        phone=raw["phone"],
        address=raw["address"],
        postcode=raw["postcode"],
        needs=tuple(Need(code) for code in raw["needs"]),
        practical=raw.get("practical", ""),
        contact_name=raw.get("contact_name", ""),
        contact_phone=raw.get("contact_phone", ""),
        age_band=AgeBand(raw["age_band"]),
        takes_text_messages=raw.get("takes_text_messages", False),
    )
    user = users.enrol(
        session,
        house.body,
        house.municipality,
        profile,
        is_from_home_care=raw["by"].startswith(HOME_CARE),
        actor_id=actor_id,
        at=at,
    )
    for purpose, is_given in raw["consents"]:
        said = Said(Purpose(purpose), is_given=is_given, how=GivenHow.ORAL, given_on=clock.local_date(at))
        users.consent(session, user, said, actor_id=actor_id, at=at)
    house.people[raw["key"]] = user


def _receive(house: House, raw: Told) -> None:
    catalogue = house.catalogue(raw.get("catalogue"))
    regular = house.volunteers.get(raw.get("regular", ""))
    wanted = Wanted(
        destination=raw["destination"],
        to_postcode=raw["to_postcode"],
        starts_on=raw["starts_on"],
        there_at=raw["there_at"],
        home_from=raw["home_from"],
        catalogue_offer_id=catalogue.id if catalogue else None,
        recurrence=Recurrence(raw.get("recurrence", "once")),
        until=raw.get("until"),
        regular_volunteer_id=regular.id if regular else None,
        channel=Channel(raw["channel"]),
    )
    requests.receive(
        house.stage.session,
        house.offers[raw["offer"]],
        house.people[raw["person"]],
        wanted,
        actor_id=house.stage.id(raw["by"]),
        at=script.moment(raw["at"]),
    )


def _request(house: House, raw: Told) -> RideRequest:
    where = (RideRequest.service_user_id == house.people[raw["person"]].id, RideRequest.starts_on == raw["starts_on"])
    return house.stage.session.scalars(select(RideRequest).where(*where)).one()


def _assess(house: House, raw: Told) -> None:
    """Check the request and write all its days ahead."""
    session, at = house.stage.session, script.moment(raw["assessed_at"])
    request, actor_id = _request(house, raw), house.stage.id(raw.get("assessed_by", raw["by"]))
    said = {name: name not in raw.get("no", []) for name in ALL_YES}
    answers = Answers(**said, public_transport=PublicTransport(raw["public_transport"]))
    requests.assess(session, request, answers, version=request.version, actor_id=actor_id, at=at)
    session.flush()
    trips.generate(session, request, upto=raw.get("until", raw["starts_on"]), at=at)


def _withdraw(house: House, raw: Told) -> None:
    consents.withdraw(
        house.stage.session,
        house.people[raw["person"]],
        Purpose.TRANSPORT,
        actor_id=house.stage.id(raw["withdrawn_by"]),
        at=script.moment(raw["withdrawn_at"]),
    )


def _trip(house: House, raw: Told, each: Told) -> Trip:
    where = (Trip.request_id == _request(house, raw).id, Trip.due_on == each["on"])
    return house.stage.session.scalars(select(Trip).where(*where)).one()


def _trip_events(house: House, raw: Told, each: Told) -> Iterator[Event]:
    happen = partial(partial, house=house, raw=raw, each=each)
    if "assigned_at" in each:
        yield script.moment(each["assigned_at"]), happen(_assign)
        yield script.moment(each["assigned_at"]) + SOON, happen(_confirm)
    if "fell_out_at" in each:
        yield script.moment(each["fell_out_at"]), happen(_fall_out)
        yield script.moment(each["answered_at"]), happen(_stand_in)
    if "unmet" in each:
        yield script.moment(each["at"]), happen(_give_up)
    if "cancelled_by_user_at" in each:
        yield script.moment(each["cancelled_by_user_at"]), happen(_cancel)
    if "asked" in each:
        yield script.moment(raw["assessed_at"]) + SOON, happen(_ask)
    last = TripStatus(each["until"]) if "until" in each else TripStatus.HOME if each.get("home") else None
    for step, at in _steps(raw, each, last):
        yield at, happen(_step, step=step, at=at)
    if last is TripStatus.HOME:
        yield from _events_after(raw, each, happen)


def _steps(raw: Told, each: Told, last: TripStatus | None) -> Iterator[tuple[TripStatus, datetime]]:
    """From the door and home again, as far as the story has come."""
    there, back = _at(each, raw["there_at"]), _at(each, raw["home_from"])
    moments = {
        TripStatus.AT_DOOR: there - 7 * SOON,
        TripStatus.ON_THE_WAY: there - 6 * SOON - BUCKLED,
        TripStatus.ARRIVED: there,
        TripStatus.RETURN_ON_THE_WAY: back,
        TripStatus.HOME: back + 5 * SOON,
    }
    if last is not None:
        yield from list(moments.items())[: list(moments).index(last) + 1]


def _events_after(raw: Told, each: Told, happen: Callable[..., Callable[[], None]]) -> Iterator[Event]:
    """What is written down when somebody is home again."""
    home = _at(each, raw["home_from"]) + 6 * SOON
    if "incident" in each:
        yield home, happen(_report, at=home)
        closed_at = script.moment(datetime.combine(each["incident"]["closed_on"], raw["there_at"]))
        yield closed_at, happen(_close_incident, at=closed_at)
    if "km" in each:
        yield home + SOON, happen(_claim, at=home + SOON)
    yield home + IN_THE_EVENING, happen(_close, at=home + IN_THE_EVENING)


def _at(each: Told, clock_time: time) -> datetime:
    return script.moment(datetime.combine(each["on"], clock_time))


def _coordinator(house: House, raw: Told) -> int:
    return house.stage.id(raw.get("assessed_by", raw["by"]))


def _assign(*, house: House, raw: Told, each: Told) -> None:
    trip, at = _trip(house, raw, each), script.moment(each["assigned_at"])
    volunteer, vehicle = house.volunteers[each["volunteer"]], house.vehicles.get(each.get("vehicle", ""))
    trips.assign(house.stage.session, trip, volunteer, vehicle, actor_id=_coordinator(house, raw), at=at)


def _confirm(*, house: House, raw: Told, each: Told) -> None:
    volunteer = house.volunteers[each["volunteer"]]
    actor_id = volunteer.person_id or _coordinator(house, raw)
    at = script.moment(each["assigned_at"]) + SOON
    trips.confirm(house.stage.session, _trip(house, raw, each), actor_id=actor_id, at=at)


def _fall_out(*, house: House, raw: Told, each: Told) -> None:
    actor_id = house.stage.id(raw["by"])
    trip = _trip(house, raw, each)
    asking.fall_out(house.stage.session, trip, actor_id=actor_id, at=script.moment(each["fell_out_at"]))


def _stand_in(*, house: House, raw: Told, each: Told) -> None:
    trip, volunteer = _trip(house, raw, each), house.volunteers[each["stand_in"]]
    asked = asked_of.ask_of(house.stage.session, trip.id, volunteer.id)
    if asked is None:
        raise LookupError(f"Nobody asked {volunteer.name}.")
    asking.answer(house.stage.session, asked, is_yes=True, at=script.moment(each["answered_at"]))


def _give_up(*, house: House, raw: Told, each: Told) -> None:
    trip, actor_id = _trip(house, raw, each), house.stage.id(raw["by"])
    reason = UnmetReason(each["unmet"])
    trips.give_up(house.stage.session, trip, reason, actor_id=actor_id, at=script.moment(each["at"]))


def _cancel(*, house: House, raw: Told, each: Told) -> None:
    trip, actor_id = _trip(house, raw, each), house.stage.id(raw.get("assessed_by", raw["by"]))
    at = script.moment(each["cancelled_by_user_at"])
    trips.cancel(house.stage.session, trip, by_user=True, actor_id=actor_id, at=at)


def _ask(*, house: House, raw: Told, each: Told) -> None:
    trip, at = _trip(house, raw, each), script.moment(raw["assessed_at"]) + SOON
    for key in each["asked"]:
        actor_id = house.stage.id(raw["by"])
        asking.ask(house.stage.session, trip, house.volunteers[key], actor_id=actor_id, at=at)


def _step(*, house: House, raw: Told, each: Told, step: TripStatus, at: datetime) -> None:
    trip = _trip(house, raw, each)
    trips.step(house.stage.session, trip, step, actor_id=_driver(house, raw, trip), at=at)


def _driver(house: House, raw: Told, trip: Trip) -> int:
    """Whoever says how far a trip has come: the volunteer who signs in, else the coordinator."""
    return (trip.volunteer.person_id if trip.volunteer else None) or _coordinator(house, raw)


def _report(*, house: House, raw: Told, each: Told, at: datetime) -> None:
    trip, told = _trip(house, raw, each), each["incident"]
    kind, told_to = IncidentKind(told["kind"]), ToldTo(told["told_to"])
    said = Report(kind, told["severity"], trip.on_date, told_to, told["what"], "")
    incidents.report(house.stage.session, trip.offer, trip, said, actor_id=_driver(house, raw, trip), at=at)


def _close_incident(*, house: House, raw: Told, each: Told, at: datetime) -> None:
    session, told = house.stage.session, each["incident"]
    made = session.scalars(select(Incident).where(Incident.trip_id == _trip(house, raw, each).id)).one()
    actor_id = _coordinator(house, raw)
    incidents.close(session, made, told["action"], told["closed_on"], version=made.version, actor_id=actor_id, at=at)


def _claim(*, house: House, raw: Told, each: Told, at: datetime) -> None:
    trip, (km, empty) = _trip(house, raw, each), each["km"]
    said = Driven(km, empty, Decimal(0), Decimal(0))
    mileage.send(house.stage.session, trip, said, version=0, actor_id=_driver(house, raw, trip), at=at)


def _close(*, house: House, raw: Told, each: Told, at: datetime) -> None:
    trips.close(house.stage.session, _trip(house, raw, each), actor_id=_coordinator(house, raw), at=at)
