"""How many sit in a team with how much of the week, who leads, and what time is set aside: no database."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.lifecycle import NotAllowed
from partnership.core_teams import capacity, rules
from partnership.core_teams.models import Seat

FIRST = date(2026, 9, 1)


@dataclass(frozen=True)
class Place:
    """A share of the week, and whether it leads."""

    tenths: int
    is_leader: bool = False


PLACES = st.lists(st.builds(Place, st.integers(0, 50), st.booleans()), max_size=6)


def a_seat(tenths: int, begun_on: date = FIRST, left_on: date | None = None) -> Seat:
    return Seat(name="Kari", tenths=tenths, is_leader=False, begun_on=begun_on, left_on=left_on, person_id=None)


@pytest.mark.parametrize(
    ("tenths", "count"),
    [
        ([5, 5], 0),
        ([10, 5, 5], 0),
        ([5, 5, 5, 5], 1),
        ([15], 1),
        ([4, 5], 1),
        ([10, 11], 1),
        ([], 2),
        ([10, 10, 10, 10], 2),
    ],
)
def test_two_to_three_people_with_one_to_two_days_are_no_warning(tenths: list[int], count: int) -> None:
    assert len(rules.warnings([Place(each) for each in tenths])) == count


@given(places=PLACES)
def test_a_warning_is_given_exactly_outside_the_bounds_and_never_for_who_leads(places: list[Place]) -> None:
    found = rules.warnings(places)
    assert bool(found) == (not 2 <= len(places) <= 3 or not 10 <= sum(each.tenths for each in places) <= 20)
    assert found == rules.warnings([Place(each.tenths) for each in places])


@given(places=PLACES)
def test_a_team_is_led_exactly_when_one_of_them_leads(places: list[Place]) -> None:
    if sum(each.is_leader for each in places) == 1:
        rules.ensure_led(places)
    else:
        with pytest.raises(NotAllowed):
            rules.ensure_led(places)


@given(
    spans=st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 120), st.one_of(st.none(), st.integers(0, 120))), max_size=4
    ),
    cut=st.integers(0, 120),
)
def test_time_set_aside_is_the_same_whole_or_in_parts(spans: list[tuple[int, int, int | None]], cut: int) -> None:
    seats = [
        a_seat(tenths, FIRST + timedelta(begins), None if ends is None else FIRST + timedelta(max(begins, ends)))
        for tenths, begins, ends in spans
    ]
    last = FIRST + timedelta(days=120)
    whole = capacity.planned_minutes(seats, FIRST, last)
    middle = FIRST + timedelta(days=cut)
    first = capacity.planned_minutes(seats, FIRST, middle - timedelta(days=1))
    second = capacity.planned_minutes(seats, middle, last)
    assert abs(first + second - whole) <= 1


def test_half_a_day_a_week_is_225_minutes_in_seven_days() -> None:
    assert capacity.planned_minutes([a_seat(5)], FIRST, FIRST + timedelta(days=6)) == 225


def test_a_changed_share_counts_from_its_day_on() -> None:
    change = FIRST + timedelta(days=7)
    seats = [a_seat(10, left_on=change), a_seat(5, begun_on=change)]
    assert capacity.planned_minutes(seats, FIRST, FIRST + timedelta(days=13)) == 450 + 225


def test_months_begin_with_the_first_day_and_end_with_the_last() -> None:
    found = capacity.months([a_seat(10)], {date(2026, 10, 1): 90}, date(2026, 9, 24), date(2026, 11, 2))
    assert [(each.first.month, each.worked) for each in found] == [(9, 0), (10, 90), (11, 0)]
    assert [each.planned for each in found] == [450, round(Fraction(31 * 450, 7)), round(Fraction(2 * 450, 7))]
    assert found[0].per_cent == 0
    assert capacity.Month(FIRST, 0, 60).per_cent is None


@pytest.mark.parametrize(
    ("left_on", "is_taken"), [(None, True), (FIRST, False), (FIRST + timedelta(1), True), (FIRST - timedelta(1), False)]
)
def test_the_day_on_which_a_seat_ends_does_not_count(left_on: date | None, is_taken: bool) -> None:
    assert rules.is_taken(a_seat(5, FIRST - timedelta(days=9), left_on), FIRST) is is_taken
