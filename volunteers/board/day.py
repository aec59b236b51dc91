"""A day in its parts: who is not home, who is on the way, who has no volunteer, and all in order of time. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from volunteers.trips import rules
from volunteers.trips.models import Trip, TripStatus


@dataclass(frozen=True)
class Day:
    """A day's trips; one that is not home stands only there, and one on the way only among those."""

    trips: tuple[Trip, ...]
    not_home: tuple[Trip, ...]
    on_the_way: tuple[Trip, ...]
    without_volunteer: tuple[Trip, ...]


def parted(trips: Sequence[Trip], now: datetime) -> Day:
    """Part a day's trips at a moment."""
    red = tuple(trip for trip in trips if rules.is_red(trip, now))
    moving = tuple(trip for trip in trips if trip.status in rules.UNDERWAY and trip not in red)
    lone = tuple(trip for trip in trips if trip.status is TripStatus.OPEN)
    return Day(tuple(trips), red, moving, lone)


def may_say_home(trip: Trip) -> bool:
    """Whether one button says that the passenger is home again."""
    return trip.home_at is not None and TripStatus.HOME in rules.TRANSITIONS[trip.status]
