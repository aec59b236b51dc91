"""What is read at the desk: who may be wished for, and how a request's trips stand."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from kernel.alphabet import alphabetical
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.requests.models import Recurrence, RequestStatus, RideRequest
from volunteers.requests.rules import last_day_of
from volunteers.trips.models import Trip
from volunteers.trips.queries import whole
from volunteers.trips.rules import AHEAD, LIVE

SHOWN_TRIPS = 12
MOST_VOLUNTEERS = 2000


def volunteers_of(session: Session, body_ids: Collection[int]) -> list[tuple[int, str]]:
    """The active volunteers of bodies as id and name; nothing that is sealed is opened."""
    where = (Volunteer.body_id.in_(body_ids), Volunteer.status == VolunteerStatus.ACTIVE)
    statement = select(Volunteer.id, Volunteer.name).where(*where).order_by(alphabetical(Volunteer.name), Volunteer.id)
    return [(row.id, row.name) for row in session.execute(statement.limit(MOST_VOLUNTEERS))]


def is_volunteer_of(session: Session, volunteer_id: int, body_id: int) -> bool:
    """Whether a volunteer is one of a body's."""
    where = (Volunteer.id == volunteer_id, Volunteer.body_id == body_id)
    return session.scalar(select(Volunteer.id).where(*where)) is not None


def trips_of(session: Session, request_id: int, today: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """The next trips of a request, or its last where none is to come: the day, how it stands and who takes it."""
    statement = (
        select(Trip.id, Trip.on_date, Trip.leave_at, Trip.status, Volunteer.name.label("volunteer"))
        .outerjoin(Volunteer, Volunteer.id == Trip.volunteer_id)
        .where(Trip.request_id == request_id)
    )
    coming = statement.where(Trip.on_date >= today).order_by(Trip.on_date, Trip.id).limit(SHOWN_TRIPS)
    over = statement.where(Trip.on_date < today).order_by(Trip.on_date.desc(), Trip.id).limit(SHOWN_TRIPS)
    return session.execute(coming).all() or session.execute(over).all()


def counts_of(session: Session, request_id: int, today: date) -> tuple[int, int]:
    """How many trips a request has, and how many of them are to come."""
    ahead = Trip.status.in_(AHEAD) & (Trip.on_date >= today)
    statement = select(func.count(), func.count().filter(ahead)).where(Trip.request_id == request_id)
    row = session.execute(statement).one()
    return row[0], row[1]


def first_trip(session: Session, request_id: int) -> int | None:
    """The first trip of a request that is to be had."""
    where = (Trip.request_id == request_id, Trip.status.in_(AHEAD))
    return session.scalar(select(Trip.id).where(*where).order_by(Trip.on_date, Trip.id).limit(1))


def beyond(session: Session, request_id: int, last: date | None) -> list[Trip]:
    """The trips to come that lie after a request's last day; none where it goes on for ever."""
    if last is None:
        return []
    where = (Trip.request_id == request_id, Trip.status.in_(AHEAD), Trip.due_on > last)
    return list(session.scalars(whole().where(*where).order_by(Trip.id)))


def to_finish(session: Session, today: date, most: int) -> list[RideRequest]:
    """The open requests whose last day is over and of which no trip is left to do, held for writing."""
    is_live = select(Trip.id).where(Trip.request_id == RideRequest.id, Trip.status.in_(LIVE)).exists()
    may_be_over = or_(
        (RideRequest.recurrence == Recurrence.ONCE) & (RideRequest.starts_on < today),
        RideRequest.until < today,
        RideRequest.times.is_not(None) & (RideRequest.starts_on < today),
    )
    where = (RideRequest.status == RequestStatus.OPEN, RideRequest.generated_to.is_not(None), may_be_over, ~is_live)
    statement = select(RideRequest).where(*where).order_by(RideRequest.id).limit(most).with_for_update(of=RideRequest)
    lasts = [(request, last_day_of(request)) for request in session.scalars(statement)]
    return [request for request, last in lasts if last is not None and last < today]
