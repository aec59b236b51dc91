"""What is news about an event, and how long it may wait; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from partnership.programmes.models import EventMode, EventStatus, ProgrammeEvent

WAITS, SOON = timedelta(minutes=10), timedelta(days=1)
MOMENTS = ("starts_at", "ends_at")


@dataclass(frozen=True)
class Facts:
    """What people must know to come to an event; what it is called and is about can change without a word."""

    starts_at: datetime
    ends_at: datetime
    mode: EventMode
    place: str
    link: str
    is_travel_needed: bool
    is_cancelled: bool

    def kept(self) -> dict[str, Any]:
        """The facts as they are kept."""
        return {**vars(self), **{name: getattr(self, name).isoformat() for name in MOMENTS}}


SAID = tuple(each.name for each in fields(Facts) if each.name != "is_cancelled")


def facts_of(event: ProgrammeEvent) -> Facts:
    """The facts of an event as they are now."""
    said = {name: getattr(event, name) for name in SAID}
    return Facts(**said, is_cancelled=event.status is EventStatus.CANCELLED)


def read(kept: Mapping[str, Any]) -> Facts | None:
    """The facts that were told, if any were."""
    if not kept:
        return None
    moments = {name: datetime.fromisoformat(kept[name]) for name in MOMENTS}
    return Facts(**{**kept, **moments, "mode": EventMode(kept["mode"])})


def is_news(facts: Facts, told: Facts | None, now: datetime) -> bool:
    """Whether somebody should hear of an event that is ahead, by what it is now or by what was told of it."""
    if told is None:
        return not facts.is_cancelled and facts.starts_at > now
    return facts != told and max(facts.starts_at, told.starts_at) > now


def is_soon(facts: Facts, told: Facts | None, now: datetime) -> bool:
    """Whether news of an event cannot wait for more of it: the event begins within a day, or was to."""
    return any(now < each.starts_at <= now + SOON for each in (facts, told) if each)
