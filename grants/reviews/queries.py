"""What is read: reviews, their points and notes, and what they come to."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import Role, Viewer
from grants.applications.models import Application, ApplicationStatus
from grants.applications.queries import OTHERS_WHO_SEE, ApplicantBody, by_reference
from grants.calls.queries import content_of
from grants.eligibility.queries import involved_in
from grants.reviews.models import DiscussionNote, Review, ReviewStatus, Score
from grants.reviews.rules import Marks, counts
from grants.reviews.scoring import Points, Scoring, scoring
from kernel.registry import panel

OPEN = (ReviewStatus.ASSIGNED, ReviewStatus.DECLARED)
IMPARTIAL = (ReviewStatus.DECLARED, ReviewStatus.SUBMITTED)


@dataclass(frozen=True)
class Standing:
    """Where the reviews of an application stand: all of them, their points by review, the notes, what they come to.

    `counting` are those sent about what now stands.
    """

    reviews: Sequence[Review]
    counting: Sequence[Review]
    scores: Mapping[int, Mapping[str, Score]]
    notes: Mapping[str, DiscussionNote]
    scoring: Scoring

    @property
    def under_way(self) -> int:
        """How many reviews are being written."""
        return sum(1 for review in self.reviews if review.status is ReviewStatus.DECLARED)

    @property
    def changed_at(self) -> datetime | None:
        """When what counts last changed: a review was sent, or a reviewer disqualified."""
        gone = [review.declared_at for review in self.reviews if review.status is ReviewStatus.DISQUALIFIED]
        moments = [*gone, *(review.submitted_at for review in self.counting)]
        return max((moment for moment in moments if moment is not None), default=None)

    @property
    def reviewer_ids(self) -> frozenset[int]:
        """Everybody who was asked to review the application, the disqualified too."""
        return frozenset(review.reviewer_id for review in self.reviews)


@panel(OTHERS_WHO_SEE)
def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """A reviewer sees the applications given to it, once it has declared itself impartial."""
    return exists().where(
        Review.application_id == Application.id,
        Review.reviewer_id == viewer.id,
        Review.status.in_(IMPARTIAL),
        Application.submitted_at.is_not(None),  # one that is reopened is the applicant's own draft again
    )


def reviews_of(session: Session, application_id: int) -> Sequence[Review]:
    """The reviews of an application with their reviewers, in the order in which they were assigned."""
    statement = select(Review).where(Review.application_id == application_id).options(joinedload(Review.reviewer))
    return session.scalars(statement.order_by(Review.id)).all()


def review_of(session: Session, application_id: int, person_id: int) -> Review | None:
    """A person's review of an application."""
    return session.scalar(
        select(Review).where(Review.application_id == application_id, Review.reviewer_id == person_id)
    )


def get_own(session: Session, reference: str, *, viewer: Viewer) -> Review:
    """The viewer's own review with its application, also a disqualified one, which is then refused; raises NotFound."""
    application = joinedload(Review.application)
    statement = (
        select(Review)
        .join(Application, Application.id == Review.application_id)
        .where(by_reference(reference), Review.reviewer_id == viewer.id)
        .options(application.joinedload(Application.call), application.joinedload(Application.applicant))
    )
    review = session.scalar(statement)
    if review is None:
        raise NotFound
    return review


def disqualified(session: Session, reference: str, *, viewer: Viewer) -> Review | None:
    """The review from which the viewer is disqualified, whatever else the viewer may be; then nothing is shown."""
    statement = (
        select(Review)
        .join(Application, Application.id == Review.application_id)
        .where(by_reference(reference), Review.reviewer_id == viewer.id, Review.status == ReviewStatus.DISQUALIFIED)
    )
    return session.scalar(statement)


def reviewers(session: Session) -> list[Person]:
    """The active people who are reviewers, by name."""
    holding = select(RoleHolding.person_id).where(RoleHolding.role == Role.REVIEWER, RoleHolding.ended_at.is_(None))
    return list(session.scalars(select(Person).where(Person.is_active, Person.id.in_(holding)).order_by(Person.name)))


def candidates(session: Session, application: Application) -> list[Person]:
    """The reviewers who may be given an application: not yet asked, and with no part in it."""
    asked = {review.reviewer_id for review in reviews_of(session, application.id)}
    taken = asked | involved_in(session, application)
    return [person for person in reviewers(session) if person.id not in taken]


def scores_of(session: Session, review_id: int) -> dict[str, Score]:
    """The points of a review by criterion."""
    return {score.criterion: score for score in session.scalars(select(Score).where(Score.review_id == review_id))}


