"""What is allowed: how a request moves."""

from directory.accounts.permissions import Permission, Viewer
from kernel.lifecycle import NotAllowed, _l, ensure_transition
from partnership.requests.models import RelationRequest, RequestStatus

TRANSITIONS = {
    RequestStatus.WAITING: frozenset({RequestStatus.ACCEPTED, RequestStatus.DECLINED, RequestStatus.WITHDRAWN}),
    RequestStatus.ACCEPTED: frozenset[RequestStatus](),
    RequestStatus.DECLINED: frozenset[RequestStatus](),
    RequestStatus.WITHDRAWN: frozenset[RequestStatus](),
}


def ensure_answers(request: RelationRequest, viewer: Viewer) -> None:
    """Only the municipality that is asked answers."""
    if not viewer.may(Permission.RELATION_ADD, request.municipality_id):
        raise NotAllowed(_l("Only the municipality that is asked can answer."))


def ensure_asks(request: RelationRequest, viewer: Viewer) -> None:
    """Only the organisation that asks takes its request back."""
    if not viewer.may(Permission.RELATION_ASK, request.organisation_id):
        raise NotAllowed(_l("Only the organisation that asks can withdraw its request."))


def ensure_may_answer(request: RelationRequest, wanted: RequestStatus, reason: str = "") -> None:
    """A request is answered once, and a no has its reason."""
    ensure_transition(TRANSITIONS, request.status, wanted)
    if wanted is RequestStatus.DECLINED and not reason:
        raise NotAllowed(_l("Say in a sentence why it does not suit you."))
