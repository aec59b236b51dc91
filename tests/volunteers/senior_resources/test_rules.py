"""That a wish is kept by consent, and that a no is final."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.lifecycle import NotAllowed
from kernel.small_numbers import FEWEST_SHOWN
from volunteers.senior_resources import rules
from volunteers.senior_resources.content import Wish
from volunteers.senior_resources.counts import segment_table
from volunteers.senior_resources.models import (
    ConnectionStatus,
    ResourceKind,
    Segment,
    SegmentCount,
    SeniorResource,
    Theme,
)
from volunteers.senior_resources.suggestions import Asker, Thing, Tie, What, overview, suggest

TODAY = date(2026, 11, 21)
PERSON, GROUP, ORGANISATION = ResourceKind.INDIVIDUAL, ResourceKind.INFORMAL_GROUP, ResourceKind.ORGANISATION
THEMES = st.frozensets(st.sampled_from(list(Theme)), max_size=3)
STATUS = st.sampled_from(list(ConnectionStatus))
NUMBER = st.integers(1, 4)


def said(**other: Any) -> Wish:
    kept = {"consent_how": "oral", "consent_on": TODAY, "consent_until": rules.latest_end(TODAY), **other}
    return Wish("Å synge", "culture", **kept)


@pytest.mark.parametrize("kind", [PERSON, GROUP])
@pytest.mark.parametrize(
    "wrong",
    [
        {"consent_how": ""},
        {"consent_how": "Sagt på kaffien"},
        {"consent_on": None},
        {"consent_until": None},
        {"consent_on": TODAY + timedelta(days=1)},
        {"consent_until": TODAY - timedelta(days=1)},
        {"consent_until": rules.latest_end(TODAY) + timedelta(days=1)},
    ],
)
def test_persons_are_kept_by_a_consent_with_an_end(kind: ResourceKind, wrong: dict[str, Any]) -> None:
    rules.ensure_consent(kind, said(), TODAY)
    with pytest.raises(NotAllowed):
        rules.ensure_consent(kind, said(**wrong), TODAY)


def test_an_organisation_needs_no_consent() -> None:
    rules.ensure_consent(ORGANISATION, Wish("Å synge", "culture"), TODAY)


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_a_consent_never_lasts_longer_than_twelve_months(given_on: date) -> None:
    assert rules.latest_end(given_on) < given_on.replace(year=given_on.year + 1, day=min(given_on.day, 28)) + timedelta(
        days=4
    )
    assert (rules.latest_end(given_on) - given_on).days <= 366


def test_who_rests_is_gone_or_has_taken_back_is_left_in_peace() -> None:
    kept = SeniorResource(kind=PERSON, consent_until=TODAY)
    assert rules.may_be_asked(kept, TODAY)
    assert not rules.may_be_asked(kept, TODAY + timedelta(days=1))
    kept.resting_until = TODAY
    with pytest.raises(NotAllowed, match="for the time being"):
        rules.ensure_may_ask(kept, TODAY)
    kept.consent_until = TODAY + timedelta(days=9)
    rules.ensure_may_ask(kept, TODAY + timedelta(days=1))
    kept.erased_on = TODAY
    with pytest.raises(NotAllowed, match="not kept"):
        rules.ensure_may_ask(kept, TODAY + timedelta(days=1))


@given(st.lists(STATUS, max_size=12))
def test_it_is_never_under_way_before_they_wish_it_and_a_no_is_the_end(wanted: list[ConnectionStatus]) -> None:
    status, seen = ConnectionStatus.SUGGESTED, [ConnectionStatus.SUGGESTED]
    for each in wanted:
        try:
            rules.ensure_move(status, each)
        except NotAllowed:
            continue
        assert status is not ConnectionStatus.DECLINED
        status = each
        seen.append(each)
    for place, each in enumerate(seen):
        if each is ConnectionStatus.UNDER_WAY:
            assert ConnectionStatus.WISHED in seen[:place]
    assert ConnectionStatus.DECLINED not in seen[:-1]


@given(
    st.lists(st.builds(Asker, NUMBER, THEMES), max_size=4, unique_by=lambda each: each.id),
    st.lists(
        st.builds(Thing, st.sampled_from(What), NUMBER, THEMES), max_size=6, unique_by=lambda each: (each.what, each.id)
    ),
    st.lists(st.builds(Tie, NUMBER, st.sampled_from(What), NUMBER, STATUS), max_size=8),
)
def test_a_no_is_never_suggested_again(askers: list[Asker], things: list[Thing], ties: list[Tie]) -> None:
    found = suggest(askers, things, ties)
    known = {(tie.resource_id, tie.what, tie.thing_id) for tie in ties}
    pairs = [(each.resource_id, each.what, each.thing_id) for each in found]
    assert known.isdisjoint(pairs)
    assert len(pairs) == len(set(pairs))
    by_id = {each.id: each for each in askers}
    by_thing = {(each.what, each.id): each for each in things}
    for each in found:
        both = by_id[each.resource_id].themes & by_thing[each.what, each.thing_id].themes
        assert set(each.shared) == both - {Theme.OTHER}
        assert each.shared
    seen = overview(askers, things, ties)
    live = [tie for tie in ties if tie.status in rules.LIVE]
    for thing in things:
        has = any((tie.what, tie.thing_id) == (thing.what, thing.id) for tie in live)
        assert (thing in seen.alone) is not has
    for asker in askers:
        assert (asker in seen.placeless) is not any(tie.resource_id == asker.id for tie in live)


def test_the_nearest_is_suggested_first() -> None:
    askers = [Asker(1, frozenset({Theme.FOOD})), Asker(2, frozenset({Theme.FOOD, Theme.CULTURE}))]
    thing = Thing(What.NEED, 7, frozenset({Theme.FOOD, Theme.CULTURE, Theme.OTHER}))
    assert [each.resource_id for each in suggest(askers, [thing], [])] == [2, 1]
    seen = overview(askers, [thing], [])
    assert [each.resource_id for each in seen.for_thing(What.NEED, 7)] == [2, 1]
    assert [each.shared for each in seen.for_resource(1)] == [(Theme.FOOD,)]


def test_a_pair_that_has_met_is_not_asked_again() -> None:
    rules.ensure_new([])
    with pytest.raises(NotAllowed, match="said no"):
        rules.ensure_new([ConnectionStatus.ENDED, ConnectionStatus.DECLINED])
    with pytest.raises(NotAllowed, match="connected already"):
        rules.ensure_new([ConnectionStatus.ENDED])


@given(st.lists(st.tuples(*[st.integers(0, 40)] * 3), min_size=1, max_size=4))
def test_others_never_see_a_small_count(numbers: list[tuple[int, int, int]]) -> None:
    counted = [
        SegmentCount(place=f"Stad {place}", segment=segment, people=people)
        for place, line in enumerate(numbers)
        for segment, people in zip(Segment, line, strict=True)
    ]
    for _place, cells in segment_table(counted):
        for cell in cells:
            assert cell.is_hidden or not 0 < cell.number < FEWEST_SHOWN


def test_themes_are_kept_in_their_order() -> None:
    assert rules.joined(["food", "company"]) == "company,food"
    assert rules.split("company,food") == (Theme.COMPANY, Theme.FOOD)
    assert rules.split("") == ()
