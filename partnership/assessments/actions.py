"""What happens: sides place, answer and send; disputes, evidence and joint answers have rooms of their own."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from directory.bodies import actions as bodies
from kernel import clock
from kernel.jobs import outbox
from kernel.lifecycle import NotAllowed, _l, ensure_current
from partnership.assessments import queries, rules
from partnership.assessments.disputing import dispute, withdraw
from partnership.assessments.joining import join, outlive, part
from partnership.assessments.locking import lock
from partnership.assessments.models import (
    Answer,
    Assessment,
    AssessmentStatus,
    BodyAnswer,
    Origin,
    Placement,
)
from partnership.assessments.picture import Picture, Said, is_asked
from partnership.assessments.proving import (
    Proof,
    prove,
    prove_for_body,
    show_evidence,
    unprove,
    unprove_for_body,
)
from partnership.assessments.queries import Begun
from partnership.relations.models import Relation
from partnership.relations.rules import body_of
from partnership.relations.sides import Side
from partnership.staircase.content import Content
from partnership.staircase.level import Value
from partnership.staircase.queries import Edition, edition_in_force


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
    edition = edition_in_force(session)
    draft = queries.draft_of(session, relation.id, side)
    if draft is not None:
        _carry_over(session, draft, edition, actor_id=actor_id, at=at)
        return draft
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
    _begin_with(session, draft, queries.said_before(session, relation, side, edition, clock.local_date(at)))
    audit.record(session, draft, "opened", actor_id=actor_id, at=at, changes={"side": (None, side)})
    return draft


def _begin_with(session: Session, draft: Assessment, begun: Mapping[str, Begun]) -> None:
    session.add_all(
        Answer(assessment_id=draft.id, code=code, value=each.value, comment=each.comment, origin=each.origin)
        for code, each in begun.items()
    )


def _carry_over(session: Session, draft: Assessment, edition: Edition, *, actor_id: int, at: datetime) -> None:
    """Bring a draft into the version in force, which counts as a writing: no page of the old version writes over it."""
    if draft.staircase_id == edition.id:
        return
    begun = queries.in_words_of(session, draft, edition, Origin.CARRIED)
    session.execute(delete(Answer).where(Answer.assessment_id == draft.id))
    _begin_with(session, draft, begun)
    changes = {"staircase": (draft.staircase_id, edition.id)}
    draft.staircase_id = edition.id
    session.flush()
    session.expire(draft, ["staircase"])
    audit.record(session, draft, "carried_over", actor_id=actor_id, at=at, changes=changes)


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
            _begin_with(session, assessment, {code: Begun(new.value, new.comment)})
        elif (old.value, old.comment, old.origin) == (new.value, new.comment, Origin.SAID):
            continue
        changes[code] = (old.value if old else None, new.value)
        comments[f"{code} comment"] = (old.comment if old else None, new.comment)
        if old is not None:
            old.value, old.comment, old.origin = new.value, new.comment, Origin.SAID
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
    in_force = edition_in_force(session)
    _carry_over(session, assessment, in_force, actor_id=actor_id, at=at)
    ensure_current(assessment.version, version)
    answers = queries.answers_of(session, assessment.id)
    rules.ensure_may_submit(assessment, edition, steps, answers)
    latest = queries.latest_of(session, relation.id, assessment.side)
    before = queries.in_words_of(session, latest, in_force) if latest is not None else {}
    if latest is not None:
        latest.is_latest = False
    assessment.status = AssessmentStatus.SUBMITTED
    assessment.is_latest = True
    assessment.submitted_at = assessment.edited_at = at
    assessment.edited_by_id = actor_id
    _say_for_body(session, relation, assessment, edition, answers)
    own = [point for point in edition.staircase.points if not queries.is_held(relation, assessment.side, point)]
    joint = queries.joint_answers_of(session, relation.id)
    outlive(session, joint.values(), rules.news(own, before, answers), actor_id=actor_id, at=at)
    audit.record(session, assessment, "submitted", actor_id=actor_id, at=at, changes={"side": (None, assessment.side)})
    outbox.promise(session, "partnership.tell_of_assessment", at=at, assessment_id=assessment.id)


def _say_for_body(
    session: Session, relation: Relation, sent: Assessment, edition: Content, answers: Mapping[str, Answer]
) -> None:
    """Let what an assessment says about what its body holds count in all the body's relations."""
    body_id = body_of(relation, sent.side)
    if body_id is None:
        return
    at, actor_id = sent.edited_at, sent.edited_by_id
    bodies.lock(session, body_id)
    held, news = queries.body_answers_of(session, body_id), dict[str, Value]()
    for point in edition.staircase.points:
        new = answers.get(point.code)
        if new is None or not queries.is_held(relation, sent.side, point):
            continue
        old = held.get(point.stable_key)
        if old is not None and (old.value, old.comment) == (new.value, new.comment):
            continue
        if old is None or old.value is not new.value:
            news[point.stable_key] = new.value
        if old is not None:
            old.until = at
            session.flush()
        said = BodyAnswer(body_id=body_id, key=point.stable_key, value=new.value, comment=new.comment)
        said.since, said.said_by_id = at, actor_id
        session.add(said)
    outlive(session, queries.joint_answers_about(session, body_id, news), news, actor_id=actor_id, at=at)


def show_alone(
    session: Session, relation: Relation, picture: Picture, side: Side, *, actor_id: int, now: datetime
) -> None:
    """Let the other side see a sent assessment that it has not met with its own for 30 days."""
    latest = queries.latest_of(session, relation.id, side)
    assessment = rules.ensure_may_show_alone(latest, picture, side, now)
    assessment.shown_alone_at = now
    audit.record(session, assessment, "shown_alone", actor_id=actor_id, at=now)


__all__ = [
    "Proof",
    "answer",
    "dispute",
    "join",
    "lock",
    "open_draft",
    "part",
    "place",
    "prove",
    "prove_for_body",
    "show_alone",
    "show_evidence",
    "submit",
    "unprove",
    "unprove_for_body",
    "withdraw",
]
