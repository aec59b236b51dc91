"""What is allowed: what a goal and a measure must say, when a roadmap stands, and what is late or too fast."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from kernel.lifecycle import NotAllowed, _l
from partnership.relations.sides import Side
from partnership.roadmaps.models import Adoption, Goal, Measure, Owner, Progress

TOLD_AHEAD = timedelta(days=14)
DAYS_A_YEAR = 365
OPEN = frozenset({Progress.NOT_BEGUN, Progress.UNDER_WAY})


class Work(Protocol):
    """What shall be done by a day, and how far it has come."""

    @property
    def progress(self) -> Progress:
        """How far it has come."""

    @property
    def due_on(self) -> date:
        """The last day for it."""


class Promise(Protocol):
    """What is said of money, and of the decision that something rests on."""

    @property
    def budget(self) -> int | None:
        """What it costs, in whole NOK."""

    @property
    def payer(self) -> str:
        """Who pays."""

    @property
    def decided_on(self) -> date | None:
        """The day of the decision."""


@dataclass(frozen=True)
class Aim:
    """What a goal says."""

    text: str
    from_step: int
    to_step: int
    due_on: date


@dataclass(frozen=True)
class Undertaking:
    """What a measure says."""

    what: str
    owner: Owner
    responsible: str
    due_on: date
    budget: int | None
    payer: str
    anchoring: str
    case_number: str
    decided_on: date | None
    domains: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """A measure that answers a missing point."""

    key: str
    what: str
    owner: Owner


def aim_of(goal: Goal) -> Aim:
    """What a goal says now."""
    return Aim(goal.text, goal.from_step, goal.to_step, goal.due_on)


def undertaking_of(measure: Measure) -> Undertaking:
    """What a measure says now."""
    names = [name for name in Undertaking.__dataclass_fields__ if name != "domains"]
    return Undertaking(**{name: getattr(measure, name) for name in names}, domains=tuple(measure.domains))


def ensure_aim_fits(aim: Aim, top: int) -> None:
    """A goal leads from a step to the same or a higher one."""
    if not 0 <= aim.from_step <= aim.to_step <= top:
        raise NotAllowed(_l("The step you want to reach must be the one you stand on, or above it."))


def ensure_undertaking_fits(said: Promise, today: date) -> None:
    """Money has somebody who pays, and a decision was made at the latest today."""
    if said.budget and not said.payer:
        raise NotAllowed(_l("Say who pays for the measure."))
    if said.decided_on and said.decided_on > today:
        raise NotAllowed(_l("The date of the decision is in the future."))


def is_too_fast(aim: Aim, set_on: date) -> bool:
    """Whether more than one step is to be climbed at more than a step a year; advice only. Source: criterion K1 c."""
    climbed = aim.to_step - aim.from_step
    return climbed > 1 and (aim.due_on - set_on).days < climbed * DAYS_A_YEAR


def ensure_noted(progress: Progress, words: str) -> None:
    """What is dropped is dropped with a word on why."""
    if progress is Progress.DROPPED and not words:
        raise NotAllowed(_l("Say in a sentence why the measure is dropped."))


def ensure_removable(measure: Work, *, has_notes: bool) -> None:
    """What nobody has begun may be taken away; the rest is kept, as done or dropped."""
    if measure.progress is not Progress.NOT_BEGUN or has_notes:
        raise NotAllowed(_l("Somebody has noted progress on this measure. Say that it is dropped instead."))


def ensure_empty(measures: Collection[Work]) -> None:
    """A goal goes away only when nothing shall be done for it."""
    if measures:
        raise NotAllowed(_l("The goal has measures. Take them away or move on with them first."))


def is_late(measure: Work, today: date) -> bool:
    """Whether a measure should have been done."""
    return measure.progress in OPEN and measure.due_on < today


def is_due(measure: Work, today: date) -> bool:
    """Whether a measure shall be done within 14 days, or should have been."""
    return measure.progress in OPEN and measure.due_on <= today + TOLD_AHEAD


def is_owner(owner: Owner, side: Side) -> bool:
    """Whether a side sees to a measure."""
    return owner is Owner.BOTH or owner.value == side.value


def ensure_may_adopt(measures: Collection[Work]) -> None:
    """A roadmap that is adopted says what shall be done."""
    if not any(measure.progress is not Progress.DROPPED for measure in measures):
        raise NotAllowed(_l("The roadmap has no measure yet. Write one before you adopt it."))


def standing_for(adoptions: Collection[Adoption], wording: int) -> dict[Side, Adoption]:
    """Which sides stand for a wording."""
    return {each.side: each for each in adoptions if each.wording == wording}
