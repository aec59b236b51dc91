"""Postcodes where people live, with their positions; PO boxes are none. Source: SOURCES.csv beside the file."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from activities.places.distance import Position

FILE = Path(__file__).parent / "postal_codes.csv"


@dataclass(frozen=True)
class Postcode:
    """A postcode, the place that it names, and where it lies; one without a place of its own lies at the centre."""

    code: str
    place: str
    municipality_number: str
    position: Position
    has_own_position: bool


@cache
def _by_code() -> dict[str, Postcode]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["postcode"]: _read(row) for row in csv.DictReader(file)}


def _read(row: dict[str, str]) -> Postcode:
    position = Position(float(row["latitude"]), float(row["longitude"]))
    return Postcode(row["postcode"], row["place"], row["municipality_number"], position, row["is_own"] == "1")


def find(code: str) -> Postcode | None:
    """The postcode, where it is one that people live in."""
    return _by_code().get(code)


@cache
def of_municipality(number: str) -> Sequence[Postcode]:
    """The postcodes of a municipality in their order."""
    return tuple(each for _code, each in sorted(_by_code().items()) if each.municipality_number == number)
