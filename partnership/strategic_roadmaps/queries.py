"""What is read: a team's strategic roadmap whole, how far those of many teams have come, and what is due."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, distinct, func, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from directory.municipalities.models import Municipality
from partnership.core_teams.models import CoreTeam, TeamMunicipality
from partnership.core_teams.queries import municipalities_on
from partnership.roadmaps.models import Progress
from partnership.roadmaps.rules import OPEN, TOLD_AHEAD
from partnership.strategic_roadmaps.models import (
    Lesson,
    StrategicAdoption,
    StrategicGoal,
    StrategicMeasure,
    StrategicNote,
    StrategicRoadmap,
    StrategicWording,
)
from partnership.strategic_roadmaps.plan import Course, Plan, Stretch

T = TypeVar("T")
WORK = ("goals", "measures", "done", "late")


@dataclass(frozen=True)
class Summary:
    """How far a roadmap has come: goals, measures that are not dropped, and the municipalities that have adopted it."""

    goals: int = 0
    measures: int = 0
    done: int = 0
    late: int = 0
    adopted: int = 0
    municipalities: int = 0

    @property
    def is_adopted(self) -> bool:
        """Whether every municipality of the team stands for it as it is worded now."""
        return 0 < self.municipalities == self.adopted


def present(day: date) -> ColumnElement[bool]:
    """That a municipality takes part in a team on a day."""
    stays = or_(TeamMunicipality.left_on.is_(None), TeamMunicipality.left_on > day)
    return and_(TeamMunicipality.joined_on <= day, stays)


def summaries(session: Session, team_ids: Collection[int], today: date) -> dict[int, Summary]:
    """How far each team's roadmap has come, in two statements; a team that has begun none has nothing but zeros."""
    kept = StrategicMeasure.progress != Progress.DROPPED
    late = and_(StrategicMeasure.progress.in_(OPEN), StrategicMeasure.due_on < today)
    written = (
        select(
            StrategicRoadmap.team_id,
            func.count(distinct(StrategicGoal.id)),
            *(func.sum(case((each, 1), else_=0)) for each in (kept, StrategicMeasure.progress == Progress.DONE, late)),
        )
        .outerjoin(StrategicGoal, StrategicGoal.roadmap_id == StrategicRoadmap.id)
        .outerjoin(StrategicMeasure, StrategicMeasure.goal_id == StrategicGoal.id)
        .where(StrategicRoadmap.team_id.in_(list(team_ids)))
        .group_by(StrategicRoadmap.team_id)
    )
    work = {row[0]: dict(zip(WORK, map(int, row[1:]), strict=True)) for row in session.execute(written)}
    standing = _standing(session, team_ids, today)
    return {each: Summary(**work.get(each, {}), **standing.get(each, {})) for each in team_ids}


def _standing(session: Session, team_ids: Collection[int], today: date) -> dict[int, dict[str, int]]:
    """How many of each team's municipalities have adopted the roadmap as it is worded now, and how many there are."""
    adopted = and_(
        StrategicAdoption.roadmap_id == StrategicRoadmap.id,
        StrategicAdoption.wording == StrategicRoadmap.wording,
        StrategicAdoption.municipality_id == TeamMunicipality.municipality_id,
    )
    statement = (
        select(
            TeamMunicipality.team_id,
            func.count(distinct(StrategicAdoption.municipality_id)),
            func.count(distinct(TeamMunicipality.municipality_id)),
        )
        .outerjoin(StrategicRoadmap, StrategicRoadmap.team_id == TeamMunicipality.team_id)
        .outerjoin(StrategicAdoption, adopted)
        .where(TeamMunicipality.team_id.in_(list(team_ids)), present(today))
        .group_by(TeamMunicipality.team_id)
    )
    return {row[0]: {"adopted": row[1], "municipalities": row[2]} for row in session.execute(statement)}


def roadmap_of(session: Session, team_id: int) -> StrategicRoadmap | None:
    """A team's roadmap, if it has begun."""
    return session.scalar(select(StrategicRoadmap).where(StrategicRoadmap.team_id == team_id))


