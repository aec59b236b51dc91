"""What happens to what was learnt: it is written, changed, and taken away again."""

from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock, once
from kernel.lifecycle import ensure_current
from partnership.core_teams.models import CoreTeam
from partnership.roadmaps.changing import changed, gone, new, write
from partnership.strategic_roadmaps import queries, rules
from partnership.strategic_roadmaps.models import Lesson
from partnership.strategic_roadmaps.rules import LessonDraft


def learn(session: Session, team: CoreTeam, said: LessonDraft, *, actor_id: int, at: datetime) -> Lesson:
    """Write down what was learnt; the same sent twice is one. Source: B31."""
    _ensure_fits(session, team, said, at)
    lesson = Lesson(team_id=team.id, **vars(said))
    if known := once.known(session, lesson, "team_id", *vars(said)):
        return known
    session.add(lesson)
    audit.record(session, lesson, "learnt", actor_id=actor_id, at=at, personal=new(said))
    return lesson


def change_lesson(
    session: Session, team: CoreTeam, lesson_id: int, said: LessonDraft, *, version: int, actor_id: int, at: datetime
) -> None:
    """Write what was learnt anew; raises Stale."""
    lesson = queries.lesson_of(session, team.id, lesson_id)
    ensure_current(lesson.version, version)
    _ensure_fits(session, team, said, at)
    if changes := changed(rules.lesson_draft(lesson), said):
        write(lesson, changes)
        audit.record(session, lesson, "changed", actor_id=actor_id, at=at, personal=changes)


def remove_lesson(
    session: Session, team: CoreTeam, lesson_id: int, *, version: int, actor_id: int, at: datetime
) -> None:
    """Take away what was written down; raises Stale."""
    lesson = queries.lesson_of(session, team.id, lesson_id)
    ensure_current(lesson.version, version)
    audit.record(session, lesson, "removed", actor_id=actor_id, at=at, personal=gone(rules.lesson_draft(lesson)))
    session.delete(lesson)


def _ensure_fits(session: Session, team: CoreTeam, said: LessonDraft, at: datetime) -> None:
    rules.ensure_learnt(said, clock.local_date(at))
    if said.measure_id is not None:
        queries.measure_of(session, team.id, said.measure_id)
