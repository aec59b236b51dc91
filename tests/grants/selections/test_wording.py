"""What is said of an application to those who choose, and to those who applied."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from grants.calls.content import Criterion, Scale
from grants.selections import wording
from grants.selections.weighing import Facts, Ground, Loss, plain
from kernel.orm import Translated

ANCHORING = Criterion("K1", Translated(nb="Forankring", nn="Forankring", en="Anchoring"), 100, {}, "43")
SCALE = Scale(most=5, threshold=50, knock_outs={"K1": 2}, reviewers=2, wide=2, criteria=(ANCHORING,))
CONTENT: Any = SimpleNamespace(title=Translated(nb="Kjerneteam", nn="Kjerneteam", en="Core teams"), scale=SCALE)


def facts(ground: Ground = Ground.FIT, loss: Loss | None = None) -> Facts:
    return Facts(ground, "71/2", 50, ("K1",), "starting", "small", "50", "Trøndelag", ("Tydal",), loss)


def loss(*, comes: tuple[str, ...] = ("B",), goes: tuple[str, ...] = ("A",), **other: Any) -> Loss:
    return Loss(comes, goes, **{"floors": (), "shortfall": 0, "counties": 0, "points": "0", **other})


def a_line(said: Facts, *, is_chosen: bool = False, overruled: str = "") -> Any:
    return SimpleNamespace(facts=plain(said), is_chosen=is_chosen, overruled=overruled)


@pytest.fixture
def english(app: Flask) -> Any:
    from kernel.i18n import force_locale

    with app.test_request_context(), force_locale("en"):
        yield


pytestmark = pytest.mark.usefixtures("english")


def test_each_loss_is_told_with_what_is_gained_for_it() -> None:
    told = wording.why(
        "A", facts(loss=loss(floors=("small",), shortfall=1, counties=-1, points="-3/2")), SCALE, is_proposed=True
    )
    assert told == [
        "Without it B would come in.",
        "Then a place would be lacking for small municipalities.",
        "There would be 1 county more.",
        "The sum of points would be 1.5 higher.",
    ]


def test_who_is_out_reads_who_would_go() -> None:
    told = wording.why("B", facts(loss=loss(counties=2, points="4")), SCALE, is_proposed=False)
    assert told == [
        "With it A would go out.",
        "There would be 2 counties fewer.",
        "The sum of points would be 4 lower.",
    ]
    others = loss(comes=("B", "C"), goes=("A", "D"))
    assert (
        wording.why("B", facts(loss=others), SCALE, is_proposed=False)[0] == "With it C would come in and A, D go out."
    )
    assert (
        wording.why("A", facts(loss=others), SCALE, is_proposed=True)[0]
        == "Without it B, C would come in and D go out."
    )


def test_equals_are_told_to_be_equal() -> None:
    assert "earlier reference" in wording.why("B", facts(loss=loss()), SCALE, is_proposed=False)[1]


@pytest.mark.parametrize(
    ("ground", "said"),
    [
        (Ground.NOT_PASSED, "It has not passed the formal check."),
        (Ground.KNOCKED_OUT, "Too few points on K1 Anchoring: at least 2 of 5 are needed."),
        (Ground.BELOW, "The application got 35.5 of 100 points. A place needs at least 50."),
    ],
)
def test_who_may_not_have_a_place_reads_why(ground: Ground, said: str) -> None:
    assert wording.why("A", facts(ground), SCALE, is_proposed=False) == [said]


def test_an_applicant_reads_no_other_applicants_reference() -> None:
    out, chosen = a_line(facts(loss=loss(counties=1))), a_line(facts(), is_chosen=True)
    told = wording.to_applicant(out, [chosen, out], CONTENT)
    assert told.startswith("The application is good enough, but there are more such applications than places.")
    assert "Trøndelag has a place already. With you among them, fewer counties would take part." in told
    assert told.endswith("1 of 2 applications have a place.")
    assert wording.to_applicant(chosen, [chosen, out], CONTENT).startswith("You are chosen to take part in Core teams.")


def test_where_somebody_chose_otherwise_the_computed_loss_is_not_told() -> None:
    out = a_line(facts(loss=loss(counties=1)))
    other = a_line(facts(loss=loss()), is_chosen=True, overruled="De har ventet.")
    told = wording.to_applicant(out, [other, out], CONTENT)
    assert "fewer counties" not in told
    assert "Some are chosen for other reasons, which are written down." in told
    assert "De har ventet." in wording.to_applicant(other, [other, out], CONTENT)


def test_a_county_is_said_to_have_a_place_only_where_it_has_one() -> None:
    out = a_line(facts(loss=loss(counties=1)))
    other = a_line(replace(facts(), county="46", county_name="Vestland"), is_chosen=True)
    told = wording.to_applicant(out, [other, out], CONTENT)
    assert "fewer counties" in told
    assert "has a place already" not in told


def test_those_who_choose_read_the_others_by_name() -> None:
    called = wording.names({"T2-1": facts(), "T2-2": replace(facts(), municipalities=())})
    assert called == {"T2-1": "Tydal (T2-1)"}
    told = wording.why("B", facts(loss=loss(goes=("T2-1", "T2-2"))), SCALE, is_proposed=False, called=called)
    assert told[0] == "With it Tydal (T2-1), T2-2 would go out."


def test_what_is_not_met_is_told_with_its_reason() -> None:
    failed = a_line(facts(Ground.NOT_PASSED))
    told = wording.to_applicant(failed, [failed], CONTENT, [("A plan", "Planen mangler en dato.")])
    assert told == "Not met: A plan. Planen mangler en dato."
    assert wording.to_applicant(failed, [failed], CONTENT) == "It has not passed the formal check."
    below = a_line(facts(Ground.BELOW))
    assert "A place needs at least 50." in wording.to_applicant(below, [below], CONTENT)
