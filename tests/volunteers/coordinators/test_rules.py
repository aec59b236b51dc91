"""When a post is filled, what it comes to, and how long it was vacant: no database."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.lifecycle import NotAllowed
from volunteers.coordinators import rules

TODAY = date(2026, 11, 21)
NEW_YEAR = date(2026, 1, 1)


@dataclass(frozen=True)
class Some:
    """Anything that lasts."""

    begins_on: date
    ends_on: date | None = None
    share: int = 30


def test_shares_of_posts_that_go_on_are_added_up() -> None:
    posts = [Some(NEW_YEAR), Some(NEW_YEAR, TODAY, 50), Some(NEW_YEAR, TODAY - timedelta(days=1)), Some(TODAY, share=5)]
    assert rules.full_time_equivalents(posts, TODAY) == Decimal("0.85")
    assert rules.full_time_equivalents([], TODAY) == 0


def test_whole_weeks_without_anybody_are_counted_within_the_period() -> None:
    post = Some(NEW_YEAR)
    until = date(2026, 1, 28)
    assert rules.vacant_weeks(post, [], NEW_YEAR, until) == 4
    assert rules.vacant_weeks(post, [Some(NEW_YEAR, date(2026, 1, 7))], NEW_YEAR, until) == 3
    assert rules.vacant_weeks(post, [Some(NEW_YEAR)], NEW_YEAR, until) == 0
    assert rules.vacant_weeks(Some(TODAY), [], NEW_YEAR, until) == 0
    assert rules.vacant_weeks(Some(NEW_YEAR, date(2026, 1, 6)), [], NEW_YEAR, until) == 0, "six days are no week"


PERIODS = st.builds(
    lambda start, length: Some(NEW_YEAR + timedelta(days=start), NEW_YEAR + timedelta(days=start + length)),
    st.integers(-50, 100),
    st.integers(0, 200),
)


@given(post=PERIODS, tenures=st.lists(PERIODS, max_size=4))
def test_more_people_never_make_a_post_more_vacant(post: Some, tenures: list[Some]) -> None:
    told = [rules.vacant_weeks(post, tenures[:upto], NEW_YEAR, TODAY) for upto in range(len(tenures) + 1)]
    assert told == sorted(told, reverse=True)
    assert all(0 <= weeks <= 47 for weeks in told)


@pytest.mark.parametrize(
    ("share", "tenure", "is_counted"),
    [
        (30, Some(NEW_YEAR), True),
        (0, Some(NEW_YEAR), False),
        (30, None, False),
        (30, Some(NEW_YEAR, TODAY - timedelta(days=1)), False),
        (30, Some(TODAY + timedelta(days=1)), False),
    ],
)
def test_a_post_counts_when_it_has_time_and_somebody(*, share: int, tenure: Some | None, is_counted: bool) -> None:
    assert rules.counts(Some(NEW_YEAR, share=share), tenure, TODAY) is is_counted


def test_somebody_begins_within_the_post_and_after_whoever_was_there() -> None:
    post = Some(NEW_YEAR)
    rules.ensure_begins_rightly(post, TODAY, date(2026, 6, 30), TODAY)
    for begins_on in (TODAY + timedelta(days=1), NEW_YEAR - timedelta(days=1), date(2026, 6, 30)):
        with pytest.raises(NotAllowed):
            rules.ensure_begins_rightly(post, begins_on, date(2026, 6, 30), TODAY)


def test_what_ends_has_begun_and_has_ended_by_now() -> None:
    rules.ensure_ends_rightly(Some(TODAY), TODAY, TODAY)
    for ends_on in (TODAY + timedelta(days=1), date(2025, 12, 31)):
        with pytest.raises(NotAllowed):
            rules.ensure_ends_rightly(Some(NEW_YEAR), ends_on, TODAY)
    with pytest.raises(NotAllowed):
        rules.ensure_held(None)
    with pytest.raises(NotAllowed):
        rules.ensure_vacant(Some(NEW_YEAR))
