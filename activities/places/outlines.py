"""The outlines of municipalities and of the country, simplified. Source: SOURCES.csv beside the files."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from activities.places.distance import Position

FOLDER = Path(__file__).parent
Outline = Sequence[Sequence[Position]]


def of_municipality(number: str) -> Outline:
    """The rings of a municipality's outline; none where the number is unknown."""
    return _read("municipalities.json").get(number, ())


@cache
def of_country() -> Outline:
    """The rings of every county's outline."""
    return tuple(ring for rings in _read("counties.json").values() for ring in rings)


@cache
def _read(name: str) -> dict[str, Outline]:
    raw: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return {
        number: tuple(tuple(Position(latitude, longitude) for longitude, latitude in ring) for ring in rings)
        for number, rings in raw.items()
    }
