"""When the wing is on, and when home care may register."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.lifecycle import NotAllowed
from volunteers.safeguards import rules
from volunteers.safeguards.models import Safeguard

TODAY = date(2026, 11, 21)
DAYS = st.none() | st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31))


def some(**days: date | None) -> Safeguard:
    return Safeguard(**{"agreed_on": None, "dpia_on": None, "home_care_basis_on": None, **days})


@given(agreed_on=DAYS, dpia_on=DAYS)
def test_it_is_never_on_without_two_papers_that_have_their_day(agreed_on: date | None, dpia_on: date | None) -> None:
    safeguard = some(agreed_on=agreed_on, dpia_on=dpia_on)
    both = all(day is not None and day <= TODAY for day in (agreed_on, dpia_on))
    assert rules.is_on(safeguard, TODAY) is both


def test_what_is_off_says_who_can_switch_it_on() -> None:
    for safeguard in (None, some(), some(agreed_on=TODAY), some(agreed_on=TODAY, dpia_on=TODAY + timedelta(days=1))):
        assert not rules.is_on(safeguard, TODAY)
        with pytest.raises(NotAllowed, match="leader"):
            rules.ensure_is_on(safeguard, TODAY)
    on = some(agreed_on=TODAY, dpia_on=TODAY)
    assert rules.ensure_is_on(on, TODAY) is on


def test_home_care_may_only_where_the_municipality_has_said_by_what_right() -> None:
    assert not rules.home_care_may(None, TODAY)
    assert not rules.home_care_may(some(agreed_on=TODAY, dpia_on=TODAY), TODAY)
    assert not rules.home_care_may(some(home_care_basis_on=TODAY + timedelta(days=1)), TODAY)
    assert rules.home_care_may(some(home_care_basis_on=TODAY), TODAY)
