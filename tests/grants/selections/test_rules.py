"""How many may be chosen, and when what is chosen may be told."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from grants.calls.content import Awards
from grants.selections import rules
from grants.selections.notice import told_at
from grants.selections.weighing import Facts, Ground, Proposal
from kernel.lifecycle import NotAllowed

ADVICE = Awards(5, 10)


def facts(ground: Ground = Ground.FIT) -> Facts:
    return Facts(ground, "70", 50, (), "starting", "small", "50", "Trøndelag", ("Tydal",))


PROPOSAL = Proposal(1, frozenset({"A"}), {"A": facts(), "B": facts(), "C": facts(Ground.BELOW)})


@pytest.mark.parametrize("places", [5, 10])
def test_what_is_advised_needs_no_reason(places: int) -> None:
    rules.ensure_number(places, 20, ADVICE, "")


@pytest.mark.parametrize("places", [4, 11, 13])
def test_what_is_not_advised_is_allowed_with_a_reason(places: int) -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_number(places, 20, ADVICE, "  ")
    rules.ensure_number(places, 20, ADVICE, "Mange gode, og plass i samlingene.")


def test_a_call_without_advice_asks_for_no_reason() -> None:
    rules.ensure_number(0, 0, None, "")


def test_there_are_no_more_places_than_applications_for_them() -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_number(8, 7, ADVICE, "Ja.")


def test_one_is_let_in_only_where_another_is_left_out() -> None:
    assert rules.chosen_of(PROPOSAL, {}) == {"A"}
    assert rules.chosen_of(PROPOSAL, {"A": "Nei.", "B": "Ja."}) == {"B"}
    for otherwise in ({"B": "Ja."}, {"A": "Nei."}, {"A": "Nei.", "C": "Ja."}, {"A": "Nei.", "D": "Ja."}):
        with pytest.raises(NotAllowed):
            rules.chosen_of(PROPOSAL, otherwise)


def test_applicants_are_told_from_the_morning_of_the_day_that_the_call_names() -> None:
    content = SimpleNamespace(notified_on=date(2027, 2, 1))
    assert told_at(content) == datetime(2027, 2, 1, 7, 0, tzinfo=UTC)  # type: ignore[arg-type]  # only its day counts
