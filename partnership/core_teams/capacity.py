"""How much of a team's time is set aside and how much is worked, month by month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from partnership.core_teams.models import Seat
from partnership.core_teams.rules import is_taken

MINUTES_A_DAY = 450  # seven and a half hours
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Month:
    """A month of a team: the minutes set aside and the minutes worked."""

    first: date
    planned: int
    worked: int

    @property
    def per_cent(self) -> int | None:
        """What was worked of what was set aside; None where nothing was."""
        return round(Fraction(100 * self.worked, self.planned)) if self.planned else None


def month_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def planned_minutes(seats: Iterable[Seat], first: date, last: date) -> int:
    """The minutes that some seats set aside from a day to another, both included.

    A share of the week is spread over its seven days, and every day that somebody sits in the team counts.
    """
    known = list(seats)
    tenth_days = sum(seat.tenths for day in _days(first, last) for seat in known if is_taken(seat, day))
    return round(Fraction(tenth_days * MINUTES_A_DAY, 10 * DAYS_A_WEEK))


def months(seats: Iterable[Seat], worked: Mapping[date, int], first: date, last: date) -> list[Month]:
    """Every month from a day to another with what was set aside and what was worked, by the month's first day."""
    known = list(seats)
    found, month = [], month_of(first)
    while month <= last:
        following = month_of(month + timedelta(days=31))
        begins, ends = max(month, first), min(following - timedelta(days=1), last)
        found.append(Month(month, planned_minutes(known, begins, ends), worked.get(month, 0)))
        month = following
    return found


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
