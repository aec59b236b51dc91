"""What happens: a decision is proposed, returned and made."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission
from directory.audit import actions as audit
from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.queries import content_of
from grants.decisions import queries, rules
from grants.decisions.models import Decision, DecisionReason, DecisionStatus, Outcome
from grants.decisions.rules import Proposal
from grants.eligibility.actions import lock
from grants.eligibility.rules import ensure_waits
from grants.submissions import actions as submissions
from kernel.clock import local_date
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current


def propose(
    session: Session, application: Application, proposal: Proposal, *, version: int, actor_id: int, at: datetime
) -> Decision:
    """Propose a decision, or again one that was returned; raises Stale when somebody else was quicker."""
    lock(session, application)
    ensure_waits(application)
    rules.ensure_holds(queries.holds(session, actor_id, Permission.DECISION_PROPOSE))
    decision = queries.decision_of(session, application.id)
    if decision is not None:
        session.refresh(decision)
    ensure_current(decision.version if decision else 0, version)
    grounds = queries.grounds_of(session, application)
    rules.ensure_may_propose(decision, actor_id, grounds)
    rules.ensure_stands(proposal, grounds)
    if decision is None:
        decision = Decision(application_id=application.id, application=application)
    changes = _write(decision, proposal)
    decision.status, decision.remark = DecisionStatus.PROPOSED, ""
    decision.proposed_at, decision.proposed_by_id = at, actor_id
    session.add(decision)
    session.flush()
    changes |= _give_reasons(session, decision, proposal)
    audit.record(session, decision, "proposed", actor_id=actor_id, at=at, changes=changes)
    return decision


def _write(decision: Decision, proposal: Proposal) -> dict[str, tuple[object, object]]:
    changes: dict[str, tuple[object, object]] = {}
    for name in ("outcome", "amount", "further_years", "summary", "legal_basis", "appeal_right", "appeal_days"):
        old, new = getattr(decision, name), getattr(proposal, name)
        if old != new:
            changes[name] = (old, new)
            setattr(decision, name, new)
    return changes


def _give_reasons(session: Session, decision: Decision, proposal: Proposal) -> dict[str, tuple[object, object]]:
    """Write the reason on each criterion; a dismissed application is not judged by them."""
    if proposal.outcome is Outcome.DISMISSED:
        return {}
    kept = queries.reasons_of(session, decision.id)
    changes: dict[str, tuple[object, object]] = {}
    for criterion, text in proposal.reasons.items():
        old = kept.get(criterion)
        if old is None:
            session.add(DecisionReason(decision_id=decision.id, criterion=criterion, text=text.strip()))
        elif old.text == text.strip():
            continue
        changes[f"{criterion} reason"] = (old.text if old else None, text.strip())
        if old is not None:
            old.text = text.strip()
    return changes


def send_back(session: Session, decision: Decision, *, remark: str, version: int, actor_id: int, at: datetime) -> None:
    """Return a proposal to be changed, with a remark."""
    _hold(session, decision, version=version, actor_id=actor_id)
    rules.ensure_may_return(decision, remark)
    before, decision.status = decision.status, DecisionStatus.RETURNED
    decision.remark = remark.strip()
    changes = {"status": (before, decision.status), "remark": ("", decision.remark)}
    audit.record(session, decision, "returned", actor_id=actor_id, at=at, changes=changes)


def make(session: Session, decision: Decision, *, version: int, actor_id: int, at: datetime) -> None:
    """Make a decision: the application is closed, and applicant and partners are told.

    The call is held first, so that two decisions at once cannot spend the same money of its frame.
    """
    session.execute(select(Call.id).where(Call.id == decision.application.call_id).with_for_update(key_share=True))
    _hold(session, decision, version=version, actor_id=actor_id)
    application = decision.application
    rules.ensure_together(content_of(application.call), local_date(at))
    grounds = queries.grounds_of(session, application)
    rules.ensure_may_make(decision, queries.proposal_of(session, decision), actor_id, grounds)
    before, decision.status = decision.status, DecisionStatus.MADE
    decision.made_at, decision.made_by_id = at, actor_id
    changes = {"status": (before, decision.status), "amount": (None, decision.amount)}
    audit.record(session, decision, "made", actor_id=actor_id, at=at, changes=changes)
    submissions.close(session, application, actor_id=actor_id, at=at)
    outbox.promise(session, "grants.tell_of_decision", at=at, decision_id=decision.id)


def _hold(session: Session, decision: Decision, *, version: int, actor_id: int) -> None:
    lock(session, decision.application)
    session.refresh(decision)
    ensure_waits(decision.application)
    rules.ensure_holds(queries.holds(session, actor_id, Permission.DECISION_MAKE))
    ensure_current(decision.version, version)
