"""What is allowed: who reviews, who is impartial, when points count and who sees whose."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from grants.applications.models import Application
from grants.calls.content import Scale
from grants.eligibility.models import CheckStatus, FormalCheck
from grants.eligibility.rules import ensure_waits, outcome_of
from grants.reviews.models import DiscussionNote, Review, ReviewStatus
from kernel.lifecycle import NotAllowed, _l, ensure_transition

TRANSITIONS = {
    ReviewStatus.ASSIGNED: frozenset({ReviewStatus.DECLARED, ReviewStatus.DISQUALIFIED}),
    ReviewStatus.DECLARED: frozenset({ReviewStatus.SUBMITTED, ReviewStatus.DISQUALIFIED}),
    ReviewStatus.SUBMITTED: frozenset({ReviewStatus.DECLARED, ReviewStatus.DISQUALIFIED}),
    ReviewStatus.DISQUALIFIED: frozenset[ReviewStatus](),
}


BEFORE_NOTICE = timedelta(days=14)


class Disqualified(NotAllowed):
    """A reviewer who is disqualified asks for the application all the same."""


@dataclass(frozen=True)
class Marks:
    """What a reviewer gives on one criterion; a draft may lack points or reason."""

    points: int | None
    reason: str = ""


def wanted_by(closed_on: date, notified_on: date) -> date:
    """When reviews are wanted: two weeks before the applicants are told, or midway from the deadline if later."""
    return max(notified_on - BEFORE_NOTICE, closed_on + (notified_on - closed_on) / 2)


def most_reviewers(scale: Scale) -> int:
    """How many may review an application: those who must, and one more where they differ."""
    return scale.reviewers + 1


def ensure_may_assign(
    application: Application, check: FormalCheck | None, reviews: Sequence[Review], person_id: int, scale: Scale
) -> None:
    """A reviewer is given an application that has passed the formal check, once, and not too many are."""
    ensure_waits(application)
    if outcome_of(check, application) is not CheckStatus.PASSED:
        raise NotAllowed(_l("The application must pass the formal check before it is reviewed."))
    if any(review.reviewer_id == person_id for review in reviews):
        raise NotAllowed(_l("This reviewer has been given the application already."))
    standing = [review for review in reviews if review.status is not ReviewStatus.DISQUALIFIED]
    if len(standing) >= most_reviewers(scale):
        raise NotAllowed(_l("%(most)s reviewers have the application already."), most=most_reviewers(scale))


def ensure_may_review(person_id: int, reviewers: Collection[int], involved: Collection[int]) -> None:
    """A reviewer has that role, and no part in the application. Source: P23."""
    if person_id not in reviewers:
        raise NotAllowed(_l("Only a reviewer can be given an application to review."))
    if person_id in involved:
        raise NotAllowed(_l("Somebody who wrote the application or belongs to one of its parties cannot review it."))


def ensure_not_disqualified(review: Review) -> None:
    """A disqualified reviewer gets nothing of the application; raises Disqualified, which is to be logged."""
    if review.status is ReviewStatus.DISQUALIFIED:
        raise Disqualified(_l("You are disqualified from this application, and cannot see it. The refusal is logged."))


def ensure_own(review: Review, person_id: int) -> None:
    """A review is its reviewer's own, and while the application is before the directorate."""
    if review.reviewer_id != person_id:
        raise NotAllowed(_l("This review is somebody else's."))
    ensure_not_disqualified(review)
    ensure_waits(review.application)


def ensure_may_declare(review: Review) -> None:
    """Impartiality is declared once, before anything else."""
    if review.status is not ReviewStatus.ASSIGNED:
        raise NotAllowed(_l("You have declared yourself impartial already."))


def ensure_may_disqualify(review: Review, ground: str) -> None:
    """Somebody is disqualified on a ground, whenever it is found."""
    ensure_transition(TRANSITIONS, review.status, ReviewStatus.DISQUALIFIED)
    if not ground.strip():
        raise NotAllowed(_l("Write in a few words what the connection is."))


def ensure_may_score(review: Review) -> None:
    """Points are given between the declaration and the sending. Source: P23."""
    if review.status is ReviewStatus.ASSIGNED:
        raise NotAllowed(_l("Declare first whether you are impartial."))
    if review.status is ReviewStatus.SUBMITTED:
        raise NotAllowed(_l("The review has been sent. Take it up again to change it."))


def ensure_marks_fit(marks: Mapping[str, Marks], scale: Scale) -> None:
    """Points are whole, on the call's criteria and its scale."""
    codes = {criterion.code for criterion in scale.criteria}
    for code, given in marks.items():
        if code not in codes:
            raise NotAllowed(_l("The call has no such criterion."))
        if given.points is not None and not 0 <= given.points <= scale.most:
            raise NotAllowed(_l("Points are whole numbers from 0 to %(most)s."), most=scale.most)


def ensure_may_submit(review: Review, marks: Mapping[str, Marks], scale: Scale) -> None:
    """A review is sent when each criterion has points and a reason."""
    ensure_may_score(review)
    ensure_transition(TRANSITIONS, review.status, ReviewStatus.SUBMITTED)
    if gaps := unmarked(marks, scale):
        raise NotAllowed(_l("Points or reason are missing: %(criteria)s."), criteria=", ".join(gaps))


def unmarked(marks: Mapping[str, Marks], scale: Scale) -> list[str]:
    """The criteria that lack points or a reason."""
    given = {code for code, each in marks.items() if each.points is not None and each.reason.strip()}
    return [criterion.code for criterion in scale.criteria if criterion.code not in given]


def ensure_may_take_up(review: Review) -> None:
    """A sent review may be changed after a discussion, until the decision is made."""
    if review.status is not ReviewStatus.SUBMITTED:
        raise NotAllowed(_l("The review has not been sent yet."))


def counts(review: Review, application: Application) -> bool:
    """Whether a review counts: it is sent, and is about what now stands; one from before must be taken up again."""
    sent = application.submitted_at
    return review.submitted_at is not None and (sent is None or review.submitted_at >= sent)


def may_see_others(review: Review) -> bool:
    """Whether a reviewer sees what the others say: not before one's own review is sent."""
    return review.status is ReviewStatus.SUBMITTED


def ensure_may_note(note: DiscussionNote | None, author: Review | None, text: str) -> DiscussionNote:
    """A note is written where two differed widely, by a caseworker or by a reviewer who has sent a review."""
    if author is not None:
        ensure_not_disqualified(author)
    if author is not None and not may_see_others(author):
        raise NotAllowed(_l("Send your own review first. Then you see the others' and can talk with them."))
    if note is None:
        raise NotAllowed(_l("The reviewers have not differed widely on this criterion."))
    if not text.strip():
        raise NotAllowed(_l("Write what you found when you talked about it."))
    return note


def ensure_may_read(own: Review | None) -> None:
    """Who reviews an application reads what others say when its own review is sent, whatever else it may be."""
    if own is not None:
        ensure_not_disqualified(own)
        if not may_see_others(own):
            raise NotAllowed(_l("Send your own review first. Then you see the others' and can talk with them."))
