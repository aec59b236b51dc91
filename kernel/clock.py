"""Time: the domain's clock, which a setting may shift, and the real one."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")

_shift = timedelta()


def set_today(today: date | None) -> None:
    """Let the domain's clock tick from now on as if it were that day in Oslo, at the real time of day."""
    global _shift  # noqa: PLW0603  one process has one clock
    _shift = timedelta() if today is None else today - real().astimezone(OSLO).date()


def now() -> datetime:
    """The domain's time, in UTC: what deadlines, validity and history are measured by."""
    return in_domain(real())


def in_domain(at: datetime) -> datetime:
    """A real moment in the domain's time."""
    return at + _shift


def real() -> datetime:
    """The real time, in UTC: what sign-in, tokens, leases and throttles are measured by."""
    return datetime.now(UTC)


def local_date(at: datetime) -> date:
    """The date in Oslo at a moment."""
    return at.astimezone(OSLO).date()
