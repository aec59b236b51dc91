"""What the answers of an application amount to."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.applications.answers import (
    all_gaps,
    asked,
    budget_sums,
    title_of,
    uneven_years,
    years_in_order,
)
from grants.calls.reading import read
from tests.grants.builders import ANSWERS, DOCUMENT

CONTENT = read(DOCUMENT)
AMOUNTS = st.dictionaries(st.sampled_from(["1", "2", "3"]), st.integers(0, 900_000))
BUDGETS = st.dictionaries(st.sampled_from(["activity", "coordination"]), AMOUNTS)


def test_nothing_is_missing_where_everything_is_answered() -> None:
    assert list(all_gaps(CONTENT, ANSWERS)) == []
    assert uneven_years(CONTENT, ANSWERS) == []
    assert title_of(ANSWERS) == ANSWERS["1"]["text"]


@pytest.mark.parametrize("code", [code for code in ANSWERS if CONTENT.question(code).is_needed])
def test_each_needed_question_is_missed_when_it_is_not_answered(code: str) -> None:
    rest = {each: given for each, given in ANSWERS.items() if each != code}

    assert {question.code for _page, question, _part in all_gaps(CONTENT, rest)} == {code}


@given(AMOUNTS, BUDGETS)
def test_the_years_told_are_always_those_that_differ(
    wanted: dict[str, int], planned: dict[str, dict[str, int]]
) -> None:
    answers = {**ANSWERS, "36": {"amounts": wanted, "budget": planned}}

    told = {year for year, _asked, _planned in uneven_years(CONTENT, answers)}

    for year in ("1", "2", "3"):
        total = sum(row.get(year, 0) for row in planned.values())
        assert (year in told) == (wanted.get(year, 0) != total)
    assert asked(CONTENT, answers) == wanted
    assert sum(budget_sums(CONTENT, answers).values()) == sum(sum(row.values()) for row in planned.values())


@pytest.mark.parametrize(
    ("years", "expected"),
    [({"1": 5}, True), ({"1": 5, "2": 5}, True), ({"2": 5}, False), ({"1": 5, "3": 5}, False), ({}, True)],
)
def test_money_is_asked_for_from_the_first_year_without_a_gap(years: dict[str, int], expected: bool) -> None:
    assert years_in_order(years) is expected


def test_a_row_that_lacks_what_it_needs_is_a_gap() -> None:
    line = {"kind": "line", "needed": True, "label": dict.fromkeys(("nb", "nn", "en"), "Hva")}
    rows = {"name": "rows", "kind": "rows", "needed": False, "parts": [{**line, "name": "what"}]}
    document = deepcopy(DOCUMENT)
    document["form"]["pages"][1]["questions"][0]["parts"].append(rows)
    content = read(document)
    code = content.pages[1].questions[0].code

    def missing(given: list) -> set[str]:
        answers = {**ANSWERS, code: {**ANSWERS[code], "rows": given}}
        return {part.name for _page, _question, part in all_gaps(content, answers)}

    assert missing([]) == set()
    assert missing([{"what": "Kaffe"}]) == set()
    assert missing([{"what": "Kaffe"}, {}]) == {"rows"}
