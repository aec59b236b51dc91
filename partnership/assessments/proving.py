"""What happens with evidence: a side shows it, what is kept here proves it by itself, and it is withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from directory.bodies import actions as bodies
from directory.bodies.models import Body
from partnership.assessments import queries, rules
from partnership.assessments.locking import lock
from partnership.assessments.models import Evidence
from partnership.assessments.picture import holder_of
from partnership.relations.models import Relation
from partnership.relations.rules import body_of
from partnership.relations.sides import Side
from partnership.staircase.content import Question
from partnership.staircase.level import Holder
from partnership.staircase.queries import edition_in_force


@dataclass(frozen=True)
class Proof:
    """Evidence to be shown: what it is, its date, and its last day where that is not the usual one."""

    reference: str
    dated_on: date
    valid_to: date | None = None


def show_evidence(
    session: Session,
    relation: Relation,
    question: Question,
    side: Side,
    proof: Proof,
    *,
    actor_id: int,
    at: datetime,
    today: date,
) -> None:
    """Show evidence; the same shown twice is there once."""
    line = _line(question, proof, actor_id=actor_id, at=at)
    rules.ensure_evidence_fits(question, side, line.dated_on, line.valid_to, today)
    _hold(session, relation, question, line)
    if queries.same_evidence(session, line) is None:
        _keep(session, line)


def prove(session: Session, relation: Relation, kind: str, proof: Proof, *, actor_id: int, at: datetime) -> None:
    """Show what is kept here as evidence for the point that its kind proves; safe to repeat.

    Nothing happens where the version in force has no such point. The same reference and date with another last day
    takes the place of what was shown before.
    """
    question = edition_in_force(session).content.question_proved_by(kind)
    if question is not None:
        line = _line(question, proof, actor_id=actor_id, at=at)
        _hold(session, relation, question, line)
        _replace(session, line)


def prove_for_body(session: Session, body_id: int, kind: str, proof: Proof, *, actor_id: int, at: datetime) -> None:
    """Show evidence for what such a body holds, in all its relations at once; for any other point nothing happens."""
    question = edition_in_force(session).content.question_proved_by(kind)
    body = session.get_one(Body, body_id)
    if question is not None and question.point.held_by.value == body.kind.value:
        bodies.lock(session, body_id)
        line = _line(question, proof, actor_id=actor_id, at=at)
        line.body_id = body_id
        _replace(session, line)


def unprove(session: Session, relation: Relation, kind: str, reference: str, *, actor_id: int, at: datetime) -> None:
    """Withdraw what was shown by a kind under a reference; it stays in the history."""
    question = edition_in_force(session).content.question_proved_by(kind)
    if question is None:
        return
    where = Evidence(key=question.point.stable_key, reference=reference)
    _hold(session, relation, question, where)
    for line in queries.evidence_named(session, where):
        _withdraw(session, line, actor_id=actor_id, at=at)


def unprove_for_body(session: Session, body_id: int, kind: str, reference: str, *, actor_id: int, at: datetime) -> None:
    """Withdraw what was shown for a body by a kind under a reference, in all its relations at once."""
    question = edition_in_force(session).content.question_proved_by(kind)
    if question is None:
        return
    bodies.lock(session, body_id)
    where = Evidence(key=question.point.stable_key, reference=reference, body_id=body_id)
    for line in queries.evidence_named(session, where):
        _withdraw(session, line, actor_id=actor_id, at=at)


def _line(question: Question, proof: Proof, *, actor_id: int, at: datetime) -> Evidence:
    return Evidence(
        key=question.point.stable_key,
        reference=proof.reference,
        dated_on=proof.dated_on,
        valid_to=proof.valid_to or rules.last_day(proof.dated_on, question.point.validity_months),
        added_at=at,
        added_by_id=actor_id,
    )


def _hold(session: Session, relation: Relation, question: Question, line: Evidence) -> None:
    """Give a line to whom its point belongs to, and let nobody else write there meanwhile."""
    lock(session, relation)
    holder = holder_of(question.point, has_organisation=relation.organisation_id is not None)
    line.body_id = None if holder is Holder.RELATION else body_of(relation, Side(holder.value))
    if line.body_id is None:
        line.relation_id = relation.id
    else:
        bodies.lock(session, line.body_id)


def _replace(session: Session, line: Evidence) -> None:
    if line.valid_to < line.dated_on:
        return  # what was over before it was signed shows nothing
    same = queries.same_evidence(session, line)
    if same is not None and same.valid_to == line.valid_to:
        return
    if same is not None:
        _withdraw(session, same, actor_id=line.added_by_id, at=line.added_at)
    _keep(session, line)


def _keep(session: Session, line: Evidence) -> None:
    session.add(line)
    audit.record(
        session,
        line,
        "shown",
        actor_id=line.added_by_id,
        at=line.added_at,
        changes={"valid_to": (None, line.valid_to)},
    )


def _withdraw(session: Session, line: Evidence, *, actor_id: int, at: datetime) -> None:
    line.withdrawn_at = at
    audit.record(session, line, "withdrawn", actor_id=actor_id, at=at, changes={"valid_to": (line.valid_to, None)})
