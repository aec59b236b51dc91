"""The reviews of an application side by side, criterion by criterion; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from grants.calls.content import Criterion, Scale
from grants.reviews.models import DiscussionNote, Review, ReviewStatus, Score
from grants.reviews.queries import Standing


@dataclass(frozen=True)
class Line:
    """A criterion with what each sent review gives on it, in their order, and what counts.

    `difference` is between the most and the fewest points of those that count.
    """

    criterion: Criterion
    given: Sequence[tuple[Review, Score | None]]
    counts: Fraction | None
    difference: int | None
    is_wide: bool
    note: DiscussionNote | None


def sent_reviews(standing: Standing) -> list[Review]:
    """The reviews that are sent; one from before the application was sent anew is among them, and does not count."""
    return [review for review in standing.reviews if review.status is ReviewStatus.SUBMITTED]


def lines(scale: Scale, standing: Standing) -> list[Line]:
    """The criteria in their order, each with what the reviewers give."""
    return [_line(criterion, standing) for criterion in scale.criteria]


def _line(criterion: Criterion, standing: Standing) -> Line:
    code = criterion.code
    counting = [standing.scores[review.id][code].points or 0 for review in standing.counting]
    return Line(
        criterion=criterion,
        given=[(review, standing.scores[review.id].get(code)) for review in sent_reviews(standing)],
        counts=standing.scoring.points.get(code),
        difference=max(counting) - min(counting) if len(counting) > 1 else None,
        is_wide=code in standing.scoring.wide,
        note=standing.notes.get(code),
    )
