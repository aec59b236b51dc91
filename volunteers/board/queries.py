"""What is read for the board: the places where a viewer runs transport, and their trips of a day or a week."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from directory.municipalities.models import Municipality
from kernel.alphabet import alphabetical
from volunteers.asking.models import Ask, AskStatus
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.requests.models import RideRequest
from volunteers.service_users.models import ServiceUser
from volunteers.transport.models import TransportOffer, TransportStatus, Vehicle
from volunteers.trips import rules
from volunteers.trips.models import Trip, TripStatus

SILENT = frozenset({AskStatus.WAITING, AskStatus.LAPSED})


@dataclass(frozen=True)
class Line:
    """A trip as a week shows it, without whom it is for."""

    id: int
    on_date: date
    leave_at: datetime
    status: TripStatus
    neutral_name: str
    from_postcode: str
    volunteer: str | None


@dataclass(frozen=True)
class Numbers:
    """Whom to ring about a trip that is on its way."""

    passenger: str
    volunteer: str


def places(session: Session, viewer: Viewer) -> list[Municipality]:
    """The municipalities where a viewer's bodies run transport, by name."""
    here = select(TransportOffer.municipality_id).where(
        TransportOffer.provider_id.in_(viewer.bodies(Permission.TRANSPORT_WRITE)),
        TransportOffer.status != TransportStatus.DRAFT,
    )
    statement = select(Municipality).where(Municipality.id.in_(here))
    return list(session.scalars(statement.order_by(alphabetical(Municipality.name), Municipality.id)))


def get_place(session: Session, number: str, *, viewer: Viewer) -> Municipality:
    """A municipality where the viewer's bodies offer transport, or that is the viewer's own; NotFound for any other."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    here = select(TransportOffer.municipality_id).where(TransportOffer.provider_id.in_(bodies))
    is_theirs = or_(Municipality.id.in_(here), Municipality.id.in_(bodies))
    found = session.scalar(select(Municipality).where(Municipality.number == number, is_theirs))
    if found is None:
        raise NotFound
    return found


def on_day(session: Session, bodies: Collection[int], municipality_id: int, day: date) -> list[Trip]:
    """The trips of a day in the order in which they leave; of what is sealed only what the board shows is opened."""
    statement = (
        select(Trip)
        .join(TransportOffer, TransportOffer.id == Trip.offer_id)
        .options(
            joinedload(Trip.request).load_only(RideRequest.way_home, RideRequest.is_companion_needed),
            joinedload(Trip.offer),
            joinedload(Trip.service_user).load_only(ServiceUser.code, ServiceUser.first_name, ServiceUser.needs),
            joinedload(Trip.volunteer).load_only(Volunteer.name),
            joinedload(Trip.vehicle),
        )
        .where(
            TransportOffer.provider_id.in_(bodies),
            TransportOffer.municipality_id == municipality_id,
            Trip.on_date == day,
        )
    )
    return list(session.scalars(statement.order_by(Trip.leave_at, Trip.id)))


def numbers_of(session: Session, trip_ids: Collection[int]) -> Mapping[int, Numbers]:
    """Whom to ring about some trips."""
    statement = (
        select(Trip.id, ServiceUser.phone, Volunteer.phone.label("volunteer_phone"))
        .join(ServiceUser, ServiceUser.id == Trip.service_user_id)
        .outerjoin(Volunteer, Volunteer.id == Trip.volunteer_id)
        .where(Trip.id.in_(trip_ids))
    )
    found = session.execute(statement) if trip_ids else ()
    return {row.id: Numbers(row.phone, row.volunteer_phone or "") for row in found}


def asked_counts(session: Session, trip_ids: Collection[int]) -> Mapping[int, tuple[int, int]]:
    """How many were asked about each trip, and how many of them are silent."""
    statement = (
        select(Ask.trip_id, Ask.status, func.count()).where(Ask.trip_id.in_(trip_ids)).group_by(Ask.trip_id, Ask.status)
    )
    counts: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for trip_id, status, count in session.execute(statement) if trip_ids else ():
        asked, silent = counts[trip_id]
        counts[trip_id] = (asked + count, silent + (count if status in SILENT else 0))
    return counts


def between(session: Session, bodies: Collection[int], municipality_id: int, first: date, last: date) -> list[Line]:
    """The trips from one day to another, both in, without anything that is sealed."""
    statement = (
        select(
            Trip.id,
            Trip.on_date,
            Trip.leave_at,
            Trip.status,
            TransportOffer.neutral_name,
            Trip.from_postcode,
            Volunteer.name,
        )
        .join(TransportOffer, TransportOffer.id == Trip.offer_id)
        .outerjoin(Volunteer, Volunteer.id == Trip.volunteer_id)
        .where(
            TransportOffer.provider_id.in_(bodies),
            TransportOffer.municipality_id == municipality_id,
            Trip.on_date.between(first, last),
        )
        .order_by(Trip.leave_at, Trip.id)
    )
    return [Line(*row) for row in session.execute(statement)]


def volunteers_of(session: Session, bodies: Collection[int]) -> list[tuple[int, str]]:
    """The active volunteers of bodies, by name."""
    statement = select(Volunteer.id, Volunteer.name)
    where = (Volunteer.body_id.in_(bodies), Volunteer.status == VolunteerStatus.ACTIVE)
    found = session.execute(statement.where(*where).order_by(alphabetical(Volunteer.name), Volunteer.id))
    return [(row.id, row.name) for row in found]


def vehicles_of(session: Session, bodies: Collection[int]) -> list[tuple[int, str]]:
    """The vehicles of bodies that are in use, by name."""
    statement = select(Vehicle.id, Vehicle.name).where(Vehicle.body_id.in_(bodies), Vehicle.is_in_use)
    found = session.execute(statement.order_by(alphabetical(Vehicle.name), Vehicle.id))
    return [(row.id, row.name) for row in found]


def without_volunteer(session: Session, bodies: Collection[int], day: date) -> list[tuple[str, int]]:
    """How many trips of a day have no volunteer, by the municipality's number."""
    statement = (
        select(Municipality.__table__.c.number, func.count())
        .select_from(Trip)
        .join(TransportOffer, TransportOffer.id == Trip.offer_id)
        .join(Municipality.__table__, Municipality.__table__.c.id == TransportOffer.municipality_id)
        .where(TransportOffer.provider_id.in_(bodies), Trip.on_date == day, Trip.status == TripStatus.OPEN)
        .group_by(Municipality.__table__.c.number)
        .order_by(Municipality.__table__.c.number)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def not_home(session: Session, bodies: Collection[int], now: datetime) -> list[tuple[str, date]]:
    """The trips that should have been home an hour ago, by municipality and day."""
    statement = (
        select(Municipality.__table__.c.number, Trip.on_date)
        .select_from(Trip)
        .join(TransportOffer, TransportOffer.id == Trip.offer_id)
        .join(Municipality.__table__, Municipality.__table__.c.id == TransportOffer.municipality_id)
        .where(
            TransportOffer.provider_id.in_(bodies),
            Trip.status.in_(rules.BOOKED),
            Trip.home_at <= now - rules.RED_AFTER,
        )
        .order_by(Trip.on_date, Trip.id)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]
