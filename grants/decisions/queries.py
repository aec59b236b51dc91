"""What is read: decisions, what they rest on, and who is told."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.models import Person
from directory.accounts.permissions import PERMISSIONS, Permission, Viewer
from directory.accounts.queries import holdings, people_with
from grants.applications.models import Application, ApplicationStatus
from grants.applications.queries import partners_of
from grants.applications.rules import is_asked
from grants.calls.queries import content_of
from grants.decisions.models import Decision, DecisionReason, DecisionStatus
from grants.decisions.rules import Grounds, Proposal
from grants.eligibility.queries import check_of, involved_in
from grants.eligibility.rules import eligible_amount, outcome_of
from grants.reviews.queries import standing_of

READERS = {role for role, allowed in PERMISSIONS.items() if Permission.APPLICATION_READ in allowed}
DECIDING = (Permission.DECISION_PROPOSE, Permission.DECISION_MAKE)


def decision_of(session: Session, application_id: int) -> Decision | None:
    """The decision about an application with its people, however far it has come."""
    statement = (
        select(Decision)
        .where(Decision.application_id == application_id)
        .options(joinedload(Decision.proposed_by), joinedload(Decision.made_by))
    )
    return session.scalar(statement)


def seen_decision(session: Session, application: Application, *, viewer: Viewer) -> Decision | None:
    """The decision about an application that the viewer sees: once it is made, or before by those who decide."""
    decision = decision_of(session, application.id)
    if decision is None or decision.status is DecisionStatus.MADE:
        return decision
    decides = any(viewer.may(permission) for permission in DECIDING)
    return decision if decides and viewer.id not in involved_in(session, application) else None


def decisions_of(session: Session, application_ids: Collection[int]) -> dict[int, Decision]:
    """The decisions about several applications, by their ids."""
    statement = select(Decision).where(Decision.application_id.in_(application_ids))
    return {decision.application_id: decision for decision in session.scalars(statement)}


def waiting_for(session: Session, status: DecisionStatus) -> list[Decision]:
    """The proposals that wait for a lead, or the returned ones that wait for a caseworker, the oldest first."""
    application = joinedload(Decision.application)
    statement = (
        select(Decision)
        .join(Application, Application.id == Decision.application_id)
        .where(Decision.status == status, Application.status == ApplicationStatus.SUBMITTED)
        .options(application.joinedload(Application.call), application.joinedload(Application.applicant))
        .order_by(Decision.proposed_at, Decision.id)
    )
    return list(session.scalars(statement))


def reasons_of(session: Session, decision_id: int) -> dict[str, DecisionReason]:
    """The reasons of a decision by criterion."""
    statement = select(DecisionReason).where(DecisionReason.decision_id == decision_id)
    return {reason.criterion: reason for reason in session.scalars(statement)}


def proposal_of(session: Session, decision: Decision) -> Proposal:
    """What a decision says."""
    return Proposal(
        outcome=decision.outcome,
        summary=decision.summary,
        legal_basis=decision.legal_basis,
        amount=decision.amount,
        further_years=decision.further_years,
        appeal_right=decision.appeal_right,
        appeal_days=decision.appeal_days,
        reasons={code: reason.text for code, reason in reasons_of(session, decision.id).items()},
    )


def granted_in(session: Session, call_id: int) -> int:
    """What the decisions made in a call have granted for the first year, NOK."""
    statement = (
        select(func.coalesce(func.sum(Decision.amount), 0))
        .join(Application, Application.id == Decision.application_id)
        .where(Application.call_id == call_id, Decision.status == DecisionStatus.MADE)
    )
    return int(session.scalar(statement) or 0)


def grounds_of(session: Session, application: Application) -> Grounds:
    """What a decision about an application rests on."""
    content, check = content_of(application.call), check_of(session, application.id)
    standing = standing_of(session, application)
    asked = (application.snapshot or {}).get("asked", {})
    return Grounds(
        check=outcome_of(check, application),
        scoring=standing.scoring,
        under_way=standing.under_way,
        changed_at=max(filter(None, [standing.changed_at, check.concluded_at if check else None]), default=None),
        criteria=tuple(criterion.code for criterion in content.scale.criteria),
        eligible=eligible_amount(application, check),
        years=sum(1 for amount in asked.values() if amount),
        left=content.money.frame - granted_in(session, application.call_id),
        reviewers=standing.reviewer_ids,
        involved=involved_in(session, application),
        has_money=content.has_money,
    )


def holds(session: Session, person_id: int, permission: Permission) -> bool:
    """Whether a person holds a role that allows something."""
    return any(held.allows(permission) for held in holdings(session, person_id))


def people_told(session: Session, application: Application) -> list[Person]:
    """The people of the applicant and of the partners that were asked and have not declined, each once."""
    partners = [each for each in partners_of(session, application) if is_asked(each) and each.declined_at is None]
    bodies = {application.applicant_id} | {partner.body_id for partner in partners if partner.body_id}
    found = {person.id: person for body_id in sorted(bodies) for person in people_with(session, READERS, body_id)}
    return [found[person_id] for person_id in sorted(found)]
