"""What is read: all that is said about relations, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from partnership.assessments import rules
from partnership.assessments.models import (
    Answer,
    Assessment,
    AssessmentStatus,
    BodyAnswer,
    Dispute,
    Evidence,
    Placement,
)
from partnership.assessments.picture import Material, Picture, Placed, Said, Shown, is_held_by_body
from partnership.relations.models import Relation
from partnership.relations.rules import Parties, body_of
from partnership.relations.sides import Side
from partnership.staircase.content import Content, Question
from partnership.staircase.queries import edition_in_force

LOWER = 0


def pictures(
    session: Session, relations: Sequence[Parties], *, eyes: dict[int, Side | None], as_of: date
) -> dict[int, Picture]:
    """Where each relation stands, by its id; the same six statements for one relation or for hundreds."""
    edition = edition_in_force(session)
    ids = [relation.id for relation in relations]
    bodies = {body for each in relations for body in (each.municipality_id, each.organisation_id) if body}
    submitted, alone, answers = _answers(session, ids)
    placements = _placements(session, ids)
    disputes = _disputes(session, ids)
    body_answers = _body_answers(session, bodies)
    evidence = _evidence(session, ids, bodies)
    found = {}
    for each in relations:
        by_side = {Side.MUNICIPALITY: each.municipality_id, Side.ORGANISATION: each.organisation_id}
        shown: dict[str, list[Shown]] = defaultdict(list)
        for holder in (("relation", each.id), *(("body", body) for body in by_side.values())):
            for key, line in evidence[holder]:
                shown[key].append(line)
        material = Material(
            has_organisation=each.organisation_id is not None,
            submitted=submitted[each.id],
            shown_alone=frozenset(alone[each.id]),
            answers=answers[each.id],
            bodies={side: body_answers[body] for side, body in by_side.items() if body},
            disputes=disputes[each.id],
            evidence={key: tuple(lines) for key, lines in shown.items()},
            placements=placements[each.id],
        )
        found[each.id] = Picture(edition.content, material, as_of, eyes.get(each.id))
    return found


def _answers(
    session: Session, ids: Sequence[int]
) -> tuple[dict[int, dict[Side, datetime]], dict[int, set[Side]], dict[int, dict[Side, dict[str, Said]]]]:
    """The latest submitted assessments, which of them are shown alone, and what they say."""
    statement = (
        select(
            Assessment.relation_id,
            Assessment.side,
            Assessment.submitted_at,
            Assessment.shown_alone_at,
            Answer.code,
            Answer.value,
            Answer.comment,
        )
        .outerjoin(Answer, Answer.assessment_id == Assessment.id)
        .where(Assessment.relation_id.in_(ids), Assessment.status == AssessmentStatus.SUBMITTED, Assessment.is_latest)
    )
    submitted: dict[int, dict[Side, datetime]] = defaultdict(dict)
    alone: dict[int, set[Side]] = defaultdict(set)
    answers: dict[int, dict[Side, dict[str, Said]]] = defaultdict(lambda: defaultdict(dict))
    for relation_id, side, at, shown_alone_at, code, value, comment in session.execute(statement):
        if at is not None:
            submitted[relation_id][side] = at
        if shown_alone_at is not None:
            alone[relation_id].add(side)
        if code is not None:
            answers[relation_id][side][code] = Said(value, comment)
    return submitted, alone, answers


def _placements(session: Session, ids: Sequence[int]) -> dict[int, dict[Side, Placed]]:
    statement = select(Placement.relation_id, Placement.side, Placement.step, Placement.sentence)
    found: dict[int, dict[Side, Placed]] = defaultdict(dict)
    for relation_id, side, step, sentence in session.execute(statement.where(Placement.relation_id.in_(ids))):
        found[relation_id][side] = Placed(step, sentence)
    return found


def _disputes(session: Session, ids: Sequence[int]) -> dict[int, dict[Side, dict[str, Said]]]:
    statement = select(Dispute.relation_id, Dispute.side, Dispute.key, Dispute.value, Dispute.comment)
    found: dict[int, dict[Side, dict[str, Said]]] = defaultdict(lambda: defaultdict(dict))
    rows = session.execute(statement.where(Dispute.relation_id.in_(ids), Dispute.until.is_(None)))
    for relation_id, side, key, value, comment in rows:
        found[relation_id][side][key] = Said(value, comment)
    return found


def _body_answers(session: Session, bodies: set[int]) -> dict[int, dict[str, Said]]:
    statement = select(BodyAnswer.body_id, BodyAnswer.key, BodyAnswer.value, BodyAnswer.comment)
    found: dict[int, dict[str, Said]] = defaultdict(dict)
    rows = session.execute(statement.where(BodyAnswer.body_id.in_(bodies), BodyAnswer.until.is_(None)))
    for body_id, key, value, comment in rows:
        found[body_id][key] = Said(value, comment)
    return found


def _evidence(
    session: Session, ids: Sequence[int], bodies: set[int]
) -> dict[tuple[str, int | None], list[tuple[str, Shown]]]:
    statement = (
        select(Evidence)
        .where(or_(Evidence.relation_id.in_(ids), Evidence.body_id.in_(bodies)))
        .order_by(Evidence.valid_to.desc(), Evidence.id)
    )
    found: dict[tuple[str, int | None], list[tuple[str, Shown]]] = defaultdict(list)
    for line in session.scalars(statement):
        holder = ("relation", line.relation_id) if line.relation_id else ("body", line.body_id)
        found[holder].append((line.key, Shown(line.id, line.reference, line.dated_on, line.valid_to)))
    return found


def draft_of(session: Session, relation_id: int, side: Side) -> Assessment | None:
    """A side's draft, if it has one."""
    statement = select(Assessment).where(Assessment.relation_id == relation_id, Assessment.side == side)
    return session.scalar(statement.where(Assessment.status == AssessmentStatus.DRAFT))


