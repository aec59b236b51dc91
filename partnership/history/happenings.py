"""What happened between two evenings in a relation, as far as those who look could see it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partnership.assessments.picture import Picture
from partnership.relations.sides import Side
from partnership.staircase.content import Question
from partnership.staircase.level import COUNTING, Standing, Value


class Kind(StrEnum):
    """What kind of thing happened."""

    NEW_VERSION = "new_version"
    SENT = "sent"
    SHOWN_ALONE = "shown_alone"
    REVEALED = "revealed"
    ANSWERED_FOR_ALL = "answered_for_all"
    DISPUTED = "disputed"
    FOLLOWED = "followed"
    JOINED = "joined"
    PARTED = "parted"
    EVIDENCE_SHOWN = "evidence_shown"
    EVIDENCE_WITHDRAWN = "evidence_withdrawn"
    EVIDENCE_FELL = "evidence_fell"


@dataclass(frozen=True)
class Happening:
    """What happened: by which side, about which points, and when evidence ended and until when it still counted."""

    kind: Kind
    side: Side | None = None
    questions: tuple[Question, ...] = ()
    ended_on: date | None = None
    deadline: date | None = None


def happenings(eve: Picture, picture: Picture) -> Iterator[Happening]:
    """Tell what is otherwise in a picture than the evening before."""
    if eve.content.code != picture.content.code:
        yield Happening(Kind.NEW_VERSION)
    for side in Side:
        if eve.material.submitted.get(side) != picture.material.submitted.get(side):
            yield Happening(Kind.SENT, side)
        elif picture.may_see(side):
            yield from _said_for_all(eve, picture, side)
        if side in picture.material.shown_alone - eve.material.shown_alone:
            yield Happening(Kind.SHOWN_ALONE, side)
    if picture.is_revealed:
        yield from _between(eve, picture)
    yield from _shown(eve, picture)
    yield from _fallen(eve, picture)


def _between(eve: Picture, picture: Picture) -> Iterator[Happening]:
    """Tell what both say of each other, which is theirs to see once both have answered."""
    if not eve.is_revealed:
        yield Happening(Kind.REVEALED)
    for side in Side:
        yield from _disputed(eve, picture, side)
    before, after = eve.material.joint, picture.material.joint
    yield from _about(picture, Kind.JOINED, _gained(before, after))
    yield from _about(picture, Kind.PARTED, before.keys() - after.keys())


def _shown(eve: Picture, picture: Picture) -> Iterator[Happening]:
    once, now = (
        {key: {shown.id for shown in lines} for key, lines in each.material.evidence.items()} for each in (eve, picture)
    )
    shown = {key for key, ids in now.items() if ids - once.get(key, set())}
    gone = {key for key, ids in once.items() if ids - now.get(key, set())}
    yield from _about(picture, Kind.EVIDENCE_SHOWN, shown)
    yield from _about(picture, Kind.EVIDENCE_WITHDRAWN, gone - shown)


def _said_for_all(eve: Picture, picture: Picture, side: Side) -> Iterator[Happening]:
    held = _gained(eve.material.bodies.get(side, {}), picture.material.bodies.get(side, {}))
    yield from _about(picture, Kind.ANSWERED_FOR_ALL, held, side)


def _disputed(eve: Picture, picture: Picture, side: Side) -> Iterator[Happening]:
    before, after = eve.material.disputes.get(side, {}), picture.material.disputes.get(side, {})
    yield from _about(picture, Kind.DISPUTED, _gained(before, after), side)
    yield from _about(picture, Kind.FOLLOWED, before.keys() - after.keys(), side)


def _fallen(eve: Picture, picture: Picture) -> Iterator[Happening]:
    for question in picture.content.questions:
        point = question.point
        has_fallen = picture.standing(point) is Standing.FALLEN and eve.standing(point) in COUNTING
        if has_fallen and any(picture.heard_from(side, point) is Value.YES for side in Side):
            last, deadline = picture.last_day(point), picture.grace_ends(point)
            yield Happening(Kind.EVIDENCE_FELL, None, (question,), last, deadline)


def _gained(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    return {key for key, said in after.items() if before.get(key) != said}


def _about(picture: Picture, kind: Kind, keys: Iterable[str], side: Side | None = None) -> Iterator[Happening]:
    wanted = set(keys)
    questions = tuple(each for each in picture.content.questions if each.point.stable_key in wanted)
    if questions:
        yield Happening(kind, side, questions)
