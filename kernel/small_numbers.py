"""Tables of counts in which nobody can be found: small numbers are hidden, and whatever would give them away."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

FEWEST_SHOWN = 5


@dataclass(frozen=True)
class Count:
    """A number in a table: shown, or hidden because it is small or would give a small one away."""

    number: int
    is_small: bool = False
    is_cover: bool = False

    @property
    def is_hidden(self) -> bool:
        """Whether the number may not be shown."""
        return self.is_small or self.is_cover


Place = tuple[int, int]
Node = tuple[str, int]


@dataclass(frozen=True)
class Hidden:
    """A table whose last row and last column are sums, and how its hidden places are told.

    The few are told as “fewer than 5”; of the covers nothing is told. Only the open places may yet be hidden.
    """

    counts: tuple[tuple[int, ...], ...]
    few: frozenset[Place]
    covers: frozenset[Place]
    open: frozenset[Place]

    @property
    def places(self) -> frozenset[Place]:
        """Every hidden place."""
        return self.few | self.covers

    def at(self, place: Place) -> int:
        """The number at a place."""
        return self.counts[place[0]][place[1]]

    def is_sum(self, place: Place) -> tuple[bool, bool]:
        """Whether a place is the sum of a column, and of a row."""
        return place[0] == len(self.counts) - 1, place[1] == len(self.counts[0]) - 1

    def moves(self, place: Place) -> tuple[bool, bool]:
        """Whether the number here may be one more, and one less, for all that a reader is told of it.

        Sums are taken away, so that every line comes to nothing; what is more of a sum is less of its line.
        """
        if place not in self.places:
            return False, False
        low, high = (1, FEWEST_SHOWN - 1) if place in self.few else (0, None)
        more, less = self.at(place) != high, self.at(place) > low
        of_column, of_row = self.is_sum(place)
        return (more, less) if of_column == of_row else (less, more)


def suppress(cells: Sequence[Sequence[int]], sums: Sequence[Count] | None = None) -> list[list[Count]]:
    """Add sums to a table and hide what must not be seen; the result has one row and one column more.

    The sums of columns are judged by themselves (`sums_told`) or given, and where one is hidden nothing of its column
    is told. So several tables of the same things, divided in different ways, may stand beside each other: they hide
    the same sums, and whatever these sums are, each table can be filled to fit. Source: numbers from 1 to 4 are told
    as “fewer than 5”, and so is what can be worked out from the rest.
    """
    told = sums_told([sum(column) for column in zip(*cells, strict=True)]) if sums is None else list(sums)
    if len(cells) < 2:
        return [told] * (len(cells) + 1)
    counts = _with_sums(cells)
    places = [(row, column) for row, column in _all_places(counts[:-1]) if counts[row][-1]]
    covers = frozenset(place for place in places if told[place[1]].is_hidden)
    few = frozenset(place for place in places if 0 < counts[place[0]][place[1]] < FEWEST_SHOWN) - covers
    few |= {(len(cells), column) for column, each in enumerate(told) if each.is_small}
    covers |= {(len(cells), column) for column, each in enumerate(told) if each.is_cover}
    hidden = _covered(Hidden(counts, few, covers, frozenset(places)), _corners)
    return [*([_count(hidden, (row, column)) for column in range(len(told))] for row in range(len(cells))), told]


def sums_told(columns: Sequence[int]) -> list[Count]:
    """The sums of columns and of all, as every table of the same things tells them."""
    line = (*columns, sum(columns))
    places = _all_places((line, line))  # a line is a table of one row above the same sums
    few = frozenset((row, column) for row, column in places if 0 < line[column] < FEWEST_SHOWN)
    hidden = _covered(Hidden((line, line), few, frozenset(), frozenset(places)), _beside)
    return [_count(hidden, (1, column)) for column in range(len(line))]


def few_behind(people: Sequence[int], in_all: int) -> frozenset[int]:
    """The places of amounts to hide because few people stand behind them; the place after the last is their sum's.

    One person's hours are told by the sum and the rest, so an amount of more people is hidden with those of few.
    """
    hidden = {place for place, count in enumerate(people) if 0 < count < FEWEST_SHOWN}
    if 0 < in_all < FEWEST_SHOWN:
        return frozenset({*hidden, len(people)})
    if hidden:
        many = [(count, place) for place, count in enumerate(people) if count >= FEWEST_SHOWN]
        hidden.add(min(many)[1] if many else len(people))
    return frozenset(hidden)


def _count(hidden: Hidden, place: Place) -> Count:
    return Count(hidden.at(place), is_small=place in hidden.few, is_cover=place in hidden.covers)


def _with_sums(cells: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    rows = [(*line, sum(line)) for line in cells]
    return (*rows, tuple(sum(column) for column in zip(*rows, strict=True)))


def _all_places(counts: Sequence[Sequence[int]]) -> list[Place]:
    return list(product(range(len(counts)), range(len(counts[0]))))


Ways = Callable[[Hidden, Place], Iterable[frozenset[Place]]]


def _covered(hidden: Hidden, ways: Ways) -> Hidden:
    """Hide more until no small number can be worked out; where nothing else helps, everything that is open."""
    while not hidden.open <= hidden.covers and (known := _known(hidden)) is not None:
        cheapest = sorted(ways(hidden, known), key=lambda way: _price(hidden, way))
        tried = (replace(hidden, covers=hidden.covers | way) for way in cheapest if way <= hidden.open)
        everything = replace(hidden, few=hidden.few - hidden.open, covers=hidden.covers | hidden.open)
        hidden = next((each for each in tried if _is_free(each, known)), everything)
    return hidden


def _beside(hidden: Hidden, _place: Place) -> Iterable[frozenset[Place]]:
    """The other numbers of the same line, one at a time, in both its rows."""
    for column in range(len(hidden.counts[0])):
        yield frozenset({(0, column), (1, column)}) - hidden.places


def _corners(hidden: Hidden, place: Place) -> Iterable[frozenset[Place]]:
    """The three other corners of each rectangle with this place in it.

    What is taken from one corner can be given to the next, so that no sum tells which numbers stand there.
    """
    row, column = place
    return {
        frozenset({(row, beside), (below, column), (below, beside)}) - hidden.places
        for below, beside in _all_places(hidden.counts)
        if below != row and beside != column
    }


def _price(hidden: Hidden, places: Iterable[Place]) -> tuple[int, int, int, list[Place]]:
    """How dear it is to hide these: sums are dearest, then what is nothing and so moves little, then large numbers."""
    sums = sum(1 for place in places if any(hidden.is_sum(place)))
    numbers = [hidden.at(place) for place in places]
    return sums, numbers.count(0), sum(numbers), sorted(places)


def _known(hidden: Hidden) -> Place | None:
    """The first small number that can be worked out from what is told."""
    small = (place for place in sorted(hidden.places) if 0 < hidden.at(place) < FEWEST_SHOWN)
    return next((place for place in small if not _is_free(hidden, place)), None)


def _is_free(hidden: Hidden, place: Place) -> bool:
    """Whether another number could stand here, with the same told of all others.

    It can be one more where one can be taken from the next place in its column, given to the next in that place's row,
    and so on until the row of the first is even again. In a table of whole numbers there is no other way: where no
    such round leads back, every table that fits has the same number here.
    """
    ways: dict[Node, list[Node]] = {}
    for each in hidden.places - {place}:
        more, less = hidden.moves(each)
        row, column = ("row", each[0]), ("column", each[1])
        if more:
            ways.setdefault(row, []).append(column)
        if less:
            ways.setdefault(column, []).append(row)
    more, less = hidden.moves(place)
    row, column = ("row", place[0]), ("column", place[1])
    return (more and _leads(ways, column, row)) or (less and _leads(ways, row, column))


def _leads(ways: dict[Node, list[Node]], first: Node, last: Node) -> bool:
    seen, ahead = {first}, [first]
    while ahead:
        for each in ways.get(ahead.pop(), ()):
            if each == last:
                return True
            if each not in seen:
                seen.add(each)
                ahead.append(each)
    return False
