"""Where a set of answers stands on the involvement staircase: pure functions of answers, evidence and a date.

Source: domain rules ST-3 to ST-5, ST-8 and ST-9. The level is never an average: a step is reached or it is not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

TOLD_DAYS_AHEAD = 60


class Holder(StrEnum):
    """Whose a point is; what a body holds is answered once and shared by all its relations."""

    RELATION = "relation"
    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"


class AnsweredBy(StrEnum):
    """Who is asked about a point; the other side may dispute but need not repeat."""

    BOTH = "both"
    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"


class Value(StrEnum):
    """What a side says about a point."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"
    NA = "na"


class Standing(StrEnum):
    """How the evidence for a point stands on a day."""

    VALID = "valid"
    DUE = "due"
    MUST_RENEW = "must_renew"
    FALLEN = "fallen"
    MISSING = "missing"


class Lack(StrEnum):
    """What a point still lacks."""

    NOT_ANSWERED = "not_answered"
    NOT_IN_PLACE = "not_in_place"
    PARTLY_IN_PLACE = "partly_in_place"
    EVIDENCE_MISSING = "evidence_missing"
    EVIDENCE_FALLEN = "evidence_fallen"
    EXEMPTION_REFUSED = "exemption_refused"


MET = frozenset({Value.YES, Value.NA})
COUNTING = frozenset({Standing.VALID, Standing.DUE, Standing.MUST_RENEW})
RANK = {Value.UNKNOWN: 0, Value.NO: 0, Value.PARTLY: 1, Value.YES: 2, Value.NA: 2}
LACK = {Value.UNKNOWN: Lack.NOT_ANSWERED, Value.NO: Lack.NOT_IN_PLACE, Value.PARTLY: Lack.PARTLY_IN_PLACE}


@dataclass(frozen=True)
class Point:
    """One indicator as the engine sees it."""

    code: str
    stable_key: str
    step: int
    critical: bool
    required: bool
    na_allowed: bool
    answered_by: AnsweredBy
    held_by: Holder
    validity_months: int


@dataclass(frozen=True)
class Staircase:
    """One version of the staircase: its steps from the lowest, its points and its two tolerances."""

    steps: tuple[int, ...]
    points: tuple[Point, ...]
    max_partly_per_step: int
    grace_days: int

    @cached_property
    def _required(self) -> dict[int, list[Point]]:
        ordered = sorted((point for point in self.points if point.required), key=lambda point: natural(point.code))
        return {step: [point for point in ordered if point.step == step] for step in self.steps}

    def required(self, step: int) -> list[Point]:
        """Return the points that a step asks for."""
        return self._required.get(step, [])


@dataclass(frozen=True)
class Answer:
    """What is said about one point, the last day of its best evidence, and whether an exemption has its reason."""

    value: Value
    valid_to: date | None = None
    has_reason: bool = False


Answers = Mapping[str, Answer]
UNANSWERED = Answer(Value.UNKNOWN)


@dataclass(frozen=True)
class Missing:
    """A required point that is not met, what was said, what it lacks, and whether it keeps the step closed."""

    point: Point
    said: Value
    lack: Lack
    blocks: bool


@dataclass(frozen=True)
class Level:
    """The highest step reached, and the points on the way up that are only partly in place."""

    number: int
    only_partly: tuple[str, ...] = ()


def natural(code: str) -> tuple[tuple[int, str], ...]:
    """Order codes as people count, 4.2 before 4.10."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.findall(r"\d+|\D+", code))


def standing(valid_to: date | None, as_of: date, grace_days: int) -> Standing:
    """Tell how evidence stands: its last day is inclusive, then it counts through the days of grace."""
    if valid_to is None:
        return Standing.MISSING
    days_left = (valid_to - as_of).days
    if days_left < -grace_days:
        return Standing.FALLEN
    if days_left < 0:
        return Standing.MUST_RENEW
    return Standing.DUE if days_left <= TOLD_DAYS_AHEAD else Standing.VALID


def settled(point: Point, answer: Answer) -> Value:
    """Return what an answer says: an exemption without leave or reason is a no."""
    refused = answer.value is Value.NA and not (point.na_allowed and answer.has_reason)
    return Value.NO if refused else answer.value


def effective(point: Point, answer: Answer, as_of: date, staircase: Staircase) -> Value:
    """Return what an answer counts as: yes needs evidence that counts, and an exemption needs leave and a reason."""
    said = settled(point, answer)
    if said is Value.YES and standing(answer.valid_to, as_of, staircase.grace_days) not in COUNTING:
        return Value.PARTLY
    return said


def missing(staircase: Staircase, answers: Answers, step: int, as_of: date) -> tuple[Missing, ...]:
    """List the required points of a step that are not met; so many of them as the version allows may be partly."""
    counted = {p: effective(p, answers.get(p.code, UNANSWERED), as_of, staircase) for p in staircase.required(step)}
    lacking = {p: value for p, value in counted.items() if value not in MET}
    partly = {p for p, value in lacking.items() if value is Value.PARTLY and not p.critical}
    tolerated = partly if len(partly) <= staircase.max_partly_per_step else set[Point]()
    said = {p: answers.get(p.code, UNANSWERED) for p in lacking}
    return tuple(Missing(p, said[p].value, _lack(said[p]), blocks=p not in tolerated) for p in lacking)


def level(staircase: Staircase, answers: Answers, as_of: date) -> Level:
    """Climb from the lowest step for as long as nothing blocks the next."""
    reached = Level(0)
    for step in staircase.steps:
        lacking = missing(staircase, answers, step, as_of)
        if any(each.blocks for each in lacking):
            break
        reached = Level(step, (*reached.only_partly, *(each.point.code for each in lacking)))
    return reached


def progress(staircase: Staircase, answers: Answers, as_of: date) -> dict[int, tuple[int, int]]:
    """Count for every step how many of its required points are met."""
    asked = {step: len(staircase.required(step)) for step in staircase.steps}
    return {step: (of - len(missing(staircase, answers, step, as_of)), of) for step, of in asked.items()}


def _lack(answer: Answer) -> Lack:
    if answer.value is Value.YES:
        return Lack.EVIDENCE_MISSING if answer.valid_to is None else Lack.EVIDENCE_FALLEN
    return LACK.get(answer.value, Lack.EXEMPTION_REFUSED)
