"""Where tags may hang in the picture: as low as they can without covering a step, a figure or one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product

AIR = 3


@dataclass(frozen=True)
class Box:
    """A rectangle; y grows downwards, as in SVG."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Return the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Return the lower edge."""
        return self.y + self.height

    def meets(self, other: "Box", air: int = 0) -> bool:
        """Tell whether two boxes overlap, or come closer than the air between them should be."""
        return (
            self.x < other.right + air
            and other.x < self.right + air
            and self.y < other.bottom + air
            and other.y < self.bottom + air
        )


@dataclass(frozen=True)
class Hanging:
    """A tag that wants a place: its size, the stem it hangs on, and the left edges it may have, the best first."""

    stem_x: int
    stem_foot: int
    lowest: int
    width: int
    height: int
    lefts: tuple[int, ...]


def stem(hanging: Hanging, tag: Box) -> Box:
    """Return the thin box between a tag and what it belongs to."""
    return Box(hanging.stem_x - 1, tag.bottom, 2, max(0, hanging.stem_foot - tag.bottom))


def arrange(hangings: Sequence[Hanging], obstacles: Sequence[Box]) -> list[Box]:
    """Give every tag the place that lifts them least in all, trying every order and every side."""
    best, least = list[Box](), (float("inf"), 0)
    for order in permutations(range(len(hangings))):
        for sides in product(*(range(len(each.lefts)) for each in hangings)):
            placed = _hang_all(hangings, order, sides, obstacles)
            cost = (sum(each.lowest - placed[i].bottom for i, each in enumerate(hangings) if i in placed), sum(sides))
            if len(placed) == len(hangings) and cost < least:
                best, least = [placed[i] for i in range(len(hangings))], cost
        if least[0] == 0:
            break
    return best


def _hang_all(
    hangings: Sequence[Hanging], order: Iterable[int], sides: Sequence[int], obstacles: Sequence[Box]
) -> dict[int, Box]:
    placed, taken = dict[int, Box](), list(obstacles)
    for i in order:
        tag = _lift(hangings[i], hangings[i].lefts[sides[i]], taken)
        if any(stem(hangings[i], tag).meets(box) for box in taken):
            break
        placed[i] = tag
        taken += [tag, stem(hangings[i], tag)]
    return placed


def _lift(hanging: Hanging, left: int, taken: Sequence[Box]) -> Box:
    tag = Box(left, hanging.lowest - hanging.height, hanging.width, hanging.height)
    while hit := next((box for box in taken if tag.meets(box, AIR)), None):
        tag = replace(tag, y=hit.y - AIR - hanging.height)
    return tag
