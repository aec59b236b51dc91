"""What always holds of a ranking, whoever is in it, checked against the slow way and the checker of schedules."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.volunteers.matching.worlds import CODES, KINDS, ROADS, a_car, a_duty, somebody, wanted
from volunteers.matching.candidates import Candidate, Car, Wanted
from volunteers.matching.day import Ways, blocks, way
from volunteers.matching.ranking import Code, Knows, rank
from volunteers.service_users.models import Need
from volunteers.transport.models import TransportKind
from volunteers.trips.checker import problems
from volunteers.trips.duties import Duty

codes = st.sampled_from(CODES)
hours = st.integers(32, 68).map(lambda quarter: quarter / 4)


@st.composite
def duties(draw: st.DrawFn, number: int) -> Duty:
    starts = draw(hours)
    back = draw(st.none() | st.integers(3, 12).map(lambda quarters: starts + quarters / 4))
    is_whole = draw(st.booleans())
    return a_duty(number, starts, back=back, home=draw(codes), there=draw(codes), is_whole=is_whole)


@st.composite
def candidates(draw: st.DrawFn, number: int) -> Candidate:
    count = draw(st.integers(0, 2))
    days = st.sampled_from([None, date(2026, 1, 1), date(2028, 1, 1)])
    return somebody(
        number,
        postcode=draw(codes),
        kinds=draw(st.sampled_from([KINDS, KINDS, frozenset({"escort"})])),
        areas=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"6133", "6150"})])),
        reach=draw(st.sampled_from([3, 60, 60])),
        born_year=draw(st.sampled_from([None, 1940, 1970])),
        basic_training_to=draw(days),
        may_drive_until=draw(days),
        duties=tuple(draw(duties(100 * (number + 1) + each)) for each in range(count)),
        recent_trips=draw(st.integers(0, 2)),
        knows=draw(st.sampled_from(Knows)),
        is_asked=draw(st.booleans()) and draw(st.booleans()),
        has_said_no=draw(st.booleans()) and draw(st.booleans()),
    )


@st.composite
def trips(draw: st.DrawFn) -> Wanted:
    needs = draw(st.sampled_from([(), (Need.ROLLATOR,), (Need.HEAVY_WHEELCHAIR,)]))
    cars = [a_car(each + 1, boot=draw(st.integers(0, 1)), volunteer_id=draw(st.sampled_from([None, 0, 1])))
            for each in range(draw(st.integers(0, 2)))]  # fmt: skip
    return wanted(
        duty=replace(draw(duties(1)), needs=needs),
        kind=draw(st.sampled_from([TransportKind.TRANSPORT, TransportKind.ESCORT])),
        upper_age_limit=draw(st.sampled_from([None, 70])),
        covers_accident=draw(st.booleans()),
        cars=cars,
    )


several = st.integers(0, 6).flatmap(lambda count: st.tuples(*(candidates(number) for number in range(count))))


@given(trips(), several)
@settings(max_examples=150)
def test_everybody_is_either_fit_or_has_a_reason_and_nobody_is_both(trip: Wanted, them: tuple[Candidate, ...]) -> None:
    found = rank(trip, them, ROADS)
    fit, excluded = {each.volunteer_id for each in found.fit}, {each.volunteer_id for each in found.excluded}
    assert fit | excluded == {each.id for each in them}
    assert not fit & excluded
    assert all(each.reasons for each in found.excluded)
    assert len(found.fit) + len(found.excluded) == len(them)


@given(trips(), several, st.randoms())
@settings(max_examples=100)
def test_the_order_is_total_and_the_same_whatever_the_order_of_asking(
    trip: Wanted, them: tuple[Candidate, ...], chance: object
) -> None:
    shuffled = list(them)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random
    found = rank(trip, them, ROADS)
    assert found == rank(trip, shuffled, ROADS)
    keys = [each.order for each in found.fit]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@given(trips(), several)
@settings(max_examples=150)
def test_it_is_the_same_as_the_slow_way(trip: Wanted, them: tuple[Candidate, ...]) -> None:
    found = rank(trip, them, ROADS)
    left = {each.id: each for each in them if slowly_fits(trip, each)}
    ways = Ways(ROADS)

    def key(one: Candidate) -> tuple[int, int, int, int]:
        with_it, without = way(blocks([*one.duties, trip.duty]), one.postcode, ways), 0
        if one.duties:
            without = way(blocks(one.duties), one.postcode, ways)
        return (one.knows, max(with_it - without, 0), one.recent_trips, one.id)

    slow: list[int] = []
    while left:
        best = min(left.values(), key=key)
        slow.append(left.pop(best.id).id)
    assert [each.volunteer_id for each in found.fit] == slow


def slowly_fits(trip: Wanted, one: Candidate) -> bool:
    """Whether somebody can take a trip, said in one sentence after the other."""
    start, is_driven = trip.duty.legs[0].start.postcode, trip.kind is TransportKind.TRANSPORT
    is_old = trip.upper_age_limit is not None and (one.born_year is None or 2026 - one.born_year > trip.upper_age_limit)
    usable = [car for car in trip.cars if car.vehicle.volunteer_id in {None, one.id} and holds(trip, car)]
    needs_car = bool(trip.duty.needs) or any(car.vehicle.volunteer_id == one.id for car in trip.cars)
    return not (
        one.is_asked
        or one.has_said_no
        or trip.kind.value not in one.kinds
        or (one.areas and start not in one.areas)
        or ROADS.between(one.postcode, start).metres > one.reach * 1000
        or one.basic_training_to != date(2028, 1, 1)
        or (is_driven and one.may_drive_until != date(2028, 1, 1))
        or (is_old and (is_driven or not trip.covers_accident))
        or (is_driven and needs_car and not usable)
        or clashes(trip.duty, one)
    )


def holds(trip: Wanted, car: Car) -> bool:
    """Whether what must come along fits into a car."""
    if Need.HEAVY_WHEELCHAIR in trip.duty.needs:
        return False
    return Need.ROLLATOR not in trip.duty.needs or car.vehicle.boot > 0


def clashes(duty: Duty, one: Candidate) -> bool:
    """Whether the checker of schedules says that a volunteer cannot do both."""
    bound = [replace(each, volunteer=one.id) for each in (*one.duties, duty)]
    found = problems(bound, ROADS, {}, {one.id: one.name})
    told = {"volunteer_twice", "volunteer_too_soon"}
    return any(each.code in told and duty.trip_id in each.trip_ids for each in found)


@given(trips(), several)
@settings(max_examples=100)
def test_whoever_is_told_to_be_busy_is_so_by_the_checker_too(trip: Wanted, them: tuple[Candidate, ...]) -> None:
    found = rank(trip, them, ROADS)
    busy = {each.volunteer_id for each in found.excluded if Code.BUSY in {reason.code for reason in each.reasons}}
    assert busy == {one.id for one in them if clashes(trip.duty, one)}
