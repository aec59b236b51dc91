"""Organisation numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.bodies.rules import read_org_number, spaced


@pytest.mark.parametrize("typed", ["310000019", "310 000 019", " 310\u00a0000 019 ", "958935420"])
def test_a_right_number_is_read_however_it_is_spaced(typed: str) -> None:
    assert read_org_number(typed) == "".join(typed.split())


@pytest.mark.parametrize("typed", ["", "310000018", "31000001", "3100000190", "３10000019", "31000001\0"])
def test_a_wrong_number_is_none(typed: str) -> None:
    assert read_org_number(typed) is None


@given(st.integers(0, 99_999_999))
def test_of_the_ten_last_digits_at_most_one_is_ever_right(first: int) -> None:
    right = [digit for digit in range(10) if read_org_number(f"{first:08}{digit}")]
    weighted = sum(int(digit) * weight for digit, weight in zip(f"{first:08}", (3, 2, 7, 6, 5, 4, 3, 2), strict=True))
    check = -weighted % 11
    assert right == ([] if check == 10 else [check])


def test_a_number_is_shown_in_threes() -> None:
    assert spaced("310000019") == "310 000 019"
    assert spaced(None) == ""
