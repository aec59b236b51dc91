"""What is news about a meeting, whatever is planned, moved and called off."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.programmes import news
from partnership.programmes.models import EventMode
from partnership.programmes.news import Facts
from tests.builders import NOW

hours = st.integers(-100, 100).map(lambda each: NOW + timedelta(hours=each))
facts = st.builds(
    lambda starts_at, mode, place, link, is_cancelled: Facts(
        starts_at, starts_at + timedelta(hours=2), mode, place, link, False, is_cancelled
    ),
    hours,
    st.sampled_from(EventMode),
    st.sampled_from(["", "Kaia"]),
    st.sampled_from(["", "https://video.example.no/rom"]),
    st.booleans(),
)
told = st.none() | facts


def some_facts(*, hours: int = 48, **other: object) -> Facts:
    starts_at = NOW + timedelta(hours=hours)
    said = {"mode": EventMode.DIGITAL, "place": "", "link": "", "is_travel_needed": False, "is_cancelled": False}
    return Facts(starts_at, starts_at + timedelta(hours=2), **said | other)  # type: ignore[arg-type]


@given(facts)
def test_what_is_told_is_read_as_it_was(each: Facts) -> None:
    assert news.read(each.kept()) == each
    assert news.read({}) is None


@given(facts)
def test_the_same_is_never_news(each: Facts) -> None:
    assert not news.is_news(each, each, NOW)


@given(facts, told)
def test_what_is_past_and_was_not_told_as_ahead_is_never_news(each: Facts, before: Facts | None) -> None:
    if each.starts_at <= NOW and (before is None or before.starts_at <= NOW):
        assert not news.is_news(each, before, NOW)
        assert not news.is_soon(each, before, NOW)


@given(facts, facts)
def test_what_people_wait_for_and_is_otherwise_now_is_always_news(each: Facts, before: Facts) -> None:
    assert news.is_news(each, before, NOW) == (each != before and (each.starts_at > NOW or before.starts_at > NOW))


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (some_facts(), None, True),
        (some_facts(is_cancelled=True), None, False),
        (some_facts(is_cancelled=True), some_facts(), True),
        (some_facts(hours=-1), some_facts(), True),
        (some_facts(place="Kaia"), some_facts(), True),
    ],
)
def test_news_is_what_is_planned_moved_or_called_off(now: Facts, before: Facts | None, *, expected: bool) -> None:
    assert news.is_news(now, before, NOW) is expected


def test_what_begins_within_a_day_or_was_to_cannot_wait() -> None:
    assert news.is_soon(some_facts(hours=3), None, NOW)
    assert news.is_soon(some_facts(hours=72), some_facts(hours=3), NOW)
    assert not news.is_soon(some_facts(hours=72), some_facts(hours=30), NOW)
