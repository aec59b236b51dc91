"""The safety gate: `ensure_may_run(picture)` refuses, `waiting(picture)` lists; and how what is asked for stands.

Source: domain rule ST-11 and the table of quality assurance per step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kernel.lifecycle import NotAllowed, _l
from partnership.assessments.picture import Picture
from partnership.assessments.rules import last_day
from partnership.quality.models import LegalBasis
from partnership.quality.requirements import REQUIREMENTS, Requirement
from partnership.staircase.level import MET, Point, Standing, Value, effective
from partnership.staircase.sides import gate


class State(StrEnum):
    """How something that is asked for stands."""

    IN_PLACE = "in_place"
    TO_RENEW = "to_renew"
    PARTLY = "partly"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Prepared:
    """How many volunteers of how many are ready, by which course or version, when, and for how many months."""

    volunteers: int
    out_of: int
    title: str
    done_on: date
    refresh_months: int | None


@dataclass(frozen=True)
class Cover:
    """What an insurance says."""

    insurer: str
    covers_driver: bool
    covers_passenger: bool
    covers_accident: bool
    upper_age_limit: int | None
    valid_to: date


@dataclass(frozen=True)
class Routine:
    """Where a routine is written, since when, and how many months there are between reviews."""

    reference: str
    agreed_on: date
    review_months: int


@dataclass(frozen=True)
class Reviewed:
    """What a review of incidents came to."""

    reviewed_on: date
    incidents: int
    still_open: int
    learnt: str


@dataclass(frozen=True)
class Assessed:
    """The legal basis for police certificates, and why it is or is not one."""

    legal_basis: LegalBasis
    reason: str
    assessed_on: date


@dataclass(frozen=True)
class Showing:
    """That so many police certificates were shown, last on a day, and to whom."""

    shown: int
    last_shown_on: date
    shown_to: str


def waiting(picture: Picture) -> tuple[Point, ...]:
    """The critical points that both sides do not yet say yes to; empty where the gate is open."""
    return gate(picture.content.staircase, picture.agreed or {}, picture.as_of)


def ensure_may_run(picture: Picture) -> None:
    """What is one-to-one, accompanies people or takes frail people in runs only when every critical point is agreed.

    It is not for open group offers: those get `waiting` as advice and are never stopped.
    """
    points = waiting(picture)
    if points:
        codes = ", ".join(point.code for point in points)
        words = _l("This is still being prepared. Both sides must first say yes, with evidence, to point %(codes)s.")
        raise NotAllowed(words, codes=codes)


def points_of(picture: Picture, requirement: Requirement, step: int) -> list[Point]:
    """The points that show what a step asks for, as far as the version in force has them."""
    points = picture.content.staircase.points
    return [point for point in points if point.stable_key in requirement.keys and point.step <= step]


def state(picture: Picture, requirement: Requirement, step: int) -> State | None:
    """How what a step asks for stands by what is agreed; None where nothing is asked for or no point tells."""
    points = points_of(picture, requirement, step)
    if requirement.asked_on(step) is None or not points or picture.basis is None:
        return None
    basis = picture.basis
    counted = [
        effective(point, basis[point.code], picture.as_of, picture.content.staircase) if point.code in basis else None
        for point in points
    ]
    if all(value in MET for value in counted):
        is_old = any(picture.standing(point) is Standing.MUST_RENEW for point in points)
        return State.TO_RENEW if is_old else State.IN_PLACE
    return State.PARTLY if any(value in MET or value is Value.PARTLY for value in counted) else State.NOT_YET


def lacking(picture: Picture, step: int) -> int | None:
    """How many things that a step asks for are not agreed to be in place; None until both have answered."""
    if picture.agreed is None:
        return None
    return sum(state(picture, each, step) in {State.PARTLY, State.NOT_YET} for each in REQUIREMENTS)


def ensure_may_show(basis: LegalBasis | None) -> None:
    """A police certificate is noted as shown only when a legal basis has been chosen first. Source: P14, P15."""
    if basis is None:
        raise NotAllowed(_l("Choose the legal basis first."))
    if basis is LegalBasis.NONE:
        raise NotAllowed(
            _l("There is no legal basis, so nobody may ask for a police certificate or note that it is shown.")
        )


def ensure_at_most_all(some: int, of_all: int) -> None:
    """No more are ready, or open, than there are."""
    if some > of_all:
        raise NotAllowed(_l("The first number cannot be larger than the second."))


def ensure_not_recorded(said: Reviewed, same_day: Sequence[Reviewed]) -> None:
    """A day's review is recorded once; the same sent twice is no second one."""
    if any(each != said for each in same_day):
        raise NotAllowed(_l("A review on this date is recorded already. It stands in the list below."))


def ensure_past(day: date, today: date) -> None:
    """What has been done was done at the latest today."""
    if day > today:
        raise NotAllowed(_l("The date is in the future."))


def lasts_until(done_on: date, months: int | None) -> date | None:
    """The last day before something is to be done again; None where it is done once."""
    return last_day(done_on, months) if months else None
