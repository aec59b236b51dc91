"""How a day is parted, without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.board.day import may_say_home, parted
from volunteers.trips.models import Trip, TripStatus

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def a_trip(number: int, status: TripStatus, home_in: int | None) -> Trip:
    """A trip that should be home in some minutes."""
    home = None if home_in is None else NOON + timedelta(minutes=home_in)
    return Trip(id=number, status=status, leave_at=NOON, home_at=home)


@pytest.mark.parametrize(("home_in", "is_red"), [(-61, True), (-60, True), (-59, False), (None, False)])
def test_a_trip_is_red_from_60_minutes_after_it_should_be_home(home_in: int | None, is_red: bool) -> None:
    parts = parted([a_trip(1, TripStatus.ARRIVED, home_in)], NOON)
    assert bool(parts.not_home) is is_red
    assert bool(parts.on_the_way) is not is_red


@given(st.lists(st.tuples(st.sampled_from(TripStatus), st.none() | st.integers(-200, 200)), max_size=8))
def test_each_trip_of_the_day_stands_in_one_part_at_most_and_always_in_the_whole(
    day: list[tuple[TripStatus, int | None]],
) -> None:
    trips = [a_trip(number, status, home_in) for number, (status, home_in) in enumerate(day)]
    parts = parted(trips, NOON)
    assert list(parts.trips) == trips
    numbers = [trip.id for part in (parts.not_home, parts.on_the_way, parts.without_volunteer) for trip in part]
    assert len(numbers) == len(set(numbers))


def test_home_is_said_of_a_trip_that_is_booked_and_has_a_way_home() -> None:
    assert may_say_home(a_trip(1, TripStatus.PLANNED, 10))
    assert not may_say_home(a_trip(1, TripStatus.PLANNED, None))
    assert not may_say_home(a_trip(1, TripStatus.OPEN, 10))
    assert not may_say_home(a_trip(1, TripStatus.HOME, 10))
