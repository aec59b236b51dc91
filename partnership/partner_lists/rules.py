"""What follows: the fate of each line of a list, as the world is now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from directory.bodies.rules import read_org_number
from partnership.partner_lists.reading import Line

LONGEST_NAME, LONGEST_CONTACT, LONGEST_SCOPE = 200, 120, 120


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    KNOWN = "known"
    THERE = "there"
    TWICE = "twice"
    NO_NUMBER = "no_number"
    WRONG_NUMBER = "wrong_number"
    OTHER_BODY = "other_body"
    NO_NAME = "no_name"
    TOO_LONG = "too_long"


class Asking(StrEnum):
    """Whether a line's contact can be invited, or why not."""

    YES = "yes"
    NOBODY = "nobody"
    WRONG_ADDRESS = "wrong_address"
    STAFFED = "staffed"
    WAITING = "waiting"
    NOT_TAKEN = "not_taken"


BEGUN = frozenset({Fate.NEW, Fate.KNOWN})
TAKEN = BEGUN | {Fate.THERE}


@dataclass(frozen=True)
class Known:
    """A body that has one of the list's numbers."""

    id: int
    name: str
    is_organisation: bool


@dataclass(frozen=True)
class World:
    """What is there already of what a list names, seen from one municipality."""

    bodies: Mapping[str, Known]
    relations: Collection[tuple[int, str]]
    staffed: Collection[int]
    invited: Collection[int]
    refused: Collection[str]


@dataclass(frozen=True)
class Row:
    """A line, its number as nine digits, and what becomes of it."""

    line: Line
    number: str
    name: str
    fate: Fate
    asking: Asking


def rows_of(lines: Iterable[Line], world: World) -> list[Row]:
    """Each line with its fate; what an earlier line makes is there for a later one."""
    rows: list[Row] = []
    about: set[tuple[str, str]] = set()
    numbers: set[str] = set()
    for line in lines:
        number = read_org_number(line.number) or ""
        known = world.bodies.get(number)
        fate = Fate.TWICE if number and (number, line.scope) in about else _fate(line, number, known, world)
        if fate is Fate.NEW and number in numbers:
            fate = Fate.KNOWN
        asking = Asking.NOT_TAKEN if fate not in TAKEN else _asking(line, known, world)
        if asking is Asking.YES and number in numbers:
            asking = Asking.WAITING
        if fate in TAKEN:
            about.add((number, line.scope))
            numbers.add(number)
        rows.append(Row(line, number, known.name if known else line.name, fate, asking))
    return rows


def _fate(line: Line, number: str, known: Known | None, world: World) -> Fate:
    if not number:
        return Fate.WRONG_NUMBER if line.number else Fate.NO_NUMBER
    if len(line.contact) > LONGEST_CONTACT or len(line.scope) > LONGEST_SCOPE:
        return Fate.TOO_LONG
    if known is None:
        return Fate.NO_NAME if not line.name else Fate.TOO_LONG if len(line.name) > LONGEST_NAME else Fate.NEW
    if not known.is_organisation:
        return Fate.OTHER_BODY
    return Fate.THERE if (known.id, line.scope) in world.relations else Fate.KNOWN


def _asking(line: Line, known: Known | None, world: World) -> Asking:
    if not line.contact or not line.email:
        return Asking.NOBODY
    if not line.is_address or line.email in world.refused:
        return Asking.WRONG_ADDRESS
    if known and known.id in world.staffed:
        return Asking.STAFFED
    return Asking.WAITING if known and known.id in world.invited else Asking.YES
