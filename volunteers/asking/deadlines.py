"""How long somebody has to answer: a day at most, a stand-in ever shorter, and nobody past 18:00 the day before. Pure.

Past that hour the coordinator has been told, and whoever is asked then may answer until the trip begins.
"""

from datetime import datetime, time, timedelta

from kernel.clock import OSLO
from volunteers.trips.models import Trip

EVENING = time(18)
LONGEST = timedelta(hours=24)
FIRST_STAND_IN = timedelta(hours=4)
SHORTEST = timedelta(minutes=30)


def evening_before(trip: Trip) -> datetime:
    """When the coordinator is told that a trip has no volunteer."""
    return datetime.combine(trip.on_date - timedelta(days=1), EVENING, OSLO)


def wait_of(turn: int | None) -> timedelta:
    """How long one waits for an answer; stand-ins in their turn, from 0, half as long each time."""
    return LONGEST if turn is None else max(FIRST_STAND_IN / 2**turn, SHORTEST)


def expires_at(trip: Trip, at: datetime, turn: int | None = None) -> datetime:
    """Until when somebody who is asked now may answer."""
    evening = evening_before(trip)
    last = evening if at <= evening - SHORTEST else trip.leave_at
    return min(at + wait_of(turn), last)


def is_escalated(trip: Trip, now: datetime) -> bool:
    """Whether it is so late that the coordinator must know of a trip without a volunteer."""
    return evening_before(trip) <= now < trip.leave_at
