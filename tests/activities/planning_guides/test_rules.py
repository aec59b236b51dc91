"""What is still to be answered, how a plan moves, and that no way of meeting is preferred."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from activities.offers.labels import MODES
from activities.offers.models import OfferKind, OfferMode
from activities.planning_guides import document, rules, saying
from activities.planning_guides.content import Content, Duty, Means, Words
from activities.planning_guides.models import Evidence, GuideStatus, PlanningGuide
from activities.planning_guides.rules import Point, Progress
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel import i18n
from kernel.i18n import gettext as _
from kernel.lifecycle import NotAllowed
from tests.activities.planning_guides.builders import some_content

EMPTY = Content(Words("Tur", OfferKind.OPEN_GROUP))
TEXT = st.sampled_from(["", "Noko", "Noko anna"])
MODE = st.sampled_from(list(OfferMode))


@st.composite
def contents(draw: Any) -> Content:
    """Plans of every kind and state in which it is said how one meets."""
    names = [name for name, value in vars(EMPTY.words).items() if value == ""]
    words = Words(
        title="Tur",
        kind=draw(st.sampled_from(list(OfferKind))),
        mode=draw(MODE),
        evidence=draw(st.none() | st.sampled_from(list(Evidence))),
        **{name: draw(TEXT) for name in names},
    )
    duties = draw(st.lists(st.builds(Duty, TEXT, TEXT), max_size=2))
    means = draw(st.lists(st.builds(Means, TEXT, TEXT), max_size=2))
    return Content(words, tuple(duties), tuple(means))


def with_mode(content: Content, mode: OfferMode) -> Content:
    return replace(content, words=replace(content.words, mode=mode))


@given(contents(), MODE)
def test_how_one_meets_never_changes_how_far_a_plan_has_come(content: Content, mode: OfferMode) -> None:
    assert rules.standings(content) == rules.standings(with_mode(content, mode))


@given(content=contents(), mode=MODE)
def test_how_one_meets_never_changes_another_word_of_the_plan(
    whole_app: Flask, content: Content, mode: OfferMode
) -> None:
    with whole_app.app_context(), i18n.force_locale("nb"):
        first, second = said(content), said(with_mode(content, mode))
        assert content.words.mode is not None
        names = [str(_(MODES[each])) for each in (content.words.mode, mode)]
        assert [each.replace(names[0], "MODE") for each in first] == [each.replace(names[1], "MODE") for each in second]


def said(content: Content) -> list[str]:
    """Every word of a plan, on the page and on paper, in order."""
    guide = PlanningGuide(id=1, title="Tur", status=GuideStatus.PLANNING, begun_on=date(2026, 1, 1), **vars_of(content))
    guide.body, guide.municipality = Body(name="Laget"), Municipality(name="Volda", official_name="Volda")
    told = [words for point in Point for pair in saying.answers(point, content) for words in pair]
    return [*told, *(str(block) for block in document.blocks(guide, content, []))]


def vars_of(content: Content) -> dict[str, Any]:
    return {name: value for name, value in vars(content.words).items() if name not in {"title", "offer_id"}}


@dataclass(frozen=True)
class Offered:
    """An offer as the list of what is there already sees it."""

    name: str
    kind: OfferKind
    mode: OfferMode


@given(st.lists(st.builds(Offered, TEXT, st.sampled_from(list(OfferKind)), MODE)), st.data())
def test_how_one_meets_never_moves_an_offer_that_is_there(offers: list[Offered], data: Any) -> None:
    kind = data.draw(st.sampled_from(list(OfferKind)))
    other = [replace(each, mode=data.draw(MODE)) for each in offers]
    for first, second in zip(rules.nearby(offers, kind), rules.nearby(other, kind), strict=True):
        assert [(each.name, each.kind) for each in first] == [(each.name, each.kind) for each in second]
    same, rest = rules.nearby(offers, kind)
    assert {each.kind for each in same} <= {kind}
    assert kind not in {each.kind for each in rest}
    assert len(same) + len(rest) == len(offers)


def test_a_new_plan_asks_first_what_an_offer_that_is_there_would_need() -> None:
    found = rules.standings(EMPTY)
    assert next(iter(found)) is Point.EXISTING
    assert {each.progress for each in found.values()} == {Progress.NOT_BEGUN}
    assert found[Point.EXISTING].missing == ("what an offer that is there would need",)


def test_each_answer_counts_towards_its_point() -> None:
    assert {each.progress for each in rules.standings(some_content()).values()} == {Progress.ANSWERED}
    half = rules.standings(some_content(not_suited=""))[Point.RIGHT]
    assert half == rules.Standing(Progress.BEGUN, ("who needs something else",))


def test_trying_out_needs_its_days_and_settling_its_offer() -> None:
    with pytest.raises(NotAllowed, match="from when to when"):
        rules.ensure_may_move(GuideStatus.PLANNING, GuideStatus.TRYING, EMPTY.words)
    with pytest.raises(NotAllowed, match="which offer"):
        rules.ensure_may_move(GuideStatus.TRYING, GuideStatus.SETTLED, some_content().words)
    rules.ensure_may_move(GuideStatus.PLANNING, GuideStatus.TRYING, some_content().words)
    rules.ensure_may_move(GuideStatus.PLANNING, GuideStatus.SETTLED, some_content(offer_id=4).words)
    with pytest.raises(NotAllowed):
        rules.ensure_may_move(GuideStatus.GIVEN_UP, GuideStatus.SETTLED, some_content(offer_id=4).words)


def test_what_is_given_up_is_taken_up_again_before_it_is_written() -> None:
    with pytest.raises(NotAllowed, match="given this up"):
        rules.ensure_open(GuideStatus.GIVEN_UP)
    rules.ensure_open(GuideStatus.SETTLED)


def test_a_trial_is_over_on_the_day_after_its_last() -> None:
    assert not rules.is_over(date(2026, 11, 1), date(2026, 11, 1))
    assert rules.is_over(date(2026, 11, 1), date(2026, 11, 2))
    assert not rules.is_over(None, date(2026, 11, 2))
