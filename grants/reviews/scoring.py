"""How reviewers' points become a score, exactly, and what is missing before it can be relied on; pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from grants.calls.content import Scale

Points = Mapping[str, int]


@dataclass(frozen=True)
class Scoring:
    """What sent reviews come to; a criterion's points that count are the median, which of two is their mean.

    `wide` are the criteria on which two of them differ widely now, `without_note` those where such a difference has
    been and nobody has written what came of talking about it.
    """

    points: Mapping[str, Fraction]
    score: Fraction | None
    threshold: int
    wide: tuple[str, ...]
    without_note: tuple[str, ...]
    knocked_out: tuple[str, ...]
    missing_reviews: int
    needs_third: bool

    @property
    def is_ready(self) -> bool:
        """Whether a decision may rest on it."""
        return not (self.missing_reviews or self.without_note or self.needs_third)

    @property
    def may_be_funded(self) -> bool:
        """Whether the score and each criterion that must have some points allow an award."""
        return self.score is not None and self.score >= self.threshold and not self.knocked_out


def scoring(scale: Scale, reviews: Sequence[Points], raised: Collection[str], noted: Collection[str]) -> Scoring:
    """What sent reviews come to; `raised` are the criteria on which a wide difference has been, `noted` the written."""
    points = points_that_count(scale, reviews)
    wide = wide_differences(scale, reviews)
    discussed = [criterion.code for criterion in scale.criteria if criterion.code in wide or criterion.code in raised]
    return Scoring(
        points=points,
        score=score_of(scale, points) if points else None,
        threshold=scale.threshold,
        wide=wide,
        without_note=tuple(code for code in discussed if code not in noted),
        knocked_out=tuple(code for code, least in scale.knock_outs.items() if points and points[code] < least),
        missing_reviews=max(0, scale.reviewers - len(reviews)),
        needs_third=bool(wide) and len(reviews) == 2,
    )


def points_that_count(scale: Scale, reviews: Sequence[Points]) -> dict[str, Fraction]:
    """The points that count on each criterion; none before a review is sent."""
    if not reviews:
        return {}
    return {criterion.code: middle(review[criterion.code] for review in reviews) for criterion in scale.criteria}


def middle(points: Iterable[int]) -> Fraction:
    """The median: the mean of two, the middle one of three."""
    return Fraction(median(Fraction(each) for each in points))


def score_of(scale: Scale, points: Mapping[str, Fraction]) -> Fraction:
    """The score, from 0 to 100: each criterion's weight times its share of the points there are."""
    shares = (criterion.weight * points[criterion.code] / scale.most for criterion in scale.criteria)
    return sum(shares, start=Fraction())


def wide_differences(scale: Scale, reviews: Sequence[Points]) -> tuple[str, ...]:
    """The criteria on which two reviews lie so far apart that the reviewers are to talk about it."""
    if len(reviews) < 2:
        return ()
    return tuple(
        criterion.code
        for criterion in scale.criteria
        if max(review[criterion.code] for review in reviews) - min(review[criterion.code] for review in reviews)
        >= scale.wide
    )
