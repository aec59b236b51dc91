"""The public holidays of Norway."""

from datetime import date

import pytest

from kernel.holidays import holidays_of, is_holiday


def test_a_year_has_twelve_public_holidays_or_fewer_where_two_meet() -> None:
    assert len(holidays_of(2026)) == 12
    assert len(holidays_of(2008)) == 11, "Ascension Day fell on the first of May"


@pytest.mark.parametrize(
    "day",
    [date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 5), date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25),
     date(2027, 3, 25), date(2026, 5, 1), date(2026, 5, 17), date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)],
)  # fmt: skip
def test_a_holiday_is_one(day: date) -> None:
    assert is_holiday(day)


@pytest.mark.parametrize("day", [date(2026, 12, 24), date(2026, 12, 31), date(2026, 4, 4), date(2026, 11, 21)])
def test_an_ordinary_day_is_none(day: date) -> None:
    assert not is_holiday(day)
