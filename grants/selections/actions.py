"""What happens: a selection is proposed, returned and made."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission
from directory.audit import actions as audit
from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.queries import content_of
from grants.decisions.queries import holds
from grants.selections import queries, rules, weighing
from grants.selections.models import Selection, SelectionLine, SelectionStatus
from grants.selections.notice import told_at
from grants.selections.rules import Draft
from grants.selections.weighing import Proposal
from grants.submissions.queries import reopened
from kernel.jobs import outbox
from kernel.lifecycle import Stale, ensure_current


def propose(session: Session, call: Call, draft: Draft, *, version: int, actor_id: int, at: datetime) -> Selection:
    """Propose a selection, or again one that was returned.

    Raises Stale when somebody else was quicker, or when what it rests on is no longer what was looked at.
    """
    selection = _hold(session, call, Permission.DECISION_PROPOSE, actor_id=actor_id)
    ensure_current(selection.version if selection else 0, version)
    rules.ensure_may_propose(selection)
    sent, proposal = _computed(session, call, draft.places, at)
    if draft.seen != proposal.digest:
        raise Stale
    awards = content_of(call).awards
    rules.ensure_number(draft.places, proposal.fit, awards, draft.beyond)
    rules.ensure_basis(draft.legal_basis)
    chosen = rules.chosen_of(proposal, draft.otherwise)
    selection = selection or Selection(call=call)
    beyond = draft.beyond.strip() if rules.is_beyond(draft.places, awards) else ""
    said = {"places": draft.places, "beyond": beyond, "legal_basis": draft.legal_basis.strip()}
    changes: dict[str, tuple[object, object]] = {
        name: (getattr(selection, name), value) for name, value in said.items() if getattr(selection, name) != value
    }
    for name, value in said.items():
        setattr(selection, name, value)
    selection.status, selection.remark = SelectionStatus.PROPOSED, ""
    selection.proposed_at, selection.proposed_by_id = at, actor_id
    session.add(selection)
    session.flush()
    session.execute(delete(SelectionLine).where(SelectionLine.selection_id == selection.id))
    session.add_all(_lines(selection, sent, proposal, chosen, draft.otherwise))
    audit.record(
        session,
        selection,
        "proposed",
        actor_id=actor_id,
        at=at,
        changes=changes | {"chosen": (None, ", ".join(sorted(chosen))), "computed": (None, proposal.digest)},
        personal={f"{reference} otherwise": (None, text) for reference, text in draft.otherwise.items()},
    )
    return selection


def _computed(session: Session, call: Call, places: int, at: datetime) -> tuple[dict[str, Application], Proposal]:
    """The applications by their references and the best mix of them, when all that comes before is done."""
    rules.ensure_closed(call, reopened(session, call.id, at), at)
    sent = queries.sent_to(session, call)
    rules.ensure_assessed([each.case.reference for each in sent if each.missing], len(sent))
    return {each.case.reference: each.application for each in sent}, weighing.proposed(
        [each.case for each in sent], places
    )


def _lines(
    selection: Selection,
    sent: Mapping[str, Application],
    proposal: Proposal,
    chosen: frozenset[str],
    otherwise: Mapping[str, str],
) -> Iterator[SelectionLine]:
    for place, (reference, facts) in enumerate(proposal.facts.items(), 1):
        yield SelectionLine(
            selection_id=selection.id,
            application_id=sent[reference].id,
            place=place,
            is_proposed=reference in proposal.chosen,
            is_chosen=reference in chosen,
            overruled=otherwise.get(reference, "").strip(),
            facts=weighing.plain(facts),
        )


def _hold(session: Session, call: Call, permission: Permission, *, actor_id: int) -> Selection | None:
    """Let nobody else decide anything in the call until this transaction ends, and see that the actor may."""
    session.execute(select(Call.id).where(Call.id == call.id).with_for_update(key_share=True))
    rules.ensure_holds(holds(session, actor_id, permission))
    rules.ensure_apart(queries.parts_of(session, call.id, actor_id))
    selection = queries.selection_of(session, call.id)
    if selection is not None:
        session.refresh(selection)
    return selection


def send_back(
    session: Session, selection: Selection, *, remark: str, version: int, actor_id: int, at: datetime
) -> None:
    """Return a proposal to be changed, with a remark; raises Stale."""
    _hold(session, selection.call, Permission.DECISION_MAKE, actor_id=actor_id)
    ensure_current(selection.version, version)
    rules.ensure_may_return(selection, remark)
    before, selection.status = selection.status, SelectionStatus.RETURNED
    selection.remark = remark.strip()
    changes = {"status": (before, selection.status), "remark": ("", selection.remark)}
    audit.record(session, selection, "returned", actor_id=actor_id, at=at, changes=changes)


def make(session: Session, selection: Selection, *, version: int, actor_id: int, at: datetime) -> None:
    """Make a selection; it is carried out on the day that the call names, or at once when that has come.

    Until then no applicant is told, and what somebody withdraws is left out. Raises Stale.
    """
    call = selection.call
    _hold(session, call, Permission.DECISION_MAKE, actor_id=actor_id)
    ensure_current(selection.version, version)
    _sent, now = _computed(session, call, selection.places, at)
    frozen = {line.application.reference: weighing.read(line.facts) for line in queries.lines_of(session, selection.id)}
    rules.ensure_may_make(selection, actor_id, frozen, now)
    before, selection.status = selection.status, SelectionStatus.MADE
    selection.made_at, selection.made_by_id = at, actor_id
    audit.record(session, selection, "made", actor_id=actor_id, at=at, changes={"status": (before, selection.status)})
    due = max(at, told_at(content_of(call)))
    outbox.promise(session, "grants.carry_out_selection", at=at, run_at=due, selection_id=selection.id)
