"""What a request may and may not, without any database."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.lifecycle import NotAllowed, refusal_of
from volunteers.requests import rules
from volunteers.requests.models import RequestStatus, RideRequest, WayHome
from volunteers.requests.rules import Answers, Wanted
from volunteers.transport.models import TransportOffer, TransportStatus
from volunteers.unmet.models import PublicTransport

TODAY = date(2026, 11, 21)
OFFER = TransportOffer(status=TransportStatus.RUNNING, notice_days=7, areas="6133,6100")
WANTED = Wanted("Biblioteket", "6100", date(2026, 12, 1), time(11), time(13))
YES = Answers(*[True] * 5, public_transport=PublicTransport.NONE_THERE)


def a_checked(**other: Any) -> RideRequest:
    """A request that was found fit for volunteers."""
    values: dict[str, Any] = {name: True for name in vars(YES) if name != "public_transport"}
    values |= {"status": RequestStatus.OPEN, "assessed_on": date(2026, 11, 1), "generated_to": None}
    return RideRequest(**{**values, **other})


@pytest.mark.parametrize(
    "wanted",
    [
        replace(WANTED, starts_on=date(2026, 11, 20)),
        replace(WANTED, starts_on=date(2028, 1, 1)),
        replace(WANTED, home_from=None),
        replace(WANTED, home_from=time(11)),
        replace(WANTED, until=date(2026, 11, 30)),
    ],
)
def test_what_cannot_be_asked_for_is_refused(wanted: Wanted) -> None:
    assert refusal_of(rules.ensure_may_receive, OFFER, wanted, TODAY)


def test_today_is_not_too_late_and_another_way_home_needs_no_time() -> None:
    rules.ensure_may_receive(OFFER, replace(WANTED, starts_on=TODAY), TODAY)
    rules.ensure_may_receive(OFFER, replace(WANTED, home_from=None, way_home=WayHome.TAXI), TODAY)
    with pytest.raises(NotAllowed):
        rules.ensure_may_receive(TransportOffer(status=TransportStatus.PAUSED), WANTED, TODAY)


def test_notice_shorter_than_wished_is_marked_and_allowed() -> None:
    assert rules.is_short_notice(OFFER, date(2026, 11, 27), TODAY)
    assert not rules.is_short_notice(OFFER, date(2026, 11, 28), TODAY)


@given(st.lists(st.booleans(), min_size=5, max_size=5))
def test_one_no_is_always_enough(answers: list[bool]) -> None:
    said = Answers(*answers, public_transport=PublicTransport.NONE_THERE)
    assert said.are_all_yes == (False not in answers)
    request = RideRequest(status=RequestStatus.TO_ASSESS)
    rules.ensure_may_assess(request, said, has_consent=True)


@pytest.mark.parametrize(
    ("said", "has_consent"), [(YES, False), (replace(YES, public_transport=PublicTransport.NOT_ASKED), True)]
)
def test_nobody_is_asked_without_consent_and_public_transport_first(said: Answers, has_consent: bool) -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_may_assess(RideRequest(status=RequestStatus.TO_ASSESS), said, has_consent=has_consent)


def test_a_check_holds_for_six_months() -> None:
    """T2."""
    request = a_checked(assessed_on=date(2026, 5, 22))
    rules.ensure_matchable(request, True, date(2026, 11, 21))
    for refused in (
        (request, True, date(2026, 11, 22)),
        (request, False, date(2026, 6, 1)),
        (a_checked(is_safe_alone=False), True, TODAY),
        (a_checked(assessed_on=None), True, TODAY),
        (a_checked(status=RequestStatus.TO_ASSESS), True, TODAY),
    ):
        assert refusal_of(rules.ensure_matchable, *refused)


def test_what_has_trips_keeps_its_days_and_may_end_sooner() -> None:
    same = a_checked(**vars(WANTED))
    same.generated_to = date(2027, 1, 1)
    rules.ensure_may_change(same, replace(WANTED, times=3, wants_known=True))
    for other in ({"there_at": time(10)}, {"to_postcode": "6133"}, {"starts_on": date(2026, 12, 2)}):
        assert refusal_of(rules.ensure_may_change, same, replace(WANTED, **other))
    assert refusal_of(rules.ensure_may_change, a_checked(status=RequestStatus.DONE, **vars(WANTED)), WANTED)


def test_an_area_is_all_of_it_where_none_is_named() -> None:
    assert rules.is_outside(OFFER, "6150")
    assert not rules.is_outside(OFFER, "6133")
    assert not rules.is_outside(TransportOffer(areas=""), "6150")


def test_each_question_has_its_referral() -> None:
    assert set(rules.REFERRALS) == set(vars(YES)) - {"public_transport"}
