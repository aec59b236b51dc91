"""How long something lasts, which days may be written, and when it became more than agreed: no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.forms.durations import read_duration, written
from kernel.lifecycle import NotAllowed
from volunteers.hours import rules

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("2", 120),
        ("1.30", 90),
        ("1:30", 90),
        ("1,5", 90),
        ("1.5", 90),
        ("0,25", 15),
        ("0.15", 15),
        ("2,75", 165),
        ("45 min", 45),
        ("90 minutt", 90),
        ("24", 1440),
        ("24.01", None),
        ("25", None),
        ("1.60", None),
        ("1,30", None),
        ("-1", None),
        ("to timar", None),
        ("", None),
        ("1e3", None),
        ("9999 min", None),
        ("١", 60),
    ],
)
def test_time_is_read_as_people_write_it(typed: str, minutes: int | None) -> None:
    assert read_duration(typed) == minutes


@given(minutes=st.integers(0, 1440))
def test_what_is_shown_in_a_field_is_always_read_as_the_same(minutes: int) -> None:
    assert read_duration(written(minutes)) == minutes


@given(text=st.text(max_size=12))
def test_whatever_is_typed_never_becomes_more_than_a_day(text: str) -> None:
    found = read_duration(text)
    assert found is None or 0 <= found <= 1440


def test_weeks_with_more_than_agreed_are_told_and_others_never() -> None:
    monday = date(2026, 11, 16)
    eight = [(monday + timedelta(days=each), 120) for each in range(4)]
    assert rules.weeks_over(eight, None) == []
    more = [*eight, (monday + timedelta(days=6), 1)]
    assert rules.weeks_over(more, None) == [rules.Week(monday, 481)]
    assert rules.weeks_over([*eight, (monday + timedelta(days=7), 1)], None) == [], "Monday begins another week"
    assert rules.weeks_over(eight, 4) == [rules.Week(monday, 480)]


def test_hours_are_given_on_days_that_have_been_and_planned_for_others() -> None:
    rules.ensure_may_write(TODAY, 0, 60, TODAY)
    rules.ensure_may_write(TODAY + timedelta(days=7), 60, None, TODAY)
    for day, planned, minutes in [
        (TODAY + timedelta(days=1), 0, 60),
        (TODAY - timedelta(days=400), 0, 60),
        (TODAY + timedelta(days=400), 60, None),
        (TODAY, 0, None),
        (TODAY, 0, 0),
    ]:
        with pytest.raises(NotAllowed):
            rules.ensure_may_write(day, planned, minutes, TODAY)
