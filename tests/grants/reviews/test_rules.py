"""Who reviews and when; no database."""

from datetime import UTC, date, datetime

import pytest

from grants.applications.models import Application, ApplicationStatus
from grants.eligibility.models import CheckStatus, FormalCheck
from grants.reviews import rules
from grants.reviews.models import DiscussionNote, Review, ReviewStatus
from grants.reviews.rules import Disqualified, Marks
from tests.grants.assessing import A1, SCALE, marks, refusal

AT = datetime(2026, 4, 1, tzinfo=UTC)
SENT = Application(status=ApplicationStatus.SUBMITTED)
PASSED = FormalCheck(status=CheckStatus.PASSED)


def review(status: ReviewStatus = ReviewStatus.DECLARED, reviewer: int = 1) -> Review:
    return Review(application=SENT, reviewer_id=reviewer, status=status, ground="")


@pytest.mark.parametrize("check", [None, FormalCheck(status=CheckStatus.OPEN), FormalCheck(status=CheckStatus.FAILED)])
def test_only_what_has_passed_the_formal_check_is_reviewed(check: FormalCheck | None) -> None:
    assert "formal check" in refusal(rules.ensure_may_assign, SENT, check, [], 1, SCALE)
    rules.ensure_may_assign(SENT, PASSED, [], 1, SCALE)


def test_nobody_is_given_it_twice_not_even_after_being_disqualified() -> None:
    for status in ReviewStatus:
        assert refusal(rules.ensure_may_assign, SENT, PASSED, [review(status)], 1, SCALE)


def test_three_at_most_have_it_and_the_disqualified_do_not_count() -> None:
    two = [review(reviewer=2), review(ReviewStatus.SUBMITTED, 3)]
    rules.ensure_may_assign(SENT, PASSED, [*two, review(ReviewStatus.DISQUALIFIED, 4)], 1, SCALE)
    assert refusal(rules.ensure_may_assign, SENT, PASSED, [*two, review(ReviewStatus.ASSIGNED, 4)], 1, SCALE)


def test_a_reviewer_has_the_role_and_no_part_in_the_application() -> None:
    rules.ensure_may_review(1, {1, 2}, {3})
    assert refusal(rules.ensure_may_review, 3, {1, 2}, set())
    assert refusal(rules.ensure_may_review, 1, {1, 2}, {1})


def test_impartiality_is_declared_before_the_first_score() -> None:
    assert "impartial" in refusal(rules.ensure_may_score, review(ReviewStatus.ASSIGNED))
    rules.ensure_may_score(review())
    for status in set(ReviewStatus) - {ReviewStatus.ASSIGNED}:
        assert refusal(rules.ensure_may_declare, review(status))


def test_somebody_is_disqualified_on_a_ground_at_any_time_but_once() -> None:
    for status in set(ReviewStatus) - {ReviewStatus.DISQUALIFIED}:
        rules.ensure_may_disqualify(review(status), "Svoger")
        assert refusal(rules.ensure_may_disqualify, review(status), " ")
    assert refusal(rules.ensure_may_disqualify, review(ReviewStatus.DISQUALIFIED), "Svoger")


def test_the_disqualified_is_refused_everything() -> None:
    with pytest.raises(Disqualified):
        rules.ensure_own(review(ReviewStatus.DISQUALIFIED), 1)
    with pytest.raises(Disqualified):
        rules.ensure_may_note(DiscussionNote(text=""), review(ReviewStatus.DISQUALIFIED), "Enige.")


def test_a_review_is_its_reviewers_own() -> None:
    rules.ensure_own(review(), 1)
    assert refusal(rules.ensure_own, review(), 2)


@pytest.mark.parametrize("points", [-1, 6])
def test_points_stay_on_the_scale(points: int) -> None:
    assert refusal(rules.ensure_marks_fit, {"K1": Marks(points)}, SCALE)
    rules.ensure_marks_fit({"K1": Marks(0), "K2": Marks(5), "K3": Marks(None)}, SCALE)
    assert refusal(rules.ensure_marks_fit, {"K9": Marks(3)}, SCALE)


@pytest.mark.parametrize("gap", [Marks(None, "Fordi."), Marks(3, "  ")], ids=["points", "reason"])
def test_a_review_is_sent_whole(gap: Marks) -> None:
    rules.ensure_may_submit(review(), marks(A1), SCALE)
    assert "K4" in refusal(rules.ensure_may_submit, review(), {**marks(A1), "K4": gap}, SCALE)
    for status in (ReviewStatus.ASSIGNED, ReviewStatus.SUBMITTED):
        assert refusal(rules.ensure_may_submit, review(status), marks(A1), SCALE)


def test_others_points_are_seen_after_ones_own_are_sent() -> None:
    assert [status for status in ReviewStatus if rules.may_see_others(review(status))] == [ReviewStatus.SUBMITTED]
    assert refusal(rules.ensure_may_note, DiscussionNote(text=""), review(), "Enige.")


def test_a_note_is_for_a_wide_difference_and_says_something() -> None:
    raised, author = DiscussionNote(text=""), review(ReviewStatus.SUBMITTED)
    assert rules.ensure_may_note(raised, author, "Enige om 4.") is raised
    assert rules.ensure_may_note(raised, None, "Enige om 4.") is raised
    assert refusal(rules.ensure_may_note, None, author, "Enige om 4.")
    assert refusal(rules.ensure_may_note, raised, author, " ")


@pytest.mark.parametrize(
    ("closed_on", "notified_on", "wanted"),
    [
        (date(2026, 3, 16), date(2026, 6, 15), date(2026, 6, 1)),
        (date(2027, 1, 15), date(2027, 2, 1), date(2027, 1, 23)),
    ],
)
def test_reviews_are_wanted_in_good_time_but_not_just_after_the_deadline(
    closed_on: date, notified_on: date, wanted: date
) -> None:
    assert rules.wanted_by(closed_on, notified_on) == wanted
