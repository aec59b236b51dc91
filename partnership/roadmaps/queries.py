"""What is read: a relation's roadmap whole, and the measures that wait for somebody."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from partnership.relations.sides import Side
from partnership.roadmaps import rules
from partnership.roadmaps.models import Adoption, Goal, Measure, Progress, ProgressNote, Roadmap


@dataclass(frozen=True)
class Course:
    """A measure with what has been noted on the way, the latest first."""

    number: int
    measure: Measure
    notes: tuple[ProgressNote, ...]


@dataclass(frozen=True)
class Stretch:
    """A goal with its measures, the first due first."""

    goal: Goal
    courses: tuple[Course, ...]

    @property
    def is_too_fast(self) -> bool:
        """Whether the goal climbs faster than a step a year."""
        return rules.is_too_fast(rules.aim_of(self.goal), self.goal.set_on)


@dataclass(frozen=True)
class Plan:
    """A relation's roadmap; one that nobody has begun has no goals."""

    roadmap: Roadmap | None
    stretches: tuple[Stretch, ...]
    adoptions: tuple[Adoption, ...]

    @property
    def wording(self) -> int:
        """Which wording this is; 0 before there is one."""
        return self.roadmap.wording if self.roadmap else 0

    @cached_property
    def measures(self) -> list[Measure]:
        """All the measures."""
        return [course.measure for stretch in self.stretches for course in stretch.courses]

    @cached_property
    def standing_for(self) -> dict[Side, Adoption]:
        """Which sides stand for this wording, and since when."""
        return rules.standing_for(self.adoptions, self.wording)

    @property
    def is_adopted(self) -> bool:
        """Whether both stand for it as it is worded now."""
        return len(self.standing_for) == len(Side)

    @property
    def budget(self) -> int:
        """What the measures that are not dropped cost together, in whole NOK."""
        return sum(each.budget or 0 for each in self.measures if each.progress is not Progress.DROPPED)

    @property
    def answered(self) -> set[str]:
        """The stable keys of the points that a measure answers."""
        return {each.point_key for each in self.measures if each.point_key and each.progress is not Progress.DROPPED}


def roadmap_of(session: Session, relation_id: int) -> Roadmap | None:
    """A relation's roadmap, if it has begun."""
    return session.scalar(select(Roadmap).where(Roadmap.relation_id == relation_id))


def plan_of(session: Session, relation_id: int) -> Plan:
    """A relation's roadmap whole; five statements, however much is in it."""
    roadmap = roadmap_of(session, relation_id)
    if roadmap is None:
        return Plan(None, (), ())
    goals = session.scalars(select(Goal).where(Goal.roadmap_id == roadmap.id).order_by(Goal.due_on, Goal.id)).all()
    adoptions = session.scalars(
        select(Adoption)
        .where(Adoption.roadmap_id == roadmap.id)
        .options(joinedload(Adoption.adopted_by))
        .order_by(Adoption.id)
    ).all()
    return Plan(roadmap, _stretches(session, goals), tuple(adoptions))


def _stretches(session: Session, goals: Sequence[Goal]) -> tuple[Stretch, ...]:
    measures = select(Measure).where(Measure.goal_id.in_([goal.id for goal in goals]))
    by_goal: dict[int, list[Measure]] = defaultdict(list)
    for measure in session.scalars(measures.order_by(Measure.due_on, Measure.id)):
        by_goal[measure.goal_id].append(measure)
    notes = _notes(session, [measure.id for found in by_goal.values() for measure in found])
    numbers = iter(range(1, sum(map(len, by_goal.values())) + 1))
    return tuple(
        Stretch(goal, tuple(Course(next(numbers), each, tuple(notes[each.id])) for each in by_goal[goal.id]))
        for goal in goals
    )


def _notes(session: Session, ids: Sequence[int]) -> dict[int, list[ProgressNote]]:
    statement = select(ProgressNote).where(ProgressNote.measure_id.in_(ids)).options(joinedload(ProgressNote.noted_by))
    found: dict[int, list[ProgressNote]] = defaultdict(list)
    for note in session.scalars(statement.order_by(ProgressNote.noted_at.desc(), ProgressNote.id.desc())):
        found[note.measure_id].append(note)
    return found


