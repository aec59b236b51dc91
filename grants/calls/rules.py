"""What is allowed: when a call may be changed, and when it takes applications."""

from datetime import date, datetime
from enum import StrEnum

from grants.calls.models import Call
from kernel.lifecycle import NotAllowed, _l


class Phase(StrEnum):
    """Where a call stands on a day; it follows from its dates."""

    DRAFT = "draft"
    PUBLISHED = "published"
    OPEN = "open"
    CLOSED = "closed"


def is_published(call: Call, today: date) -> bool:
    """Whether a call is out for all to see."""
    return call.published_on <= today


def is_open(call: Call, now: datetime) -> bool:
    """Whether a call takes applications; its last second is in."""
    return call.opens_at <= now.replace(microsecond=0) <= call.closes_at


def phase(call: Call, now: datetime, today: date) -> Phase:
    """Where a call stands."""
    if is_open(call, now):
        return Phase.OPEN
    if now > call.closes_at:
        return Phase.CLOSED
    return Phase.PUBLISHED if is_published(call, today) else Phase.DRAFT


def ensure_may_change(call: Call, today: date) -> None:
    """A published call is frozen: those who apply must be able to rely on it. Source: P29."""
    if is_published(call, today):
        raise NotAllowed(_l("This call has been published, and its text is frozen. Give a new one its own code."))
