"""The chart keeps everything inside, and equal levels are still three lines."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.history.course import Numbers, Turn
from partnership.history.drawing import TICK_ROOM, draw

NAMES = ["0 Start", "1 Informasjonsdeling", "2 Samordning", "3 Samspill", "4 Partnerskap", "5 Tett koordinert innsats"]
LABELS = {"municipality": "Kommunen", "organisation": "Organisasjonen", "agreed": "Enige om"}
FIRST = date(2026, 1, 15)
LEVELS = st.one_of(st.none(), st.integers(0, 5))


def a_turn(days: int, *numbers: int | None) -> Turn:
    return Turn(FIRST + timedelta(days=days), Numbers(*numbers), ())


def test_a_line_goes_level_until_a_turn_and_begins_where_its_side_is_first_seen() -> None:
    chart = draw([a_turn(0, 1), a_turn(100, 3, 2, 2)], NAMES, LABELS, FIRST + timedelta(days=200))
    paths = {track.whose: track.path for track in chart.tracks}
    assert paths["municipality"] == "M200 231H525V123H850"
    assert paths["agreed"] == "M525 186H850"


def test_a_line_that_is_hidden_again_stops() -> None:
    chart = draw([a_turn(0, 1, 1), a_turn(50, 1, None)], NAMES, LABELS, FIRST + timedelta(days=100))
    hidden = next(track for track in chart.tracks if track.whose == "organisation")
    assert hidden.path == "M200 249H525"
    assert hidden.label == ()


def test_equal_levels_are_three_lines_with_three_words_below_each_other() -> None:
    chart = draw([a_turn(0, 0, 0, 0)], NAMES, LABELS, FIRST)
    ends = [track.end_y for track in chart.tracks]
    words = [track.label[0].y for track in chart.tracks]
    assert len(set(ends)) == len(set(words)) == 3
    assert max(words) < chart.view.height


@given(
    turns=st.lists(st.tuples(st.integers(1, 400), LEVELS, LEVELS, LEVELS), min_size=1, max_size=20),
    after=st.integers(0, 4000),
)
def test_everything_is_always_inside_and_no_two_days_on_the_axis_collide(
    turns: list[tuple[int, int | None, int | None, int | None]], after: int
) -> None:
    day, told = 0, []
    for apart, *numbers in turns:
        day += apart
        told.append(a_turn(day, *numbers))
    chart = draw(told, NAMES, LABELS, told[-1].on + timedelta(days=after))
    places = [(tick.x, chart.floor) for tick in chart.ticks] + [(track.end_x, track.end_y) for track in chart.tracks]
    places += [(line.x, line.y) for track in chart.tracks for line in track.label]
    assert all(0 <= x <= chart.view.width and 0 <= y <= chart.view.height for x, y in places)
    along = [tick.x for tick in chart.ticks]
    assert all(right - left >= TICK_ROOM * 0.6 for left, right in pairwise(along))


@pytest.mark.parametrize("upto", [FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=365 * 60)])
def test_a_day_and_a_lifetime_both_have_their_axis(upto: date) -> None:
    chart = draw([a_turn(0, 2, 2, 2)], NAMES, LABELS, upto)
    assert 1 <= len(chart.ticks) <= 9
