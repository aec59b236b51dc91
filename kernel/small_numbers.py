"""Tables of counts in which nobody can be found: small numbers are hidden, and whatever would give them away."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
Range = tuple[int, int]
Line = tuple[Place, ...]


@dataclass(frozen=True)
class Hidden:
    """A table whose last row and last column are sums, and which of its places are hidden, and why."""

    counts: tuple[tuple[int, ...], ...]
    small: frozenset[Place]
    covers: frozenset[Place]

    @property
    def places(self) -> frozenset[Place]:
        """Every hidden place."""
        return self.small | self.covers

    def at(self, place: Place) -> int:
        """The number at a place."""
        return self.counts[place[0]][place[1]]

    def lines(self) -> Iterator[Line]:
        """Every row and every column as its parts and, last, their sum."""
        rows, columns = range(len(self.counts)), range(len(self.counts[0]))
        yield from (tuple((row, column) for column in columns) for row in rows)
        yield from (tuple((row, column) for row in rows) for column in columns)


def suppress(cells: Sequence[Sequence[int]]) -> list[list[Count]]:
    """Add sums to a table and hide what must not be seen; the result has one row and one column more.

    Sums of columns are judged before their cells and by themselves, so that several tables of the same things,
    divided in different ways, hide the same sums. Source: numbers from 1 to 4 are told as “fewer than 5”, and so is
    what can be worked out from the rest.
    """
    counts = _with_sums(cells)
    small = frozenset(place for place in _all_places(counts) if 0 < counts[place[0]][place[1]] < FEWEST_SHOWN)
    hidden = _covered(Hidden(counts, small, frozenset()), _beside, only=[_sums(counts)])
    hidden = _covered(hidden, _corners, only=list(hidden.lines()))
    return [
        [Count(number, (row, column) in hidden.small, (row, column) in hidden.covers) for column, number in each]
        for row, each in ((row, enumerate(line)) for row, line in enumerate(counts))
    ]


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


def _with_sums(cells: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    rows = [(*line, sum(line)) for line in cells]
    return (*rows, tuple(sum(column) for column in zip(*rows, strict=True)))


def _all_places(counts: Sequence[Sequence[int]]) -> list[Place]:
    return list(product(range(len(counts)), range(len(counts[0]))))


def _sums(counts: Sequence[Sequence[int]]) -> Line:
    return tuple((len(counts) - 1, column) for column in range(len(counts[0])))


Ways = Callable[[Hidden, Place], Iterable[frozenset[Place]]]


def _covered(hidden: Hidden, ways: Ways, *, only: Sequence[Line]) -> Hidden:
    """Hide more until no small number can be worked out from these lines."""
    while (given_away := _given_away(hidden, only)) is not None:
        tried = (replace(hidden, covers=hidden.covers | way) for way in ways(hidden, given_away))
        better = next((each for each in tried if not _is_given_away(each, given_away, only)), None)
        if better is None:
            everything = frozenset(place for line in only if given_away in line for place in line)
            better = replace(hidden, covers=hidden.covers | everything - hidden.small)
        if better == hidden:
            return hidden
        hidden = better
    return hidden


def _beside(hidden: Hidden, place: Place) -> Iterable[frozenset[Place]]:
    """The other numbers of the same row, one at a time, the cheapest first."""
    row = [(place[0], column) for column in range(len(hidden.counts[0]))]
    return [frozenset({each}) for each in sorted(set(row) - hidden.places, key=lambda each: _price(hidden, {each}))]


def _corners(hidden: Hidden, place: Place) -> Iterable[frozenset[Place]]:
    """The three other corners of each rectangle with this place in it, the cheapest first.

    What is taken from one corner can be given to the next, so that no sum tells which numbers stand there.
    """
    row, column = place
    ways = {
        frozenset({(row, beside), (below, column), (below, beside)}) - hidden.places
        for below, beside in _all_places(hidden.counts)
        if below != row and beside != column
    }
    return sorted(ways, key=lambda way: _price(hidden, way))


def _price(hidden: Hidden, places: Iterable[Place]) -> tuple[int, int, int, list[Place]]:
    """How dear it is to hide these: sums are dearest, then what is nothing and so moves little, then large numbers."""
    last_row, last_column = len(hidden.counts) - 1, len(hidden.counts[0]) - 1
    sums = sum(1 for row, column in places if row == last_row or column == last_column)
    numbers = [hidden.at(place) for place in places]
    return sums, numbers.count(0), sum(numbers), sorted(places)


def _given_away(hidden: Hidden, lines: Sequence[Line]) -> Place | None:
    """The first small number that can be worked out by going from line to line."""
    ranges = _ranges(hidden, lines)
    return next((place for place in sorted(hidden.small & ranges.keys()) if len(set(ranges[place])) == 1), None)


def _is_given_away(hidden: Hidden, place: Place, lines: Sequence[Line]) -> bool:
    return len(set(_ranges(hidden, lines)[place])) == 1


def _ranges(hidden: Hidden, lines: Sequence[Line]) -> dict[Place, Range]:
    """What a reader can know about each hidden place: narrowed along every line until nothing more follows."""
    highest = hidden.counts[-1][-1] + FEWEST_SHOWN
    known = {place: (1, FEWEST_SHOWN - 1) if place in hidden.small else (0, highest) for place in hidden.places}
    ranges = {place: each for place, each in known.items() if any(place in line for line in lines)}
    changed = True
    while changed:
        changed = False
        for line in lines:
            for place, narrower in _narrowed(hidden, line, ranges):
                changed = changed or narrower != ranges[place]
                ranges[place] = narrower
    return ranges


def _narrowed(hidden: Hidden, line: Line, ranges: dict[Place, Range]) -> Iterator[tuple[Place, Range]]:
    """A line's hidden places with what the others leave for them; the parts less the sum are nothing."""
    signs = {place: -1 if place == line[-1] else 1 for place in line}
    bounds = {place: _signed(ranges.get(place, (hidden.at(place),) * 2), signs[place]) for place in line}
    low, high = sum(each[0] for each in bounds.values()), sum(each[1] for each in bounds.values())
    for place in line:
        if place in ranges:
            others = (low - bounds[place][0], high - bounds[place][1])
            rest = _signed((-others[1], -others[0]), signs[place])
            mine = ranges[place]
            yield place, (max(mine[0], rest[0]), min(mine[1], rest[1]))


def _signed(each: Range, sign: int) -> Range:
    return each if sign > 0 else (-each[1], -each[0])