def marks_of(session: Session, review_id: int) -> dict[str, Marks]:
    """What a reviewer has given so far, by criterion."""
    return {code: Marks(score.points, score.reason) for code, score in scores_of(session, review_id).items()}


def notes_of(session: Session, application_id: int) -> dict[str, DiscussionNote]:
    """The notes of an application by criterion; one without text has been raised and not written."""
    statement = select(DiscussionNote).where(DiscussionNote.application_id == application_id)
    return {note.criterion: note for note in session.scalars(statement)}


def assigned_to(session: Session, person_id: int) -> Sequence[Review]:
    """The reviews that wait for a person, with their applications, the oldest first."""
    application = joinedload(Review.application)
    statement = (
        select(Review)
        .join(Application, Application.id == Review.application_id)
        .where(
            Review.reviewer_id == person_id,
            Review.status.in_(OPEN),
            Application.status == ApplicationStatus.SUBMITTED,
        )
        .options(application.joinedload(Application.call), application.joinedload(Application.applicant))
        .order_by(Review.assigned_at, Review.id)
    )
    return session.scalars(statement).all()


def to_talk_about(session: Session, person_id: int) -> Sequence[Review]:
    """A person's sent reviews that differ widely from another's, where nobody has written what came of it."""
    application = joinedload(Review.application)
    unwritten = exists().where(DiscussionNote.application_id == Review.application_id, DiscussionNote.text == "")
    statement = (
        select(Review)
        .join(Application, Application.id == Review.application_id)
        .where(
            Review.reviewer_id == person_id,
            Review.status == ReviewStatus.SUBMITTED,
            Application.status == ApplicationStatus.SUBMITTED,
            unwritten,
        )
        .options(application.joinedload(Application.call), application.joinedload(Application.applicant))
        .order_by(Review.assigned_at, Review.id)
    )
    return session.scalars(statement).all()


def standing_of(session: Session, application: Application) -> Standing:
    """Where the reviews of an application stand, in three statements."""
    return standings(session, [application])[application.id]


def standings(session: Session, applications: Collection[Application]) -> dict[int, Standing]:
    """Where the reviews of several applications stand, by their ids, in three statements."""
    ids = [application.id for application in applications]
    reviews: dict[int, list[Review]] = defaultdict(list)
    scores: dict[int, dict[str, Score]] = defaultdict(dict)
    notes: dict[int, dict[str, DiscussionNote]] = defaultdict(dict)
    given = select(Review).where(Review.application_id.in_(ids)).options(joinedload(Review.reviewer))
    for review in session.scalars(given.order_by(Review.id)):
        reviews[review.application_id].append(review)
    points = select(Score).join(Review, Review.id == Score.review_id).where(Review.application_id.in_(ids))
    for score in session.scalars(points):
        scores[score.review_id][score.criterion] = score
    for note in session.scalars(select(DiscussionNote).where(DiscussionNote.application_id.in_(ids))):
        notes[note.application_id][note.criterion] = note
    return {each.id: _standing(each, reviews[each.id], scores, notes[each.id]) for each in applications}


def _standing(
    application: Application,
    reviews: Sequence[Review],
    scores: Mapping[int, Mapping[str, Score]],
    notes: Mapping[str, DiscussionNote],
) -> Standing:
    counting = [review for review in reviews if counts(review, application)]
    points = [_points(scores[review.id]) for review in counting]
    written = {code for code, note in notes.items() if note.text}
    outcome = scoring(content_of(application.call).scale, points, notes.keys(), written)
    return Standing(reviews, counting, {review.id: scores[review.id] for review in reviews}, notes, outcome)


def _points(scores: Mapping[str, Score]) -> Points:
    return {code: score.points for code, score in scores.items() if score.points is not None}


def own_of(session: Session, reference: str, *, viewer: Viewer) -> Review | None:
    """The viewer's own review of an application, whatever has become of it, if there is one."""
    statement = select(Review).join(Application, Application.id == Review.application_id)
    return session.scalar(statement.where(by_reference(reference), Review.reviewer_id == viewer.id))


def listed(viewer: Viewer) -> Select[Any]:
    """The reviews that a viewer has been asked for, as rows of a list."""
    return (
        select(
            Review.id,
            Application.reference,
            Application.title,
            ApplicantBody.c.name.label("applicant"),
            Review.status,
            Review.assigned_at,
            Application.status.label("stage"),
        )
        .join(Application, Application.id == Review.application_id)
        .join(ApplicantBody, ApplicantBody.c.id == Application.applicant_id)
        .where(Review.reviewer_id == viewer.id)
    )
