"""How a relation has moved on the staircase, recomputed for every day on which something was said, shown or ended.

Each day is seen as it was: with what had been said by its end, the version then in force, and what the viewer's side
could see. Source: ST-9 and ST-14.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kernel.clock import OSLO, local_date
from partnership.assessments.chronicle import Chronicle
from partnership.assessments.picture import Picture
from partnership.history.happenings import Happening, happenings
from partnership.relations.sides import Side
from partnership.staircase.level import Level
from partnership.staircase.queries import Reign
from partnership.staircase.sides import Levels


@dataclass(frozen=True)
class Numbers:
    """The three levels as numbers; None where a side had not answered or could not be seen."""

    municipality: int | None = None
    organisation: int | None = None
    agreed: int | None = None


@dataclass(frozen=True)
class Turn:
    """A day on which a level moved, where the levels stand from then on, and what happened."""

    on: date
    numbers: Numbers
    causes: tuple[Happening, ...]


def course(chronicle: Chronicle, reigns: Sequence[Reign], eyes: Side | None, upto: date) -> tuple[Turn, ...]:
    """List the days until `upto` on which a level moved, the first first."""
    turns, last = list[Turn](), Numbers()
    for day in _days(chronicle, reigns, upto):
        picture = seen_on(chronicle, reigns, eyes, day)
        numbers = _numbers(picture.levels)
        if numbers != last:
            eve = seen_on(chronicle, reigns, eyes, day - timedelta(days=1))
            turns.append(Turn(day, numbers, tuple(happenings(eve, picture))))
            last = numbers
    return tuple(turns)


def seen_on(chronicle: Chronicle, reigns: Sequence[Reign], eyes: Side | None, day: date) -> Picture:
    """Where a relation stood at the end of a day."""
    moment = datetime.combine(day, time.max, tzinfo=OSLO)
    content = reign_at(reigns, moment).content
    return Picture(content, chronicle.material(content, moment), day, eyes)


def reign_at(reigns: Sequence[Reign], moment: datetime) -> Reign:
    """The version in force at a moment; before there was any, the first."""
    return next((each for each in reversed(reigns) if each.since <= moment), reigns[0])


def _days(chronicle: Chronicle, reigns: Sequence[Reign], upto: date) -> list[date]:
    """The days on which a level may move, from the first assessment on."""
    if not chronicle.sent:
        return []
    first = min(local_date(sent.at) for sent in chronicle.sent)
    days = {local_date(at) for at in _moments(chronicle)} | {local_date(reign.since) for reign in reigns}
    graces = {timedelta(days=reign.content.staircase.grace_days + 1) for reign in reigns}
    days |= {
        exhibit.shown.valid_to + grace
        for exhibit in chronicle.evidence
        for grace in graces
        if exhibit.shown.valid_to <= upto - grace
    }
    return sorted(day for day in days if first <= day <= upto)


def _moments(chronicle: Chronicle) -> Iterator[datetime]:
    for sent in chronicle.sent:
        yield sent.at
        if sent.shown_alone_at is not None:
            yield sent.shown_alone_at
    for spell in (
        *(each for spells in chronicle.bodies.values() for each in spells),
        *chronicle.disputes,
        *chronicle.joint,
    ):
        yield spell.since
        if spell.until is not None:
            yield spell.until
    for exhibit in chronicle.evidence:
        yield exhibit.added_at
        if exhibit.withdrawn_at is not None:
            yield exhibit.withdrawn_at


def _numbers(levels: Levels) -> Numbers:
    return Numbers(*(_number(each) for each in (levels.municipality, levels.organisation, levels.agreed)))


def _number(level: Level | None) -> int | None:
    return None if level is None else level.number
