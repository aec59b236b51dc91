"""What happens: goals and measures are written, progress is noted, councils adopt, and what was learnt is kept.

Whoever calls holds the team for writing, so that no two write its roadmap at once.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock, once
from kernel.lifecycle import ensure_current
from partnership.agreements.wording import fingerprint
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.queries import municipalities_on
from partnership.roadmaps.changing import Changes, changed, gone, new, write
from partnership.roadmaps.models import Progress
from partnership.roadmaps.rules import ensure_empty, ensure_noted, ensure_removable
from partnership.strategic_roadmaps import queries, rules
from partnership.strategic_roadmaps.models import (
    StrategicAdoption,
    StrategicGoal,
    StrategicMeasure,
    StrategicNote,
    StrategicRoadmap,
    StrategicWording,
)
from partnership.strategic_roadmaps.rules import AdoptionDraft, GoalDraft, MeasureDraft
from partnership.strategic_roadmaps.wording import canonical, taken_down

OF_PEOPLE = frozenset({"owner"})


def write_aim(
    session: Session, team: CoreTeam, aim: str, *, version: int, actor_id: int, at: datetime
) -> StrategicRoadmap:
    """Say where the team leads its municipalities; the first time begins the roadmap. Raises Stale."""
    roadmap = queries.roadmap_of(session, team.id)
    ensure_current(roadmap.version if roadmap else 0, version)
    before = roadmap.aim if roadmap else ""
    if roadmap is None or before != aim:
        roadmap = _begun(session, team, at=at)
        roadmap.aim = aim
        audit.record(session, roadmap, "aimed", actor_id=actor_id, at=at, changes={"aim": (before, aim)})
        _reworded(session, team, at=at)
    return roadmap


def set_goal(session: Session, team: CoreTeam, said: GoalDraft, *, actor_id: int, at: datetime) -> StrategicGoal:
    """Write a goal; the first one begins the roadmap, and the same sent twice is one."""
    roadmap = queries.roadmap_of(session, team.id)
    goal = StrategicGoal(roadmap_id=roadmap.id if roadmap else None, **vars(said))
    if known := once.known(session, goal, "roadmap_id", *vars(said)):
        return known
    goal.roadmap_id = _begun(session, team, at=at).id
    session.add(goal)
    _reworded(session, team, at=at)
    audit.record(session, goal, "set", actor_id=actor_id, at=at, changes=new(said))
    return goal


def change_goal(
    session: Session, team: CoreTeam, goal_id: int, said: GoalDraft, *, version: int, actor_id: int, at: datetime
) -> None:
    """Write a goal anew, which asks every municipality to adopt again; raises Stale."""
    goal = queries.goal_of(session, team.id, goal_id)
    ensure_current(goal.version, version)
    if changes := changed(rules.goal_draft(goal), said):
        write(goal, changes)
        _reworded(session, team, at=at)
        audit.record(session, goal, "changed", actor_id=actor_id, at=at, changes=changes)


def remove_goal(session: Session, team: CoreTeam, goal_id: int, *, version: int, actor_id: int, at: datetime) -> None:
    """Take away a goal for which nothing shall be done; raises Stale."""
    goal = queries.goal_of(session, team.id, goal_id)
    ensure_current(goal.version, version)
    ensure_empty(queries.measures_of(session, [goal.id]))
    audit.record(session, goal, "removed", actor_id=actor_id, at=at, changes=gone(rules.goal_draft(goal)))
    session.delete(goal)
    _reworded(session, team, at=at)


def add_measure(
    session: Session, team: CoreTeam, goal_id: int, said: MeasureDraft, *, actor_id: int, at: datetime
) -> StrategicMeasure:
    """Write a measure under a goal; the same sent twice is one."""
    rules.ensure_measure_fits(said, clock.local_date(at))
    rules.ensure_takes_part(said.municipality_id, _present(session, team, at))
    goal = queries.goal_of(session, team.id, goal_id)
    written = vars(said) | {"domains": list(said.domains)}
    measure = StrategicMeasure(goal_id=goal.id, **written, progress=Progress.NOT_BEGUN)
    if known := once.known(session, measure, "goal_id", "progress", *written):
        return known
    session.add(measure)
    _reworded(session, team, at=at)
    audit.record(session, measure, "added", actor_id=actor_id, at=at, **_told(new(said)))
    return measure


def change_measure(
    session: Session,
    team: CoreTeam,
    measure_id: int,
    said: MeasureDraft,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Write a measure anew, which asks every municipality to adopt again; raises Stale."""
    rules.ensure_measure_fits(said, clock.local_date(at))
    measure = queries.measure_of(session, team.id, measure_id)
    ensure_current(measure.version, version)
    rules.ensure_takes_part(said.municipality_id, _present(session, team, at), measure.municipality_id)
    if changes := changed(rules.measure_draft(measure), said):
        write(measure, changes)
        session.expire(measure, ["municipality"])  # read again by its id, for the text that is kept
        _reworded(session, team, at=at)
        audit.record(session, measure, "changed", actor_id=actor_id, at=at, **_told(changes))


