"""What is allowed: one person proposes to put a version in force, and another does it."""

from collections.abc import Iterable
from datetime import date

from kernel.lifecycle import NotAllowed, _l, ensure_transition
from partnership.staircase.models import StaircaseVersion, VersionStatus
from partnership.versions.models import Activation, ActivationStatus

LONGEST_REMARK = 1000
LONGEST_WAIT = 366

TRANSITIONS = {
    ActivationStatus.PROPOSED: frozenset({ActivationStatus.RETURNED, ActivationStatus.PLANNED, ActivationStatus.DONE}),
    ActivationStatus.RETURNED: frozenset[ActivationStatus](),
    ActivationStatus.PLANNED: frozenset({ActivationStatus.DONE, ActivationStatus.RETURNED}),
    ActivationStatus.DONE: frozenset[ActivationStatus](),
}
OPEN = frozenset({ActivationStatus.PROPOSED, ActivationStatus.PLANNED})


def ensure_draft(version: StaircaseVersion) -> None:
    """Only a draft is tried and proposed."""
    if version.status is not VersionStatus.DRAFT:
        raise NotAllowed(_l("Only a draft can be tried or proposed. This version is or has been in force."))


def ensure_may_propose(
    version: StaircaseVersion, earlier: Iterable[Activation], valid_from: date | None, today: date
) -> None:
    """A draft is proposed once at a time, from today at the earliest and a year ahead at the latest."""
    ensure_draft(version)
    if any(each.status in OPEN for each in earlier):
        raise NotAllowed(_l("This version is proposed already."))
    if valid_from is not None and valid_from < today:
        raise NotAllowed(_l("The day must be today or later. What is past is not counted anew."))
    if valid_from is not None and (valid_from - today).days > LONGEST_WAIT:
        raise NotAllowed(_l("The day must be within a year."))


def ensure_may_return(activation: Activation, remark: str) -> None:
    """A proposal is returned, or taken back, with a word, also while it waits for its day."""
    ensure_transition(TRANSITIONS, activation.status, ActivationStatus.RETURNED)
    if not remark.strip():
        raise NotAllowed(_l("Write why."))


def ensure_may_decide(activation: Activation, person_id: int, active: Iterable[StaircaseVersion]) -> None:
    """A proposal is decided by another than who made it, while what it replaces is what was replaced then."""
    ensure_transition(TRANSITIONS, activation.status, ActivationStatus.PLANNED)
    if activation.proposed_by_id == person_id:
        raise NotAllowed(_l("Somebody else than who proposed the version must put it in force."))
    if any(each.active_from is not None and each.active_from > activation.proposed_at for each in active):
        raise NotAllowed(
            _l("Another version has come in force since this was proposed. Return it, so that it is proposed anew.")
        )


def is_due(activation: Activation, today: date) -> bool:
    """Whether the day of a proposal has come; one without a day is due at once."""
    return activation.valid_from is None or activation.valid_from <= today
