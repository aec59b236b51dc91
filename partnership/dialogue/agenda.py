"""The agenda of a dialogue meeting, made from where the relation stands and what was left from last time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kernel.orm import Translated
from partnership.assessments.picture import Picture
from partnership.dialogue.models import AgendaPoint, FollowUp, Meeting, PointKind
from partnership.relations.sides import Side
from partnership.staircase.level import Point

NOTHING = Translated()


@dataclass(frozen=True)
class Proposed:
    """A point that the agenda proposes: a question of the staircase, or the words of a follow-up."""

    kind: PointKind
    code: str = ""
    key: str = ""
    question: Translated = NOTHING
    words: str = ""


def propose(picture: Picture, follow_ups: Sequence[FollowUp], wished: int | None) -> list[Proposed]:
    """What to talk about: differences, the largest first, what ends soon, what is missing ahead, what was left.

    Each point of the staircase stands once, and none before both sides have shown their answers. What is missing is
    told for the next step on the way to the wished one; who wishes to stay is not told what is above.
    """
    texts = {question.point.stable_key: question.text for question in picture.content.questions}
    on_stairs = [
        Proposed(kind, point.code, point.stable_key, texts[point.stable_key])
        for kind, point in _stairs(picture, wished)
    ]
    return [*on_stairs, *(Proposed(PointKind.FOLLOW_UP, words=each.what) for each in follow_ups)]


def point_from(meeting: Meeting, each: Proposed, place: int, side: Side | None = None) -> AgendaPoint:
    """A point as it stands on a meeting's agenda, with nothing said about it yet."""
    return AgendaPoint(
        meeting_id=meeting.id,
        place=place,
        kind=each.kind,
        side=side,
        words=each.words,
        code=each.code,
        key=each.key,
        question=each.question,
        said="",
        joint=None,
        reason="",
    )


def _stairs(picture: Picture, wished: int | None) -> Iterator[tuple[PointKind, Point]]:
    """The points of the staircase; of one told twice, the first reason stands."""
    if not picture.is_revealed:
        return
    seen = set()
    for kind, point in _reasons(picture, wished):
        if point.stable_key not in seen:
            seen.add(point.stable_key)
            yield kind, point


def _reasons(picture: Picture, wished: int | None) -> Iterator[tuple[PointKind, Point]]:
    for difference in picture.differences:
        yield PointKind.DIFFERENCE, difference.point
    for question, _how, _last in picture.to_renew:
        yield PointKind.RENEWAL, question.point
    if wished is None or wished > picture.basis_level:
        for each in picture.missing:
            yield PointKind.MISSING, each.point
