"""Which postcodes have an offer within reach: the straight line times a factor, without any transport counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from activities.places.distance import Position, by_road
from activities.places.postcodes import Postcode

REACHES = (5, 10, 20, 40)
USUAL = 10


@dataclass(frozen=True)
class Stand:
    """An offer where it takes place."""

    id: int
    title: str
    position: Position


@dataclass(frozen=True)
class Distance:
    """How far it is from a postcode to the nearest offer; no distance where there is none at all."""

    postcode: Postcode
    nearest: Stand | None
    kilometres: float | None

    def is_within(self, reach: float) -> bool:
        """Whether the nearest offer is within reach."""
        return self.kilometres is not None and self.kilometres <= reach


def distances(postcodes: Sequence[Postcode], stands: Sequence[Stand]) -> list[Distance]:
    """The nearest offer of each postcode, in the postcodes' order."""
    return [_nearest(postcode, stands) for postcode in postcodes]


def _nearest(postcode: Postcode, stands: Sequence[Stand]) -> Distance:
    found = min(((by_road(postcode.position, each.position), each.id, each) for each in stands), default=None)
    return Distance(postcode, found[2], found[0]) if found else Distance(postcode, None, None)
