"""The addresses of the volunteers' wing, each filled with what Følgjevenene in Volda hold, and who opens each."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.guard import PUBLIC, permission_of
from directory.accounts.models import Person
from directory.accounts.permissions import Permission
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel import clock
from tests.volunteers.builders import Desk
from tests.walls.opening import Door
from volunteers.asking.models import StandIn
from volunteers.coordinators.models import CoordinatorPost
from volunteers.hours.models import HourEntry
from volunteers.incidents.models import Incident
from volunteers.messages.models import By, Notice, NoticeKind, Recipient
from volunteers.mileage.models import MileageClaim, MileageRate
from volunteers.register.models import Qualification, Volunteer
from volunteers.roads.models import RoadOverride
from volunteers.service_users.models import Consent, ServiceUser
from volunteers.transport.models import TransportKind, TransportOffer, Vehicle
from volunteers.trips.models import Trip, TripStatus

WING, TEAMS = "/volunteers/", "/volunteers/senior-resources/"
HELPER, PLACE, DAY = "310000027", "1577", date(2026, 11, 21)
OWN = {"own_trips", "own_incidents", "mileage", "calendars"}
Ids = Mapping[str, object]


def is_of_the_wing(rule: str) -> bool:
    """Whether an address is tried in the walls of the helpers."""
    return rule.startswith(WING) and not rule.startswith(TEAMS)


def doors(app: Flask, ids: Ids, own: Ids) -> Iterator[Door]:
    """Every address of the wing that is not for everybody; what the core teams find has walls of its own."""
    for rule in app.url_map.iter_rules():
        permission = permission_of(app.view_functions[rule.endpoint])
        if not is_of_the_wing(rule.rule) or rule.endpoint in PUBLIC or permission is None:
            continue
        known = own if permission is Permission.TRIP_OWN else ids
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Door(method, rule.rule, _filled(rule.rule, known), _filled(rule.rule, {}), permission)


def _filled(rule: str, ids: Ids) -> str:
    """An address with the ids of what is there, or with some that nothing has."""
    path = re.sub(r"<any\('?([\w-]+)'?[^>]*>", r"\1", rule)
    path = path.replace("<municipality:number>", PLACE if ids else "9999").replace("<day:on>", DAY.isoformat())
    path = re.sub(r"<int:(\w+)>", lambda found: str(ids[found[1]] if ids else 999_999), path)
    return path.replace("<event>", str(ids.get("event", "0" * 32)))


def every_way(door: Door) -> list[str]:
    """An address with each of the words that it may end in."""
    found = re.search(r"<any\(([^)]*)\)", door.rule)
    words = [each.strip(" '") for each in found[1].split(",")] if found else [""]
    return [door.path.replace(f"/{words[0]}", f"/{word}", 1) if word else door.path for word in words]


def desk_of(session: Session) -> Desk:
    """The body as the builders take it, with its offer of transport."""
    body = session.scalars(select(Body).where(Body.org_number == HELPER)).one()
    where = (TransportOffer.provider_id == body.id, TransportOffer.kind == TransportKind.TRANSPORT)
    offer = session.scalars(select(TransportOffer).where(*where).limit(1)).one()
    people = {
        name: session.scalars(select(Person).where(Person.email == f"{name}@demo.example")).one()
        for name in ("org.o2", "org.o2b")
    }
    municipality = session.get_one(Municipality, offer.municipality_id)
    return Desk(municipality, body, people["org.o2b"], people["org.o2"], offer)  # type: ignore[arg-type]


def what_there_is(session: Session) -> tuple[Ids, Ids]:
    """The ids of what the body holds, and of what its driver does; what the story lacks is added."""
    body = session.scalars(select(Body).where(Body.org_number == HELPER)).one()
    offer = session.scalars(select(TransportOffer).where(TransportOffer.provider_id == body.id).limit(1)).one()
    who = select(ServiceUser).where(ServiceUser.body_id == body.id, ServiceUser.code == "B-0001")
    user = session.scalars(who).one()
    driver = session.scalars(select(Volunteer).where(Volunteer.name == "Gunnar Lid")).one()
    trip = session.scalars(
        select(Trip).where(Trip.service_user_id == user.id, Trip.status == TripStatus.OPEN).limit(1)
    ).one()
    ids: dict[str, object] = {
        "body_id": body.id,
        "offer_id": offer.id,
        "service_user_id": user.id,
        "trip_id": trip.id,
        "request_id": trip.request_id,
        "volunteer_id": driver.id,
        "notice_id": _notice(session, trip).id,
        "override_id": _override(session, offer).id,
    }
    firsts = {
        "consent_id": select(Consent.id).where(Consent.service_user_id == user.id),
        "post_id": select(CoordinatorPost.id).where(CoordinatorPost.body_id == body.id),
        "qualification_id": select(Qualification.id).where(Qualification.volunteer_id == driver.id),
        "entry_id": select(HourEntry.id).where(HourEntry.volunteer_id == driver.id),
        "claim_id": select(MileageClaim.id).where(MileageClaim.volunteer_id == driver.id),
        "rate_id": select(MileageRate.id).where(MileageRate.body_id == body.id),
        "vehicle_id": select(Vehicle.id).where(Vehicle.body_id == body.id),
        "incident_id": select(Incident.id).join(TransportOffer).where(TransportOffer.provider_id == body.id),
        "stand_in_id": select(StandIn.id).join(TransportOffer).where(TransportOffer.provider_id == body.id),
    }
    ids |= {name: session.scalars(statement.limit(1)).one() for name, statement in firsts.items()}
    today = select(Trip).where(Trip.volunteer_id == driver.id, Trip.on_date == DAY)
    own = session.scalars(today).one()
    session.commit()
    return ids, {**ids, "trip_id": own.id, "event": own.calendar_id}


def _notice(session: Session, trip: Trip) -> Notice:
    made = Notice(
        trip_id=trip.id,
        kind=NoticeKind.REMINDER,
        recipient=Recipient.PASSENGER,
        by=By.CALL,
        once="walls",
        created_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made


def _override(session: Session, offer: TransportOffer) -> RoadOverride:
    where = {"municipality_id": offer.municipality_id, "one": "6100", "other": "6110"}
    made = RoadOverride(**where, metres=30_000, minutes=50, why="Ferje")
    session.add(made)
    session.flush()
    return made
