"""What is allowed, and what follows: which days may be written, and in which weeks it became more than agreed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kernel.lifecycle import NotAllowed, _l

USUAL_LIMIT = 8
AN_HOUR = 60
A_DAY = 24 * AN_HOUR
A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Week:
    """A week in which somebody gave more than agreed, in minutes."""

    monday: date
    minutes: int


def weeks_over(given: Iterable[tuple[date, int]], hours_a_week: int | None) -> list[Week]:
    """The weeks with more minutes than the limit, the latest first; eight hours is the limit where none is set."""
    limit = (hours_a_week or USUAL_LIMIT) * AN_HOUR
    weeks: dict[date, int] = defaultdict(int)
    for day, minutes in given:
        weeks[day - timedelta(days=day.weekday())] += minutes
    return [Week(monday, minutes) for monday, minutes in sorted(weeks.items(), reverse=True) if minutes > limit]


def ensure_may_write(done_on: date, planned: int, minutes: int | None, today: date) -> None:
    """Hours are given on days that have been, and planned for days to come; both within a year and a day."""
    if not today - A_YEAR <= done_on <= today + A_YEAR:
        raise NotAllowed(_l("This is more than a year away. Check the date."))
    if minutes is not None and done_on > today:
        raise NotAllowed(_l("This day is to come. Write what you plan, and what it became afterwards."))
    if not planned and not minutes:
        raise NotAllowed(_l("Write how long."))


def ensure_may_take_away(trip_key: str | None) -> None:
    """What a trip has written stays; it can be corrected."""
    if trip_key is not None:
        raise NotAllowed(_l("This comes from a trip. It can be corrected, but not taken away."))
