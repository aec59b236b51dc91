"""What stands about a relation, as the picture takes it: plain values by point."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from kernel.clock import local_date
from partnership.relations.sides import Side
from partnership.staircase.level import Holder, Point, Value


@dataclass(frozen=True)
class Said:
    """What a side says about a point, in its own words."""

    value: Value
    comment: str = ""


@dataclass(frozen=True)
class Placed:
    """Where a side places the cooperation by itself."""

    step: int
    sentence: str


@dataclass(frozen=True)
class Joint:
    """What both sides answered together about a point, and since when."""

    said: Said
    since: datetime

    @property
    def on(self) -> date:
        """The day on which they answered."""
        return local_date(self.since)


@dataclass(frozen=True)
class Shown:
    """A piece of evidence."""

    id: int
    reference: str
    dated_on: date
    valid_to: date


@dataclass(frozen=True)
class Material:
    """All that stands about one relation: answers by code; the rest by stable key.

    The latest assessments of the sides in `older` were made in another version of the staircase.
    """

    has_organisation: bool
    submitted: Mapping[Side, datetime]
    shown_alone: frozenset[Side]
    answers: Mapping[Side, Mapping[str, Said]]
    bodies: Mapping[Side, Mapping[str, Said]]
    disputes: Mapping[Side, Mapping[str, Said]]
    evidence: Mapping[str, tuple[Shown, ...]]
    placements: Mapping[Side, Placed]
    joint: Mapping[str, Joint] = field(default_factory=dict)
    older: frozenset[Side] = frozenset()


def is_asked(point: Point, side: Side) -> bool:
    """Whether a side answers a point itself; otherwise it may only dispute what the other says."""
    return point.answered_by.value in {"both", side.value}


def is_held_by_body(point: Point, side: Side, *, has_organisation: bool) -> bool:
    """Whether a side's answer to a point counts for all its body's relations; own volunteers are no body."""
    return point.held_by.value == side.value and (side is Side.MUNICIPALITY or has_organisation)


def holder_of(point: Point, *, has_organisation: bool) -> Holder:
    """Whose evidence a point's is; what own volunteers hold belongs to the relation."""
    if point.held_by is Holder.ORGANISATION and not has_organisation:
        return Holder.RELATION
    return point.held_by
