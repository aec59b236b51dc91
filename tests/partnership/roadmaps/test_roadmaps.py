"""What happens to a roadmap: goals, measures, missing points, progress and adoption."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from kernel.lifecycle import NotAllowed, Stale
from partnership.assessments.models import Evidence
from partnership.relations.sides import Side
from partnership.roadmaps import actions, queries, rules
from partnership.roadmaps.models import Adoption, Goal, Measure, Owner, Progress
from partnership.roadmaps.rules import Suggestion
from tests.builders import NOW
from tests.partnership.assessments.conftest import Pair
from tests.partnership.roadmaps.builders import TOP, a_goal, a_measure, an_aim, an_undertaking

TODAY = NOW.date()


def adopt(session: Session, pair: Pair, side: Side) -> bool:
    wording = queries.plan_of(session, pair.relation.id).wording
    adopted = actions.adopt(
        session, pair.relation, side, wording=wording, reference="Veikart", actor_id=pair.actor(side).id, at=NOW
    )
    session.flush()
    return adopted


def evidence(session: Session) -> list[Evidence]:
    return list(session.scalars(select(Evidence).where(Evidence.key == "prop.4.2")))


def test_a_roadmap_is_adopted_when_both_stand_for_it_and_then_it_is_evidence_for_a_year(
    session: Session, pair: Pair
) -> None:
    a_measure(session, pair.relation, actor=pair.kom)
    assert adopt(session, pair, Side.MUNICIPALITY) is False
    assert evidence(session) == []
    assert adopt(session, pair, Side.MUNICIPALITY) is False
    assert adopt(session, pair, Side.ORGANISATION) is True
    shown = evidence(session)
    assert [(each.dated_on, each.valid_to) for each in shown] == [(TODAY, date(2027, 11, 20))]
    assert adopt(session, pair, Side.ORGANISATION) is True
    assert len(evidence(session)) == 1
    plan = queries.plan_of(session, pair.relation.id)
    assert plan.standing_for[Side.ORGANISATION].adopted_by.name == pair.org.name


def test_a_change_of_words_asks_both_again_and_progress_does_not(session: Session, pair: Pair) -> None:
    measure = a_measure(session, pair.relation, actor=pair.kom)
    for side in Side:
        adopt(session, pair, side)
    say = {"actor_id": pair.kom.id, "at": NOW}
    actions.note_progress(
        session, pair.relation, measure.id, Progress.UNDER_WAY, "I gang", version=measure.version, **say
    )
    session.flush()
    same = rules.undertaking_of(measure)
    actions.change_measure(session, pair.relation, measure.id, same, version=measure.version, **say)
    session.flush()
    assert queries.plan_of(session, pair.relation.id).is_adopted
    new = an_undertaking("Skrive og signere avtale")
    actions.change_measure(session, pair.relation, measure.id, new, version=measure.version, **say)
    session.flush()
    plan = queries.plan_of(session, pair.relation.id)
    assert plan.standing_for == {}
    assert len(plan.adoptions) == 2


@pytest.mark.parametrize("change", ["goal", "new goal", "new measure", "removed measure"])
def test_every_change_of_what_the_roadmap_says_asks_both_again(session: Session, pair: Pair, change: str) -> None:
    measure = a_measure(session, pair.relation, actor=pair.kom)
    a_measure(session, pair.relation, actor=pair.kom, goal=session.get_one(Goal, measure.goal_id))
    for side in Side:
        adopt(session, pair, side)
    goal = session.get_one(Goal, measure.goal_id)
    say = {"actor_id": pair.org.id, "at": NOW}
    if change == "goal":
        new = an_aim("Et annet mål")
        actions.change_goal(session, pair.relation, goal.id, new, top=TOP, version=goal.version, **say)
    elif change == "new goal":
        a_goal(session, pair.relation, actor=pair.org)
    elif change == "new measure":
        a_measure(session, pair.relation, actor=pair.org, goal=goal)
    else:
        actions.remove_measure(session, pair.relation, measure.id, version=measure.version, **say)
    session.flush()
    assert not queries.plan_of(session, pair.relation.id).is_adopted


def test_nobody_adopts_what_they_have_not_read_or_an_empty_roadmap(session: Session, pair: Pair) -> None:
    a_goal(session, pair.relation, actor=pair.kom)
    say = {"reference": "Veikart", "actor_id": pair.kom.id, "at": NOW}
    with pytest.raises(NotAllowed):
        actions.adopt(session, pair.relation, Side.MUNICIPALITY, wording=1, **say)
    a_measure(session, pair.relation, actor=pair.org)
    with pytest.raises(Stale):
        actions.adopt(session, pair.relation, Side.MUNICIPALITY, wording=1, **say)


@given(
    wording=st.integers(1, 5),
    adopted=st.lists(st.tuples(st.sampled_from(Side), st.integers(1, 5)), unique=True, max_size=8),
)
def test_a_roadmap_never_stands_by_what_was_said_of_another_wording(
    wording: int, adopted: list[tuple[Side, int]]
) -> None:
    adoptions = [Adoption(side=side, wording=number) for side, number in adopted]
    standing = rules.standing_for(adoptions, wording)
    assert set(standing) == {side for side, number in adopted if number == wording}


def test_missing_points_become_measures_once(session: Session, pair: Pair) -> None:
    suggestions = [
        Suggestion("prop.3.1", "Avtale", Owner.BOTH),
        Suggestion("prop.3.4", "Opplæring", Owner.ORGANISATION),
    ]
    ask = {"top": TOP, "actor_id": pair.kom.id, "at": NOW}
    first = actions.answer_missing(session, pair.relation, an_aim(), suggestions[:1], **ask)
    again = actions.answer_missing(session, pair.relation, an_aim(), suggestions, **ask)
    session.flush()
    assert [each.point_key for each in first] == ["prop.3.1"]
    assert [(each.point_key, each.owner) for each in again] == [("prop.3.4", Owner.ORGANISATION)]
    assert actions.answer_missing(session, pair.relation, an_aim(), suggestions, **ask) == []
    plan = queries.plan_of(session, pair.relation.id)
    assert len(plan.stretches) == 1
    assert [each.what for each in plan.measures] == ["Avtale", "Opplæring"]


def test_a_dropped_measure_no_longer_answers_its_point(session: Session, pair: Pair) -> None:
    suggestion = [Suggestion("prop.3.1", "Avtale", Owner.BOTH)]
    ask = {"actor_id": pair.kom.id, "at": NOW}
    (made,) = actions.answer_missing(session, pair.relation, an_aim(), suggestion, top=TOP, **ask)
    session.flush()
    drop = (session, pair.relation, made.id, Progress.DROPPED)
    with pytest.raises(NotAllowed):
        actions.note_progress(*drop, "", version=made.version, **ask)
    actions.note_progress(*drop, "Vi bruker en annen avtale.", version=made.version, **ask)
    session.flush()
    assert len(actions.answer_missing(session, pair.relation, an_aim(), suggestion, top=TOP, **ask)) == 1


def test_two_of_the_same_measure_never_overwrite_each_other(session: Session, pair: Pair) -> None:
    measure = a_measure(session, pair.relation, actor=pair.kom)
    seen = measure.version
    say = {"actor_id": pair.kom.id, "at": NOW}
    actions.change_measure(session, pair.relation, measure.id, an_undertaking("Mitt"), version=seen, **say)
    session.flush()
    with pytest.raises(Stale):
        actions.change_measure(session, pair.relation, measure.id, an_undertaking("Ditt"), version=seen, **say)
    with pytest.raises(Stale):
        actions.note_progress(session, pair.relation, measure.id, Progress.DONE, "", version=seen, **say)
    with pytest.raises(Stale):
        actions.remove_measure(session, pair.relation, measure.id, version=seen, **say)


def test_what_has_begun_is_kept_and_a_goal_with_measures_stays(session: Session, pair: Pair) -> None:
    measure = a_measure(session, pair.relation, actor=pair.kom)
    goal = session.get_one(Goal, measure.goal_id)
    say = {"actor_id": pair.kom.id, "at": NOW}
    with pytest.raises(NotAllowed):
        actions.remove_goal(session, pair.relation, goal.id, version=goal.version, **say)
    actions.note_progress(session, pair.relation, measure.id, Progress.DONE, "", version=measure.version, **say)
    session.flush()
    with pytest.raises(NotAllowed):
        actions.remove_measure(session, pair.relation, measure.id, version=measure.version, **say)
    assert session.scalar(select(func.count()).select_from(Measure)) == 1
    assert session.scalar(select(func.count()).select_from(AuditLine).where(AuditLine.verb == "noted")) == 1


def test_a_goal_leads_upwards_or_stays() -> None:
    rules.ensure_aim_fits(an_aim(from_step=3, to_step=3), TOP)
    for wrong in ({"from_step": 3, "to_step": 2}, {"to_step": 6}):
        with pytest.raises(NotAllowed):
            rules.ensure_aim_fits(an_aim(**wrong), TOP)


def test_money_has_somebody_who_pays_and_a_decision_is_not_in_the_future() -> None:
    rules.ensure_undertaking_fits(an_undertaking(budget=40_000, payer="Kommunen"), TODAY)
    rules.ensure_undertaking_fits(an_undertaking(budget=0), TODAY)
    for wrong in ({"budget": 40_000}, {"decided_on": TODAY + timedelta(days=1)}):
        with pytest.raises(NotAllowed):
            rules.ensure_undertaking_fits(an_undertaking(**wrong), TODAY)


@pytest.mark.parametrize(
    ("steps", "days", "too_fast"),
    [((2, 3), 30, False), ((2, 2), 30, False), ((2, 4), 365, True), ((2, 4), 729, True), ((2, 4), 730, False)],
)
def test_more_than_a_step_a_year_is_advised_against(steps: tuple[int, int], days: int, too_fast: bool) -> None:
    aim = an_aim(from_step=steps[0], to_step=steps[1], due_on=TODAY + timedelta(days=days))
    assert rules.is_too_fast(aim, TODAY) is too_fast


@given(start=st.integers(0, 5), climbed=st.integers(0, 1), days=st.integers(-400, 4000))
def test_one_step_is_never_too_fast(start: int, climbed: int, days: int) -> None:
    aim = an_aim(from_step=start, to_step=start + climbed, due_on=TODAY + timedelta(days=days))
    assert rules.is_too_fast(aim, TODAY) is False


def test_a_measure_is_due_for_14_days_and_late_after_its_day() -> None:
    due = TODAY + timedelta(days=14)
    measure = Measure(progress=Progress.UNDER_WAY, due_on=due)
    assert not rules.is_due(measure, TODAY - timedelta(days=1))
    assert rules.is_due(measure, TODAY)
    assert not rules.is_late(measure, due)
    assert rules.is_late(measure, due + timedelta(days=1))
    measure.progress = Progress.DONE
    assert not rules.is_late(measure, due + timedelta(days=1))


def test_the_budget_counts_what_is_not_dropped(session: Session, pair: Pair) -> None:
    goal = a_goal(session, pair.relation, actor=pair.kom)
    paid = {"actor": pair.kom, "goal": goal, "payer": "Kommunen"}
    a_measure(session, pair.relation, budget=40_000, **paid)
    dropped = a_measure(session, pair.relation, budget=10_000, **paid)
    actions.note_progress(
        session, pair.relation, dropped.id, Progress.DROPPED, "Nei", version=1, actor_id=pair.kom.id, at=NOW
    )
    session.flush()
    assert queries.plan_of(session, pair.relation.id).budget == 40_000
