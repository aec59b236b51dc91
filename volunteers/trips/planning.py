"""When a trip is planned to leave, be there, leave again and be home; pure, in Oslo's hours and real minutes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kernel.clock import OSLO
from volunteers.service_users.models import Need
from volunteers.trips.duties import minutes_at_door


@dataclass(frozen=True)
class Times:
    """The four planned moments of a trip; the two of the way home are missing where another was agreed."""

    leave_at: datetime
    arrive_at: datetime
    return_at: datetime | None
    home_at: datetime | None


def in_oslo(day: date, at: time) -> datetime:
    """A time of day in Oslo as a moment, so that minutes can be added across a change of the clock."""
    return datetime.combine(day, at, OSLO).astimezone(UTC)


def plan(day: date, there_at: time, home_from: time | None, *, minutes: int, needs: tuple[Need, ...]) -> Times:
    """Plan a trip whose way takes some minutes: at the door early enough to be there in time."""
    arrive_at = in_oslo(day, there_at)
    return_at = None if home_from is None else in_oslo(day, home_from)
    if return_at is not None:
        return_at = max(return_at, arrive_at)  # on the night that the clock goes forth
    return around(arrive_at, return_at, minutes=minutes, needs=needs)


def around(arrive_at: datetime, return_at: datetime | None, *, minutes: int, needs: tuple[Need, ...]) -> Times:
    """Plan a trip around when to be there and when to leave again."""
    way = timedelta(minutes=minutes)
    leave_at = arrive_at - way - timedelta(minutes=minutes_at_door(needs))
    return Times(leave_at, arrive_at, return_at, return_at + way if return_at else None)
