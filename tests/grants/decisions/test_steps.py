"""What comes next with an application, from the check to the decision."""

from collections.abc import Sequence

import pytest
from sqlalchemy.orm import Session

from grants.applications.models import Application
from grants.decisions.steps import Step, next_step
from grants.eligibility.models import CheckStatus
from grants.reviews import actions as reviews
from grants.reviews.queries import notes_of, review_of, standing_of
from tests.grants.assessing import A1, REVIEWED, Office, a_call, a_check, a_review, an_application

WIDE = (2, 4, 5, 5, 4, 4, 4)


@pytest.fixture
def application(session: Session, office: Office) -> Application:
    made = an_application(session, a_call(session))
    a_check(session, made, office)
    return made


def give(session: Session, application: Application, office: Office, *points: Sequence[int] | None) -> None:
    for reviewer, each in zip(office.reviewers, points, strict=False):
        a_review(session, application, reviewer, office, each)


def step(session: Session, application: Application, check: CheckStatus = CheckStatus.PASSED) -> Step:
    return next_step(check, standing_of(session, application), None)


@pytest.mark.parametrize(
    ("points", "wanted"),
    [
        ((), Step.ASSIGN),
        ((A1,), Step.ASSIGN),
        ((A1, None), Step.REVIEW),
        ((A1, A1), Step.PROPOSE),
        ((A1, WIDE), Step.TALK),
        ((A1, A1, None), Step.REVIEW),
    ],
)
def test_reviews_are_given_written_and_talked_about_before_anything_is_proposed(
    session: Session, office: Office, application: Application, points: tuple[Sequence[int] | None, ...], wanted: Step
) -> None:
    give(session, application, office, *points)
    assert step(session, application) is wanted
    assert step(session, application, CheckStatus.OPEN) is Step.CHECK
    assert step(session, application, CheckStatus.FAILED) is Step.PROPOSE


def test_a_difference_that_stays_after_the_talk_asks_for_a_third_reviewer(
    session: Session, office: Office, application: Application
) -> None:
    give(session, application, office, A1, WIDE)
    note = notes_of(session, application.id)["K1"]
    by = office.caseworker.id
    reviews.note(session, application, "K1", text="Uenige.", version=note.version, actor_id=by, at=REVIEWED)
    session.flush()
    assert step(session, application) is Step.ASSIGN
    third = a_review(session, application, office.reviewers[2], office)
    assert step(session, application) is Step.REVIEW
    assert third.submitted_at is None


def test_a_disqualified_reviewer_is_replaced(session: Session, office: Office, application: Application) -> None:
    give(session, application, office, A1, A1)
    review = review_of(session, application.id, office.reviewers[0].id)
    assert review is not None
    reviews.disqualify(session, review, ground="Bror.", actor_id=office.caseworker.id, at=REVIEWED)
    session.flush()
    assert step(session, application) is Step.ASSIGN
