"""What happens when a side says something else than the other about what the other answers."""

from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from partnership.assessments import queries, rules
from partnership.assessments.joining import outlive
from partnership.assessments.locking import lock
from partnership.assessments.models import Dispute
from partnership.assessments.picture import Picture
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.content import Question
from partnership.staircase.level import Value


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
    before = picture.heard_from(side, question.point)
    _end_dispute(session, relation, question, side, actor_id=actor_id, at=at)
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
    if value is not before:
        _outlive(session, relation, question, value, actor_id=actor_id, at=at)


def withdraw(
    session: Session,
    relation: Relation,
    picture: Picture,
    question: Question,
    side: Side,
    *,
    actor_id: int,
    at: datetime,
) -> None:
    """Take a dispute back, if there is one, and say what the other side says."""
    lock(session, relation)
    if _end_dispute(session, relation, question, side, actor_id=actor_id, at=at):
        theirs = picture.heard_from(side.other, question.point)
        _outlive(session, relation, question, theirs or Value.UNKNOWN, actor_id=actor_id, at=at)


def _end_dispute(
    session: Session, relation: Relation, question: Question, side: Side, *, actor_id: int, at: datetime
) -> bool:
    old = queries.dispute_of(session, relation.id, side, question.point.stable_key)
    if old is None:
        return False
    old.until = at
    changes = {question.point.code: (old.value, None)}
    audit.record(session, old, "withdrawn", actor_id=actor_id, at=at, changes=changes)
    return True


def _outlive(
    session: Session, relation: Relation, question: Question, said: Value, *, actor_id: int, at: datetime
) -> None:
    joint = queries.joint_answers_of(session, relation.id)
    outlive(session, joint.values(), {question.point.stable_key: said}, actor_id=actor_id, at=at)
