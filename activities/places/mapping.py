"""A map as a drawing: an outline, and numbered points on it that stand for the rows of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from activities.places.distance import Position
from activities.places.outlines import Outline

LONGEST = 420.0
MARGIN = 20.0
TOUCHING = 26.0
SHOWN_NUMBERS = 2


@dataclass(frozen=True)
class Place:
    """Something to be drawn as a point: its number in the table, its name and where it is."""

    number: int
    name: str
    position: Position
    state: str = ""


@dataclass(frozen=True)
class Mark:
    """A point on the map; what lies too close to be told apart shares one."""

    x: float
    y: float
    places: tuple[Place, ...]

    @property
    def label(self) -> str:
        """The numbers that the point stands for: the first, and how many more where they are many."""
        numbers = [str(place.number) for place in self.places]
        more = len(numbers) - SHOWN_NUMBERS
        return ", ".join(numbers) if more <= 0 else f"{numbers[0]} +{len(numbers) - 1}"

    @property
    def state(self) -> str:
        """The state of all that it stands for; empty where they differ."""
        states = {place.state for place in self.places}
        return states.pop() if len(states) == 1 else ""

    @property
    def half_width(self) -> float:
        """Half of how wide its label is drawn."""
        return max(13.0, 4.5 * len(self.label) + 6)


@dataclass(frozen=True)
class Map:
    """An outline with its points, in units of the drawing."""

    width: float
    height: float
    path: str
    marks: Sequence[Mark]

    @property
    def view(self) -> str:
        """The drawing's view box."""
        return f"0 0 {self.width:g} {self.height:g}"


def draw(outline: Outline, places: Sequence[Place]) -> Map | None:
    """Draw an outline and what lies in or around it; None where there is nothing to draw."""
    positions = [each for ring in outline for each in ring] + [place.position for place in places]
    if not positions:
        return None
    plane = _Plane.around(positions)
    path = "".join("M" + "L".join(plane.at(each) for each in ring) + "Z" for ring in outline)
    return Map(plane.width, plane.height, path, _gathered(places, plane))


@dataclass(frozen=True)
class _Plane:
    """How degrees become places on paper: a degree eastwards is shorter the further north."""

    west: float
    north: float
    narrowing: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, positions: Sequence[Position]) -> "_Plane":
        north, south = max(each.latitude for each in positions), min(each.latitude for each in positions)
        east, west = max(each.longitude for each in positions), min(each.longitude for each in positions)
        narrowing = cos(radians((north + south) / 2))
        across, down = (east - west) * narrowing, north - south
        scale = (LONGEST - 2 * MARGIN) / (max(across, down) or 1)
        width, height = across * scale + 2 * MARGIN, down * scale + 2 * MARGIN
        return cls(west, north, narrowing, scale, round(width, 1), round(height, 1))

    def x(self, position: Position) -> float:
        return round(MARGIN + (position.longitude - self.west) * self.narrowing * self.scale, 1)

    def y(self, position: Position) -> float:
        return round(MARGIN + (self.north - position.latitude) * self.scale, 1)

    def at(self, position: Position) -> str:
        return f"{self.x(position):g} {self.y(position):g}"


def _gathered(places: Sequence[Place], plane: _Plane) -> list[Mark]:
    """The points, where each takes in what it would otherwise hide."""
    marks: list[Mark] = []
    for place in places:
        x, y = plane.x(place.position), plane.y(place.position)
        near = next((at for at, mark in enumerate(marks) if hypot(mark.x - x, mark.y - y) < TOUCHING), None)
        if near is None:
            marks.append(Mark(x, y, (place,)))
        else:
            marks[near] = Mark(marks[near].x, marks[near].y, (*marks[near].places, place))
    return marks
