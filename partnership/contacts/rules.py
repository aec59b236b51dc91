"""What follows: how fresh a list of contacts is, and what is told about it."""

from datetime import date, timedelta
from enum import StrEnum

from kernel.lifecycle import NotAllowed, _l
from partnership.assessments.rules import last_day
from partnership.contacts.models import ContactList, Told

VALID_MONTHS = 12
TOLD_AHEAD = timedelta(days=30)
MOST = 6


class Freshness(StrEnum):
    """How a list of contacts stands on a day. Source: 3.4."""

    FRESH = "fresh"
    DUE = "due"
    STALE = "stale"


def valid_to(confirmed_on: date) -> date:
    """The last day on which contacts that were confirmed on a day count as right."""
    return last_day(confirmed_on, VALID_MONTHS)


def freshness(confirmed_on: date, today: date) -> Freshness:
    """Stale after twelve months, and due thirty days before."""
    last = valid_to(confirmed_on)
    if today > last:
        return Freshness.STALE
    return Freshness.DUE if today >= last - TOLD_AHEAD else Freshness.FRESH


def to_tell(contacts: ContactList, fresh: Freshness) -> Told | None:
    """What is to be told now about a list; nothing twice."""
    if fresh is Freshness.STALE and contacts.told is not Told.STALE:
        return Told.STALE
    if fresh is Freshness.DUE and contacts.told is None:
        return Told.AHEAD
    return None


def ensure_somebody(count: int) -> None:
    """A list names at least one."""
    if count == 0:
        raise NotAllowed(_l("Write at least one contact."))


def ensure_written(contacts: ContactList | None) -> ContactList:
    """Only what has been written can be confirmed."""
    if contacts is None:
        raise NotAllowed(_l("Write your contacts first."))
    return contacts
