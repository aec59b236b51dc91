"""What happens with joint answers: both sides record one, part from it, or one of them says something new."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from partnership.assessments import queries, rules
from partnership.assessments.locking import lock
from partnership.assessments.models import JointAnswer
from partnership.assessments.picture import Said
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from partnership.staircase.queries import edition_in_force


def join(session: Session, relation: Relation, said: Mapping[str, Said], *, actor_id: int, at: datetime) -> None:
    """Record what both sides answer together, by code; the same recorded twice is there once."""
    lock(session, relation)
    rules.ensure_both_have_sent(queries.latest_of(session, relation.id, side) for side in Side)
    content = edition_in_force(session).content
    kept = queries.joint_answers_of(session, relation.id)
    for code, new in said.items():
        point = rules.ensure_joint_fits(content.question(code), new.value, new.comment)
        old = kept.get(point.stable_key)
        if old is not None and (old.value, old.comment) == (new.value, new.comment):
            continue
        if old is not None:
            old.until = at
            session.flush()
        line = JointAnswer(
            relation_id=relation.id,
            key=point.stable_key,
            value=new.value,
            comment=new.comment,
            since=at,
            recorded_by_id=actor_id,
        )
        session.add(line)
        changes = {code: (old.value if old else None, new.value)}
        audit.record(session, line, "joined", actor_id=actor_id, at=at, changes=changes)


def part(session: Session, relation: Relation, code: str, *, actor_id: int, at: datetime) -> None:
    """Take a joint answer back, so that each side's own answer counts again; nothing happens where there is none."""
    lock(session, relation)
    question = edition_in_force(session).content.question(code)
    if question is not None:
        line = queries.joint_answers_of(session, relation.id).get(question.point.stable_key)
        if line is not None:
            _end(session, line, actor_id=actor_id, at=at)


def outlive(
    session: Session, lines: Iterable[JointAnswer], news: Mapping[str, Value], *, actor_id: int, at: datetime
) -> None:
    """End those joint answers that a side's new answers, by stable key, differ from: a joint yes hides no later no."""
    for line in lines:
        if line.key in news and news[line.key] is not line.value:
            _end(session, line, actor_id=actor_id, at=at)


def _end(session: Session, line: JointAnswer, *, actor_id: int, at: datetime) -> None:
    line.until = at
    audit.record(session, line, "parted", actor_id=actor_id, at=at, changes={line.key: (line.value, None)})
