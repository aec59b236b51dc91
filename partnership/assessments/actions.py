"""What happens: sides place, answer, send and dispute, and evidence is shown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from directory.bodies import actions as bodies
from kernel.jobs import outbox
from kernel.lifecycle import NotAllowed, _l, ensure_current
from partnership.assessments import queries, rules
from partnership.assessments.models import (
    Answer,
    Assessment,
    AssessmentStatus,
    BodyAnswer,
    Dispute,
    Evidence,
    Placement,
)
from partnership.assessments.picture import Picture, Said, holder_of, is_asked
from partnership.relations.models import Relation
from partnership.relations.rules import body_of
from partnership.relations.sides import Side
from partnership.staircase.content import Content, Question
from partnership.staircase.level import Holder, Value
from partnership.staircase.queries import edition_in_force


@dataclass(frozen=True)
class Proof:
    """Evidence to be shown: what it is, its date, and its last day where that is not the usual one."""

    reference: str
    dated_on: date
    valid_to: date | None = None


def lock(session: Session, relation: Relation) -> None:
    """Let nobody else write about a relation until this transaction ends."""
    session.execute(select(Relation.id).where(Relation.id == relation.id).with_for_update())


def place(
    session: Session,
    relation: Relation,
    side: Side,
    *,
    step: int,
    sentence: str,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Place a relation by a side's own judgement; raises Stale when somebody of the same side was quicker."""
    lock(session, relation)
    placed = queries.placement_of(session, relation.id, side)
    ensure_current(placed.version if placed else 0, version)
    before = placed.step if placed else None
    if placed is None:
        placed = Placement(relation_id=relation.id, side=side)
        session.add(placed)
    placed.step, placed.sentence, placed.placed_at, placed.placed_by_id = step, sentence, at, actor_id
    audit.record(session, placed, "placed", actor_id=actor_id, at=at, changes={"step": (before, step)})


def open_draft(session: Session, relation: Relation, side: Side, *, actor_id: int, at: datetime) -> Assessment:
    """A side's draft; a new one starts from what the side and its body have said before."""
    lock(session, relation)
    draft = queries.draft_of(session, relation.id, side)
    if draft is not None:
        return draft
    edition = edition_in_force(session)
    draft = Assessment(
        relation_id=relation.id,
        staircase_id=edition.id,
        side=side,
        status=AssessmentStatus.DRAFT,
        is_latest=False,
        edited_at=at,
        edited_by_id=actor_id,
    )
    session.add(draft)
    session.flush()
    for code, said in queries.said_before(session, relation, side, edition.content).items():
        session.add(Answer(assessment_id=draft.id, code=code, value=said.value, comment=said.comment))
    audit.record(session, draft, "opened", actor_id=actor_id, at=at, changes={"side": (None, side)})
    return draft


