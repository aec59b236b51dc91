"""Estimates of ways: by postcode, the same both ways, never shorter for a longer way."""

from hypothesis import given
from hypothesis import strategies as st

from activities.places.distance import Position
from volunteers.roads.estimate import NOWHERE, SAME, Known, Leg, Roads, driving

FAR, NEAR = "6133", "6100"


def test_a_way_is_the_straight_line_made_longer_with_time_to_start_and_park() -> None:
    leg = Roads().between(NEAR, FAR)
    assert 8_500 < leg.metres < 9_500
    assert leg.minutes == 3 + 14
    assert not leg.is_uncertain


def test_a_short_way_is_slow() -> None:
    assert driving(2.5, 42) == 6
    assert driving(42, 42) == 60


def test_the_same_postcode_is_a_small_constant() -> None:
    assert Roads().between(NEAR, NEAR) == SAME


def test_what_is_written_by_hand_goes_first_in_both_directions() -> None:
    ferry = Leg(12_000, 47, Known.WRITTEN)
    roads = Roads(overrides={(NEAR, FAR): ferry})
    assert roads.between(FAR, NEAR) == roads.between(NEAR, FAR) == ferry


def test_an_unknown_postcode_lies_at_the_centre_and_is_uncertain() -> None:
    leg = Roads(centre=Position(62.1, 6.1)).between("0000", FAR)
    assert leg.is_uncertain
    assert Roads().between("0000", FAR) == NOWHERE


def test_a_server_that_knows_no_way_leaves_the_estimate() -> None:
    assert Roads(ask=lambda _one, _other: None).between(NEAR, FAR).known is Known.WORKED_OUT
    served = Roads(ask=lambda _one, _other: (12_345, 20)).between(NEAR, FAR)
    assert served == Leg(12_345, 23, Known.SERVED)


@given(st.floats(0, 300), st.floats(0, 300), st.integers(10, 110))
def test_a_longer_way_is_never_quicker(one: float, other: float, speed: int) -> None:
    short, long = sorted((one, other))
    assert driving(short, speed) <= driving(long, speed)


@given(st.sampled_from(["6100", "6133", "6110", "0000", "6150"]), st.sampled_from(["6100", "6133", "6120", "6150"]))
def test_a_way_is_the_same_in_both_directions(one: str, other: str) -> None:
    roads = Roads(centre=Position(62.1, 6.1))
    assert roads.between(one, other) == roads.between(other, one)