def plan_of(session: Session, team_id: int, today: date) -> Plan:
    """A team's roadmap whole; six statements, however much is in it."""
    present = tuple(municipalities_on(session, [team_id], today).get(team_id, ()))
    roadmap = roadmap_of(session, team_id)
    if roadmap is None:
        return Plan(None, (), (), present)
    goals = select(StrategicGoal).where(StrategicGoal.roadmap_id == roadmap.id)
    ordered = session.scalars(goals.order_by(StrategicGoal.due_on, StrategicGoal.id)).all()
    return Plan(roadmap, _stretches(session, ordered), tuple(adoptions_of(session, roadmap.id)), present)


def _stretches(session: Session, goals: Sequence[StrategicGoal]) -> tuple[Stretch, ...]:
    by_goal: dict[int, list[StrategicMeasure]] = defaultdict(list)
    for measure in measures_of(session, [goal.id for goal in goals]):
        by_goal[measure.goal_id].append(measure)
    notes = _notes(session, [measure.id for found in by_goal.values() for measure in found])
    numbers = iter(range(1, sum(map(len, by_goal.values())) + 1))
    return tuple(
        Stretch(goal, tuple(Course(next(numbers), each, tuple(notes[each.id])) for each in by_goal[goal.id]))
        for goal in goals
    )


def _notes(session: Session, ids: Sequence[int]) -> dict[int, list[StrategicNote]]:
    statement = select(StrategicNote).where(StrategicNote.measure_id.in_(ids))
    ordered = statement.options(joinedload(StrategicNote.noted_by)).order_by(StrategicNote.id.desc())
    found: dict[int, list[StrategicNote]] = defaultdict(list)
    for note in session.scalars(ordered):
        found[note.measure_id].append(note)
    return found


def adoptions_of(session: Session, roadmap_id: int) -> Sequence[StrategicAdoption]:
    """What has been adopted of a roadmap, the first first."""
    statement = select(StrategicAdoption).where(StrategicAdoption.roadmap_id == roadmap_id)
    statement = statement.options(joinedload(StrategicAdoption.municipality))
    return session.scalars(statement.order_by(StrategicAdoption.id)).all()


def adoption_of(session: Session, team_id: int, adoption_id: int) -> StrategicAdoption:
    """An adoption of a team's roadmap; raises NotFound."""
    ours = select(StrategicRoadmap.id).where(StrategicRoadmap.team_id == team_id)
    statement = select(StrategicAdoption).where(StrategicAdoption.id == adoption_id)
    return _found(session.scalar(statement.where(StrategicAdoption.roadmap_id.in_(ours))))


def wording_of(session: Session, team_id: int, number: int) -> StrategicWording:
    """The text of a wording of a team's roadmap, as it is kept; raises NotFound."""
    statement = select(StrategicWording).join(StrategicWording.roadmap)
    return _found(
        session.scalar(statement.where(StrategicRoadmap.team_id == team_id, StrategicWording.number == number))
    )


def goal_of(session: Session, team_id: int, goal_id: int) -> StrategicGoal:
    """A goal of a team's roadmap; raises NotFound."""
    statement = select(StrategicGoal).join(StrategicGoal.roadmap)
    return _found(session.scalar(statement.where(StrategicGoal.id == goal_id, StrategicRoadmap.team_id == team_id)))


def measure_of(session: Session, team_id: int, measure_id: int) -> StrategicMeasure:
    """A measure of a team's roadmap; raises NotFound."""
    statement = select(StrategicMeasure).where(StrategicMeasure.id == measure_id, is_of(team_id))
    return _found(session.scalar(statement.options(joinedload(StrategicMeasure.municipality))))


def is_of(team_id: int) -> ColumnElement[bool]:
    """That a measure is one of a team's roadmap."""
    goals = select(StrategicGoal.id).join(StrategicGoal.roadmap).where(StrategicRoadmap.team_id == team_id)
    return StrategicMeasure.goal_id.in_(goals)


def _found(row: T | None) -> T:
    if row is None:
        raise NotFound
    return row


def measures_of(session: Session, goal_ids: Collection[int]) -> Sequence[StrategicMeasure]:
    """The measures of goals, the first to begin first."""
    statement = select(StrategicMeasure).where(StrategicMeasure.goal_id.in_(list(goal_ids)))
    statement = statement.options(joinedload(StrategicMeasure.municipality))
    return session.scalars(
        statement.order_by(StrategicMeasure.begins_on, StrategicMeasure.due_on, StrategicMeasure.id)
    ).all()


