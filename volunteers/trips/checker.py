"""The checker of schedules: what breaks in a set of duties. Pure, and apart from whatever made the schedule.

Source: T5, T7; the limit of a shared ride is a measure of our own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from kernel.clock import OSLO
from kernel.lifecycle import _l
from volunteers.roads.estimate import Roads
from volunteers.transport.models import Vehicle
from volunteers.trips.duties import Duty, Problem, Ride, Stop, minutes_at_door
from volunteers.trips.loading import overloaded

__all__ = ["Duty", "Problem", "Ride", "Stop", "problems"]

SHARED_AT_LEAST = 25  # minutes
SHARED_FACTOR = 1.7  # of the direct way

TWICE = {
    "volunteer": _l("%(name)s is busy with another trip from %(starts)s to %(ends)s."),
    "vehicle": _l("%(name)s is needed for another trip from %(starts)s to %(ends)s."),
    "passenger": _l("The passenger has another trip from %(starts)s to %(ends)s."),
}
_LATE = _l("%(name)s does not get there in time from a trip that ends at %(ends)s: it takes about %(minutes)s minutes.")
TOO_SOON = {
    "volunteer": _LATE,
    "vehicle": _LATE,
    "passenger": _l("The passenger does not get home in time from a trip that ends at %(ends)s."),
}


@dataclass(frozen=True)
class _Block:
    """A stretch of time in which somebody or something is bound, and where it begins and ends."""

    starts: datetime
    ends: datetime
    start: Stop
    end: Stop
    trip_ids: tuple[int, ...]


def problems(
    duties: Iterable[Duty], roads: Roads, vehicles: Mapping[int, Vehicle], volunteers: Mapping[int, str]
) -> list[Problem]:
    """All that breaks, by volunteer, vehicle, passenger and trip; `volunteers` are names by id."""
    all_of = sorted(duties, key=lambda duty: duty.trip_id)
    names = {"volunteer": volunteers, "vehicle": {each: vehicles[each].name for each in vehicles}, "passenger": {}}
    found = [each for each in map(_without_way_home, all_of) if each]
    for kind, known in names.items():
        for number, theirs in _by(kind, all_of).items():
            found += _clashes(kind, known.get(number, ""), _blocks(kind, theirs), roads)
    for number, theirs in _by("vehicle", all_of).items():
        if number in vehicles:
            found += overloaded(vehicles[number], theirs)
    for group in _groups(all_of):
        found += _shared(group, roads)
    return found


def _without_way_home(duty: Duty) -> Problem | None:
    is_out = any(ride.is_out for ride in duty.legs)
    is_back = any(not ride.is_out for ride in duty.legs)
    if not is_out or is_back or duty.has_other_way_home:
        return None
    return Problem("way_home", _l("There is no way home."), {}, (duty.trip_id,))


def _by(kind: str, duties: Iterable[Duty]) -> dict[int, list[Duty]]:
    found: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties:
        number = getattr(duty, kind)
        if number is not None and duty.legs:
            found[number].append(duty)
    return found


def _groups(duties: Iterable[Duty]) -> list[list[Duty]]:
    found: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties:
        if duty.together is not None and duty.legs:
            found[duty.together].append(duty)
    return [group for group in found.values() if len(group) > 1]


def _blocks(kind: str, duties: Sequence[Duty]) -> list[_Block]:
    """What binds somebody: a passenger and who escorts in one piece, a driver and a car out and home apart."""
    if kind == "passenger":
        return [_block([(duty, ride) for ride in duty.legs]) for duty in duties]
    gathered: dict[tuple[str, int], list[Duty]] = defaultdict(list)
    for duty in duties:
        gathered[("group", duty.together) if duty.together is not None else ("trip", duty.trip_id)].append(duty)
    found = []
    for group in gathered.values():
        rides = [(duty, ride) for duty in group for ride in duty.legs]
        if any(duty.is_whole for duty in group):
            found.append(_block(rides))
            continue
        out, home = [each for each in rides if each[1].is_out], [each for each in rides if not each[1].is_out]
        found += [_block(part) for part in (out, home) if part]
    return found


def _block(rides: Sequence[tuple[Duty, Ride]]) -> _Block:
    first = min((ride for _duty, ride in rides), key=lambda ride: ride.starts)
    last = max((ride for _duty, ride in rides), key=lambda ride: ride.ends)
    trips = tuple(sorted({duty.trip_id for duty, _ride in rides}))
    return _Block(first.starts, last.ends, first.start, last.end, trips)


def _clashes(kind: str, name: str, blocks: list[_Block], roads: Roads) -> Iterator[Problem]:
    """Blocks that overlap, or between which the way takes longer than there is time."""
    ordered = sorted(blocks, key=lambda block: (block.starts, block.ends, block.trip_ids))
    before: _Block | None = None
    for block in ordered:
        if before is not None:
            minutes = minutes_between(before.end, block.start, roads)
            trips = tuple(sorted({*before.trip_ids, *block.trip_ids}))
            told = {"name": name, "starts": _at(before.starts), "ends": _at(before.ends), "minutes": minutes}
            if block.starts < before.ends:
                yield Problem(f"{kind}_twice", TWICE[kind], told, trips)
            elif block.starts < before.ends + timedelta(minutes=minutes):
                yield Problem(f"{kind}_too_soon", TOO_SOON[kind], told, trips)
        if before is None or block.ends > before.ends:
            before = block


def minutes_between(one: Stop, other: Stop, roads: Roads) -> int:
    """How long it takes between two stops; none at one and the same place."""
    return 0 if one == other else roads.between(one.postcode, other.postcode).minutes


def _shared(group: Sequence[Duty], roads: Roads) -> Iterator[Problem]:
    """What breaks among those who are driven together."""
    trips = tuple(duty.trip_id for duty in group)
    if len({(duty.volunteer, duty.vehicle) for duty in group}) > 1:
        yield Problem("together", _l("Those who are driven together need the same volunteer and vehicle."), {}, trips)
    for before, after in _too_close(group, roads):
        told = {"starts": _at(before), "ends": _at(after)}
        yield Problem("route", _l("There is too little time between two stops, %(starts)s and %(ends)s."), told, trips)
    for duty in group:
        for ride in duty.legs:
            driven = minutes_driven(duty, ride, group)
            most = int(longest_shared(roads.between(ride.start.postcode, ride.end.postcode).minutes))
            if driven > most:
                sentence = _l("A passenger would be driven for %(minutes)s minutes; at most %(most)s is fair.")
                yield Problem("ride_time", sentence, {"minutes": driven, "most": most}, (duty.trip_id,))


def minutes_driven(duty: Duty, ride: Ride, group: Iterable[Duty]) -> int:
    """How long somebody sits in a shared car, without the time that it stands at the doors of others."""
    fetched = [
        each
        for each in group
        for other in each.legs
        if each.trip_id != duty.trip_id and other.is_out and ride.starts < other.starts < ride.ends
    ]
    doors = sum(minutes_at_door(each.needs) for each in ([duty, *fetched] if ride.is_out else fetched))
    return round((ride.ends - ride.starts).total_seconds() / 60) - doors


def longest_shared(direct: int) -> float:
    """The longest that somebody sits in a shared car, in minutes."""
    return max(SHARED_AT_LEAST, SHARED_FACTOR * direct)


def _too_close(group: Sequence[Duty], roads: Roads) -> Iterator[tuple[datetime, datetime]]:
    """The pairs of stops between which a shared ride cannot be driven."""
    events: list[tuple[datetime, Stop, int]] = []
    for duty in group:
        for ride in duty.legs:
            events.append((ride.starts, ride.start, minutes_at_door(duty.needs) if ride.is_out else 0))
            events.append((ride.ends, ride.end, 0))
    events.sort(key=lambda event: (event[0], event[1].postcode, event[1].place))
    for (at, stop, at_door), (later, other, _minutes) in pairwise(events):
        if later < at + timedelta(minutes=at_door + minutes_between(stop, other, roads)):
            yield at, later


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(OSLO):%H.%M}"
