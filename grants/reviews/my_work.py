"""What waits for a reviewer: declarations, reviews to write, and differences to talk about."""

from collections.abc import Iterator
from datetime import date, datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from grants.calls.queries import content_of
from grants.eligibility.my_work import gathered, named
from grants.reviews import queries, rules
from grants.reviews.models import Review, ReviewStatus
from kernel.clock import local_date
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work


@my_work
def to_review(session: Session, viewer: Viewer, _now: datetime) -> Iterator[Task]:
    """Say which applications wait for the viewer's declaration, review or a talk, in two statements."""
    if not viewer.may(Permission.REVIEW_WRITE):
        return
    waiting = queries.assigned_to(session, viewer.id)
    asked = [review for review in waiting if review.status is ReviewStatus.ASSIGNED]
    begun = [review for review in waiting if review.status is not ReviewStatus.ASSIGNED]
    yield from gathered(asked, _to_declare, _all_to_declare)
    yield from gathered(begun, _to_finish, _all_to_finish)
    yield from gathered(queries.to_talk_about(session, viewer.id), _to_talk, _all_to_talk)


def due(review: Review) -> date:
    """When a review is wanted."""
    call = review.application.call
    return rules.wanted_by(local_date(call.closes_at), content_of(call).notified_on)


def _to_declare(review: Review) -> Task:
    text = _("%(application)s: say whether you are impartial", application=named(review.application))
    return Task(text, _address(review), _("Declare"), due=due(review))


def _all_to_declare(number: int, first: Review) -> Task:
    text = _("%(number)d applications wait for you to say whether you are impartial", number=number)
    return Task(text, _address(first), _("Take the first"), due=due(first))


def _to_finish(review: Review) -> Task:
    text = _("%(application)s: finish your review", application=named(review.application))
    return Task(text, _address(review), _("Go on"), due=due(review))


def _all_to_finish(number: int, first: Review) -> Task:
    text = _("%(number)d reviews wait for you to finish them", number=number)
    return Task(text, url_for("reviews.index"), _("See the reviews"), due=due(first))


def _to_talk(review: Review) -> Task:
    reference = review.application.reference
    text = _("%(application)s: you and another reviewer differ widely. Talk together", application=reference)
    return Task(text, url_for("reviews.show", reference=reference), _("See the reviews"), due=due(review))


def _all_to_talk(number: int, first: Review) -> Task:
    text = _("%(number)d applications on which you and another reviewer differ widely", number=number)
    return Task(text, url_for("reviews.index"), _("See the reviews"), due=due(first))


def _address(review: Review) -> str:
    return url_for("review.show", reference=review.application.reference)
