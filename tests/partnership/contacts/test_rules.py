"""How fresh contacts are, and what is told about them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.contacts import rules
from partnership.contacts.models import ContactList, Told
from partnership.contacts.rules import Freshness

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("confirmed_on", "fresh"),
    [
        (date(2026, 11, 21), Freshness.FRESH),
        (date(2025, 12, 23), Freshness.FRESH),
        (date(2025, 12, 22), Freshness.DUE),
        (date(2025, 11, 22), Freshness.DUE),
        (date(2025, 11, 21), Freshness.STALE),
    ],
)
def test_contacts_are_due_thirty_days_before_they_are_stale_after_twelve_months(
    confirmed_on: date, fresh: Freshness
) -> None:
    assert rules.freshness(confirmed_on, TODAY) is fresh


@pytest.mark.parametrize(
    ("told", "fresh", "now"),
    [
        (None, Freshness.FRESH, None),
        (None, Freshness.DUE, Told.AHEAD),
        (Told.AHEAD, Freshness.DUE, None),
        (Told.AHEAD, Freshness.STALE, Told.STALE),
        (None, Freshness.STALE, Told.STALE),
        (Told.STALE, Freshness.STALE, None),
    ],
)
def test_each_is_told_once(told: Told | None, fresh: Freshness, now: Told | None) -> None:
    assert rules.to_tell(ContactList(told=told), fresh) is now


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_contacts_never_grow_fresher_by_waiting(confirmed_on: date, days: int) -> None:
    order = list(Freshness)
    today = confirmed_on + timedelta(days=days)
    later = rules.freshness(confirmed_on, today + timedelta(days=1))
    assert order.index(later) >= order.index(rules.freshness(confirmed_on, today))
