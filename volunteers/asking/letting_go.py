"""What happens around a volunteer who ends or has a break: trips are let go, and who has ended holds nothing more."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kernel import clock
from kernel.registry import panel
from volunteers.asking import actions, ordering, queries, rules
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.register.queries import TRIP_DAYS
from volunteers.transport.actions import lay_up
from volunteers.trips.models import Trip
from volunteers.trips.rules import AHEAD


def _are_ahead(volunteer_id: int, at: datetime) -> Sequence[ColumnElement[bool]]:
    return Trip.volunteer_id == volunteer_id, Trip.status.in_(AHEAD), Trip.on_date >= clock.local_date(at)


@panel(TRIP_DAYS)
def trip_days(session: Session, volunteer: Volunteer, at: datetime) -> list[date]:
    """The days of a volunteer's trips that have not begun, the first first."""
    statement = select(Trip.on_date).where(*_are_ahead(volunteer.id, at))
    return list(session.scalars(statement.order_by(Trip.on_date, Trip.id)))


def let_go(session: Session, volunteer: Volunteer, *, at: datetime) -> None:
    """Let each trip go that somebody who has ended or has a break cannot come to, and each question about one.

    Whoever has ended stands in for nobody, and the own car is no longer in use.
    """
    held = select(Trip.id).where(*_are_ahead(volunteer.id, at))
    for trip in queries.held(session, held):
        if rules.is_away(volunteer, trip.on_date):
            actions.fall_out(session, trip, actor_id=None, at=at)
    for trip in queries.held(session, queries.waited_for(volunteer.id)):
        if rules.is_away(volunteer, trip.on_date):
            actions.withdraw_from(session, trip, volunteer.id, at=at)
    if volunteer.status is VolunteerStatus.ENDED:
        ordering.leave(session, volunteer.id, at=at)
        lay_up(session, volunteer.id, at=at)
