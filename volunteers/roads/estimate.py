"""About how far and how long it is between two postcodes, worked out without asking anybody; never for a claim."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil

from activities.places.distance import Position, straight
from activities.places.postcodes import find

WINDING = 135  # per cent of the straight line
SPEED = 42  # km/h
SLOW = 25  # km/h, below NEAR
NEAR = 3.0  # kilometres
TO_START_AND_PARK = 3  # minutes


class Known(StrEnum):
    """How an estimate came about."""

    WRITTEN = "written"
    SERVED = "served"
    WORKED_OUT = "worked_out"


@dataclass(frozen=True)
class Leg:
    """A way by road, about; one from or to a postcode that nobody knows is uncertain."""

    metres: int
    minutes: int
    known: Known = Known.WORKED_OUT
    is_uncertain: bool = False


SAME = Leg(1000, 5)
NOWHERE = Leg(20_000, 32, is_uncertain=True)
Asked = Callable[[Position, Position], tuple[int, int] | None]
"""What answers with metres and minutes by road, or with None where it cannot."""


@dataclass(frozen=True)
class Roads:
    """The roads of a municipality: how winding (per cent), how fast (km/h), and what is written of pairs of postcodes.

    A postcode that nobody knows lies at the municipality's centre. `ask` is a map server of one's own, where there is
    one; where it does not answer, the estimate stands.
    """

    winding: int = WINDING
    speed: int = SPEED
    overrides: Mapping[tuple[str, str], Leg] = field(default_factory=dict)
    centre: Position | None = None
    ask: Asked | None = None

    def between(self, one: str, other: str) -> Leg:
        """The way between two postcodes, the same in both directions."""
        first, last = sorted((one, other))
        if written := self.overrides.get((first, last)):
            return written
        if first == last:
            return SAME
        start, end = self._position(first), self._position(last)
        if start is None or end is None:
            return NOWHERE
        is_uncertain = find(first) is None or find(last) is None
        if self.ask and (served := self.ask(start, end)):
            metres, minutes = served
            return Leg(metres, max(minutes + TO_START_AND_PARK, SAME.minutes), Known.SERVED, is_uncertain)
        return self._worked_out(straight(start, end), is_uncertain=is_uncertain)

    def _position(self, code: str) -> Position | None:
        known = find(code)
        return known.position if known else self.centre

    def _worked_out(self, kilometres: float, *, is_uncertain: bool) -> Leg:
        along = kilometres * self.winding / 100
        minutes = TO_START_AND_PARK + ceil(driving(along, self.speed))
        return Leg(max(round(along * 1000), SAME.metres), max(minutes, SAME.minutes), Known.WORKED_OUT, is_uncertain)


def driving(kilometres: float, speed: int) -> float:
    """Minutes at the wheel: slow where it is near, and never less for a longer way."""
    slow = min(NEAR, kilometres) / min(SLOW, speed) * 60
    return slow if kilometres <= NEAR else max(slow, kilometres / speed * 60)
