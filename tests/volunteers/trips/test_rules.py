"""The rules of trips: the volunteer's window, red trips, steps, and who is rung when nobody opens."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.clock import OSLO
from kernel.lifecycle import NotAllowed
from volunteers.service_users.models import Need, ServiceUser
from volunteers.transport.models import TransportKind, TransportOffer
from volunteers.trips import rules
from volunteers.trips.models import Trip, TripStatus
from volunteers.trips.planning import plan

LEAVE = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
HOME = LEAVE + timedelta(hours=3)
MINUTE = timedelta(minutes=1)


def a_trip(status: TripStatus = TripStatus.PLANNED, **other: object) -> Trip:
    values = {
        "status": status,
        "on_date": date(2026, 12, 1),
        "leave_at": LEAVE,
        "arrive_at": LEAVE + timedelta(minutes=30),
        "return_at": HOME - timedelta(minutes=30),
        "home_at": HOME,
        "offer": TransportOffer(kind=TransportKind.TRANSPORT),
    }
    return Trip(**{**values, **other})


def test_x10_the_window_opens_48_hours_before_and_closes_24_hours_after_both_ends_in() -> None:
    trip = a_trip()
    opens, closes = LEAVE - timedelta(hours=48), HOME + timedelta(hours=24)
    assert not rules.is_window_open(trip, opens - MINUTE)
    assert rules.is_window_open(trip, opens)
    assert rules.is_window_open(trip, closes)
    assert not rules.is_window_open(trip, closes + MINUTE)
    assert rules.is_window_over(trip, closes + MINUTE)
    assert not rules.is_window_over(trip, closes)


def test_without_our_way_home_the_window_counts_from_when_one_is_there() -> None:
    trip = a_trip(return_at=None, home_at=None)
    closes = trip.arrive_at + timedelta(hours=24)
    assert rules.is_window_open(trip, closes)
    assert not rules.is_window_open(trip, closes + MINUTE)


@pytest.mark.parametrize("status", sorted(set(TripStatus) - rules.HELD))
def test_a_trip_that_is_nobodys_or_called_off_shows_nobody(status: TripStatus) -> None:
    assert not rules.is_window_open(a_trip(status), LEAVE)


@pytest.mark.parametrize("status", sorted(rules.BOOKED))
def test_a_trip_is_red_an_hour_after_it_should_be_home(status: TripStatus) -> None:
    trip = a_trip(status)
    assert not rules.is_red(trip, HOME + timedelta(minutes=59))
    assert rules.is_red(trip, HOME + timedelta(minutes=60))


@pytest.mark.parametrize("status", sorted(set(TripStatus) - rules.BOOKED))
def test_a_trip_that_is_home_or_off_is_never_red(status: TripStatus) -> None:
    assert not rules.is_red(a_trip(status), HOME + timedelta(days=2))


def test_the_steps_follow_one_another() -> None:
    trip, seen = a_trip(), []
    while (step := rules.next_step(trip)) is not None:
        seen.append(step)
        trip = a_trip(step)
    assert seen == list(rules.STEPS)
    assert rules.next_step(a_trip(TripStatus.ARRIVED, home_at=None, return_at=None)) is None
    assert rules.next_step(a_trip(TripStatus.OPEN)) is None


@pytest.mark.parametrize("status", sorted(set(TripStatus)))
def test_every_trip_that_is_underway_can_still_come_home(status: TripStatus) -> None:
    """Whatever was said last, `home` can be said from there."""
    if status in rules.BOOKED:
        assert TripStatus.HOME in rules.TRANSITIONS[status]


def test_a_step_is_said_twice_without_harm() -> None:
    assert rules.is_said(a_trip(TripStatus.ARRIVED), TripStatus.AT_DOOR)
    assert rules.is_said(a_trip(TripStatus.CLOSED), TripStatus.HOME)
    assert not rules.is_said(a_trip(TripStatus.AT_DOOR), TripStatus.ARRIVED)


def test_what_is_no_step_is_none() -> None:
    with pytest.raises(NotAllowed):
        rules.ensure_may_step(a_trip(), TripStatus.CLOSED, date(2026, 12, 1))


def test_home_care_is_rung_by_consent_only_and_the_coordinator_last() -> None:
    user = ServiceUser(first_name="Borghild", phone="90000001", contact_name="Anne", contact_phone="90000002")
    offer = TransportOffer(
        kind=TransportKind.TRANSPORT, coordinator_name="Oddny", coordinator_phone="70070000", stand_in_phone="",
        stand_in_name="",
    )  # fmt: skip
    trip = a_trip(service_user=user, offer=offer)
    assert [call.phone for call in rules.call_list(trip, tells_home_care=False)] == ["90000001", "90000002", "70070000"]
    asked = rules.call_list(trip, tells_home_care=True)
    assert [call.who for call in asked][2].startswith("Home care")


def test_a_driver_is_free_while_the_passenger_is_there_for_long() -> None:
    trip = a_trip()
    assert rules.minutes_planned(trip) == 60
    trip.offer = TransportOffer(kind=TransportKind.ESCORT)
    assert rules.minutes_planned(trip) == 180
    short = a_trip(return_at=LEAVE + timedelta(minutes=60), home_at=LEAVE + timedelta(minutes=90))
    assert rules.minutes_planned(short) == 90


def test_given_time_is_what_was_said_and_the_plan_where_nothing_was() -> None:
    trip = a_trip(TripStatus.HOME, at_door_at=LEAVE - timedelta(minutes=10), home_again_at=HOME + timedelta(minutes=20))
    assert rules.minutes_given(trip) == 10 + 30 + 30 + 20


def test_handing_over_needs_a_name_where_one_arrives() -> None:
    assert rules.needs_name_of_host((Need.HANDOVER,), TripStatus.ARRIVED)
    assert not rules.needs_name_of_host((Need.HANDOVER,), TripStatus.AT_DOOR)
    assert not rules.needs_name_of_host((Need.ARM,), TripStatus.ARRIVED)


@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.times(),
    st.times(),
    st.integers(1, 180),
    st.lists(st.sampled_from(Need), unique=True).map(tuple),
)
def test_planned_times_always_come_in_their_order(
    day: date, there_at: time, home_from: time, minutes: int, needs: tuple[Need, ...]
) -> None:
    first, last = sorted((there_at.replace(tzinfo=None), home_from.replace(tzinfo=None)))
    times = plan(day, first, last, minutes=minutes, needs=needs)
    assert times.return_at is not None
    assert times.home_at is not None
    assert times.leave_at < times.arrive_at <= times.return_at < times.home_at
    assert times.home_at - times.return_at == timedelta(minutes=minutes)
    assert times.arrive_at - times.leave_at >= timedelta(minutes=minutes + 10)


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31), date(2027, 6, 1)])
def test_eleven_is_eleven_in_oslo_also_when_the_clock_changes(day: date) -> None:
    times = plan(day, time(11), time(13), minutes=20, needs=())
    assert times.arrive_at.astimezone(OSLO).time() == time(11)
    assert times.leave_at.astimezone(OSLO).time() == time(10, 30)


def test_a_way_through_the_night_of_the_change_takes_real_minutes() -> None:
    times = plan(date(2027, 3, 28), time(3, 10), None, minutes=20, needs=())
    assert times.arrive_at - times.leave_at == timedelta(minutes=30)
    assert times.leave_at.astimezone(OSLO).time() == time(1, 40)
