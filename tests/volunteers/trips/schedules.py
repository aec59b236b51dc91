"""Small schedules for the checker's tests, and a second checker that goes through every minute."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import strategies as st

from volunteers.roads.estimate import Leg, Roads
from volunteers.service_users.models import Need
from volunteers.transport.models import Vehicle
from volunteers.trips.duties import Duty, Ride, Stop, minutes_at_door

START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PLACES = ("6100", "6110", "6120")
ROADS = Roads(
    overrides={("6100", "6110"): Leg(9000, 17), ("6100", "6120"): Leg(6000, 12), ("6110", "6120"): Leg(15000, 25)}
)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


@st.composite
def a_duty(draw: st.DrawFn, number: int) -> Duty:
    """A trip of one of few passengers, with few volunteers and vehicles, at any time of a morning."""
    passenger = draw(st.integers(1, 3))
    home = Stop(draw(st.sampled_from(PLACES)), f"home {passenger}")
    there = Stop("6100", draw(st.sampled_from(("library", "centre"))))
    leaves, way = draw(st.integers(0, 240)), draw(st.integers(10, 45))
    legs = [Ride(at(leaves), at(leaves + way), home, there, is_out=True)]
    if draw(st.booleans()):
        back = leaves + way + draw(st.integers(0, 120))
        legs.append(Ride(at(back), at(back + way), there, home, is_out=False))
    return Duty(
        trip_id=number,
        volunteer=draw(st.sampled_from((None, 1, 2))),
        vehicle=draw(st.sampled_from((None, 1, 2))),
        passenger=passenger,
        legs=tuple(legs),
        together=draw(st.sampled_from((None, None, 1))),
        is_whole=draw(st.booleans()),
        needs=draw(st.sampled_from(((), (Need.ROLLATOR,), (Need.LIGHT_WHEELCHAIR,), (Need.HEAVY_WHEELCHAIR,)))),
        belts=draw(st.integers(1, 2)),
        has_other_way_home=draw(st.booleans()),
    )


@st.composite
def schedules(draw: st.DrawFn) -> list[Duty]:
    return [draw(a_duty(number)) for number in range(1, draw(st.integers(0, 4)) + 1)]


@st.composite
def cars(draw: st.DrawFn) -> Vehicle:
    return Vehicle(
        name="Bilen",
        seats=draw(st.integers(1, 4)),
        wheelchairs=draw(st.integers(0, 2)),
        has_ramp=draw(st.booleans()),
        boot=draw(st.integers(0, 3)),
    )


def codes_by_brute_force(duties: Sequence[Duty], vehicles: dict[int, Vehicle], roads: Roads = ROADS) -> set[str]:
    """What breaks, found the slow way: pair by pair, minute by minute and seat by seat."""
    found = {"way_home" for duty in duties if len(duty.legs) == 1 and not duty.has_other_way_home}
    for kind in ("volunteer", "vehicle", "passenger"):
        found |= set(_twice(kind, duties, roads))
    found |= set(_full(duties, vehicles))
    for number in {duty.together for duty in duties if duty.together is not None}:
        found |= set(_shared([duty for duty in duties if duty.together == number], roads))
    return found


def _stretches(kind: str, duties: Sequence[Duty]) -> list[tuple[int, list[Ride]]]:
    """The rides that bind somebody in one piece, with whom they bind."""
    pieces: dict[tuple[object, ...], list[tuple[Duty, Ride]]] = {}
    for duty in duties:
        who = getattr(duty, kind)
        if who is None:
            continue
        shared = kind != "passenger" and duty.together is not None
        group = [each for each in duties if shared and each.together == duty.together and getattr(each, kind) == who]
        is_whole = kind == "passenger" or any(each.is_whole for each in group or [duty])
        for ride in duty.legs:
            name = ("shared", duty.together) if shared else ("alone", duty.trip_id)
            pieces.setdefault((who, *name, is_whole or ride.is_out), []).append((duty, ride))
    return [(who[0], [ride for _duty, ride in rides]) for who, rides in pieces.items()]  # type: ignore[misc]


def _twice(kind: str, duties: Sequence[Duty], roads: Roads) -> Iterable[str]:
    for (who, one), (whom, other) in combinations(_stretches(kind, duties), 2):
        if who != whom:
            continue
        first, last = sorted((one, other), key=lambda rides: (min(r.starts for r in rides), max(r.ends for r in rides)))
        over = max(first, key=lambda ride: ride.ends)
        begins = min(last, key=lambda ride: ride.starts)
        if begins.starts < over.ends:
            yield f"{kind}_twice"
        elif begins.starts < over.ends + _way(over.end, begins.start, roads):
            yield f"{kind}_too_soon"


def _way(one: Stop, other: Stop, roads: Roads) -> timedelta:
    return timedelta(minutes=0 if one == other else roads.between(one.postcode, other.postcode).minutes)


def _full(duties: Sequence[Duty], vehicles: dict[int, Vehicle]) -> Iterable[str]:
    for number, vehicle in vehicles.items():
        theirs = [duty for duty in duties if duty.vehicle == number]
        first = min((ride.starts for duty in theirs for ride in duty.legs), default=START)
        last = max((ride.ends for duty in theirs for ride in duty.legs), default=START)
        for minute in range(int((last - first) / MINUTE)):
            now = first + minute * MINUTE
            aboard = [duty for duty in theirs if any(ride.starts <= now < ride.ends for ride in duty.legs)]
            if aboard:
                yield from _unfit(vehicle, aboard)


def _unfit(vehicle: Vehicle, aboard: Sequence[Duty]) -> Iterable[str]:
    """Try every way of standing wheelchairs on their places and folding the light ones."""
    heavy = [duty for duty in aboard if Need.HEAVY_WHEELCHAIR in duty.needs]
    light = [duty for duty in aboard if Need.LIGHT_WHEELCHAIR in duty.needs]
    rollators = sum(Need.ROLLATOR in duty.needs for duty in aboard)
    places = vehicle.wheelchairs if vehicle.has_ramp else 0
    if len(heavy) > places:
        yield "wheelchair"
    seats, boot = [], []
    for standing in range(len(light) + 1):
        if standing and len(heavy) + standing > places:
            continue
        seats.append(sum(duty.belts for duty in aboard) - min(len(heavy), places) - standing)
        boot.append(rollators + 2 * (len(light) - standing))
    if min(seats) > vehicle.seats:
        yield "seats"
    if min(boot) > vehicle.boot:
        yield "boot"


def _shared(group: Sequence[Duty], roads: Roads) -> Iterable[str]:
    if len(group) < 2:
        return
    if len({duty.volunteer for duty in group}) > 1 or len({duty.vehicle for duty in group}) > 1:
        yield "together"
    stops = [
        (ride.starts, ride.start.postcode, ride.start.place, ride.start, _door(duty) if ride.is_out else timedelta())
        for duty in group
        for ride in duty.legs
    ]
    stops += [
        (ride.ends, ride.end.postcode, ride.end.place, ride.end, timedelta()) for duty in group for ride in duty.legs
    ]
    stops.sort(key=lambda stop: stop[:3])
    for number in range(len(stops) - 1):
        here, next_one = stops[number], stops[number + 1]
        if next_one[0] - here[0] < here[4] + _way(here[3], next_one[3], roads):
            yield "route"
    for duty in group:
        for ride in duty.legs:
            doors = sum(
                (_door(other) for other in group for leg in other.legs if leg.is_out and other.trip_id != duty.trip_id
                 and ride.starts < leg.starts < ride.ends),
                _door(duty) if ride.is_out else timedelta(),
            )  # fmt: skip
            direct = roads.between(ride.start.postcode, ride.end.postcode).minutes
            if ride.ends - ride.starts - doors > timedelta(minutes=int(max(25, 1.7 * direct))):
                yield "ride_time"


def _door(duty: Duty) -> timedelta:
    return timedelta(minutes=minutes_at_door(duty.needs))