def remove_measure(
    session: Session, team: CoreTeam, measure_id: int, *, version: int, actor_id: int, at: datetime
) -> None:
    """Take away a measure that nobody has begun or learnt from; raises Stale."""
    measure = queries.measure_of(session, team.id, measure_id)
    ensure_current(measure.version, version)
    ensure_removable(measure, has_notes=queries.is_told_of(session, measure.id))
    audit.record(session, measure, "removed", actor_id=actor_id, at=at, **_told(gone(rules.measure_draft(measure))))
    session.delete(measure)
    _reworded(session, team, at=at)


def note_progress(
    session: Session,
    team: CoreTeam,
    measure_id: int,
    progress: Progress,
    words: str,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Say how far a measure has come; what the roadmap says stays as it was adopted. Raises Stale."""
    ensure_noted(progress, words)
    measure = queries.measure_of(session, team.id, measure_id)
    ensure_current(measure.version, version)
    before, measure.progress = measure.progress, progress
    session.add(StrategicNote(measure_id=measure.id, progress=progress, words=words, noted_at=at, noted_by_id=actor_id))
    audit.record(session, measure, "noted", actor_id=actor_id, at=at, changes={"progress": (before, progress)})


def note_adoption(
    session: Session, team: CoreTeam, said: AdoptionDraft, *, actor_id: int, at: datetime
) -> StrategicAdoption:
    """Note that a municipality has adopted a wording of the roadmap, which need not be the latest."""
    today = clock.local_date(at)
    plan = queries.plan_of(session, team.id, today)
    rules.ensure_may_note(said, plan.wording, plan.measures, today)
    rules.ensure_takes_part(said.municipality_id, [each.id for each in plan.municipalities])
    rules.ensure_not_noted(said, plan.adoptions)
    made = StrategicAdoption(roadmap_id=plan.roadmap_id, **vars(said), noted_at=at, noted_by_id=actor_id)
    session.add(made)
    audit.record(session, made, "adopted", actor_id=actor_id, at=at, changes=new(said))
    return made


def take_back(session: Session, team: CoreTeam, adoption_id: int, *, actor_id: int, at: datetime) -> None:
    """Take away an adoption that was noted by mistake."""
    noted = queries.adoption_of(session, team.id, adoption_id)
    said = {"municipality_id": (noted.municipality_id, None), "wording": (noted.wording, None)}
    audit.record(session, noted, "removed", actor_id=actor_id, at=at, changes=said)
    session.delete(noted)


def _begun(session: Session, team: CoreTeam, *, at: datetime) -> StrategicRoadmap:
    """The team's roadmap, begun if there was none."""
    roadmap = queries.roadmap_of(session, team.id)
    if roadmap is None:
        roadmap = StrategicRoadmap(team_id=team.id, aim="", wording=0, created_at=at)
        session.add(roadmap)
        session.flush()
    return roadmap


def _reworded(session: Session, team: CoreTeam, *, at: datetime) -> None:
    """Keep the text of a roadmap that says something else now as one wording more; what was adopted was another."""
    roadmap = _begun(session, team, at=at)
    roadmap.wording += 1
    session.flush()
    plan = queries.plan_of(session, team.id, clock.local_date(at))
    content = canonical(taken_down(team.name, plan))
    kept = {"content": content, "fingerprint": fingerprint(content), "frozen_at": at}
    session.add(StrategicWording(roadmap_id=roadmap.id, number=roadmap.wording, **kept))
    session.flush()


def _present(session: Session, team: CoreTeam, at: datetime) -> set[int]:
    found = municipalities_on(session, [team.id], clock.local_date(at))
    return {each.id for each in found.get(team.id, ())}


def _told(changes: Changes) -> dict[str, Changes]:
    """What the trail tells in words, and what it tells of people by digest only."""
    return {
        "changes": {name: pair for name, pair in changes.items() if name not in OF_PEOPLE},
        "personal": {name: pair for name, pair in changes.items() if name in OF_PEOPLE and pair != (None, "")},
    }
