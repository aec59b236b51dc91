"""How far it is from one place to another, as the crow flies and along roads, in kilometres."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS = 6371.0
WINDING = 1.3  # how much longer a road is than the straight line, taken alike everywhere


@dataclass(frozen=True)
class Position:
    """A place on earth, in degrees."""

    latitude: float
    longitude: float


def straight(one: Position, other: Position) -> float:
    """The straight line between two places."""
    north = radians(other.latitude - one.latitude)
    east = radians(other.longitude - one.longitude)
    along = cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(sin(north / 2) ** 2 + along)))


def by_road(one: Position, other: Position) -> float:
    """About how far one travels between two places."""
    return WINDING * straight(one, other)
