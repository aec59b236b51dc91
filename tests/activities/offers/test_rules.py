"""How an offer moves, what makes it public, and how long it counts as confirmed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.offers import rules
from activities.offers.models import Offer, OfferKind, OfferMode, OfferStatus
from activities.offers.rules import Confirmation, Gate, Stage
from kernel.lifecycle import NotAllowed
from partnership.relations.models import TargetGroup

OPEN = Gate(is_needed=False, picture=None)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1))


def an_offer(**other: object) -> Offer:
    """An offer under preparation that is whole."""
    usual = {
        "provider_id": 1,
        "entered_by_id": 1,
        "status": OfferStatus.UNDER_PREPARATION,
        "kind": OfferKind.OPEN_GROUP,
        "mode": OfferMode.PHYSICAL,
        "postcode": "6100",
        "contact_phone": "70070000",
        "anchored_in": "",
        "confirmed_on": None,
    }
    return Offer(**{**usual, **other})


@pytest.mark.parametrize(
    ("day", "how"),
    [
        (date(2026, 11, 5), Confirmation.CONFIRMED),
        (date(2026, 11, 6), Confirmation.DUE),
        (date(2026, 11, 20), Confirmation.DUE),
        (date(2026, 11, 21), Confirmation.STALE),
        (date(2027, 5, 20), Confirmation.STALE),
        (date(2027, 5, 21), Confirmation.GONE),
    ],
)
def test_a_confirmation_counts_six_months_and_is_told_14_days_ahead(day: date, how: Confirmation) -> None:
    assert rules.confirmation(date(2026, 5, 21), day) is how


def test_an_offer_never_confirmed_waits() -> None:
    assert rules.confirmation(None, date(2026, 11, 21)) is Confirmation.WAITING


@given(confirmed_on=DAYS, today=DAYS)
def test_the_catalogue_and_the_rule_always_agree_on_who_is_gone(confirmed_on: date, today: date) -> None:
    is_gone = rules.confirmation(confirmed_on, today) is Confirmation.GONE
    assert is_gone == (confirmed_on <= rules.oldest_shown(today))


@given(confirmed_on=DAYS, days=st.integers(0, 500))
def test_the_stage_never_falls_while_nobody_confirms(confirmed_on: date, days: int) -> None:
    offer = an_offer(status=OfferStatus.RUNNING, confirmed_on=confirmed_on)
    day = confirmed_on + timedelta(days=days)
    assert rules.stage(offer, day) <= rules.stage(offer, day + timedelta(days=1))
    assert rules.stage(offer, confirmed_on) is Stage.NOT_ASKED


def test_an_offer_without_a_telephone_number_may_not_run() -> None:
    with pytest.raises(NotAllowed, match="telephone"):
        rules.ensure_may_start(an_offer(contact_phone=""), OPEN)


def test_an_offer_in_a_place_needs_its_postcode_and_one_on_a_screen_its_anchor() -> None:
    with pytest.raises(NotAllowed, match="postcode"):
        rules.ensure_may_start(an_offer(postcode=""), OPEN)
    on_a_screen = {"kind": OfferKind.DIGITAL, "mode": OfferMode.DIGITAL, "postcode": ""}
    with pytest.raises(NotAllowed, match="anchored"):
        rules.ensure_may_start(an_offer(**on_a_screen), OPEN)
    assert rules.may_start(an_offer(**on_a_screen, anchored_in="Frivilligsentralen"), OPEN)


def test_what_the_municipality_entered_runs_only_when_the_provider_has_confirmed() -> None:
    with pytest.raises(NotAllowed, match="provider must confirm"):
        rules.ensure_may_start(an_offer(entered_by_id=2), OPEN)
    assert rules.may_start(an_offer(entered_by_id=2, confirmed_on=date(2026, 11, 1)), OPEN)


def test_the_gate_is_for_those_who_accompany_frail_people_and_people_with_dementia() -> None:
    for kind in OfferKind:
        for group in TargetGroup:
            accompanies = kind in {OfferKind.ONE_TO_ONE, OfferKind.TRANSPORT}
            is_frail = group in {TargetGroup.FRAIL_HOME_DWELLING, TargetGroup.DEMENTIA_INCLUSIVE}
            assert rules.needs_gate(kind, [group]) == (accompanies and is_frail)
            assert rules.gets_advice(kind, [group]) == (is_frail and not accompanies)


def test_without_a_cooperation_the_gate_is_shut() -> None:
    with pytest.raises(NotAllowed, match="no cooperation"):
        rules.ensure_may_start(an_offer(kind=OfferKind.ONE_TO_ONE), Gate(is_needed=True, picture=None))


@pytest.mark.parametrize(("days", "is_fine"), [(0, False), (1, True), (366, True), (367, False)])
def test_a_pause_ends_on_a_day_to_come_within_a_year(days: int, is_fine: bool) -> None:
    offer, today = an_offer(status=OfferStatus.RUNNING, confirmed_on=date(2026, 11, 1)), date(2026, 11, 21)
    if is_fine:
        rules.ensure_may_pause(offer, today + timedelta(days=days), today)
    else:
        with pytest.raises(NotAllowed):
            rules.ensure_may_pause(offer, today + timedelta(days=days), today)


def test_what_has_ended_is_not_set_running_at_once() -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_may_start(an_offer(status=OfferStatus.ENDED), OPEN)
