"""What a new version would change: where a relation stands before and after, and the points that move it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from partnership.assessments.picture import Picture
from partnership.relations.sides import Side
from partnership.staircase.level import Answers, Level, missing
from partnership.staircase.sides import counted


class Track(StrEnum):
    """The three levels of a relation."""

    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"
    AGREED = "agreed"


@dataclass(frozen=True)
class Move:
    """One level that another version would change, and the codes of the points that cause it.

    They keep the next step closed: in the new version after a fall, in the old one before a rise.
    """

    track: Track
    before: int
    after: int
    causes: tuple[str, ...]

    @property
    def is_fall(self) -> bool:
        """Whether the level would be lower."""
        return self.after < self.before


@dataclass
class Counts:
    """Numbers of relations: for each way that a level moves, and for each point that causes it.

    Points that close a step are codes of the new version, those that open one are codes of the version in force.
    """

    relations: int = 0
    moved: int = 0
    municipalities: set[int] = field(default_factory=set)
    steps: dict[Track, Counter[tuple[int, int]]] = field(default_factory=lambda: {track: Counter() for track in Track})
    closing: Counter[str] = field(default_factory=Counter)
    opening: Counter[str] = field(default_factory=Counter)

    def add(self, municipality_id: int, moved: Sequence[Move]) -> None:
        """Count one relation."""
        self.relations += 1
        if moved:
            self.moved += 1
            self.municipalities.add(municipality_id)
            self.closing.update({code for each in moved if each.is_fall for code in each.causes})
            self.opening.update({code for each in moved if not each.is_fall for code in each.causes})
        for each in moved:
            self.steps[each.track][each.before, each.after] += 1

    def plain(self) -> dict[str, Any]:
        """The numbers as they are kept."""
        ways = [[track.value, *way, number] for track, counter in self.steps.items() for way, number in counter.items()]
        return vars(self) | {
            "municipalities": sorted(self.municipalities),
            "steps": ways,
            "closing": dict(self.closing),
            "opening": dict(self.opening),
        }

    @classmethod
    def kept(cls, plain: Mapping[str, Any]) -> "Counts":
        """The numbers as they were kept."""
        made = cls(plain["relations"], plain["moved"], set(plain["municipalities"]))
        for track, before, after, number in plain["steps"]:
            made.steps[Track(track)][before, after] = number
        made.closing.update(plain["closing"])
        made.opening.update(plain["opening"])
        return made


def moves(old: Picture, new: Picture) -> Iterator[Move]:
    """Say how each level moves from one version to another; a level that is not known yet moves nowhere."""
    for track in Track:
        before, after = level_of(old, track), level_of(new, track)
        if before is None or after is None or before == after:
            continue
        causes = _closing(new, track, after) if after < before else _closing(old, track, before)
        yield Move(track, before, after, causes)


def level_of(picture: Picture, track: Track) -> int | None:
    """One of the three levels."""
    found: Level | None = getattr(picture.levels, track.value)
    return found.number if found else None


def _closing(picture: Picture, track: Track, reached: int) -> tuple[str, ...]:
    """The points that keep the step above closed; none where there is no such step."""
    staircase, answers = picture.content.staircase, _answers(picture, track)
    if answers is None or reached + 1 not in staircase.steps:
        return ()
    return tuple(each.point.code for each in missing(staircase, answers, reached + 1, picture.as_of) if each.blocks)


def _answers(picture: Picture, track: Track) -> Answers | None:
    if track is Track.AGREED:
        return counted(picture.agreed) if picture.agreed is not None else None
    return picture.heard[Side(track.value)]
