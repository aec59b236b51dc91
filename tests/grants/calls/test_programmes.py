"""A call for a programme gives no money, and says in its form what is told of a team."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from grants.calls.content import NO_MONEY, Meaning
from grants.calls.reading import read
from kernel.documents import BadContent
from tests.grants.builders import DOCUMENT as WITH_MONEY
from tests.grants.programme import CONTENT, DOCUMENT, a_programme_call
from tests.pages import read as read_page

Spoil = Callable[[dict[str, Any]], Any]


def question(call: dict[str, Any], code: str) -> dict[str, Any]:
    return next(each for page in call["form"]["pages"] for each in page["questions"] if each["code"] == code)


SPOILT: dict[str, tuple[Spoil, str]] = {
    "money in it": (
        lambda call: call.update(money=WITH_MONEY["money"], budget_post="Kap. 000"),
        "money: a call has it, unless",
    ),
    "an amount is asked": (
        lambda call: question(call, "21")["parts"].append({"name": "sum", "kind": "amounts", "needed": True}),
        "asks for no amount",
    ),
    "fewer than none": (lambda call: call.update(awards={"least": 9, "most": 5}), "awards: least and most"),
    "two teams": (lambda call: question(call, "20").update(meaning="team"), "two questions have the meaning team"),
    "a strange meaning": (lambda call: question(call, "46").update(meaning="mood"), "meaning must be one of"),
    "a team without shares": (
        lambda call: question(call, "44")["parts"][0]["parts"].pop(4),
        "question 44: team needs the fields",
    ),
    "nobody can lead": (
        lambda call: question(call, "44")["parts"][0]["parts"][5]["choices"].pop(0),
        "question 44: the choices must be leader, member",
    ),
    "a third maturity": (
        lambda call: question(call, "46")["parts"][0]["choices"].append(
            {"code": "asleep", "label": {"nb": "Sover", "nn": "Søv", "en": "Asleep"}}
        ),
        "question 46: the choices must be",
    ),
    "councils without rows": (
        lambda call: question(call, "20")["parts"].pop(0),
        "councils needs a part of the kind rows",
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_document_is_refused_with_its_place(case: str) -> None:
    spoil, told = SPOILT[case]
    document = deepcopy(DOCUMENT)
    spoil(document)

    with pytest.raises(BadContent) as refusal:
        read(document)

    assert told in str(refusal.value)


def test_a_call_of_money_may_not_leave_it_out() -> None:
    with pytest.raises(BadContent, match="money: a call has it"):
        read({name: part for name, part in WITH_MONEY.items() if name != "money"})


def test_a_programme_call_has_no_money_and_its_questions_are_found_by_their_marks() -> None:
    assert CONTENT.money == NO_MONEY
    assert not CONTENT.has_money
    assert CONTENT.budget_post == ""
    assert {meaning: CONTENT.meant(meaning).code for meaning in Meaning} == {  # type: ignore[union-attr]
        Meaning.TEAM: "44",
        Meaning.MATURITY: "46",
        Meaning.COUNCILS: "20",
        Meaning.ANCHORING: "43",
    }
    assert read(WITH_MONEY).has_money


def test_the_form_asks_what_the_five_criteria_judge() -> None:
    assert [criterion.claim for criterion in CONTENT.scale.criteria] == ["43", "20", "44", "49", "45"]
    assert {"20", "21", "43", "44", "45", "46", "48"} <= {each.code for each in CONTENT.questions}
    assert all({0, 3, 5} <= set(criterion.anchors) for criterion in CONTENT.scale.criteria)


def test_the_call_says_what_is_given_and_how_many_are_chosen(client: FlaskClient, session: Session) -> None:
    a_programme_call(session)
    session.commit()

    page = read_page(client.get("/grants/calls/T2/", headers={"Accept-Language": "en"}).text)

    assert page.headings == 1
    assert "It gives no money" in page.text
    assert "5 to 10" in page.text
    assert "kroner" not in page.text
    assert "Budget post" not in page.text
    assert "What is outside the programme" in page.text