def latest_of(session: Session, relation_id: int, side: Side) -> Assessment | None:
    """A side's latest submitted assessment, if it has one."""
    statement = select(Assessment).where(Assessment.relation_id == relation_id, Assessment.side == side)
    return session.scalar(statement.where(Assessment.is_latest))


def answers_of(session: Session, assessment_id: int) -> dict[str, Answer]:
    """An assessment's answers by code."""
    return {
        answer.code: answer for answer in session.scalars(select(Answer).where(Answer.assessment_id == assessment_id))
    }


def body_answers_of(session: Session, body_id: int) -> dict[str, BodyAnswer]:
    """What a body says now, by stable key."""
    statement = select(BodyAnswer).where(BodyAnswer.body_id == body_id, BodyAnswer.until.is_(None))
    return {answer.key: answer for answer in session.scalars(statement)}


def placement_of(session: Session, relation_id: int, side: Side) -> Placement | None:
    """Where a side has placed a relation, if it has."""
    return session.scalar(select(Placement).where(Placement.relation_id == relation_id, Placement.side == side))


def dispute_of(session: Session, relation_id: int, side: Side, key: str) -> Dispute | None:
    """A side's dispute about a point, if it has one."""
    statement = select(Dispute).where(Dispute.relation_id == relation_id, Dispute.side == side, Dispute.key == key)
    return session.scalar(statement.where(Dispute.until.is_(None)))


def drafts(session: Session, ids: Sequence[int]) -> set[tuple[int, Side]]:
    """Which relations and sides have a draft."""
    statement = select(Assessment.relation_id, Assessment.side).where(Assessment.relation_id.in_(ids))
    rows = session.execute(statement.where(Assessment.status == AssessmentStatus.DRAFT))
    return {(relation_id, side) for relation_id, side in rows}


def said_before(session: Session, relation: Relation, side: Side, edition: Content) -> dict[str, Said]:
    """What a new draft starts from: the side's latest answers, and what its body holds."""
    latest = latest_of(session, relation.id, side)
    said = (
        {code: Said(row.value, row.comment) for code, row in answers_of(session, latest.id).items()} if latest else {}
    )
    body_id = body_of(relation, side)
    held = body_answers_of(session, body_id) if body_id else {}
    for question in edition.questions:
        point = question.point
        if point.stable_key in held and is_held(relation, side, question):
            said[point.code] = Said(held[point.stable_key].value, held[point.stable_key].comment)
    return {code: each for code, each in said.items() if edition.question(code) is not None}


def is_held(relation: Relation, side: Side, question: Question) -> bool:
    """Whether a side's answer counts for all its body's relations."""
    has_organisation = relation.organisation_id is not None
    return is_held_by_body(question.point, side, has_organisation=has_organisation)


def same_evidence(session: Session, line: Evidence) -> Evidence | None:
    """The same evidence, if it has already been shown."""
    return session.scalar(
        select(Evidence).where(
            Evidence.relation_id.is_not_distinct_from(line.relation_id),
            Evidence.body_id.is_not_distinct_from(line.body_id),
            Evidence.key == line.key,
            Evidence.reference == line.reference,
            Evidence.dated_on == line.dated_on,
        )
    )


@dataclass(frozen=True)
class Work:
    """What a side works on: the relation, its side, the version, and what it has so far."""

    relation: Relation
    side: Side
    content: Content
    placed: int | None
    assessment: Assessment | None
    answers: Mapping[str, Answer | Said]

    @property
    def lower(self) -> list[int]:
        """The steps that are confirmed together."""
        return rules.lower_steps(self.placed)

    @property
    def opened(self) -> list[int]:
        """The steps whose questions are opened."""
        return rules.opened_steps(self.placed, self.relation.wished_step, self.content.top)

    @property
    def steps(self) -> list[int]:
        """All the steps that must be answered."""
        return [*self.lower, *self.opened]

    def questions(self, step: int) -> list[Question]:
        """The questions of a page: one step's, or the lower steps' together."""
        return rules.asked(self.content, self.side, self.lower if step == LOWER else [step])

    @property
    def pages(self) -> list[int]:
        """The pages of questions in their order: the lower steps together, then each opened one."""
        return [*([LOWER] if self.lower else []), *(step for step in self.opened if self.questions(step))]

    @property
    def first_open(self) -> int:
        """The first page with an open question, or the first of all."""
        return next((page for page in self.pages if self.left(page)), self.pages[0])

    @property
    def ready(self) -> bool:
        """Whether every question of the pages has an answer."""
        return all(self.left(page) == 0 for page in self.pages)

    def left(self, step: int) -> int:
        """How many questions of a page are still open."""
        return sum(1 for question in self.questions(step) if question.point.code not in self.answers)


def work(session: Session, relation: Relation, side: Side) -> Work:
    """What a side works on in a relation."""
    placed = placement_of(session, relation.id, side)
    draft = draft_of(session, relation.id, side)
    content = edition_in_force(session).content
    answers = answers_of(session, draft.id) if draft else said_before(session, relation, side, content)
    return Work(relation, side, content, placed.step if placed else None, draft, answers)
