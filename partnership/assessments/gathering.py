"""How the chronicles of relations are read: in a fixed number of statements, for one relation or for hundreds."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from partnership.assessments.chronicle import Chronicle, Exhibit, Sent, Spell
from partnership.assessments.material import Placed, Said, Shown
from partnership.assessments.models import (
    Answer,
    Assessment,
    AssessmentStatus,
    BodyAnswer,
    Dispute,
    Evidence,
    JointAnswer,
    Placement,
)
from partnership.relations.rules import Parties
from partnership.relations.sides import Side
from partnership.staircase.content import Content
from partnership.staircase.queries import editions

Holding = tuple[str, Any]


@dataclass(frozen=True)
class Gathered:
    """The version in force, and what was said and shown about each relation, by its id."""

    content: Content
    chronicles: dict[int, Chronicle]


def gather(session: Session, relations: Sequence[Parties], *, whole: bool) -> Gathered:
    """Read chronicles with all that ever was, or only with what stands now."""
    ids = [relation.id for relation in relations]
    bodies = {body for each in relations for body in (each.municipality_id, each.organisation_id) if body}
    content, sent = _sent(session, ids, whole=whole)
    placements = _placements(session, ids)
    disputes = _spells(session, Dispute, Dispute.relation_id, ids, whole=whole)
    joint = _spells(session, JointAnswer, JointAnswer.relation_id, ids, whole=whole)
    held = _spells(session, BodyAnswer, BodyAnswer.body_id, bodies, whole=whole)
    evidence = _evidence(session, ids, bodies, whole=whole)
    found = {}
    for each in relations:
        by_side = {Side.MUNICIPALITY: each.municipality_id, Side.ORGANISATION: each.organisation_id}
        holders: list[Holding] = [("relation", each.id), *(("body", body) for body in by_side.values())]
        found[each.id] = Chronicle(
            has_organisation=each.organisation_id is not None,
            sent=tuple(sent[each.id]),
            bodies={side: tuple(held[body]) for side, body in by_side.items() if body},
            disputes=tuple(disputes[each.id]),
            joint=tuple(joint[each.id]),
            evidence=tuple(exhibit for holder in holders for exhibit in evidence[holder]),
            placements=placements[each.id],
        )
    return Gathered(content, found)


def _sent(session: Session, ids: Sequence[int], *, whole: bool) -> tuple[Content, dict[int, list[Sent]]]:
    """The version in force, and the assessments that have been sent, each with its own version and its answers."""
    statement = (
        select(
            Assessment.id,
            Assessment.relation_id,
            Assessment.staircase_id,
            Assessment.side,
            Assessment.submitted_at,
            Assessment.shown_alone_at,
            Answer.code,
            Answer.value,
            Answer.comment,
        )
        .outerjoin(Answer, Answer.assessment_id == Assessment.id)
        .where(Assessment.relation_id.in_(ids), Assessment.status == AssessmentStatus.SUBMITTED)
    )
    rows = session.execute(statement if whole else statement.where(Assessment.is_latest)).all()
    in_force, contents = editions(session, {row.staircase_id for row in rows})
    answers: dict[int, dict[str, Said]] = defaultdict(dict)
    for row in rows:
        if row.code is not None:
            answers[row.id][row.code] = Said(row.value, row.comment)
    found: dict[int, list[Sent]] = defaultdict(list)
    for row in {row.id: row for row in rows}.values():
        found[row.relation_id].append(
            Sent(row.id, row.side, row.submitted_at, row.shown_alone_at, contents[row.staircase_id], answers[row.id])
        )
    return in_force.content, found


def _placements(session: Session, ids: Sequence[int]) -> dict[int, dict[Side, Placed]]:
    statement = select(Placement.relation_id, Placement.side, Placement.step, Placement.sentence)
    found: dict[int, dict[Side, Placed]] = defaultdict(dict)
    for relation_id, side, step, sentence in session.execute(statement.where(Placement.relation_id.in_(ids))):
        found[relation_id][side] = Placed(step, sentence)
    return found


def _spells(
    session: Session,
    kind: type[BodyAnswer] | type[Dispute] | type[JointAnswer],
    whose: Any,
    ids: Collection[int],
    *,
    whole: bool,
) -> dict[int, list[Spell]]:
    side = (kind.side,) if kind is Dispute else ()
    statement: Select[Any] = select(whose, kind.key, kind.value, kind.comment, kind.since, kind.until, *side)
    statement = statement.where(whose.in_(ids))
    found: dict[int, list[Spell]] = defaultdict(list)
    for owner, key, value, comment, *spell in session.execute(
        statement if whole else statement.where(kind.until.is_(None))
    ):
        found[owner].append(Spell(key, Said(value, comment), *spell))
    return found


def _evidence(
    session: Session, ids: Sequence[int], bodies: Collection[int], *, whole: bool
) -> dict[Holding, list[Exhibit]]:
    statement = (
        select(Evidence)
        .where(or_(Evidence.relation_id.in_(ids), Evidence.body_id.in_(bodies)))
        .order_by(Evidence.valid_to.desc(), Evidence.id)
    )
    found: dict[Holding, list[Exhibit]] = defaultdict(list)
    for line in session.scalars(statement if whole else statement.where(Evidence.withdrawn_at.is_(None))):
        holder: Holding = ("relation", line.relation_id) if line.relation_id else ("body", line.body_id)
        shown = Shown(line.id, line.reference, line.dated_on, line.valid_to)
        found[holder].append(Exhibit(line.key, shown, line.added_at, line.withdrawn_at))
    return found
