"""What happens: an organisation asks for a cooperation, and the municipality answers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission
from directory.audit import actions as audit
from directory.bodies import actions as bodies
from directory.organisations.models import OrganisationKind
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current
from partnership.relations import actions as relations
from partnership.relations.models import CoordinationModel, Relation
from partnership.requests import queries, rules
from partnership.requests.models import RelationRequest, RequestStatus


@dataclass(frozen=True)
class Asked:
    """What is asked for, of whom, and why."""

    organisation_id: int
    municipality_id: int
    scope: str
    about: str
    reason: str


def ask(session: Session, asked: Asked, *, version: int, actor_id: int, at: datetime) -> RelationRequest:
    """Ask for a cooperation; asked again while it waits it is the same request, with the words sent last.

    Raises Stale when other words wait than those that were seen.
    """
    bodies.lock(session, asked.municipality_id)
    known = queries.waiting(session, asked.organisation_id, asked.municipality_id, asked.scope)
    if known is not None:
        return _reword(session, known, asked, version=version, actor_id=actor_id, at=at)
    request = RelationRequest(
        **vars(asked),
        status=RequestStatus.WAITING,
        asked_at=at,
        asked_by_id=actor_id,
        declined_reason="",
    )
    session.add(request)
    audit.record(session, request, "asked", actor_id=actor_id, at=at, changes={"about": ("", asked.about)})
    _tell(session, request, Permission.RELATION_ADD, asked.municipality_id, at=at)
    return request


def _reword(
    session: Session, known: RelationRequest, asked: Asked, *, version: int, actor_id: int, at: datetime
) -> RelationRequest:
    changes: dict[str, tuple[object, object]] = {
        "about": (known.about, asked.about),
        "reason": (known.reason, asked.reason),
    }
    if any(old != new for old, new in changes.values()):
        ensure_current(known.version, version)
        known.about, known.reason = asked.about, asked.reason
        audit.record(session, known, "reworded", actor_id=actor_id, at=at, changes=changes)
    return known


def accept(session: Session, request: RelationRequest, *, actor_id: int, at: datetime) -> Relation:
    """Begin the cooperation that was asked for; one that has ended is taken up again."""
    rules.ensure_may_answer(request, RequestStatus.ACCEPTED)
    is_centre = request.organisation.organisation_kind is OrganisationKind.VOLUNTEER_CENTRE
    relation = relations.begin(
        session,
        municipality_id=request.municipality_id,
        organisation_id=request.organisation_id,
        model=CoordinationModel.VOLUNTEER_CENTRE if is_centre else CoordinationModel.ORGANISATION,
        scope=request.scope,
        about=request.about,
        actor_id=actor_id,
        at=at,
    )
    session.flush()
    request.relation_id = relation.id
    _close(session, request, RequestStatus.ACCEPTED, actor_id=actor_id, at=at)
    _tell(session, request, Permission.RELATION_ASK, request.organisation_id, at=at)
    return relation


def decline(session: Session, request: RelationRequest, *, reason: str, actor_id: int, at: datetime) -> None:
    """Say no, with a reason that the organisation reads."""
    rules.ensure_may_answer(request, RequestStatus.DECLINED, reason)
    request.declined_reason = reason
    _close(session, request, RequestStatus.DECLINED, actor_id=actor_id, at=at)
    _tell(session, request, Permission.RELATION_ASK, request.organisation_id, at=at)


def withdraw(session: Session, request: RelationRequest, *, actor_id: int, at: datetime) -> None:
    """Take a request back before it is answered."""
    rules.ensure_may_answer(request, RequestStatus.WITHDRAWN)
    _close(session, request, RequestStatus.WITHDRAWN, actor_id=actor_id, at=at)


def _close(session: Session, request: RelationRequest, status: RequestStatus, *, actor_id: int, at: datetime) -> None:
    changes: dict[str, tuple[object, object]] = {"status": (request.status, status)}
    if request.declined_reason:
        changes["reason"] = ("", request.declined_reason)
    request.status, request.closed_at, request.closed_by_id = status, at, actor_id
    audit.record(session, request, status.value, actor_id=actor_id, at=at, changes=changes)


def _tell(session: Session, request: RelationRequest, who: Permission, body_id: int, *, at: datetime) -> None:
    """Promise a mail to each who waits for it."""
    for person in queries.people_who(session, who, body_id):
        outbox.promise(
            session,
            "partnership.mail_request",
            at=at,
            request_id=request.id,
            person_id=person.id,
            status=request.status.value,
        )
