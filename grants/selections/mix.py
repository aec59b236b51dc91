"""The best mix of applications for a number of places, exactly, and what each of them is worth to it; pure.

A mix is better than another when it (1) falls less short of the floors, (2) has more counties, (3) has more points in
all, (4) has the earlier references. Source: D08, D09.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from grants.selections.states import Step, Table
from partnership.core_teams.models import Maturity

SMALL, MEDIUM, LARGE, MULTI = "small", "medium", "large", "multi"
BANDS = (SMALL, MEDIUM, LARGE)
SHARE = 3  # a floor for how far they have come is one part of so many of the places, rounded down


@dataclass(frozen=True)
class Candidate:
    """An application that may have a place; an empty maturity or county counts towards none, and so does `MULTI`."""

    key: str
    points: int
    maturity: str
    band: str
    county: str


@dataclass(frozen=True)
class Floor:
    """How many places at the least go to those of a maturity or of a size."""

    name: str
    least: int


@dataclass(frozen=True)
class Mix:
    """Who is chosen, those with the most points first, and what that comes to."""

    chosen: tuple[str, ...]
    missing: Mapping[str, int]
    counties: int
    points: int

    @property
    def shortfall(self) -> int:
        """How many places the floors lack in all."""
        return sum(self.missing.values())


@dataclass(frozen=True)
class Change:
    """What the best mix would be if one were in that is out, or out that is in, and what is lost by it.

    A loss below zero is a gain, which can only stand after a loss that weighs more. `floors` are those that would lack
    a place that they do not lack now.
    """

    comes: tuple[str, ...]
    goes: tuple[str, ...]
    floors: tuple[str, ...]
    shortfall: int
    counties: int
    points: int


@dataclass(frozen=True)
class Weighed:
    """The best mix, its floors, and for each candidate what it would be otherwise; None where it cannot be."""

    mix: Mix
    floors: tuple[Floor, ...]
    changes: Mapping[str, Change | None]


def floors_of(candidates: Sequence[Candidate], places: int) -> tuple[Floor, ...]:
    """A third of the places for each maturity and one for each size, or as many as there are candidates for."""
    share, one = places // SHARE, min(1, places)
    wanted = [*((maturity.value, share) for maturity in Maturity), *((band, one) for band in BANDS)]
    return tuple(Floor(name, min(least, _count(candidates, name))) for name, least in wanted)


def _count(candidates: Iterable[Candidate], name: str) -> int:
    return sum(1 for each in candidates if name in (each.maturity, each.band))


def weigh(candidates: Sequence[Candidate], places: int, fixed: Collection[str] = ()) -> Weighed:
    """The best mix for so many places, or for as many candidates as there are, and what each one is worth to it.

    Those who are fixed are in every mix that there is a place for them in, whatever that costs.
    """
    places = min(places, len(candidates))
    floors = floors_of(candidates, places)
    search = _Search(candidates, floors, places, fixed)
    best = search.best()
    mix = measured(candidates, floors, best)
    changes: dict[str, Change | None] = {}
    for each in candidates:
        other = search.without(each.key) if each.key in best else search.with_(each.key)
        changes[each.key] = None if other is None else _change(mix, measured(candidates, floors, other))
    return Weighed(mix, floors, changes)


def measured(candidates: Sequence[Candidate], floors: Sequence[Floor], keys: Iterable[str]) -> Mix:
    """What choosing some of the candidates comes to."""
    wanted = set(keys)
    chosen = sorted((each for each in candidates if each.key in wanted), key=lambda each: (-each.points, each.key))
    lacks = {floor.name: floor.least - _count(chosen, floor.name) for floor in floors}
    return Mix(
        chosen=tuple(each.key for each in chosen),
        missing={name: lack for name, lack in lacks.items() if lack > 0},
        counties=len({each.county for each in chosen if each.county}),
        points=sum(each.points for each in chosen),
    )


def _change(now: Mix, other: Mix) -> Change:
    return Change(
        comes=tuple(key for key in other.chosen if key not in now.chosen),
        goes=tuple(key for key in now.chosen if key not in other.chosen),
        floors=tuple(name for name, lack in other.missing.items() if lack > now.missing.get(name, 0)),
        shortfall=other.shortfall - now.shortfall,
        counties=now.counties - other.counties,
        points=now.points - other.points,
    )


class _Search:
    """Every mix of the right size at once, county by county; a mix's worth is one whole number.

    The worth holds, from the heaviest part down: how many are in of those that are fixed, the shortfall (negative), the
    counties, the points, and a bit for each reference, the first one's the heaviest. It grows by adding, so the best
    way to a state and the best way on from it make the best mix through it. The bits also say who is chosen.
    """

    def __init__(
        self, candidates: Sequence[Candidate], floors: Sequence[Floor], places: int, fixed: Collection[str] = ()
    ) -> None:
        self.keys = sorted(each.key for each in candidates)
        bits = {key: 1 << place for place, key in enumerate(reversed(self.keys))}
        point = 1 << len(self.keys)
        county = point * (1 + sum(each.points for each in candidates))
        lack = county * (1 + len(candidates))
        first = lack * (1 + sum(floor.least for floor in floors))
        row = sorted(candidates, key=lambda each: (each.county, each.key))
        self.place = {each.key: place for place, each in enumerate(row)}
        self.table = Table(
            row=[
                Step(
                    _fills(each, floors),
                    each.county,
                    each.points * point + bits[each.key] + first * (each.key in fixed),
                )
                for each in row
            ],
            least=tuple(floor.least for floor in floors),
            places=places,
            county=county,
            lack=lack,
        )

    def best(self) -> frozenset[str]:
        """Who is in the best mix."""
        return self._read(self.table.best()) or frozenset()

    def with_(self, key: str) -> frozenset[str] | None:
        """Who is in the best mix among those that have one candidate in; None where there is none."""
        return self._read(self.table.best_with(self.place[key]))

    def without(self, key: str) -> frozenset[str] | None:
        """Who is in the best mix among those that have one candidate out; None where there is none."""
        return self._read(self.table.best_without(self.place[key]))

    def _read(self, worth: int | None) -> frozenset[str] | None:
        if worth is None:
            return None
        return frozenset(key for place, key in enumerate(reversed(self.keys)) if worth >> place & 1)


def _fills(candidate: Candidate, floors: Sequence[Floor]) -> tuple[int, ...]:
    return tuple(place for place, floor in enumerate(floors) if floor.name in (candidate.maturity, candidate.band))
