"""What is read: a volunteer's trips that are not over, what waits for an answer, and what the year comes to in sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Viewer
from kernel import clock
from volunteers.asking.models import Ask, AskStatus
from volunteers.hours.models import HourEntry, Work
from volunteers.register.models import Volunteer
from volunteers.service_users.models import Purpose
from volunteers.service_users.queries import consents_of
from volunteers.trips import queries as trips
from volunteers.trips.models import Trip
from volunteers.trips.rules import CLOSES_AFTER, is_window_over


@dataclass(frozen=True)
class Sums:
    """What a volunteer gave in a year: trips and minutes, and nothing of anybody."""

    trips: int
    minutes: int


def mine(session: Session, viewer: Viewer, now: datetime) -> list[Trip]:
    """The viewer's trips, also those that were called off, until a day after; the first to leave first."""
    theirs = select(Volunteer.id).where(Volunteer.person_id == viewer.id)
    where = (
        Trip.volunteer_id.in_(theirs),
        Trip.on_date >= clock.local_date(now - 2 * CLOSES_AFTER),
        or_(Trip.home_at.is_(None), Trip.home_at >= now - CLOSES_AFTER),
    )
    found = session.scalars(trips.whole().where(*where).order_by(Trip.leave_at, Trip.id))
    return [trip for trip in found if not is_window_over(trip, now)]


def get_mine(session: Session, trip_id: int, *, viewer: Viewer, now: datetime, lock: bool = False) -> Trip:
    """A trip of the viewer's until a day after it, held for writing when asked; raises NotFound for any other."""
    trip = trips.get_mine(session, trip_id, viewer=viewer, lock=lock)
    if is_window_over(trip, now):
        raise NotFound
    return trip


def asked(session: Session, viewer: Viewer, now: datetime) -> list[Ask]:
    """What the viewer has been asked and has not answered."""
    theirs = select(Volunteer.id).where(Volunteer.person_id == viewer.id)
    statement = select(Ask).options(joinedload(Ask.trip).joinedload(Trip.offer), joinedload(Ask.volunteer))
    where = (Ask.volunteer_id.in_(theirs), Ask.status == AskStatus.WAITING, Ask.expires_at >= now)
    return list(session.scalars(statement.where(*where).order_by(Ask.expires_at, Ask.id)))


def sums_of(session: Session, viewer: Viewer, today: date) -> Sums:
    """What the viewer has given in trips this year."""
    theirs = select(Volunteer.id).where(Volunteer.person_id == viewer.id)
    where = (
        HourEntry.volunteer_id.in_(theirs),
        HourEntry.work == Work.TRANSPORT,
        HourEntry.done_on.between(date(today.year, 1, 1), today),
        HourEntry.minutes.is_not(None),
    )
    statement = select(func.count(), func.coalesce(func.sum(HourEntry.minutes), 0)).where(*where)
    count, minutes = session.execute(statement).one()
    return Sums(count, int(minutes or 0))


def tells_home_care(session: Session, trip: Trip, today: date) -> bool:
    """Whether home care may hear how a trip goes."""
    given = consents_of(session, [trip.service_user_id], today)[trip.service_user_id]
    return Purpose.ARRIVAL_TO_HOME_CARE in given


def read_of(shown: Sequence[Trip]) -> list[int]:
    """Whom the viewer has read of by seeing trips."""
    return [trip.service_user_id for trip in shown]
