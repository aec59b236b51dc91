"""When the applicants are told of a selection; pure."""

from datetime import datetime, time

from grants.calls.content import Content
from kernel.clock import OSLO

TOLD_FROM = time(8)


def told_at(content: Content) -> datetime:
    """When the applicants are told at the earliest: in the morning of the day that the call names. Source: D23."""
    return datetime.combine(content.notified_on, TOLD_FROM, tzinfo=OSLO)
