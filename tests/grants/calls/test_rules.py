"""When a call takes applications."""

from datetime import UTC, datetime, timedelta

import pytest

from grants.calls.models import Call
from grants.calls.rules import Phase, ensure_may_change, is_open, phase
from kernel.clock import OSLO, local_date
from kernel.lifecycle import NotAllowed

OPENS = datetime(2026, 2, 2, 8, 0, tzinfo=OSLO)


def a_call(closes_at: datetime) -> Call:
    return Call(code="T1", published_on=OPENS.date() - timedelta(days=1), opens_at=OPENS, closes_at=closes_at)


@pytest.mark.parametrize(
    "closes_at",
    [
        datetime(2026, 3, 16, 13, 0, tzinfo=OSLO),
        datetime(2026, 3, 29, 13, 0, tzinfo=OSLO),  # the day on which summer time begins
        datetime(2026, 10, 25, 13, 0, tzinfo=OSLO),  # and the one on which it ends
        datetime(2026, 10, 25, 2, 30, tzinfo=OSLO, fold=1),  # an hour that comes twice
    ],
    ids=str,
)
def test_the_deadlines_own_second_is_in_and_the_next_is_out(closes_at: datetime) -> None:
    call, last = a_call(closes_at), closes_at.astimezone(UTC)

    assert is_open(call, last)
    assert is_open(call, last + timedelta(microseconds=999_999))
    assert not is_open(call, last + timedelta(seconds=1))


def test_before_it_opens_nobody_applies() -> None:
    call = a_call(OPENS + timedelta(days=30))

    assert not is_open(call, OPENS.astimezone(UTC) - timedelta(seconds=1))
    assert is_open(call, OPENS)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - timedelta(days=3), Phase.DRAFT),
        (OPENS - timedelta(hours=1), Phase.PUBLISHED),
        (OPENS + timedelta(days=1), Phase.OPEN),
        (OPENS + timedelta(days=60), Phase.CLOSED),
    ],
)
def test_a_calls_phase_follows_from_its_dates(now: datetime, expected: Phase) -> None:
    assert phase(a_call(OPENS + timedelta(days=30)), now, local_date(now)) is expected


def test_a_published_call_is_frozen() -> None:
    call = a_call(OPENS + timedelta(days=30))

    ensure_may_change(call, call.published_on - timedelta(days=1))
    with pytest.raises(NotAllowed):
        ensure_may_change(call, call.published_on)