def goal_of(session: Session, relation_id: int, goal_id: int) -> Goal:
    """A goal of a relation's roadmap; raises NotFound."""
    statement = select(Goal).join(Goal.roadmap).where(Goal.id == goal_id, Roadmap.relation_id == relation_id)
    goal = session.scalar(statement)
    if goal is None:
        raise NotFound
    return goal


def goal_to(session: Session, roadmap_id: int, step: int) -> Goal | None:
    """The goal that leads to a step, if there is one."""
    statement = select(Goal).where(Goal.roadmap_id == roadmap_id, Goal.to_step == step).order_by(Goal.id)
    return session.scalars(statement).first()


def measure_of(session: Session, relation_id: int, measure_id: int) -> Measure:
    """A measure of a relation's roadmap; raises NotFound."""
    statement = select(Measure).join(Measure.goal).join(Goal.roadmap)
    measure = session.scalar(statement.where(Measure.id == measure_id, Roadmap.relation_id == relation_id))
    if measure is None:
        raise NotFound
    return measure


def measures_of(session: Session, goal_id: int) -> Sequence[Measure]:
    """The measures of a goal."""
    return session.scalars(select(Measure).where(Measure.goal_id == goal_id)).all()


def latest_note(session: Session, measure_id: int) -> ProgressNote | None:
    """What was noted last about a measure."""
    statement = select(ProgressNote).where(ProgressNote.measure_id == measure_id)
    return session.scalars(statement.order_by(ProgressNote.id.desc())).first()


def listed(relation_id: int) -> Select[*tuple[Any, ...]]:
    """A relation's measures as rows of a list."""
    return (
        select(
            Measure.id,
            Measure.due_on,
            Measure.what,
            Goal.text.label("goal"),
            Measure.owner,
            Measure.responsible,
            Measure.budget,
            Measure.payer,
            Measure.anchoring,
            Measure.case_number,
            Measure.decided_on,
            Measure.domains,
            Measure.progress,
        )
        .join(Measure.goal)
        .join(Goal.roadmap)
        .where(Roadmap.relation_id == relation_id)
    )


@dataclass(frozen=True)
class Summary:
    """How far a roadmap has come: its measures that are not dropped, those done and late, and whether it stands."""

    kept: int
    done: int
    late: int
    is_adopted: bool


def summary_of(session: Session, relation_id: int, today: date) -> Summary:
    """How far a relation's roadmap has come, in one statement."""
    standing = select(func.count()).where(Adoption.roadmap_id == Roadmap.id, Adoption.wording == Roadmap.wording)
    statement = (
        select(Measure.progress, Measure.due_on, standing.correlate(Roadmap).scalar_subquery())
        .join(Measure.goal)
        .join(Goal.roadmap)
        .where(Roadmap.relation_id == relation_id, Measure.progress != Progress.DROPPED)
    )
    rows = session.execute(statement).all()
    return Summary(
        kept=len(rows),
        done=sum(progress is Progress.DONE for progress, _due, _sides in rows),
        late=sum(progress in rules.OPEN and due_on < today for progress, due_on, _sides in rows),
        is_adopted=bool(rows) and rows[0][2] == len(Side),
    )


def due(session: Session, relation_ids: Iterable[int], today: date) -> list[tuple[int, Measure]]:
    """The open measures of relations that are due within 14 days or late, with the relation of each."""
    statement = (
        select(Roadmap.relation_id, Measure)
        .join(Measure.goal)
        .join(Goal.roadmap)
        .where(
            Roadmap.relation_id.in_(list(relation_ids)),
            Measure.progress.in_(rules.OPEN),
            Measure.due_on <= today + rules.TOLD_AHEAD,
        )
    )
    return [(relation_id, measure) for relation_id, measure in session.execute(statement.order_by(Measure.due_on))]


def adopted_by_one(session: Session, relation_ids: Iterable[int]) -> list[tuple[int, Side]]:
    """The relations whose roadmap one side stands for as it is worded now, and which; both are listed where both do."""
    statement = (
        select(Roadmap.relation_id, Adoption.side)
        .join(Adoption, Adoption.roadmap_id == Roadmap.id)
        .where(Roadmap.relation_id.in_(list(relation_ids)), Adoption.wording == Roadmap.wording)
    )
    return [(relation_id, side) for relation_id, side in session.execute(statement)]
