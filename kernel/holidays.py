"""The public holidays of Norway. Source: lov om helligdager og helligdagsfred (1995), lov om 1 og 17 mai (1947)."""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
DAYS_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)


@cache
def holidays_of(year: int) -> frozenset[date]:
    """The public holidays of a year."""
    sunday = easter(year)
    movable = {sunday + timedelta(days=days) for days in DAYS_FROM_EASTER}
    return frozenset(movable | {date(year, month, day) for month, day in FIXED})


def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday; Christmas Eve and New Year's Eve are none by law."""
    return day in holidays_of(day.year)