def latest_note(session: Session, measure_id: int) -> StrategicNote | None:
    """What was noted last about a measure."""
    statement = select(StrategicNote).where(StrategicNote.measure_id == measure_id)
    return session.scalars(statement.order_by(StrategicNote.id.desc())).first()


def due(session: Session, viewer: Viewer, today: date) -> list[tuple[CoreTeam, StrategicMeasure]]:
    """The open measures due within 14 days or late that a viewer's municipalities see to, alone or with all the others.

    One statement; a team that has ended asks nobody any more.
    """
    bodies = list(viewer.bodies(Permission.TEAM_WRITE))
    own = select(TeamMunicipality.team_id).where(TeamMunicipality.municipality_id.in_(bodies), present(today))
    statement = (
        select(CoreTeam, StrategicMeasure)
        .join(StrategicRoadmap, StrategicRoadmap.team_id == CoreTeam.id)
        .join(StrategicGoal, StrategicGoal.roadmap_id == StrategicRoadmap.id)
        .join(StrategicMeasure, StrategicMeasure.goal_id == StrategicGoal.id)
        .where(
            CoreTeam.id.in_(own),
            CoreTeam.ended_on.is_(None),
            or_(StrategicMeasure.municipality_id.is_(None), StrategicMeasure.municipality_id.in_(bodies)),
            StrategicMeasure.progress.in_(OPEN),
            StrategicMeasure.due_on <= today + TOLD_AHEAD,
        )
        .order_by(StrategicMeasure.due_on, StrategicMeasure.id)
    )
    return [(team, measure) for team, measure in session.execute(statement)] if bodies else []


def is_told_of(session: Session, measure_id: int) -> bool:
    """Whether somebody has noted progress on a measure, or learnt from it."""
    notes = select(StrategicNote.id).where(StrategicNote.measure_id == measure_id)
    learnt = select(Lesson.id).where(Lesson.measure_id == measure_id)
    return bool(session.scalar(select(or_(notes.exists(), learnt.exists()))))


def listed(team_id: int) -> Select[*tuple[Any, ...]]:
    """A team's measures as rows of a list."""
    measure = StrategicMeasure
    return (
        select(
            *(measure.id, measure.begins_on, measure.due_on, measure.what, measure.owner, measure.progress),
            *(measure.budget, measure.payer, measure.anchoring, measure.case_number, measure.decided_on),
            *(measure.domains, measure.is_new_service, measure.why_new_service),
            Municipality.name.label("municipality"),
            StrategicGoal.text.label("goal"),
        )
        .join(measure.goal)
        .outerjoin(measure.municipality)
        .where(is_of(team_id))
    )


def lessons(team_id: int) -> Select[*tuple[Any, ...]]:
    """What a team has learnt, as rows of a list."""
    return (
        select(
            *(Lesson.id, Lesson.learnt_on, Lesson.learnt, Lesson.changed, Lesson.is_shared, Lesson.version),
            StrategicMeasure.what.label("measure"),
        )
        .outerjoin(Lesson.measure)
        .where(Lesson.team_id == team_id)
    )


def lessons_of(session: Session, team_ids: Collection[int], *, only_shared: bool = False) -> list[Lesson]:
    """What teams have learnt, the latest first, or of it only what they share with other teams; one statement."""
    statement = select(Lesson).where(Lesson.team_id.in_(list(team_ids))).options(joinedload(Lesson.measure))
    if only_shared:
        statement = statement.where(Lesson.is_shared)
    return list(session.scalars(statement.order_by(Lesson.learnt_on.desc(), Lesson.id.desc())))


def lesson_of(session: Session, team_id: int, lesson_id: int) -> Lesson:
    """A lesson of a team's; raises NotFound."""
    return _found(session.scalar(select(Lesson).where(Lesson.id == lesson_id, Lesson.team_id == team_id)))


def shared_lessons(team_ids: Select[int]) -> Select[*tuple[Any, ...]]:
    """What teams share of what they have learnt, as rows of a list with the name of each team."""
    return (
        select(Lesson.id, Lesson.learnt_on, Lesson.learnt, Lesson.changed, CoreTeam.name.label("team"))
        .join(CoreTeam, CoreTeam.id == Lesson.team_id)
        .where(Lesson.is_shared, Lesson.team_id.in_(team_ids))
    )
