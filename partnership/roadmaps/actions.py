"""What happens: goals and measures are written, progress is noted, and both sides adopt the roadmap."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock
from kernel.lifecycle import ensure_current
from partnership.assessments.actions import Proof, lock, prove
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.roadmaps import changing, queries, rules
from partnership.roadmaps.models import Adoption, Goal, Measure, Progress, ProgressNote, Roadmap
from partnership.roadmaps.rules import Aim, Suggestion, Undertaking


def set_goal(session: Session, relation: Relation, aim: Aim, *, top: int, actor_id: int, at: datetime) -> Goal:
    """Write a goal; the first one begins the roadmap."""
    rules.ensure_aim_fits(aim, top)
    roadmap = _reworded(session, relation, at=at)
    goal = Goal(roadmap_id=roadmap.id, **vars(aim), set_on=clock.local_date(at))
    session.add(goal)
    audit.record(session, goal, "set", actor_id=actor_id, at=at, changes=changing.new(aim))
    return goal


def change_goal(
    session: Session,
    relation: Relation,
    goal_id: int,
    aim: Aim,
    *,
    top: int,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Write a goal anew, which asks both sides to adopt again; raises Stale."""
    rules.ensure_aim_fits(aim, top)
    lock(session, relation)
    goal = queries.goal_of(session, relation.id, goal_id)
    ensure_current(goal.version, version)
    if changes := changing.changed(rules.aim_of(goal), aim):
        changing.write(goal, changes)
        _reworded(session, relation, at=at)
        audit.record(session, goal, "changed", actor_id=actor_id, at=at, changes=changes)


def remove_goal(
    session: Session, relation: Relation, goal_id: int, *, version: int, actor_id: int, at: datetime
) -> None:
    """Take away a goal for which nothing shall be done; raises Stale."""
    lock(session, relation)
    goal = queries.goal_of(session, relation.id, goal_id)
    ensure_current(goal.version, version)
    rules.ensure_empty(queries.measures_of(session, goal.id))
    _remove(session, relation, goal, rules.aim_of(goal), actor_id=actor_id, at=at)


def add_measure(
    session: Session,
    relation: Relation,
    goal_id: int,
    said: Undertaking,
    *,
    point_key: str | None = None,
    actor_id: int,
    at: datetime,
) -> Measure:
    """Write a measure under a goal."""
    rules.ensure_undertaking_fits(said, clock.local_date(at))
    lock(session, relation)
    goal = queries.goal_of(session, relation.id, goal_id)
    written = vars(said) | {"domains": list(said.domains)}
    measure = Measure(goal_id=goal.id, **written, point_key=point_key, progress=Progress.NOT_BEGUN)
    session.add(measure)
    _reworded(session, relation, at=at)
    audit.record(session, measure, "added", actor_id=actor_id, at=at, changes=changing.new(said))
    return measure


def change_measure(
    session: Session,
    relation: Relation,
    measure_id: int,
    said: Undertaking,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Write a measure anew, which asks both sides to adopt again; raises Stale."""
    rules.ensure_undertaking_fits(said, clock.local_date(at))
    lock(session, relation)
    measure = queries.measure_of(session, relation.id, measure_id)
    ensure_current(measure.version, version)
    if changes := changing.changed(rules.undertaking_of(measure), said):
        changing.write(measure, changes)
        _reworded(session, relation, at=at)
        audit.record(session, measure, "changed", actor_id=actor_id, at=at, changes=changes)


def remove_measure(
    session: Session, relation: Relation, measure_id: int, *, version: int, actor_id: int, at: datetime
) -> None:
    """Take away a measure that nobody has begun; raises Stale."""
    lock(session, relation)
    measure = queries.measure_of(session, relation.id, measure_id)
    ensure_current(measure.version, version)
    rules.ensure_removable(measure, has_notes=queries.latest_note(session, measure.id) is not None)
    _remove(session, relation, measure, rules.undertaking_of(measure), actor_id=actor_id, at=at)


def answer_missing(
    session: Session,
    relation: Relation,
    aim: Aim,
    suggestions: Sequence[Suggestion],
    *,
    top: int,
    actor_id: int,
    at: datetime,
) -> list[Measure]:
    """Write a measure for each missing point that has none, under the goal that leads to the step."""
    lock(session, relation)
    plan = queries.plan_of(session, relation.id)
    wanted = [each for each in suggestions if each.key not in plan.answered]
    if not wanted:
        return []
    goal = queries.goal_to(session, plan.roadmap.id, aim.to_step) if plan.roadmap else None
    goal = goal or set_goal(session, relation, aim, top=top, actor_id=actor_id, at=at)
    return [
        add_measure(
            session,
            relation,
            goal.id,
            Undertaking(each.what, each.owner, "", goal.due_on, None, "", "", "", None, ()),
            point_key=each.key,
            actor_id=actor_id,
            at=at,
        )
        for each in wanted
    ]


def note_progress(
    session: Session,
    relation: Relation,
    measure_id: int,
    progress: Progress,
    words: str,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Say how far a measure has come; what the roadmap says stays as it was adopted. Raises Stale."""
    rules.ensure_noted(progress, words)
    lock(session, relation)
    measure = queries.measure_of(session, relation.id, measure_id)
    ensure_current(measure.version, version)
    before, measure.progress = measure.progress, progress
    note = ProgressNote(measure_id=measure.id, progress=progress, words=words, noted_at=at, noted_by_id=actor_id)
    session.add(note)
    audit.record(session, measure, "noted", actor_id=actor_id, at=at, changes={"progress": (before, progress)})


def adopt(
    session: Session,
    relation: Relation,
    side: Side,
    *,
    wording: int,
    reference: str,
    actor_id: int,
    at: datetime,
) -> bool:
    """Stand for the roadmap as a side has read it; true once both do, and then it is evidence. Raises Stale."""
    lock(session, relation)
    plan = queries.plan_of(session, relation.id)
    ensure_current(plan.wording, wording)
    rules.ensure_may_adopt(plan.measures)
    if plan.roadmap is None or side in plan.standing_for:
        return plan.is_adopted
    made = Adoption(roadmap_id=plan.roadmap.id, side=side, wording=wording, adopted_at=at, adopted_by_id=actor_id)
    session.add(made)
    audit.record(session, made, "adopted", actor_id=actor_id, at=at, changes={"side": (None, side)})
    if side.other not in plan.standing_for:
        return False
    prove(session, relation, "roadmap", Proof(reference, clock.local_date(at)), actor_id=actor_id, at=at)
    return True


def _reworded(session: Session, relation: Relation, *, at: datetime) -> Roadmap:
    """The relation's roadmap with one wording more; what was adopted was another."""
    lock(session, relation)
    roadmap = queries.roadmap_of(session, relation.id)
    if roadmap is None:
        roadmap = Roadmap(relation_id=relation.id, wording=0, created_at=at)
        session.add(roadmap)
    roadmap.wording += 1
    session.flush()
    return roadmap


def _remove(
    session: Session, relation: Relation, row: Goal | Measure, said: Aim | Undertaking, *, actor_id: int, at: datetime
) -> None:
    audit.record(session, row, "removed", actor_id=actor_id, at=at, changes=changing.gone(said))
    session.delete(row)
    _reworded(session, relation, at=at)
