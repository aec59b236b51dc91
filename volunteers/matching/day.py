"""A day as it binds somebody: stretches of time with their places, what clashes, and how long the way between is. Pure.

It is worked out apart from the checker of schedules, so that each shows where the other is wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from volunteers.roads.estimate import Roads
from volunteers.trips.duties import Duty, Ride, Stop


@dataclass(frozen=True)
class Block:
    """A stretch of time in which somebody or something is bound to one trip, or to several driven together."""

    starts: datetime
    ends: datetime
    start: Stop
    end: Stop
    trip_ids: frozenset[int]


class Ways:
    """The roads, asked once for each pair of postcodes."""

    def __init__(self, roads: Roads) -> None:
        self.roads = roads
        self._known: dict[tuple[str, str], int] = {}

    def minutes(self, one: str, other: str) -> int:
        """How long it takes between two postcodes."""
        found = self._known.get((one, other))
        if found is None:
            found = self._known[one, other] = self.roads.between(one, other).minutes
        return found

    def between(self, one: Stop, other: Stop) -> int:
        """How long it takes between two stops; none at one and the same place."""
        return 0 if one == other else self.minutes(one.postcode, other.postcode)


def blocks(duties: Iterable[Duty]) -> tuple[Block, ...]:
    """What binds a volunteer or a vehicle, in order: a whole trip in one piece, any other out and home apart."""
    groups: dict[tuple[bool, int], list[Duty]] = defaultdict(list)
    for duty in duties:
        groups[(False, duty.trip_id) if duty.together is None else (True, duty.together)].append(duty)
    found: list[Block] = []
    for group in groups.values():
        rides = [(ride, duty.trip_id) for duty in group for ride in duty.legs]
        if any(duty.is_whole for duty in group):
            found.append(_block(rides))
        else:
            parts = [[each for each in rides if each[0].is_out is is_out] for is_out in (True, False)]
            found += [_block(part) for part in parts if part]
    return tuple(sorted(found, key=lambda block: (block.starts, block.ends, sorted(block.trip_ids))))


def _block(rides: Sequence[tuple[Ride, int]]) -> Block:
    first = min((ride for ride, _trip in rides), key=lambda ride: ride.starts)
    last = max((ride for ride, _trip in rides), key=lambda ride: ride.ends)
    return Block(first.starts, last.ends, first.start, last.end, frozenset(trip for _ride, trip in rides))


def clash(day: Sequence[Block], trip_id: int, ways: Ways) -> Block | None:
    """The first stretch that a trip clashes with: it overlaps, or the way between takes longer than there is time."""
    before: Block | None = None
    for block in day:
        if before is not None and trip_id in before.trip_ids | block.trip_ids:
            free_at = before.ends + timedelta(minutes=ways.between(before.end, block.start))
            if block.starts < max(before.ends, free_at):
                return before if trip_id in block.trip_ids else block
        if before is None or block.ends > before.ends:
            before = block
    return None


def way(day: Sequence[Block], home: str, ways: Ways) -> int:
    """How many minutes somebody drives between stretches, from home in the morning and home again at last."""
    if not day:
        return 0
    between = sum(ways.between(one.end, other.start) for one, other in pairwise(day))
    return ways.minutes(home, day[0].start.postcode) + between + ways.minutes(day[-1].end.postcode, home)
