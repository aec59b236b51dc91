"""How far a page of an application has come."""

from collections.abc import Sequence

import pytest

from grants.applications.answers import uneven_years
from grants.applications.progress import PageState, state_of
from grants.calls.reading import read
from tests.grants.builders import ANSWERS, DOCUMENT
from tests.grants.programme import CONTENT as TEAM_CALL
from tests.grants.programme import TEAM, a_member, the_answers

CONTENT = read(DOCUMENT)


def state(code: str, answers: dict, *, partners: int = 0, waiting: int = 0) -> PageState:
    return state_of(CONTENT.page(code), CONTENT, answers, partners=partners, waiting=waiting)


def test_a_pages_state_follows_from_its_answers() -> None:
    assert state("measure", {}) is PageState.NOT_STARTED
    assert state("measure", {"1": ANSWERS["1"]}) is PageState.IN_PROGRESS
    assert state("measure", ANSWERS) is PageState.COMPLETE


def test_a_budget_that_does_not_add_up_is_not_complete() -> None:
    uneven = {**ANSWERS, "36": {"amounts": {"1": 500_000}, "budget": {"activity": {"1": 499_999}}}}

    assert state("money", uneven) is PageState.IN_PROGRESS


@pytest.mark.parametrize("years", [{"1": 1}, {"2": 500_000}], ids=["too little", "a year too late"])
def test_money_that_the_call_does_not_give_is_not_complete(years: dict[str, int]) -> None:
    answers = {**ANSWERS, "36": {"amounts": years, "budget": {"activity": years}}}

    assert uneven_years(CONTENT, answers) == []
    assert state("money", answers) is PageState.IN_PROGRESS


def test_the_partners_page_waits_for_those_who_have_not_confirmed() -> None:
    assert state("partners", ANSWERS) is PageState.NOT_STARTED
    assert state("partners", ANSWERS, partners=2, waiting=1) is PageState.NEEDS_PARTNER
    assert state("partners", ANSWERS, partners=2) is PageState.COMPLETE


@pytest.mark.parametrize(("numbers", "state"), [(["5033"], PageState.COMPLETE), (["1", "2"], PageState.NOT_STARTED)])
def test_a_municipality_alone_needs_no_partner(numbers: list[str], state: PageState) -> None:
    page = TEAM_CALL.page("partners")
    assert page is not None

    assert state_of(page, TEAM_CALL, the_answers(numbers), partners=0, waiting=0) is state


@pytest.mark.parametrize(
    ("team", "state"),
    [
        (TEAM, PageState.COMPLETE),
        ([a_member(each) for each in "ABCD"], PageState.IN_PROGRESS),
        ([a_member("A", leads=True), a_member("B", leads=True)], PageState.IN_PROGRESS),
        ([], PageState.IN_PROGRESS),
    ],
    ids=["led by one", "led by nobody", "led by two", "nobody in it"],
)
def test_a_team_without_its_one_leader_is_not_complete(team: Sequence[dict[str, object]], state: PageState) -> None:
    page = TEAM_CALL.page("team")
    assert page is not None

    assert state_of(page, TEAM_CALL, the_answers(["5033"], team=team), partners=0, waiting=0) is state
