"""What happens: reviews are assigned, declared, written, sent and taken up again, and differences talked about."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from grants.applications.models import Application
from grants.calls.content import Scale
from grants.calls.queries import content_of
from grants.eligibility.actions import lock
from grants.eligibility.queries import check_of, involved_in
from grants.eligibility.rules import ensure_impartial, ensure_waits
from grants.reviews import queries, rules
from grants.reviews.models import DiscussionNote, Review, ReviewStatus, Score
from grants.reviews.rules import Marks
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current


def scale_of(application: Application) -> Scale:
    """The scale of the call that an application was sent to."""
    return content_of(application.call).scale


def assign(session: Session, application: Application, reviewer_id: int, *, actor_id: int, at: datetime) -> Review:
    """Give an application to a reviewer, and promise the mail that tells of it."""
    lock(session, application)
    involved = involved_in(session, application)
    rules.ensure_may_assign(
        application,
        check_of(session, application.id),
        queries.reviews_of(session, application.id),
        reviewer_id,
        scale_of(application),
    )
    rules.ensure_may_review(reviewer_id, {person.id for person in queries.reviewers(session)}, involved)
    ensure_impartial(actor_id, involved)
    review = Review(
        application_id=application.id,
        application=application,
        reviewer_id=reviewer_id,
        status=ReviewStatus.ASSIGNED,
        assigned_at=at,
        assigned_by_id=actor_id,
        ground="",
    )
    session.add(review)
    audit.record(session, review, "assigned", actor_id=actor_id, at=at, changes={"reviewer": (None, reviewer_id)})
    outbox.promise(session, "grants.mail_assignment", at=at, review_id=review.id)
    return review


def declare(
    session: Session, review: Review, *, is_impartial: bool, ground: str = "", actor_id: int, at: datetime
) -> None:
    """Declare oneself impartial, or disqualified on a ground."""
    _hold_own(session, review, actor_id)
    if not is_impartial:
        _disqualify(session, review, ground, actor_id=actor_id, at=at)
        return
    _ensure_no_part(session, review)
    rules.ensure_may_declare(review)
    review.status, review.declared_at = ReviewStatus.DECLARED, at
    audit.record(session, review, "declared", actor_id=actor_id, at=at)


def disqualify(session: Session, review: Review, *, ground: str, actor_id: int, at: datetime) -> None:
    """Disqualify a reviewer, as a caseworker may when a connection is found; what it said counts no longer."""
    _hold(session, review)
    ensure_waits(review.application)
    ensure_impartial(actor_id, involved_in(session, review.application))
    _disqualify(session, review, ground, actor_id=actor_id, at=at)


def _disqualify(session: Session, review: Review, ground: str, *, actor_id: int, at: datetime) -> None:
    rules.ensure_may_disqualify(review, ground)
    before, review.status = review.status, ReviewStatus.DISQUALIFIED
    review.ground, review.submitted_at = ground.strip(), None
    review.declared_at = at  # also of one found later: what was decided on before then stands on other reviews
    changes = {"status": (before, review.status)}
    personal = {"ground": (None, review.ground)}
    audit.record(session, review, "disqualified", actor_id=actor_id, at=at, changes=changes, personal=personal)


def save_scores(
    session: Session, review: Review, marks: Mapping[str, Marks], *, version: int, actor_id: int, at: datetime
) -> None:
    """Write points and reasons in a draft; raises Stale when the same reviewer wrote in another window."""
    _hold_own(session, review, actor_id)
    _ensure_no_part(session, review)
    rules.ensure_may_score(review)
    rules.ensure_marks_fit(marks, scale_of(review.application))
    ensure_current(review.version, version)
    kept = queries.scores_of(session, review.id)
    changes: dict[str, tuple[object, object]] = {}
    for code, given in marks.items():
        new = Marks(given.points, given.reason.strip())
        old = kept.get(code)
        before = Marks(old.points, old.reason) if old else Marks(None)
        if before == new:
            continue
        changes |= {code: (before.points, new.points), f"{code} reason": (before.reason, new.reason)}
        if old is None:
            session.add(Score(review_id=review.id, criterion=code, points=new.points, reason=new.reason))
        else:
            old.points, old.reason = new.points, new.reason
    if changes:
        flag_modified(review, "declared_at")  # the version counts every writing, also of points alone
        audit.record(session, review, "scored", actor_id=actor_id, at=at, changes=changes)


def submit(session: Session, review: Review, *, version: int, actor_id: int, at: datetime) -> None:
    """Send a review; where it differs widely from another, a note is raised that somebody must write."""
    _hold_own(session, review, actor_id)
    _ensure_no_part(session, review)
    rules.ensure_may_submit(review, queries.marks_of(session, review.id), scale_of(review.application))
    ensure_current(review.version, version)
    review.status, review.submitted_at = ReviewStatus.SUBMITTED, at
    audit.record(session, review, "submitted", actor_id=actor_id, at=at)
    standing = queries.standing_of(session, review.application)
    for code in standing.scoring.wide:
        if code not in standing.notes:
            raised = DiscussionNote(
                application_id=review.application_id, criterion=code, text="", written_at=at, written_by_id=actor_id
            )
            session.add(raised)
            audit.record(session, raised, "raised", actor_id=actor_id, at=at, changes={"criterion": (None, code)})


def take_up(session: Session, review: Review, *, version: int, actor_id: int, at: datetime) -> None:
    """Take a sent review up again to change it; a decision proposed on it can then not be made as it stands."""
    _hold_own(session, review, actor_id)
    _ensure_no_part(session, review)
    rules.ensure_may_take_up(review)
    ensure_current(review.version, version)
    before, review.status, review.submitted_at = review.status, ReviewStatus.DECLARED, None
    audit.record(session, review, "taken_up", actor_id=actor_id, at=at, changes={"status": (before, review.status)})


def note(
    session: Session, application: Application, criterion: str, *, text: str, version: int, actor_id: int, at: datetime
) -> None:
    """Write what came of talking about a wide difference; raises Stale when somebody else was quicker."""
    lock(session, application)
    ensure_waits(application)
    ensure_impartial(actor_id, involved_in(session, application))
    raised = queries.notes_of(session, application.id).get(criterion)
    found = rules.ensure_may_note(raised, queries.review_of(session, application.id, actor_id), text)
    ensure_current(found.version, version)
    before, found.text = found.text, text.strip()
    found.written_at, found.written_by_id = at, actor_id
    audit.record(session, found, "noted", actor_id=actor_id, at=at, changes={"text": (before, found.text)})


def log_refusal(session: Session, review: Review, *, at: datetime) -> None:
    """Write in the trail that a disqualified reviewer asked for the application and was refused."""
    audit.record(session, review, "refused", actor_id=review.reviewer_id, at=at)


def _hold(session: Session, review: Review) -> None:
    lock(session, review.application)
    session.refresh(review)


def _hold_own(session: Session, review: Review, actor_id: int) -> None:
    _hold(session, review)
    rules.ensure_own(review, actor_id)


def _ensure_no_part(session: Session, review: Review) -> None:
    """A reviewer whose body has become a party since, as when a reopened application got a partner, says no more."""
    ensure_impartial(review.reviewer_id, involved_in(session, review.application))
