"""What happens to a team's roadmap: goals, measures, progress, adoption per municipality, and lessons."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.audit.models import AuditLine
from kernel.lifecycle import NotAllowed, Stale
from partnership.core_teams.models import TeamMunicipality
from partnership.roadmaps.models import Progress
from partnership.strategic_roadmaps import actions, learning, queries, rules
from partnership.strategic_roadmaps.models import Lesson, StrategicGoal, StrategicMeasure
from partnership.strategic_roadmaps.queries import Summary
from partnership.strategic_roadmaps.rules import LessonDraft
from tests.builders import NOW, a_municipality
from tests.partnership.strategic_roadmaps.builders import (
    TODAY,
    a_goal,
    a_goal_draft,
    a_measure,
    a_measure_draft,
    an_adoption,
)
from tests.partnership.teaming import BEGUN, Table, a_table


def say(table: Table) -> dict[str, Any]:
    return {"actor_id": table.coordinator.id, "at": NOW}


def summary(session: Session, table: Table) -> Summary:
    return queries.summaries(session, [table.team.id], TODAY)[table.team.id]


def joins(session: Session, table: Table, name: str = "Selbu") -> int:
    """One more municipality in the team."""
    other = a_municipality(session, name=name)
    session.add(TeamMunicipality(team_id=table.team.id, municipality_id=other.id, joined_on=BEGUN))
    session.flush()
    return other.id


def test_a_roadmap_is_adopted_when_every_municipality_has_adopted_it(session: Session, table: Table) -> None:
    other = joins(session, table)
    a_measure(session, table)
    an_adoption(session, table)
    assert not queries.plan_of(session, table.team.id, TODAY).is_adopted
    assert (summary(session, table).adopted, summary(session, table).municipalities) == (1, 2)
    an_adoption(session, table, municipality_id=other)
    assert queries.plan_of(session, table.team.id, TODAY).is_adopted
    assert summary(session, table).is_adopted


def test_a_municipality_that_has_left_is_not_waited_for(session: Session, table: Table) -> None:
    other = joins(session, table)
    a_measure(session, table)
    an_adoption(session, table)
    part = session.scalars(select(TeamMunicipality).where(TeamMunicipality.municipality_id == other)).one()
    part.left_on = TODAY
    session.flush()
    assert queries.plan_of(session, table.team.id, TODAY).is_adopted
    assert summary(session, table).is_adopted
    assert not queries.plan_of(session, table.team.id, TODAY - timedelta(days=1)).is_adopted


@pytest.mark.parametrize("change", ["aim", "goal", "new goal", "new measure", "measure", "removed measure"])
def test_every_change_of_words_is_a_new_wording_that_nobody_has_adopted(
    session: Session, table: Table, change: str
) -> None:
    goal = a_goal(session, table)
    measure = a_measure(session, table, goal=goal)
    a_measure(session, table, goal=goal, what="Spør de andre")
    an_adoption(session, table)
    by = say(table)
    if change == "aim":
        roadmap = queries.roadmap_of(session, table.team.id)
        actions.write_aim(session, table.team, "Dit", version=roadmap.version if roadmap else 0, **by)
    elif change == "goal":
        actions.change_goal(session, table.team, goal.id, a_goal_draft("Et annet"), version=goal.version, **by)
    elif change == "new goal":
        a_goal(session, table, text="Et mål til")
    elif change == "new measure":
        a_measure(session, table, goal=goal, what="Enda noe")
    elif change == "measure":
        said = a_measure_draft("Noe annet")
        actions.change_measure(session, table.team, measure.id, said, version=measure.version, **by)
    else:
        actions.remove_measure(session, table.team, measure.id, version=measure.version, **by)
    session.flush()
    plan = queries.plan_of(session, table.team.id, TODAY)
    assert not plan.is_adopted
    assert plan.latest[table.municipality.id].wording == plan.wording - 1
    an_adoption(session, table)
    assert queries.plan_of(session, table.team.id, TODAY).is_adopted


def test_noting_progress_and_saying_the_same_again_change_no_wording(session: Session, table: Table) -> None:
    measure = a_measure(session, table)
    an_adoption(session, table)
    by = say(table)
    actions.note_progress(session, table.team, measure.id, Progress.UNDER_WAY, "I gang", version=1, **by)
    session.flush()
    same = rules.measure_draft(measure)
    actions.change_measure(session, table.team, measure.id, same, version=measure.version, **by)
    session.flush()
    assert queries.plan_of(session, table.team.id, TODAY).is_adopted


def test_what_a_council_read_may_be_an_earlier_wording(session: Session, table: Table) -> None:
    a_measure(session, table)
    read = queries.plan_of(session, table.team.id, TODAY).wording
    a_measure(session, table, what="Enda noe")
    an_adoption(session, table, wording=read)
    plan = queries.plan_of(session, table.team.id, TODAY)
    assert not plan.is_adopted
    assert plan.latest[table.municipality.id].wording == read
    with pytest.raises(NotAllowed):
        an_adoption(session, table, wording=read)


def test_a_decision_noted_by_mistake_is_taken_back(session: Session, table: Table) -> None:
    a_measure(session, table)
    noted = an_adoption(session, table)
    actions.take_back(session, table.team, noted.id, **say(table))
    session.flush()
    assert queries.plan_of(session, table.team.id, TODAY).adoptions == ()
    with pytest.raises(NotFound):
        actions.take_back(session, table.team, noted.id, **say(table))


def test_nothing_is_adopted_for_a_municipality_outside_or_of_an_empty_roadmap(session: Session, table: Table) -> None:
    a_goal(session, table)
    with pytest.raises(NotAllowed):
        an_adoption(session, table)
    a_measure(session, table)
    with pytest.raises(NotAllowed):
        an_adoption(session, table, municipality_id=a_municipality(session, name="Frøya").id)


def test_two_of_the_same_measure_never_overwrite_each_other(session: Session, table: Table) -> None:
    measure = a_measure(session, table)
    by, seen = say(table), measure.version
    actions.change_measure(session, table.team, measure.id, a_measure_draft("Mitt"), version=seen, **by)
    session.flush()
    with pytest.raises(Stale):
        actions.change_measure(session, table.team, measure.id, a_measure_draft("Ditt"), version=seen, **by)
    with pytest.raises(Stale):
        actions.note_progress(session, table.team, measure.id, Progress.DONE, "", version=seen, **by)
    with pytest.raises(Stale):
        actions.remove_measure(session, table.team, measure.id, version=seen, **by)


def test_what_has_begun_is_kept_and_a_goal_with_measures_stays(session: Session, table: Table) -> None:
    measure = a_measure(session, table)
    goal = session.get_one(StrategicGoal, measure.goal_id)
    by = say(table)
    with pytest.raises(NotAllowed):
        actions.remove_goal(session, table.team, goal.id, version=goal.version, **by)
    with pytest.raises(NotAllowed):
        actions.note_progress(session, table.team, measure.id, Progress.DROPPED, "", version=1, **by)
    actions.note_progress(session, table.team, measure.id, Progress.DROPPED, "Ingen ville", version=1, **by)
    session.flush()
    with pytest.raises(NotAllowed):
        actions.remove_measure(session, table.team, measure.id, version=measure.version, **by)
    assert session.scalar(select(func.count()).select_from(StrategicMeasure)) == 1


def test_what_somebody_learnt_from_is_kept(session: Session, table: Table) -> None:
    measure = a_measure(session, table)
    learning.learn(
        session, table.team, LessonDraft(TODAY, "Spør først", "", is_shared=True, measure_id=measure.id), **say(table)
    )
    session.flush()
    with pytest.raises(NotAllowed):
        actions.remove_measure(session, table.team, measure.id, version=1, **say(table))


def test_the_trail_names_nobody_who_sees_to_a_measure(session: Session, table: Table) -> None:
    measure = a_measure(session, table, owner="Randi Teamleder")
    actions.change_measure(
        session, table.team, measure.id, a_measure_draft(owner="Ola Medlem"), version=1, **say(table)
    )
    session.flush()
    told = [str(line.changes) for line in session.scalars(select(AuditLine))]
    assert not [text for text in told if "Randi" in text or "Ola" in text]
    assert [text for text in told if "owner" in text]


def test_a_lesson_is_written_changed_and_taken_away(session: Session, table: Table) -> None:
    by = say(table)
    lesson = learning.learn(session, table.team, LessonDraft(TODAY, "Spør først", "", is_shared=False), **by)
    session.flush()
    said = LessonDraft(TODAY, "Spør først", "Vi ringer", is_shared=True)
    learning.change_lesson(session, table.team, lesson.id, said, version=1, **by)
    session.flush()
    with pytest.raises(Stale):
        learning.change_lesson(session, table.team, lesson.id, said, version=1, **by)
    assert [each.changed for each in queries.lessons_of(session, [table.team.id], only_shared=True)] == ["Vi ringer"]
    learning.remove_lesson(session, table.team, lesson.id, version=2, **by)
    session.flush()
    assert session.scalar(select(func.count()).select_from(Lesson)) == 0


def test_nothing_is_learnt_from_another_teams_measure(session: Session, table: Table) -> None:
    theirs = a_measure(session, a_table(session, name="Selbu"))
    said = LessonDraft(TODAY, "Spør først", "", is_shared=False, measure_id=theirs.id)
    with pytest.raises(NotFound):
        learning.learn(session, table.team, said, **say(table))


def test_the_summaries_count_what_is_kept_done_and_late(session: Session, table: Table) -> None:
    other = a_table(session, name="Selbu")
    goal = a_goal(session, table)
    for progress in (Progress.DONE, Progress.UNDER_WAY, Progress.DROPPED):
        past = {"begins_on": date(2026, 10, 1), "due_on": TODAY - timedelta(days=1)}
        a_measure(session, table, goal=goal, **past).progress = progress
    a_goal(session, table, text="Et mål til")
    session.flush()
    found = queries.summaries(session, [table.team.id, other.team.id], TODAY)
    assert found[table.team.id] == Summary(goals=2, measures=2, done=1, late=1, municipalities=1)
    assert found[other.team.id] == Summary(municipalities=1)


def test_the_budget_counts_what_is_not_dropped(session: Session, table: Table) -> None:
    goal = a_goal(session, table)
    a_measure(session, table, goal=goal, budget=40_000, payer="Kommunen")
    a_measure(session, table, goal=goal, budget=10_000, payer="Kommunen").progress = Progress.DROPPED
    session.flush()
    assert queries.plan_of(session, table.team.id, TODAY).budget == 40_000


def test_the_queries_of_many_teams_are_two_statements(session: Session, table: Table, statements: list[str]) -> None:
    tables = [table, *(a_table(session, name=f"Kommune {number}") for number in range(12))]
    for each in tables:
        a_measure(session, each)
    statements.clear()
    queries.summaries(session, [each.team.id for each in tables], TODAY)
    assert len(statements) == 2


def test_the_same_sent_twice_is_one_and_no_new_wording(session: Session, table: Table) -> None:
    goal, measure = a_goal(session, table), a_measure(session, table)
    wording = queries.plan_of(session, table.team.id, TODAY).wording
    assert a_goal(session, table) is goal
    assert a_measure(session, table) is measure
    assert queries.plan_of(session, table.team.id, TODAY).wording == wording
    measure.progress = Progress.UNDER_WAY
    session.flush()
    assert a_measure(session, table) is not measure
