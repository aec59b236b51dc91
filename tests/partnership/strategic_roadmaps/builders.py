"""Goals and measures of a team's roadmap that show what matters and hide the rest."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from partnership.strategic_roadmaps import actions, queries
from partnership.strategic_roadmaps.models import StrategicAdoption, StrategicGoal, StrategicMeasure
from partnership.strategic_roadmaps.rules import AdoptionDraft, GoalDraft, MeasureDraft
from tests.builders import NOW
from tests.partnership.teaming import Table

TODAY = NOW.date()


def a_goal_draft(text: str = "De som slutter i arbeid, blir spurt hva de ønsker", **other: Any) -> GoalDraft:
    """A goal to be reached within a year."""
    said: dict[str, Any] = {"text": text, "seen_by": "", "due_on": date(2027, 9, 1)}
    return GoalDraft(**said | other)


def a_measure_draft(what: str = "Ringe dem som fyller 67", **other: Any) -> MeasureDraft:
    """A measure of all together, at no cost."""
    said: dict[str, Any] = {
        "what": what,
        "owner": "Frivilligkoordinatoren",
        "begins_on": date(2026, 12, 1),
        "due_on": date(2027, 3, 1),
    }
    return MeasureDraft(**said | other)


def a_goal(session: Session, table: Table, **other: Any) -> StrategicGoal:
    """A goal of a team's roadmap."""
    made = actions.set_goal(session, table.team, a_goal_draft(**other), actor_id=table.coordinator.id, at=NOW)
    session.flush()
    return made


def a_measure(session: Session, table: Table, *, goal: StrategicGoal | None = None, **other: Any) -> StrategicMeasure:
    """A measure, under a goal of its own if none is given."""
    under = goal or a_goal(session, table)
    made = actions.add_measure(
        session, table.team, under.id, a_measure_draft(**other), actor_id=table.coordinator.id, at=NOW
    )
    session.flush()
    return made


def an_adoption(session: Session, table: Table, **other: Any) -> StrategicAdoption:
    """That the municipality that leads has adopted the roadmap as it is worded now."""
    said: dict[str, Any] = {
        "municipality_id": table.municipality.id,
        "wording": queries.plan_of(session, table.team.id, TODAY).wording,
        "decided_by": "Kommunestyret",
        "case_number": "26/417",
        "decided_on": TODAY,
    }
    draft = AdoptionDraft(**said | other)
    made = actions.note_adoption(session, table.team, draft, actor_id=table.coordinator.id, at=NOW)
    session.flush()
    return made
