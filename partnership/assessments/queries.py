"""What is read: where relations stand, and what a side works on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from partnership.assessments import rules
from partnership.assessments.gathering import gather
from partnership.assessments.material import is_asked, is_held_by_body
from partnership.assessments.models import (
    Answer,
    Assessment,
    AssessmentStatus,
    BodyAnswer,
    Dispute,
    Evidence,
    JointAnswer,
    Origin,
    Placement,
)
from partnership.assessments.picture import Picture
from partnership.relations.models import Relation
from partnership.relations.rules import Parties, body_of
from partnership.relations.sides import Side
from partnership.staircase.content import Content, Question
from partnership.staircase.level import Point, Value
from partnership.staircase.queries import Edition, content_of, edition_in_force

LOWER = 0


def pictures(
    session: Session,
    relations: Sequence[Parties],
    *,
    eyes: Mapping[int, Side | None],
    as_of: date,
    known_at: datetime | None = None,
    content: Content | None = None,
) -> dict[int, Picture]:
    """Where each relation stands, by its id; the same seven statements for one relation or for hundreds.

    With `known_at` only what had been said and shown by that moment counts, and with `content` the answers are put
    before another version than the one in force.
    """
    gathered = gather(session, relations, whole=known_at is not None)
    version = content or gathered.content
    return {
        number: Picture(version, chronicle.material(version, known_at), as_of, eyes.get(number))
        for number, chronicle in gathered.chronicles.items()
    }


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


@dataclass(frozen=True)
class Begun:
    """What a new draft says about a point, and where that comes from."""

    value: Value
    comment: str = ""
    origin: Origin = Origin.SAID


def said_before(session: Session, relation: Relation, side: Side, edition: Edition, today: date) -> dict[str, Begun]:
    """What a new draft starts from: the side's latest answers, what its body holds, and what is kept here.

    What is kept here fills in the steps that are opened only, and waits until the side has seen it.
    """
    asked = [question for question in edition.content.questions if is_asked(question.point, side)]
    placed = placement_of(session, relation.id, side)
    opened = rules.all_steps(placed.step if placed else None, relation.wished_step, edition.content.top)
    latest = latest_of(session, relation.id, side)
    origin = Origin.CARRIED if latest is not None and latest.staircase_id != edition.id else Origin.SAID
    said = in_words_of(session, latest, edition, origin) if latest is not None else {}
    body_id = body_of(relation, side)
    held = body_answers_of(session, body_id) if body_id else {}
    proved = proved_keys(session, relation, today)
    begun = {}
    for question in asked:
        point = question.point
        body_says = held.get(point.stable_key)
        if body_says is not None and is_held(relation, side, point):
            begun[point.code] = Begun(body_says.value, body_says.comment, origin)
        elif point.code in said:
            begun[point.code] = said[point.code]
        elif question.proved_by and point.step in opened and point.stable_key in proved:
            begun[point.code] = Begun(Value.YES, origin=Origin.KNOWN)
    return begun


def in_words_of(
    session: Session, assessment: Assessment, edition: Edition, origin: Origin | None = None
) -> dict[str, Begun]:
    """An assessment's answers by the codes of a version; what is not there any more is left out."""
    answers = answers_of(session, assessment.id)
    codes = {code: code for code in answers}
    if assessment.staircase_id != edition.id:
        codes = content_of(assessment.staircase).codes_in(edition.content)
    return {
        codes[code]: Begun(row.value, row.comment, origin or row.origin)
        for code, row in answers.items()
        if code in codes
    }


def proved_keys(session: Session, relation: Relation, today: date) -> set[str]:
    """The points, by stable key, for which evidence is shown that has not ended."""
    bodies = [body for body in (relation.municipality_id, relation.organisation_id) if body]
    statement = select(Evidence.key).where(
        or_(Evidence.relation_id == relation.id, Evidence.body_id.in_(bodies)),
        Evidence.withdrawn_at.is_(None),
        Evidence.valid_to >= today,
    )
    return set(session.scalars(statement))


def is_held(relation: Relation, side: Side, point: Point) -> bool:
    """Whether a side's answer counts for all its body's relations."""
    return is_held_by_body(point, side, has_organisation=relation.organisation_id is not None)


def joint_answers_of(session: Session, relation_id: int) -> dict[str, JointAnswer]:
    """What both sides answer together now, by stable key."""
    statement = select(JointAnswer).where(JointAnswer.relation_id == relation_id, JointAnswer.until.is_(None))
    return {answer.key: answer for answer in session.scalars(statement)}


def joint_answers_about(session: Session, body_id: int, keys: Collection[str]) -> Sequence[JointAnswer]:
    """The joint answers about some points that stand now in any relation of a body."""
    is_party = or_(Relation.municipality_id == body_id, Relation.organisation_id == body_id)
    statement = select(JointAnswer).where(
        JointAnswer.relation_id.in_(select(Relation.id).where(is_party)),
        JointAnswer.key.in_(keys),
        JointAnswer.until.is_(None),
    )
    return session.scalars(statement.order_by(JointAnswer.id)).all()


def same_evidence(session: Session, line: Evidence) -> Evidence | None:
    """The same evidence, if it is already shown."""
    return session.scalar(_shown_like(line).where(Evidence.dated_on == line.dated_on))


def evidence_named(session: Session, line: Evidence) -> Sequence[Evidence]:
    """What is shown for the same point under the same reference, whatever its date."""
    return session.scalars(_shown_like(line)).all()


def _shown_like(line: Evidence) -> Select[Evidence]:
    return select(Evidence).where(
        Evidence.relation_id.is_not_distinct_from(line.relation_id),
        Evidence.body_id.is_not_distinct_from(line.body_id),
        Evidence.key == line.key,
        Evidence.reference == line.reference,
        Evidence.withdrawn_at.is_(None),
    )


@dataclass(frozen=True)
class Work:
    """What a side works on: the relation, its side, the staircase, and its draft with the version to write over."""

    relation: Relation
    side: Side
    content: Content
    placed: int | None
    assessment: Assessment | None
    version: int
    answers: Mapping[str, Answer | Begun]

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
        return rules.all_steps(self.placed, self.relation.wished_step, self.content.top)

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
        return sum(1 for question in self.questions(step) if rules.is_open(self.answers.get(question.point.code)))


def work(session: Session, relation: Relation, side: Side, today: date) -> Work:
    """What a side works on in a relation; a draft of an older version as it will be when it is carried over."""
    placed = placement_of(session, relation.id, side)
    draft = draft_of(session, relation.id, side)
    edition = edition_in_force(session)
    version, answers = draft.version if draft else 0, dict[str, Answer | Begun]()
    if draft is None:
        answers |= said_before(session, relation, side, edition, today)
    elif draft.staircase_id == edition.id:
        answers |= answers_of(session, draft.id)
    else:
        answers |= in_words_of(session, draft, edition, Origin.CARRIED)
        version += 1
    return Work(relation, side, edition.content, placed.step if placed else None, draft, version, answers)
