"""What is to be done next with an application that has been sent; pure."""

from enum import StrEnum

from grants.decisions.models import Decision, DecisionStatus
from grants.eligibility.models import CheckStatus
from grants.reviews.models import ReviewStatus
from grants.reviews.queries import Standing


class Step(StrEnum):
    """The next step on the way to a decision."""

    CHECK = "check"
    ASSIGN = "assign"
    REVIEW = "review"
    TALK = "talk"
    PROPOSE = "propose"
    PROPOSE_AGAIN = "propose_again"
    MAKE = "make"
    DONE = "done"


def next_step(check: CheckStatus, standing: Standing, decision: Decision | None) -> Step:
    """What comes next; differences are talked about before a third reviewer is asked."""
    if decision is not None and decision.status is not DecisionStatus.RETURNED:
        return Step.DONE if decision.status is DecisionStatus.MADE else Step.MAKE
    if check is CheckStatus.OPEN:
        return Step.CHECK
    if check is CheckStatus.PASSED and (left := _left_to_review(standing)) is not None:
        return left
    return Step.PROPOSE if decision is None else Step.PROPOSE_AGAIN


def _left_to_review(standing: Standing) -> Step | None:
    scoring = standing.scoring
    given = [review for review in standing.reviews if review.status is not ReviewStatus.DISQUALIFIED]
    if len(given) < scoring.missing_reviews + len(standing.counting):
        return Step.ASSIGN
    if scoring.missing_reviews:
        return Step.REVIEW
    if scoring.without_note:
        return Step.TALK
    if scoring.needs_third and len(given) == len(standing.counting):
        return Step.ASSIGN
    return Step.REVIEW if standing.under_way or scoring.needs_third else None
