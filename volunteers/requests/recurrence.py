"""The days on which a request comes again; pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice, takewhile

from volunteers.requests.models import Recurrence

WEEK = timedelta(days=7)
STEPS = {Recurrence.WEEKLY: WEEK, Recurrence.EVERY_SECOND_WEEK: 2 * WEEK}
LAST_IN_MONTH = 5


def dates(starts_on: date, recurrence: Recurrence, until: date | None, times: int | None, upto: date) -> list[date]:
    """The due days up to and with a day; an end and a count both hold, and a count counts due days. Source: T9, X12."""
    last = min(upto, until) if until else upto
    return list(takewhile(lambda day: day <= last, islice(_due(starts_on, recurrence), times)))


def last_of(starts_on: date, recurrence: Recurrence, until: date | None, times: int | None) -> date | None:
    """The last due day; None where it goes on for ever."""
    if recurrence is not Recurrence.ONCE and until is None and times is None:
        return None
    found = dates(starts_on, recurrence, until, times, until or date.max)
    return found[-1] if found else None


def _due(starts_on: date, recurrence: Recurrence) -> Iterator[date]:
    if recurrence is Recurrence.ONCE:
        return iter([starts_on])
    if recurrence is Recurrence.MONTHLY:
        return _monthly(starts_on)
    return _stepping(starts_on, STEPS[recurrence])


def _stepping(day: date, step: timedelta) -> Iterator[date]:
    while True:
        yield day
        if date.max - day < step:
            return
        day += step


def _monthly(starts_on: date) -> Iterator[date]:
    """The same nth weekday of every month; a fifth one means the last of the month."""
    nth = (starts_on.day - 1) // 7 + 1
    for month in count(starts_on.year * 12 + starts_on.month - 1):
        year, index = divmod(month, 12)
        if year >= date.max.year:
            return
        yield nth_weekday(year, index + 1, starts_on.weekday(), nth)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; the fifth is the last one, whether it is the fourth or the fifth."""
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.weekday()) % 7) + (nth - 1) * WEEK
    return found - WEEK if nth == LAST_IN_MONTH and found.month != month else found
