"""Several passengers in one car: in which order they are fetched and brought home, and when; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise, permutations

from kernel.lifecycle import NotAllowed, _l
from volunteers.roads.estimate import Roads
from volunteers.service_users.models import Need
from volunteers.trips.checker import longest_shared, minutes_between
from volunteers.trips.duties import Stop, minutes_at_door
from volunteers.trips.planning import Times

MOST_TRIED = 6  # orders of more are not all tried
MOST_SHIFTED = timedelta(minutes=30)

Way = dict[int, tuple[datetime, datetime]]
"""When each trip's passenger gets in and out."""


@dataclass(frozen=True)
class Rider:
    """A passenger who shares a car: from where to where, latest there and earliest home from there."""

    trip_id: int
    home: Stop
    there: Stop
    needs: tuple[Need, ...]
    arrive_at: datetime
    return_at: datetime | None


def share(riders: Sequence[Rider], roads: Roads) -> dict[int, Times]:
    """Plan a shared ride out and home by the order that is kindest to those who sit in the car.

    Raises NotAllowed where somebody would have to be there much too early, or wait much too long.
    """
    doors = {rider.trip_id: timedelta(minutes=minutes_at_door(rider.needs)) for rider in riders}
    out = _best((_out(order, roads) for order in _orders(riders, roads)), riders, roads, doors)
    back = [rider for rider in riders if rider.return_at]
    home = _best((_home(order, roads) for order in _orders(back, roads)), back, roads, {}) if back else {}
    for rider in riders:
        early = rider.arrive_at - out[rider.trip_id][1]
        late = home[rider.trip_id][0] - rider.return_at if rider.return_at else timedelta()
        if max(early, late) > MOST_SHIFTED:
            raise NotAllowed(_l("Their times are too far apart to be driven together."))
    return _times(out, home)


def share_in_order(out: Sequence[Rider], home: Sequence[Rider], roads: Roads) -> dict[int, Times]:
    """Plan a shared ride in the orders in which people are fetched, and brought home."""
    return _times(_out(out, roads), _home(home, roads) if home else {})


def _times(out: Way, home: Way) -> dict[int, Times]:
    return {number: Times(*there, *(home.get(number) or (None, None))) for number, there in out.items()}


def _orders(riders: Sequence[Rider], roads: Roads) -> Iterable[Sequence[Rider]]:
    """The orders to try: all of a few, else from the farthest to the nearest."""
    if len(riders) <= MOST_TRIED:
        return permutations(riders)
    far = sorted(riders, key=lambda rider: -minutes_between(rider.home, rider.there, roads))
    return [far]


def _best(ways: Iterable[Way], riders: Sequence[Rider], roads: Roads, doors: Mapping[int, timedelta]) -> Way:
    """The way that keeps everybody's time on the road within what is fair, or least beyond it, and is short."""
    limits = {rider.trip_id: longest_shared(minutes_between(rider.home, rider.there, roads)) for rider in riders}

    def unkindness(way: Way) -> tuple[float, float]:
        driven = {
            number: last - first - sum((doors[other] for other in doors if first <= way[other][0] < last), timedelta())
            for number, (first, last) in way.items()
        }
        minutes = {number: each.total_seconds() / 60 for number, each in driven.items()}
        return max(0.0, *(minutes[number] - limits[number] for number in way)), sum(minutes.values())

    return min(ways, key=unkindness)


def _out(order: Sequence[Rider], roads: Roads) -> Way:
    """Fetch in an order, bring by time: reckoned backwards from when each has to be there."""
    last, *before = sorted(order, key=lambda rider: (rider.arrive_at, *_spot(rider.there)), reverse=True)
    there, latest, stop = {last.trip_id: last.arrive_at}, last.arrive_at, last.there
    for rider in before:
        latest = min(rider.arrive_at, latest - _minutes(rider.there, stop, roads))
        there[rider.trip_id], stop = latest, rider.there
    way: Way = {}
    for rider in reversed(order):
        latest -= _minutes(rider.home, stop, roads) + timedelta(minutes=minutes_at_door(rider.needs))
        way[rider.trip_id], stop = (latest, there[rider.trip_id]), rider.home
    return way


def _home(order: Sequence[Rider], roads: Roads) -> Way:
    """Let in by time, as late as the last one allows, and bring home in an order."""
    boarding = sorted(order, key=lambda rider: (_back(rider), *_spot(rider.there)))
    boarded = _boarded(boarding, roads)
    at, stop, way = max(boarded.values()), boarding[-1].there, Way()
    for rider in order:
        at += _minutes(stop, rider.home, roads)
        way[rider.trip_id], stop = (boarded[rider.trip_id], at), rider.home
    return way


def _boarded(boarding: Sequence[Rider], roads: Roads) -> dict[int, datetime]:
    gaps = [_minutes(one.there, other.there, roads) for one, other in pairwise(boarding)]
    times = [_back(boarding[0])]
    for rider, gap in zip(boarding[1:], gaps, strict=True):
        times.append(max(_back(rider), times[-1] + gap))
    for number in range(len(times) - 2, -1, -1):
        times[number] = times[number + 1] - gaps[number]
    return {rider.trip_id: at for rider, at in zip(boarding, times, strict=True)}


def _back(rider: Rider) -> datetime:
    """When somebody whom we bring home leaves again."""
    return rider.return_at or rider.arrive_at


def _spot(stop: Stop) -> tuple[str, str]:
    return stop.postcode, stop.place


def _minutes(one: Stop, other: Stop, roads: Roads) -> timedelta:
    return timedelta(minutes=minutes_between(one, other, roads))
