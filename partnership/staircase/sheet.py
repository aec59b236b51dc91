"""What the conversation sheet says: three points you agree on, three you see differently, one proposed next step."""

from dataclasses import dataclass
from datetime import date

from partnership.staircase.level import (
    RANK,
    Answers,
    Missing,
    Point,
    Staircase,
    Value,
    effective,
    level,
    missing,
    natural,
)
from partnership.staircase.sides import Difference, agreed, counted, differences, heard_both

ROOM = 3


@dataclass(frozen=True)
class Sheet:
    """The choices of a conversation sheet; next_step is None at the top of the staircase."""

    agree: tuple[Point, ...]
    differ: tuple[Difference, ...]
    next_step: Missing | None


def choose(
    staircase: Staircase, municipality: Answers, organisation: Answers, as_of: date, *, joint: Answers | None = None
) -> Sheet:
    """Choose what two people should talk about: always the same for the same answers, and fewer than three if need be.

    Agreed: yes from both, with evidence; first on the highest step reached and downwards, then what is in place above
    it from the lowest; on a step critical points first.
    Different: the largest difference first, then the lowest step, because that is what stands in the way; what a
    dialogue meeting has settled with a joint answer is left out.
    Next: among the points that keep the next step closed, the one closest to done (see `_distance`).
    """
    sides = heard_both(staircase, municipality, organisation)
    together = counted(agreed(staircase, municipality, organisation, joint))
    seen = differences(staircase, municipality, organisation, as_of, joint=joint)
    return Sheet(
        agree=_in_place(staircase, together, as_of),
        differ=seen[:ROOM],
        next_step=_next_step(staircase, together, sides, as_of),
    )


def _in_place(staircase: Staircase, together: Answers, as_of: date) -> tuple[Point, ...]:
    reached = level(staircase, together, as_of).number

    def order(point: Point) -> tuple[bool, int, bool, tuple[tuple[int, str], ...]]:
        is_ahead = point.step > reached
        return is_ahead, point.step if is_ahead else -point.step, not point.critical, natural(point.code)

    in_place = [
        point for point in staircase.points if effective(point, together[point.code], as_of, staircase) is Value.YES
    ]
    return tuple(sorted(in_place, key=order)[:ROOM])


def _next_step(staircase: Staircase, together: Answers, sides: tuple[Answers, Answers], as_of: date) -> Missing | None:
    reached = level(staircase, together, as_of).number
    ahead = [step for step in staircase.steps if step > reached]
    if not ahead:
        return None
    blocking = [each for each in missing(staircase, together, ahead[0], as_of) if each.blocks]
    return min(blocking, key=lambda each: _distance(each, sides))


def _distance(each: Missing, sides: tuple[Answers, Answers]) -> tuple[int, int, tuple[tuple[int, str], ...]]:
    """Measure how far a point is from done: a yes without its evidence, then partly, then where one side says yes."""
    said = [side[each.point.code].value for side in sides]
    return -RANK[each.said], -sum(RANK[value] for value in said), natural(each.point.code)
