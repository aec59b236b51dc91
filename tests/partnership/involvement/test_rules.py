"""What is missing and what is late in a team's anchoring and involvement: no database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.lifecycle import NotAllowed
from partnership.involvement import rules
from partnership.involvement.models import ActorKind, AnchoringKind, Council
from partnership.involvement.rules import Fact, FactKind, State

TODAY = date(2026, 11, 21)
VOLDA, SELBU = 1, 2


def took_part(municipality_id: int = VOLDA, name: str = "Volda") -> Fact:
    return Fact(FactKind.MUNICIPALITY, municipality_id, name, date(2026, 9, 1), is_done=True)


def a_council(
    council: Council, on_date: date, *, is_done: bool, municipality_id: int = VOLDA, is_whole: bool = True
) -> Fact:
    return Fact(FactKind.COUNCIL, municipality_id, council.value, on_date, is_done, is_whole)


def an_actor(kind: ActorKind) -> Fact:
    return Fact(FactKind.ACTOR, None, kind.value, TODAY, is_done=True)


def a_plan(municipality_id: int = VOLDA, *, is_done: bool = True, on_date: date = TODAY) -> Fact:
    kind = AnchoringKind.PLAN_ADOPTED if is_done else AnchoringKind.PROCESS_DESCRIBED
    return Fact(FactKind.ANCHORING, municipality_id, kind.value, on_date, is_done)


WHOLE = [
    took_part(),
    a_plan(),
    *(a_council(each, TODAY, is_done=True) for each in Council),
    an_actor(ActorKind.RESIDENTS),
    an_actor(ActorKind.PUBLIC_HEALTH),
    an_actor(ActorKind.INFORMAL_GROUP),
]


def test_a_team_that_has_asked_everybody_lacks_nothing() -> None:
    standing = rules.standing(WHOLE, TODAY)
    assert standing.is_whole
    assert (standing.done, standing.planned) == (3, 0)


@pytest.mark.parametrize("left_out", range(1, len(WHOLE)))
def test_each_thing_that_is_left_out_is_told_as_missing(left_out: int) -> None:
    standing = rules.standing([each for number, each in enumerate(WHOLE) if number != left_out], TODAY)
    assert (len(standing.missing), len(standing.late)) == (1, 0)


def test_each_municipality_of_a_joint_team_asks_its_own_councils() -> None:
    standing = rules.standing([*WHOLE, took_part(SELBU, "Selbu")], TODAY)
    assert len(standing.missing) == 4
    assert {each.params["municipality"] for each in standing.missing} == {"Selbu"}


@pytest.mark.parametrize(
    ("on_date", "is_done", "state"),
    [
        (date(2026, 10, 14), True, State.DONE),
        (date(2026, 12, 8), False, State.PLANNED),
        (TODAY, False, State.PLANNED),
        (TODAY - timedelta(days=1), False, State.LATE),
    ],
)
def test_a_council_is_late_from_the_day_after_its_date(on_date: date, is_done: bool, state: State) -> None:
    assert rules.state_of([a_council(Council.YOUTH, on_date, is_done=is_done)], TODAY) is state
    assert rules.state_of([], TODAY) is State.MISSING


def test_a_council_is_heard_when_its_word_and_the_use_of_it_are_written_and_once_is_enough() -> None:
    rest = [each for each in WHOLE if each.word != Council.YOUTH]
    bare, whole = (a_council(Council.YOUTH, TODAY, is_done=True, is_whole=each) for each in (False, True))
    told = rules.standing([*rest, bare], TODAY)
    assert [each.msgid for each in told.missing] == [rules.NOT_USED[Council.YOUTH]]
    assert rules.standing([*rest, bare, whole], TODAY).is_whole
    ahead = a_council(Council.YOUTH, TODAY, is_done=False, is_whole=False)
    assert rules.standing([*rest, ahead], TODAY).is_whole, "what is planned has no word yet"


def test_work_stands_on_politicians_and_on_the_administration() -> None:
    rest = [each for each in WHOLE if each.kind is not FactKind.ANCHORING]
    told = rules.standing([*rest, replace(a_plan(), is_whole=False)], TODAY)
    assert [each.msgid for each in told.missing] == [rules.NOT_LED]


def test_a_process_whose_day_has_passed_is_late_and_a_plan_never_is() -> None:
    rest = [each for each in WHOLE if each.kind is not FactKind.ANCHORING]
    passed = TODAY - timedelta(days=1)
    assert len(rules.standing([*rest, a_plan(is_done=False, on_date=passed)], TODAY).late) == 1
    assert rules.standing([*rest, a_plan(on_date=passed)], TODAY).is_whole


@given(
    days=st.lists(st.tuples(st.sampled_from(Council), st.integers(-30, 30), st.booleans()), max_size=6),
    ahead=st.integers(0, 40),
)
def test_nothing_that_is_late_ever_becomes_timely_by_waiting(days: list[tuple[Council, int, bool]], ahead: int) -> None:
    facts = [took_part(), *(a_council(each, TODAY + timedelta(on), is_done=done) for each, on, done in days)]
    late_now = {each.msgid for each in rules.standing(facts, TODAY).late}
    later = {each.msgid for each in rules.standing(facts, TODAY + timedelta(days=ahead)).late}
    assert late_now <= later


@pytest.mark.parametrize(
    ("kind", "plan", "process", "on_date"),
    [
        (AnchoringKind.PLAN_ADOPTED, "", "", TODAY),
        (AnchoringKind.PLAN_ADOPTED, "Planen", "", TODAY + timedelta(days=1)),
        (AnchoringKind.PROCESS_DESCRIBED, "Planen", "", TODAY),
    ],
)
def test_anchoring_has_a_plan_that_is_adopted_or_a_process(
    kind: AnchoringKind, plan: str, process: str, on_date: date
) -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_anchored(kind, plan=plan, process=process, on_date=on_date, today=TODAY)


def test_what_is_done_has_happened_and_a_council_speaks_when_it_is_asked() -> None:
    rules.ensure_happened(TODAY, TODAY, is_done=True)
    rules.ensure_happened(TODAY + timedelta(days=1), TODAY, is_done=False)
    with pytest.raises(NotAllowed):
        rules.ensure_happened(TODAY + timedelta(days=1), TODAY, is_done=True)
    with pytest.raises(NotAllowed):
        rules.ensure_said_when_done("Bra", "", is_done=False)
