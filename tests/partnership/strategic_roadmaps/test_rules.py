"""What goals, measures and adoptions must say; no database."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.lifecycle import NotAllowed
from partnership.roadmaps.models import Progress
from partnership.strategic_roadmaps import rules
from partnership.strategic_roadmaps.models import StrategicAdoption, StrategicGoal, StrategicMeasure
from partnership.strategic_roadmaps.rules import AdoptionDraft, Lack, LessonDraft
from tests.partnership.strategic_roadmaps.builders import TODAY, a_measure_draft

TOMORROW = TODAY + timedelta(days=1)
KEPT = StrategicMeasure(progress=Progress.DONE, anchoring="Kommuneplanen", is_new_service=False)
DROPPED = StrategicMeasure(progress=Progress.DROPPED, anchoring="", is_new_service=True)


def an_adoption(**other: object) -> AdoptionDraft:
    said = {"municipality_id": 1, "wording": 2, "decided_by": "KS", "case_number": "1", "decided_on": TODAY} | other
    return AdoptionDraft(**said)  # type: ignore[arg-type]  # mixed on purpose


@pytest.mark.parametrize(
    "wrong",
    [
        {"begins_on": date(2027, 3, 2)},
        {"is_new_service": True},
        {"budget": 1000},
        {"decided_on": TOMORROW},
    ],
)
def test_a_measure_that_does_not_hold_together_is_refused(wrong: dict[str, Any]) -> None:
    rules.ensure_measure_fits(a_measure_draft(), TODAY)
    with pytest.raises(NotAllowed):
        rules.ensure_measure_fits(a_measure_draft(**wrong), TODAY)


def test_a_new_type_of_service_stands_with_its_reason() -> None:
    rules.ensure_measure_fits(a_measure_draft(is_new_service=True, why_new_service="Ingen har det"), TODAY)


def test_a_measure_is_one_of_a_municipality_that_takes_part_or_stays_where_it_was() -> None:
    for fits in ((None, {1}, None), (1, {1, 2}, None), (3, {1}, 3)):
        rules.ensure_takes_part(*fits)
    with pytest.raises(NotAllowed):
        rules.ensure_takes_part(3, {1, 2}, 1)


@pytest.mark.parametrize("wrong", [{"wording": 0}, {"wording": 4}, {"decided_on": TOMORROW}])
def test_only_a_wording_that_there_has_been_was_decided_on(wrong: dict[str, object]) -> None:
    rules.ensure_may_note(an_adoption(), 3, [KEPT], TODAY)
    with pytest.raises(NotAllowed):
        rules.ensure_may_note(an_adoption(**wrong), 3, [KEPT], TODAY)


def test_an_empty_roadmap_is_not_adopted() -> None:
    for measures in ([], [DROPPED]):
        with pytest.raises(NotAllowed):
            rules.ensure_may_note(an_adoption(), 3, measures, TODAY)


def test_a_municipality_adopts_a_wording_once() -> None:
    noted = [StrategicAdoption(municipality_id=1, wording=1), StrategicAdoption(municipality_id=2, wording=2)]
    rules.ensure_not_noted(an_adoption(), noted)
    with pytest.raises(NotAllowed):
        rules.ensure_not_noted(an_adoption(wording=1), noted)


@given(
    wording=st.integers(1, 4),
    adopted=st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), unique=True, max_size=12),
    present=st.sets(st.integers(1, 4)),
)
def test_a_roadmap_is_adopted_exactly_when_all_present_have_adopted_this_wording(
    wording: int, adopted: list[tuple[int, int]], present: set[int]
) -> None:
    adoptions = [StrategicAdoption(municipality_id=who, wording=which) for who, which in adopted]
    standing = rules.standing_for(adoptions, wording)
    expected = bool(present) and all((who, wording) in adopted for who in present)
    assert rules.is_adopted(standing, present) is expected


def test_what_is_lacking_is_counted_and_what_is_dropped_is_not() -> None:
    bare = StrategicMeasure(progress=Progress.NOT_BEGUN, anchoring="", is_new_service=True)
    goals = {StrategicGoal(text="Mål"): [KEPT, DROPPED, bare], StrategicGoal(text="Tomt"): []}
    assert rules.lacks("", goals) == {
        Lack.NO_AIM: 1,
        Lack.GOAL_WITHOUT_MEASURES: 1,
        Lack.MEASURES_WITHOUT_DECISION: 1,
        Lack.NEW_SERVICES: 1,
    }
    assert rules.lacks("Dit vi skal", {StrategicGoal(text="Mål"): [KEPT, DROPPED]}) == {}


def test_nobody_learns_tomorrow() -> None:
    rules.ensure_learnt(LessonDraft(TODAY, "Noe", "", is_shared=False), TODAY)
    with pytest.raises(NotAllowed):
        rules.ensure_learnt(LessonDraft(TOMORROW, "Noe", "", is_shared=False), TODAY)
