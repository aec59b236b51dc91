"""On which days a request comes again, as sentences that must always hold."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from volunteers.requests.models import Recurrence
from volunteers.requests.recurrence import dates, last_of

TUESDAY = date(2026, 9, 1)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
AGAIN = st.sampled_from([each for each in Recurrence if each is not Recurrence.ONCE])
TIMES = st.none() | st.integers(1, 104)


def test_every_second_tuesday_twenty_times_ends_in_may() -> None:
    """X12."""
    found = dates(TUESDAY, Recurrence.EVERY_SECOND_WEEK, None, 20, date(2030, 1, 1))
    assert len(found) == 20
    assert found[-1] == date(2027, 5, 25) == last_of(TUESDAY, Recurrence.EVERY_SECOND_WEEK, None, 20)


def test_once_is_once_and_an_end_and_a_count_both_hold() -> None:
    far = date(2030, 1, 1)
    assert dates(TUESDAY, Recurrence.ONCE, None, None, far) == [TUESDAY]
    assert dates(TUESDAY, Recurrence.ONCE, None, None, TUESDAY - timedelta(days=1)) == []
    assert len(dates(TUESDAY, Recurrence.WEEKLY, TUESDAY + timedelta(days=30), 3, far)) == 3
    assert len(dates(TUESDAY, Recurrence.WEEKLY, TUESDAY + timedelta(days=8), 30, far)) == 2


def test_a_fifth_weekday_means_the_last_of_each_month() -> None:
    found = dates(date(2026, 9, 29), Recurrence.MONTHLY, None, 4, date(2030, 1, 1))
    assert found == [date(2026, 9, 29), date(2026, 10, 27), date(2026, 11, 24), date(2026, 12, 29)]


def test_what_goes_on_has_no_last_day() -> None:
    assert last_of(TUESDAY, Recurrence.WEEKLY, None, None) is None
    assert last_of(TUESDAY, Recurrence.ONCE, None, None) == TUESDAY
    assert last_of(date(9999, 12, 1), Recurrence.WEEKLY, None, 100) == date(9999, 12, 29)
    assert last_of(date(9998, 12, 1), Recurrence.MONTHLY, None, 100) == date(9998, 12, 1)


@given(DAYS, AGAIN, TIMES, st.integers(0, 800), st.integers(0, 800))
def test_days_never_lie_outside_and_always_on_the_same_weekday(
    starts_on: date, again: Recurrence, times: int | None, until_days: int, upto_days: int
) -> None:
    until, upto = starts_on + timedelta(days=until_days), starts_on + timedelta(days=upto_days)
    found = dates(starts_on, again, until, times, upto)
    assert found == sorted(set(found))
    assert all(starts_on <= day <= min(until, upto) and day.weekday() == starts_on.weekday() for day in found)
    assert found[0] == starts_on
    assert len(found) <= (times or len(found))


@given(DAYS, AGAIN, TIMES, st.integers(0, 400), st.integers(0, 400))
def test_a_later_horizon_only_ever_adds_days(
    starts_on: date, again: Recurrence, times: int | None, first: int, more: int
) -> None:
    early = dates(starts_on, again, None, times, starts_on + timedelta(days=first))
    late = dates(starts_on, again, None, times, starts_on + timedelta(days=first + more))
    assert late[: len(early)] == early


@given(DAYS, st.integers(2, 60))
def test_a_month_always_has_its_day_and_the_same_nth_weekday(starts_on: date, times: int) -> None:
    found = dates(starts_on, Recurrence.MONTHLY, None, times, date(2050, 1, 1))
    months = [day.year * 12 + day.month for day in found]
    assert months == list(range(months[0], months[0] + times))
    nth = (starts_on.day - 1) // 7
    assert all(
        (day.day - 1) // 7 == nth or (nth == 4 and (day + timedelta(days=7)).month != day.month) for day in found
    )
