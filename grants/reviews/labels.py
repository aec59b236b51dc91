"""How far reviews have come, in words and colours, and points as people read them."""

from collections.abc import Mapping
from fractions import Fraction

from grants.reviews.models import ReviewStatus
from kernel.i18n import number
from kernel.lifecycle import _l
from partnership.staircase.labels import Label

REVIEWS: Mapping[ReviewStatus, Label] = {
    ReviewStatus.ASSIGNED: Label(_l("Waits for the declaration"), "warning"),
    ReviewStatus.DECLARED: Label(_l("Being written"), "info"),
    ReviewStatus.SUBMITTED: Label(_l("Review sent"), "success"),
    ReviewStatus.DISQUALIFIED: Label(_l("Disqualified"), "danger"),
}


def exact(points: Fraction | None) -> str:
    """Points or a score, with the decimals that they have."""
    return "–" if points is None else number(float(points))
