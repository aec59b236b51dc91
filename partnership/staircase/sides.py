"""What two sides say together: the agreed answers, the three levels, the differences, the gate and the next fall.

Source: domain rules ST-3, ST-6, ST-7, ST-9 and ST-11. The agreed answer is the lower of two, never an average.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from partnership.relations.sides import Side
from partnership.staircase.level import (
    RANK,
    UNANSWERED,
    Answer,
    AnsweredBy,
    Answers,
    Level,
    Point,
    Staircase,
    Standing,
    Value,
    effective,
    level,
    missing,
    natural,
    settled,
    standing,
)

STEPS_APART_FOR_DIALOGUE = 2


@dataclass(frozen=True)
class Agreed(Answer):
    """What both sides stand for; to be confirmed while one of them does not know."""

    to_confirm: bool = False


@dataclass(frozen=True)
class Levels:
    """The three levels that are shown; None stands for a side that has not answered, and then nothing is agreed."""

    municipality: Level | None
    organisation: Level | None
    agreed: Level | None

    @property
    def suggest_dialogue(self) -> bool:
        """Tell whether the sides stand so far apart that a meeting is worth suggesting."""
        if self.municipality is None or self.organisation is None:
            return False
        return abs(self.municipality.number - self.organisation.number) >= STEPS_APART_FOR_DIALOGUE


@dataclass(frozen=True)
class Difference:
    """A point that the sides see differently, and how its shared evidence stands."""

    point: Point
    municipality: Value
    organisation: Value
    size: int
    standing: Standing


@dataclass(frozen=True)
class Fall:
    """The day on which a level changes by expiry alone, and the points whose evidence causes it."""

    on: date
    causes: tuple[str, ...]
    before: Levels
    after: Levels


def heard(staircase: Staircase, side: Side, own: Answers, other: Answers) -> dict[str, Answer]:
    """Return what a side says once the answers only the other side gives are inherited and all evidence is shared."""
    answers = {}
    for point in staircase.points:
        mine, theirs = own.get(point.code, UNANSWERED), other.get(point.code, UNANSWERED)
        inherits = mine.value is Value.UNKNOWN and point.answered_by.value not in {AnsweredBy.BOTH, side.value}
        chosen = theirs if inherits else mine
        answers[point.code] = Answer(chosen.value, _last_day(mine, theirs), chosen.has_reason)
    return answers


def heard_both(staircase: Staircase, municipality: Answers, organisation: Answers) -> tuple[Answers, Answers]:
    """Return what each side says, the municipality first."""
    return (
        heard(staircase, Side.MUNICIPALITY, municipality, organisation),
        heard(staircase, Side.ORGANISATION, organisation, municipality),
    )


def agreed(
    staircase: Staircase, municipality: Answers, organisation: Answers, joint: Answers | None = None
) -> dict[str, Agreed]:
    """Merge two sides point by point: the joint answer where one is recorded, else the lower of the two."""
    first, second = heard_both(staircase, municipality, organisation)
    return {p.code: _merge(p, first[p.code], second[p.code], (joint or {}).get(p.code)) for p in staircase.points}


def counted(together: Mapping[str, Agreed]) -> dict[str, Answer]:
    """Return the agreed answers as they count: one that a side has yet to confirm waits, so none stands too high."""
    return {code: replace(each, value=Value.UNKNOWN) if each.to_confirm else each for code, each in together.items()}


def levels(
    staircase: Staircase,
    municipality: Answers | None,
    organisation: Answers | None,
    as_of: date,
    *,
    joint: Answers | None = None,
) -> Levels:
    """Return the three levels; a side that has not answered is None, and then the agreed level waits."""
    tracks = _tracks(staircase, municipality, organisation, joint)
    return Levels(*(None if answers is None else level(staircase, answers, as_of) for answers in tracks))


def differences(
    staircase: Staircase,
    municipality: Answers,
    organisation: Answers,
    as_of: date,
    *,
    joint: Answers | None = None,
) -> tuple[Difference, ...]:
    """List what the sides say differently, largest first; not knowing is none, and a joint answer settles it."""
    found = []
    first, second = heard_both(staircase, municipality, organisation)
    for point in staircase.points:
        if point.code in (joint or {}):
            continue
        mine, theirs = settled(point, first[point.code]), settled(point, second[point.code])
        if mine is not theirs and Value.UNKNOWN not in {mine, theirs}:
            shown = standing(first[point.code].valid_to, as_of, staircase.grace_days)
            found.append(Difference(point, mine, theirs, abs(RANK[mine] - RANK[theirs]), shown))
    return tuple(sorted(found, key=lambda each: (-each.size, each.point.step, natural(each.point.code))))


def gate(staircase: Staircase, answers: Mapping[str, Agreed], as_of: date) -> tuple[Point, ...]:
    """List the critical points that both sides do not yet say yes to; empty means that frail people may be referred.

    Every critical point counts, whatever its step: in the proposal they stand on steps 3 and 5 only.
    """
    waiting = []
    for point in staircase.points:
        answer = answers.get(point.code, Agreed(Value.UNKNOWN))
        if point.critical and (answer.to_confirm or effective(point, answer, as_of, staircase) is not Value.YES):
            waiting.append(point)
    return tuple(sorted(waiting, key=lambda point: natural(point.code)))


def falls(
    staircase: Staircase,
    municipality: Answers | None,
    organisation: Answers | None,
    as_of: date,
    *,
    joint: Answers | None = None,
) -> Fall | None:
    """Find the next day on which any of the three levels falls because evidence has expired, if nothing is renewed."""
    tracks = [answers for answers in _tracks(staircase, municipality, organisation, joint) if answers is not None]
    before = levels(staircase, municipality, organisation, as_of, joint=joint)
    for day in _falling_days(staircase, tracks, as_of):
        after = levels(staircase, municipality, organisation, day, joint=joint)
        if _numbers(after) != _numbers(before):
            return Fall(day, _causes(staircase, tracks, day), before, after)
    return None


def _last_day(*answers: Answer) -> date | None:
    return max((answer.valid_to for answer in answers if answer.valid_to is not None), default=None)


def _merge(point: Point, first: Answer, second: Answer, joint: Answer | None) -> Agreed:
    valid_to = _last_day(first, second, *([joint] if joint else []))
    if joint is not None:
        return Agreed(joint.value, valid_to, joint.has_reason)
    said = {settled(point, first), settled(point, second)}
    known = said - {Value.UNKNOWN}
    counted = known if known == {Value.NA} else {Value.YES if value is Value.NA else value for value in known}
    lowest = min(counted, key=RANK.__getitem__, default=Value.UNKNOWN)
    return Agreed(lowest, valid_to, has_reason=lowest is Value.NA, to_confirm=bool(known) and known != said)


def _tracks(
    staircase: Staircase, municipality: Answers | None, organisation: Answers | None, joint: Answers | None
) -> tuple[Answers | None, Answers | None, Answers | None]:
    if municipality is None or organisation is None:
        return municipality, organisation, None
    return (
        *heard_both(staircase, municipality, organisation),
        counted(agreed(staircase, municipality, organisation, joint)),
    )


def _falling_days(staircase: Staircase, tracks: Iterable[Answers], as_of: date) -> list[date]:
    last_days = {answer.valid_to for answers in tracks for answer in answers.values() if answer.valid_to is not None}
    after = timedelta(days=staircase.grace_days + 1)
    return sorted(last + after for last in last_days if last <= date.max - after and last + after > as_of)


def _numbers(shown: Levels) -> list[int | None]:
    return [None if each is None else each.number for each in (shown.municipality, shown.organisation, shown.agreed)]


def _causes(staircase: Staircase, tracks: Iterable[Answers], day: date) -> tuple[str, ...]:
    """Name the points that stop counting on this day, on the first step that each level loses."""
    eve, causes = day - timedelta(days=1), set[str]()
    for answers in tracks:
        now = level(staircase, answers, day).number
        if now < level(staircase, answers, eve).number:
            lost = next(step for step in staircase.steps if step > now)
            lacking = {each.point.code for each in missing(staircase, answers, lost, day)}
            causes |= lacking - {each.point.code for each in missing(staircase, answers, lost, eve)}
    return tuple(sorted(causes, key=natural))
