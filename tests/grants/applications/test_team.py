"""What an application says of its core team; no database."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from grants.applications import team
from grants.applications.forms import Offered, page_form
from grants.applications.models import Application, Partner
from grants.calls.content import Meaning
from grants.calls.reading import read
from kernel.lifecycle import NotAllowed
from partnership.core_teams.models import Maturity
from partnership.core_teams.rules import ensure_led
from partnership.involvement.models import AnchoringKind, Council
from tests.grants.builders import DOCUMENT as WITH_MONEY
from tests.grants.programme import CONTENT, PLANNED, a_member, the_answers

Answers = dict[str, dict[str, Any]]
ALONE, BOTH = the_answers(["5033"]), the_answers(["5033", "5032"])
members = st.builds(a_member, st.text(min_size=1, max_size=9), st.integers(0, 50), leads=st.booleans())


def test_the_places_are_read_as_they_were_written() -> None:
    places = team.places(CONTENT, ALONE)

    assert [(each.name, each.tenths, each.is_leader) for each in places] == [
        ("Ingeborg", 5, True),
        ("Mona", 5, False),
        ("Sigrun", 5, False),
    ]
    assert {each.municipality for each in places} == {"5033"}, "there is only one that can be meant"


def test_who_sits_for_which_of_two_must_be_said() -> None:
    said = the_answers(["5033", "5032"], team=[a_member("Kari", leads=True), a_member("Ola", number="5032")])

    assert [each.municipality for each in team.places(CONTENT, said)] == ["", "5032"]


@given(st.lists(members, max_size=6))
def test_a_team_is_led_exactly_when_one_leads(rows: list[dict[str, Any]]) -> None:
    places = team.places(CONTENT, the_answers(["5033"], team=rows))

    assert sum(place.tenths for place in places) == sum(row["share"] for row in rows)
    if sum(row["role"] == "leader" for row in rows) == 1:
        ensure_led(places)
    else:
        with pytest.raises(NotAllowed):
            ensure_led(places)


@given(st.sets(st.sampled_from(Council)), st.sampled_from([["5033"], ["5032", "5033"]]))
def test_a_council_is_missing_exactly_where_nothing_is_said_of_it(said: set[Council], numbers: list[str]) -> None:
    answers = the_answers(numbers, councils=sorted(said))

    missing = team.missing_councils(CONTENT, answers, numbers)

    assert set(missing) == {(number, council) for number in numbers for council in set(Council) - said}


def test_a_council_that_is_planned_is_not_missing_and_not_done() -> None:
    answers = the_answers(["5033"])
    answers["20"]["councils"][1]["date"] = PLANNED
    (_older, youth, _disability) = team.councils(CONTENT, answers)

    assert team.missing_councils(CONTENT, answers, ["5033"]) == []
    assert not youth.is_done(date(2026, 12, 7))
    assert youth.is_done(date(2026, 12, 8))


def test_the_anchoring_is_read_and_its_want_is_told() -> None:
    (plan,) = team.anchoring(CONTENT, ALONE)

    assert (plan.kind, plan.municipality, plan.case_number) == (AnchoringKind.PLAN_ADOPTED, "5033", "2026/417")
    assert plan.on_date == date(2026, 2, 26)
    assert team.missing_anchoring(CONTENT, BOTH, ["5033", "5032"]) == []
    assert team.missing_anchoring(CONTENT, ALONE, ["5033", "5032"]) == ["5032"]


@pytest.mark.parametrize(("said", "found"), [("starting", Maturity.STARTING), ("", None), ("asleep", None)])
def test_the_maturity_is_what_was_said(said: str, found: Maturity | None) -> None:
    assert team.maturity(CONTENT, ALONE | {"46": {"maturity": said}}) is found


def test_a_row_that_is_not_written_to_its_end_says_nothing_yet() -> None:
    half: Answers = {"20": {"councils": [{"council": "youth"}]}, "43": {"anchoring": [{"kind": "plan_adopted"}]}}

    assert team.councils(CONTENT, half) == []
    assert team.anchoring(CONTENT, half) == []
    assert team.places(CONTENT, {}) == []


def test_those_who_confirmed_take_part_after_the_responsible_one() -> None:
    tydal, selbu, volda = (Municipality(number=number) for number in ("5033", "5032", "1577"))
    application = Application(applicant=tydal)
    partners = [
        Partner(body=selbu, confirmed_at=date(2026, 11, 6)),
        Partner(body=volda, confirmed_at=None),
        Partner(body=Organisation(name="Laget"), confirmed_at=date(2026, 11, 6)),
    ]

    assert team.taking_part(application, partners) == [tydal, selbu]
    assert team.unasked(["5033", "5032", "4204"], partners, "5033") == ["4204"]


def test_a_call_of_money_says_nothing_of_a_team() -> None:
    content = read(WITH_MONEY)

    assert not team.asks_for_team(content)
    assert team.places(content, ALONE) == []
    assert team.missing_councils(content, ALONE, ["5033"]) == []
    assert content.meant(Meaning.TEAM) is None


@pytest.mark.parametrize(("several", "councils", "anchored"), [(1, 3, 1), (2, 6, 2)])
def test_a_row_stands_ready_for_each_council_and_each_plan(several: int, councils: int, anchored: int) -> None:
    named = [(str(5030 + each), f"Kommune {each}") for each in range(several)]
    form = page_form(CONTENT.page("anchoring"), CONTENT, "nb", Offered(named=named))(None)
    assert len(form["q20_councils"].rows) == councils
    assert len(form["q43_anchoring"].rows) == anchored
