"""Who can take a trip, in which order, and each reason why somebody cannot."""

from datetime import date, time
from typing import Any

import pytest

from activities.offers.models import Weekday
from tests.volunteers.matching.worlds import DAY, ROADS, a_car, a_duty, somebody, wanted
from volunteers.matching.ranking import Code, Knows, rank
from volunteers.register.rules import Slot
from volunteers.service_users.models import Need
from volunteers.transport.models import TransportKind

ESCORT = TransportKind.ESCORT
MORNING = (Slot(Weekday.TUESDAY, time(9), time(12)),)
WHOLE_DAY = (Slot(Weekday.TUESDAY, time(9), time(15)),)


def codes(candidate: Any, trip: Any = None) -> set[Code]:
    """Why somebody cannot take a trip; nothing where one can."""
    found = rank(trip or wanted(), [candidate], ROADS)
    return {reason.code for each in found.excluded for reason in each.reasons}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, set()),
        ({"kinds": frozenset({"escort"})}, {Code.KIND}),
        ({"areas": frozenset({"6150"})}, {Code.AREA}),
        ({"areas": frozenset({"6133"})}, set()),
        ({"reach": 3}, {Code.REACH}),
        ({"slots": MORNING}, {Code.TIME}),
        ({"slots": WHOLE_DAY}, set()),
        ({"slots": (Slot(Weekday.MONDAY, time(0), time(23)),)}, {Code.TIME}),
        ({"paused_from": DAY, "paused_to": DAY}, {Code.PAUSED}),
        ({"basic_training_to": None}, {Code.BASIC_TRAINING}),
        ({"basic_training_to": date(2026, 11, 1)}, set()),
        ({"basic_training_to": date(2026, 10, 31)}, {Code.BASIC_TRAINING}),
        ({"special_training_to": None}, set()),
        ({"confidential_since": None}, {Code.CONFIDENTIALITY}),
        ({"may_drive_until": date(2026, 11, 30)}, {Code.LICENCE}),
        ({"may_drive_until": DAY}, set()),
        ({"trips_a_week": 2, "week_trips": 2}, {Code.WEEK_TRIPS}),
        ({"trips_a_week": 2, "week_trips": 1}, set()),
        ({"hours_a_week": 2, "week_minutes": 61}, {Code.WEEK_HOURS}),
        ({"hours_a_week": 2, "week_minutes": 60}, set()),
        ({"has_said_no": True, "is_asked": True}, {Code.SAID_NO}),
        ({"is_asked": True}, {Code.ASKED}),
        ({"duties": (a_duty(2, 10.75),)}, {Code.BUSY}),
        ({"duties": (a_duty(2, 15),)}, set()),
        ({"duties": (a_duty(2, 11.1, home="6160", there="6150"),)}, {Code.BUSY}),
        ({"kinds": frozenset(), "basic_training_to": None}, {Code.KIND, Code.BASIC_TRAINING}),
    ],
)  # fmt: skip
def test_each_thing_that_stands_in_the_way_is_told(other: dict[str, Any], expected: set[Code]) -> None:
    assert codes(somebody(**other)) == expected


def test_a_driver_of_74_with_an_age_limit_of_70_is_no_driver_but_may_be_an_escort() -> None:
    """X11."""
    old = somebody(born_year=1952)
    assert codes(old, wanted(upper_age_limit=70)) == {Code.AGE_LIMIT}
    assert codes(old, wanted(upper_age_limit=70, kind=ESCORT)) == set()
    assert codes(old, wanted(upper_age_limit=70, kind=ESCORT, covers_accident=False)) == {Code.NO_ACCIDENT_COVER}
    assert codes(somebody(born_year=None), wanted(upper_age_limit=70)) == {Code.AGE_LIMIT}


def test_an_escort_needs_no_licence_and_no_vehicle() -> None:
    assert codes(somebody(may_drive_until=None), wanted(kind=ESCORT, needs=(Need.HEAVY_WHEELCHAIR,))) == set()


def test_handing_somebody_over_needs_special_training() -> None:
    assert codes(somebody(special_training_to=None), wanted(needs_special_training=True)) == {Code.SPECIAL_TRAINING}


@pytest.mark.parametrize(
    ("cars", "expected"),
    [
        ([], {Code.VEHICLE}),
        ([a_car(boot=0)], {Code.VEHICLE}),
        ([a_car(boot=1)], set()),
        ([a_car(boot=1, duties=(a_duty(5, 10.5),))], {Code.VEHICLE}),
        ([a_car(boot=1, volunteer_id=7)], set()),
        ([a_car(boot=1, volunteer_id=8)], {Code.VEHICLE}),
    ],
)
def test_a_rollator_needs_a_free_vehicle_with_room_for_it(cars: list[Any], expected: set[Code]) -> None:
    assert codes(somebody(7), wanted(needs=(Need.ROLLATOR,), cars=cars)) == expected


def test_a_car_of_ones_own_comes_before_the_common_ones() -> None:
    (fit,) = rank(wanted(cars=[a_car(1), a_car(2, volunteer_id=7), a_car(3, volunteer_id=8)]), [somebody(7)], ROADS).fit
    assert fit.vehicle_ids == (2, 1)


def test_known_comes_first_then_the_shortest_detour_then_who_has_helped_least() -> None:
    order = [
        somebody(9, postcode="6160", knows=Knows.LAST),
        somebody(8, postcode="6150", knows=Knows.BEFORE),
        somebody(1, postcode="6133", recent_trips=1),
        somebody(2, postcode="6133", recent_trips=2),
        somebody(3, postcode="6133", recent_trips=2),
        somebody(0, postcode="6160"),
    ]
    found = rank(wanted(), list(reversed(order)), ROADS)
    assert [fit.volunteer_id for fit in found.fit] == [9, 8, 1, 2, 3, 0]


def test_whoever_is_on_the_way_already_drives_little_more() -> None:
    near = a_duty(2, 9, home="6133", there="6133")
    found = rank(wanted(), [somebody(1, duties=(near,)), somebody(2)], ROADS)
    detours = {fit.volunteer_id: fit.detour for fit in found.fit}
    assert detours[1] < detours[2]


def test_the_others_are_grouped_by_their_first_reason() -> None:
    them = [somebody(1, kinds=frozenset(), may_drive_until=None), somebody(2, has_said_no=True), somebody(3)]
    groups = rank(wanted(), them, ROADS).by_reason
    assert {code: [each.volunteer_id for each in group] for code, group in groups.items()} == {
        Code.SAID_NO: [2],
        Code.KIND: [1],
    }
