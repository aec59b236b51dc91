"""The checker of schedules: each thing that breaks, and the same as a slow second checker finds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.volunteers.trips.schedules import ROADS, at, cars, codes_by_brute_force, schedules
from volunteers.service_users.models import Need
from volunteers.transport.models import Vehicle
from volunteers.trips.checker import problems
from volunteers.trips.duties import Duty, Ride, Stop
from volunteers.trips.loading import unfit
from volunteers.trips.sharing import Rider, share

HOME, LIBRARY = Stop("6110", "home 1"), Stop("6100", "library")


def a_duty(number: int = 1, leaves: int = 0, *, wait: int = 90, way: int = 30, **other: object) -> Duty:
    home = Stop("6110", f"home {number}")
    back = leaves + way + wait
    legs = (
        Ride(at(leaves), at(leaves + way), home, LIBRARY, is_out=True),
        Ride(at(back), at(back + way), LIBRARY, home, is_out=False),
    )
    return replace(Duty(number, 1, 1, number, legs), **other)  # type: ignore[arg-type]


def a_car(**other: object) -> Vehicle:
    return Vehicle(**{"name": "Bilen", "seats": 3, "wheelchairs": 0, "has_ramp": False, "boot": 1, **other})


def codes(*duties: Duty, car: Vehicle | None = None) -> set[str]:
    return {each.code for each in problems(duties, ROADS, {1: car or a_car()}, {1: "Gunnar"})}


def test_one_trip_breaks_nothing() -> None:
    assert codes(a_duty()) == set()


def test_two_at_once_are_one_too_many() -> None:
    assert codes(a_duty(), a_duty(2, 10)) >= {"volunteer_twice", "vehicle_twice"}


def test_the_way_from_one_to_the_next_takes_its_time() -> None:
    assert codes(a_duty(1, 0), a_duty(2, 40)) >= {"volunteer_too_soon"}
    assert codes(a_duty(1, 0, wait=200), a_duty(2, 47, wait=60)) == set()


def test_a_driver_may_take_another_while_one_waits_and_an_escort_may_not() -> None:
    between = a_duty(2, 47, wait=60)
    assert codes(a_duty(1, wait=200), between) == set()
    assert "volunteer_twice" in codes(a_duty(1, wait=200, is_whole=True), between)


def test_a_passenger_is_away_from_the_door_to_home_again() -> None:
    assert "passenger_twice" in codes(a_duty(1), a_duty(2, 60, passenger=1, volunteer=2, vehicle=None))


def test_there_is_always_a_way_home() -> None:
    out = replace(a_duty(), legs=a_duty().legs[:1])
    assert codes(out) == {"way_home"}
    assert codes(replace(out, has_other_way_home=True)) == set()


def test_neighbours_who_share_a_car_need_time_between_their_doors() -> None:
    together = [a_duty(1, together=1), a_duty(2, together=1)]
    assert "route" in codes(*together)


def test_those_who_share_a_car_share_its_driver() -> None:
    assert "together" in codes(a_duty(1, together=1), a_duty(2, together=1, volunteer=2))


@pytest.mark.parametrize(
    ("car", "needs", "breaks"),
    [
        ({}, [()] * 3, set()),
        ({}, [()] * 4, {"seats"}),
        ({}, [(Need.ROLLATOR,)], set()),
        ({"boot": 0}, [(Need.ROLLATOR,)], {"boot"}),
        ({"boot": 2}, [(Need.LIGHT_WHEELCHAIR,)], set()),
        ({"boot": 1}, [(Need.LIGHT_WHEELCHAIR,)], {"boot"}),
        ({"boot": 2}, [(Need.LIGHT_WHEELCHAIR,), (Need.ROLLATOR,)], {"boot"}),
        ({"boot": 0, "wheelchairs": 1, "has_ramp": True}, [(Need.LIGHT_WHEELCHAIR,)], set()),
        ({"wheelchairs": 1}, [(Need.HEAVY_WHEELCHAIR,)], {"wheelchair"}),
        ({"wheelchairs": 1, "has_ramp": True}, [(Need.HEAVY_WHEELCHAIR,)], set()),
        ({"wheelchairs": 1, "has_ramp": True}, [(Need.HEAVY_WHEELCHAIR,)] * 2, {"wheelchair"}),
        ({"seats": 1, "wheelchairs": 1, "has_ramp": True}, [(Need.HEAVY_WHEELCHAIR,), ()], set()),
    ],
)
def test_t5_belts_wheelchairs_and_the_boot(
    car: dict[str, object], needs: list[tuple[Need, ...]], breaks: set[str]
) -> None:
    aboard = [a_duty(number, needs=each) for number, each in enumerate(needs)]
    assert {code for code, _sentence in unfit(a_car(**car), aboard)} == breaks


@settings(max_examples=400)
@given(schedules(), cars(), cars())
def test_it_finds_what_a_slow_second_checker_finds(duties: list[Duty], one: Vehicle, other: Vehicle) -> None:
    """Whether anything breaks of a kind: overlaps hide what comes too soon, so those two are looked at as one."""
    vehicles = {1: one, 2: other}

    def alike(found: set[str]) -> set[str]:
        return {code.replace("_too_soon", "_twice") for code in found}

    assert alike({each.code for each in problems(duties, ROADS, vehicles, {})}) == alike(
        codes_by_brute_force(duties, vehicles)
    )


@given(schedules())
def test_taking_a_trip_away_never_breaks_more(duties: list[Duty]) -> None:
    def about(rest: list[Duty]) -> set[str]:
        return {
            each.code for each in problems(rest, ROADS, {}, {}) if each.code in {"volunteer_twice", "passenger_twice"}
        }

    alone = [replace(duty, together=None) for duty in duties]
    for duty in alone:
        assert about([each for each in alone if each is not duty]) <= about(alone)


@given(
    st.lists(st.tuples(st.sampled_from(("6100", "6110", "6120")), st.integers(0, 20)), min_size=2, max_size=4),
    st.booleans(),
)
def test_a_shared_way_can_always_be_driven_and_nobody_is_late(people: list[tuple[str, int]], comes_home: bool) -> None:
    riders = [
        Rider(
            trip_id=number,
            home=Stop(postcode, f"home {number}"),
            there=LIBRARY,
            needs=(),
            arrive_at=at(120 + late),
            return_at=at(240 + late) if comes_home else None,
        )
        for number, (postcode, late) in enumerate(people, 1)
    ]
    times = share(riders, ROADS)
    duties = []
    for rider in riders:
        own = times[rider.trip_id]
        assert rider.arrive_at - timedelta(minutes=30) <= own.arrive_at <= rider.arrive_at
        legs = [Ride(own.leave_at, own.arrive_at, rider.home, rider.there, is_out=True)]
        if own.return_at and own.home_at and rider.return_at:
            assert rider.return_at <= own.return_at <= rider.return_at + timedelta(minutes=30)
            legs.append(Ride(own.return_at, own.home_at, rider.there, rider.home, is_out=False))
        duties.append(Duty(rider.trip_id, 1, 1, rider.trip_id, tuple(legs), together=1, has_other_way_home=True))
    found = {each.code for each in problems(duties, ROADS, {1: a_car(seats=8)}, {})}
    assert found <= {"ride_time"}
