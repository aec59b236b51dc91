"""The ways of going through a row of candidates, taking some of them, kept as few states with the best worth; pure.

After the first candidates of the row a way is known by how many it has taken, how far each floor is filled, and whether
the county at hand has one already. Of the ways to one state only the best counts, since worth grows by adding; the same
holds for the ways on from it. Whatever is forced at one candidate is then one step between the two.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

State = tuple[int, bool, tuple[int, ...]]
Best = Mapping[State, int]


@dataclass(frozen=True)
class Step:
    """One candidate of the row: the places of the floors that it fills, its county, and what it is worth by itself."""

    fills: tuple[int, ...]
    county: str
    worth: int


@dataclass
class Table:
    """A row of candidates, sorted by county, of which `places` are taken; the last floors' places are `least`.

    `county` is what a county is worth, once, and `lack` what each place that a floor lacks costs.
    """

    row: Sequence[Step]
    least: tuple[int, ...]
    places: int
    county: int
    lack: int
    reached: list[Best] = field(init=False)
    left: list[Best] = field(init=False)

    def __post_init__(self) -> None:
        self._goes_on = [one.county == other.county for one, other in pairwise(self.row)] + [False]
        known: dict[tuple[int, ...], dict[tuple[int, ...], tuple[int, ...]]] = {}
        self._filled = [known.setdefault(step.fills, {}) for step in self.row]
        self.reached = list(self._ways_to())
        self.left = list(self._ways_on())[::-1]

    @property
    def start(self) -> State:
        """Nothing taken."""
        return 0, False, (0,) * len(self.least)

    def best(self) -> int | None:
        """The worth of the best way through the row."""
        return self.left[0].get(self.start)

    def best_with(self, place: int) -> int | None:
        """The worth of the best way that takes one candidate."""
        return self._best_through(place, is_taken=True)

    def best_without(self, place: int) -> int | None:
        """The worth of the best way that passes one candidate by."""
        return self._best_through(place, is_taken=False)

    def _best_through(self, place: int, *, is_taken: bool) -> int | None:
        found: int | None = None
        for state, so_far in self.reached[place].items():
            after, gained = self._taken(place, state) if is_taken else (self._passed(place, state), 0)
            on = self.left[place + 1].get(after)
            if on is not None and (found is None or so_far + gained + on > found):
                found = so_far + gained + on
        return found

    def _ways_to(self) -> Iterator[Best]:
        """The best worth so far in each state before each candidate, and after the last."""
        best: dict[State, int] = {self.start: 0}
        yield best
        for place in range(len(self.row)):
            after: dict[State, int] = {}
            for state, so_far in best.items():
                for reached, gained in self._moves(place, state):
                    if so_far + gained > after.get(reached, so_far + gained - 1):
                        after[reached] = so_far + gained
            best = after
            yield best

    def _ways_on(self) -> Iterator[Best]:
        """The best worth still to come in each state, from after the last candidate back to before the first."""
        best: dict[State, int] = {state: self._end(state) for state in self.reached[-1]}
        yield best
        for place in range(len(self.row) - 1, -1, -1):
            before: dict[State, int] = {}
            for state in self.reached[place]:
                on = [gained + best[after] for after, gained in self._moves(place, state)]
                before[state] = max(on)
            best = before
            yield best

    def _moves(self, place: int, state: State) -> Iterator[tuple[State, int]]:
        """Pass the candidate by while there are enough left, or take it while there is a place."""
        taken = state[0]
        if taken + len(self.row) - place > self.places:
            yield self._passed(place, state), 0
        if taken < self.places:
            yield self._taken(place, state)

    def _passed(self, place: int, state: State) -> State:
        taken, has_county, filled = state
        return taken, has_county and self._goes_on[place], filled

    def _taken(self, place: int, state: State) -> tuple[State, int]:
        taken, has_county, filled = state
        step, known = self.row[place], self._filled[place]
        after = known.get(filled) or known.setdefault(filled, self._fill(filled, step.fills))
        worth = step.worth if has_county or not step.county else step.worth + self.county
        return (taken + 1, bool(step.county) and self._goes_on[place], after), worth

    def _fill(self, filled: tuple[int, ...], fills: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(min(has + (floor in fills), self.least[floor]) for floor, has in enumerate(filled))

    def _end(self, state: State) -> int:
        lacks = sum(least - has for least, has in zip(self.least, state[2], strict=True))
        return -lacks * self.lack