def answer(
    session: Session,
    assessment: Assessment,
    edition: Content,
    said: Mapping[str, Said],
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Write answers in a draft; raises Stale when somebody of the same side wrote meanwhile."""
    rules.ensure_draft(assessment)
    ensure_current(assessment.version, version)
    kept = queries.answers_of(session, assessment.id)
    changes: dict[str, tuple[object, object]] = {}
    comments: dict[str, tuple[object, object]] = {}
    for code, new in said.items():
        question = edition.question(code)
        if question is None or not is_asked(question.point, assessment.side):
            raise NotAllowed(_l("There is no such question for you."))
        rules.ensure_answer_fits(question.point, new.value, new.comment)
        old = kept.get(code)
        if old is None:
            session.add(Answer(assessment_id=assessment.id, code=code, value=new.value, comment=new.comment))
        elif (old.value, old.comment) == (new.value, new.comment):
            continue
        changes[code] = (old.value if old else None, new.value)
        comments[f"{code} comment"] = (old.comment if old else None, new.comment)
        if old is not None:
            old.value, old.comment = new.value, new.comment
    if changes:
        assessment.edited_at, assessment.edited_by_id = at, actor_id
        flag_modified(assessment, "edited_at")  # the version counts every writing, also at the same moment
        audit.record(session, assessment, "answered", actor_id=actor_id, at=at, changes=changes, personal=comments)


def submit(
    session: Session,
    relation: Relation,
    assessment: Assessment,
    edition: Content,
    steps: Collection[int],
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Send an assessment: from now on it stands, and what the body holds counts for all its relations."""
    lock(session, relation)
    rules.ensure_draft(assessment)
    ensure_current(assessment.version, version)
    answers = queries.answers_of(session, assessment.id)
    rules.ensure_may_submit(assessment, edition, steps, answers)
    latest = queries.latest_of(session, relation.id, assessment.side)
    if latest is not None:
        latest.is_latest = False
    assessment.status = AssessmentStatus.SUBMITTED
    assessment.is_latest = True
    assessment.submitted_at = assessment.edited_at = at
    assessment.edited_by_id = actor_id
    _say_for_body(session, relation, assessment, edition, answers, actor_id=actor_id, at=at)
    audit.record(session, assessment, "submitted", actor_id=actor_id, at=at, changes={"side": (None, assessment.side)})
    outbox.promise(session, "partnership.tell_of_assessment", at=at, assessment_id=assessment.id)


def _say_for_body(
    session: Session,
    relation: Relation,
    assessment: Assessment,
    edition: Content,
    answers: Mapping[str, Answer],
    *,
    actor_id: int,
    at: datetime,
) -> None:
    body_id = body_of(relation, assessment.side)
    if body_id is None:
        return
    bodies.lock(session, body_id)
    held = queries.body_answers_of(session, body_id)
    for question in edition.questions:
        point, new = question.point, answers.get(question.point.code)
        if new is None or not queries.is_held(relation, assessment.side, question):
            continue
        old = held.get(point.stable_key)
        if old is not None and (old.value, old.comment) == (new.value, new.comment):
            continue
        if old is not None:
            old.until = at
            session.flush()
        session.add(
            BodyAnswer(
                body_id=body_id,
                key=point.stable_key,
                value=new.value,
                comment=new.comment,
                since=at,
                said_by_id=actor_id,
            )
        )


def show_alone(
    session: Session, relation: Relation, picture: Picture, side: Side, *, actor_id: int, now: datetime
) -> None:
    """Let the other side see a sent assessment that it has not met with its own for 30 days."""
    latest = queries.latest_of(session, relation.id, side)
    assessment = rules.ensure_may_show_alone(latest, picture, side, now)
    assessment.shown_alone_at = now
    audit.record(session, assessment, "shown_alone", actor_id=actor_id, at=now)


def dispute(
    session: Session,
    relation: Relation,
    picture: Picture,
    question: Question,
    side: Side,
    *,
    value: Value,
    comment: str,
    actor_id: int,
    at: datetime,
) -> None:
    """Say something else than the other side about what the other side answers."""
    lock(session, relation)
    rules.ensure_may_dispute(picture, question, side, value)
    withdraw(session, relation, question, side, actor_id=actor_id, at=at)
    said = Dispute(
        relation_id=relation.id,
        side=side,
        key=question.point.stable_key,
        value=value,
        comment=comment,
        since=at,
        said_by_id=actor_id,
    )
    session.add(said)
    audit.record(session, said, "disputed", actor_id=actor_id, at=at, changes={question.point.code: (None, value)})


def withdraw(
    session: Session, relation: Relation, question: Question, side: Side, *, actor_id: int, at: datetime
) -> None:
    """Take a dispute back, if there is one."""
    old = queries.dispute_of(session, relation.id, side, question.point.stable_key)
    if old is not None:
        old.until = at
        audit.record(
            session, old, "withdrawn", actor_id=actor_id, at=at, changes={question.point.code: (old.value, None)}
        )


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
    valid_to = proof.valid_to or rules.last_day(proof.dated_on, question.point.validity_months)
    rules.ensure_evidence_fits(question, side, proof.dated_on, valid_to, today)
    holder = holder_of(question.point, has_organisation=relation.organisation_id is not None)
    body_id = None if holder is Holder.RELATION else body_of(relation, Side(holder.value))
    line = Evidence(
        relation_id=None if body_id else relation.id,
        body_id=body_id,
        key=question.point.stable_key,
        reference=proof.reference,
        dated_on=proof.dated_on,
        valid_to=valid_to,
        added_at=at,
        added_by_id=actor_id,
    )
    lock(session, relation)
    if queries.same_evidence(session, line) is None:
        session.add(line)
        audit.record(session, line, "shown", actor_id=actor_id, at=at, changes={"valid_to": (None, valid_to)})
