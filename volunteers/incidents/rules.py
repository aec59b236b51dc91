"""What is allowed, and what follows: when an incident may be closed, and who is told of it at once."""

from dataclasses import dataclass
from datetime import date

from directory.accounts.permissions import Role
from kernel.lifecycle import NotAllowed, _l
from volunteers.incidents.models import Incident, IncidentKind, ToldTo

GRAVE = 3
TOLD_AT_ONCE = (
    Role.MUNICIPAL_COORDINATOR,
    Role.MUNICIPAL_LEADER,
    Role.ORGANISATION_COORDINATOR,
    Role.ORGANISATION_LEADER,
)


@dataclass(frozen=True)
class Report:
    """What happened, how grave it was, who was told and what was done; no names in any text."""

    kind: IncidentKind
    severity: int
    happened_on: date
    told_to: ToldTo
    what: str
    action: str


def is_told_at_once(severity: int) -> bool:
    """Whether the coordinator and the leader are told at once."""
    return severity >= GRAVE


def ensure_happened(happened_on: date, today: date) -> None:
    """What is reported has happened."""
    if happened_on > today:
        raise NotAllowed(_l("The date is in the future."))


def ensure_may_close(incident: Incident, action: str, closed_on: date, today: date) -> None:
    """An incident is closed once, when it is written what was done about it."""
    if incident.closed_on is not None:
        raise NotAllowed(_l("This has already been done, or is no longer possible. Look at the page again."))
    if not action:
        raise NotAllowed(_l("Write what was done before you close it."))
    ensure_happened(closed_on, today)
    if closed_on < incident.happened_on:
        raise NotAllowed(_l("It cannot be closed before it happened."))
