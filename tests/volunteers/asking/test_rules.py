"""How long somebody has to answer, and how an ask moves."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.volunteers.asking.conftest import BEFORE, DAY, on
from volunteers.asking import deadlines
from volunteers.asking.models import AskStatus
from volunteers.asking.rules import DECLINED, TRANSITIONS
from volunteers.trips.models import Trip

TRIP = Trip(on_date=DAY, leave_at=on(DAY, 10, 30))
EVENING = on(BEFORE, 18)
MOMENTS = st.integers(0, 30 * 24 * 60 - 120).map(lambda minutes: on(DAY, 10, 30) - timedelta(minutes=minutes + 120))


@pytest.mark.parametrize(
    ("at", "turn", "expected"),
    [
        (on(BEFORE.replace(day=20), 12), None, on(BEFORE.replace(day=21), 12)),
        (on(BEFORE, 9), None, EVENING),
        (on(BEFORE, 17, 45), None, on(DAY, 10, 30)),
        (on(BEFORE, 20), None, on(DAY, 10, 30)),
        (on(BEFORE, 9), 0, on(BEFORE, 13)),
        (on(BEFORE, 9), 1, on(BEFORE, 11)),
        (on(BEFORE, 17), 0, EVENING),
        (on(BEFORE, 18, 1), 1, on(BEFORE, 20, 1)),
        (on(BEFORE, 18, 1), 9, on(BEFORE, 18, 31)),
    ],
)
def test_an_answer_is_waited_for_a_day_at_most_and_not_past_six_the_day_before(
    at: datetime, turn: int | None, expected: datetime
) -> None:
    assert deadlines.expires_at(TRIP, at, turn) == expected


@given(at=MOMENTS, turn=st.none() | st.integers(0, 20))
def test_there_is_always_time_to_answer_and_never_past_the_trip(at: datetime, turn: int | None) -> None:
    until = deadlines.expires_at(TRIP, at, turn)
    assert at + timedelta(minutes=30) <= until <= TRIP.leave_at
    assert until <= at + timedelta(hours=24)
    if at <= EVENING - timedelta(minutes=30):
        assert until <= EVENING


@given(turn=st.integers(0, 40))
def test_each_stand_in_has_a_shorter_time_than_the_one_before(turn: int) -> None:
    assert deadlines.wait_of(turn + 1) <= deadlines.wait_of(turn) < deadlines.wait_of(None)


@pytest.mark.parametrize(
    ("at", "is_late"), [(on(BEFORE, 17, 59), False), (EVENING, True), (on(DAY, 10, 29), True), (on(DAY, 10, 30), False)]
)
def test_the_coordinator_must_know_from_six_the_day_before(at: datetime, is_late: bool) -> None:
    assert deadlines.is_escalated(TRIP, at) is is_late


def test_a_no_is_for_ever_and_everything_can_be_reached() -> None:
    assert all(TRANSITIONS[status] == frozenset() for status in DECLINED)
    assert {status for moves in TRANSITIONS.values() for status in moves} == set(AskStatus)
