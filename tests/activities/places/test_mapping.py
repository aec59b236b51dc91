"""Where places lie, how far it is between them, and how they are drawn."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.places import outlines, postcodes
from activities.places.distance import Position, by_road, straight
from activities.places.mapping import LONGEST, Place, draw
from directory.municipalities.register import read

REGISTER = Path(__file__).parents[3] / "directory/municipalities/municipalities.csv"
POSITIONS = st.builds(Position, st.floats(58, 71), st.floats(5, 31))


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        (Position(59.9139, 10.7522), Position(60.3913, 5.3221), 305),
        (Position(59.9139, 10.7522), Position(69.6492, 18.9553), 1146),
        (Position(62.1447, 6.0672), Position(62.1447, 6.0672), 0),
    ],
)
def test_the_straight_line_is_as_on_a_globe(one: Position, other: Position, kilometres: float) -> None:
    assert straight(one, other) == pytest.approx(kilometres, abs=3)


@given(one=POSITIONS, other=POSITIONS)
def test_it_is_always_as_far_there_as_back_and_longer_by_road(one: Position, other: Position) -> None:
    assert straight(one, other) == pytest.approx(straight(other, one))
    assert by_road(one, other) == pytest.approx(1.3 * straight(one, other))


def test_every_municipality_has_an_outline_and_a_postcode_where_people_live() -> None:
    with REGISTER.open(encoding="utf-8") as lines:
        numbers = [row.number for row in read(lines)]
    assert len(numbers) == 357
    assert [number for number in numbers if not outlines.of_municipality(number)] == []
    assert [number for number in numbers if not postcodes.of_municipality(number)] == []


def test_po_boxes_are_no_places_where_people_live() -> None:
    assert postcodes.find("0001") is None
    assert postcodes.find("æøå") is None
    volda = postcodes.find("6100")
    assert volda
    assert (volda.place, volda.municipality_number) == ("Volda", "1577")


def test_every_postcode_lies_within_its_municipalitys_outline_or_near_it() -> None:
    for number in ("0301", "1577", "5601"):
        corners = [corner for ring in outlines.of_municipality(number) for corner in ring]
        for each in postcodes.of_municipality(number):
            assert min(straight(each.position, corner) for corner in corners) < 60, each


@given(st.lists(POSITIONS, min_size=1, max_size=40))
def test_every_place_is_always_on_the_map_once_and_no_two_points_hide_each_other(positions: list[Position]) -> None:
    places = [Place(number, f"Stad {number}", position) for number, position in enumerate(positions, 1)]
    drawn = draw((), places)
    assert drawn
    assert sorted(place.number for mark in drawn.marks for place in mark.places) == [place.number for place in places]
    for one, other in combinations(drawn.marks, 2):
        assert abs(one.x - other.x) + abs(one.y - other.y) >= 26
    for mark in drawn.marks:
        assert 0 <= mark.x <= drawn.width <= LONGEST + 1
        assert 0 <= mark.y <= drawn.height <= LONGEST + 1


def test_north_is_up_and_east_is_right() -> None:
    north, east = Place(1, "Nord", Position(70, 10)), Place(2, "Aust", Position(60, 20))
    drawn = draw((), [north, east])
    assert drawn
    first, second = drawn.marks
    assert first.y < second.y
    assert first.x < second.x


def test_the_path_of_an_outline_holds_numbers_only() -> None:
    drawn = draw(outlines.of_municipality("1577"), [])
    assert drawn
    assert re.fullmatch(r"[MLZ0-9. ]+", drawn.path)
    assert draw((), []) is None


def test_many_in_the_same_place_share_a_point_with_a_short_label() -> None:
    here = Position(62.1, 6.1)
    labels = {1: "1", 2: "1, 2", 3: "1 +2", 12: "1 +11"}
    for count, label in labels.items():
        drawn = draw((), [Place(number, "-", here) for number in range(1, count + 1)])
        assert drawn
        assert [mark.label for mark in drawn.marks] == [label]
