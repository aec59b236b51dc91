"""What exists: reviews, their points, and what reviewers said where they differed widely."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import Person
from grants.applications.models import Application
from kernel.orm import Base


class ReviewStatus(StrEnum):
    """How far a review has come; who has something to do with the applicant is disqualified."""

    ASSIGNED = "assigned"
    DECLARED = "declared"
    SUBMITTED = "submitted"
    DISQUALIFIED = "disqualified"


class Review(Base):
    """One reviewer's reading of one application; `ground` is why somebody is disqualified."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("application_id", "reviewer_id"),
        CheckConstraint("(status = 'assigned') = (declared_at IS NULL)", name="declared_has_its_time"),
        CheckConstraint("(status = 'submitted') = (submitted_at IS NOT NULL)", name="submitted_has_its_time"),
        CheckConstraint("(status = 'disqualified') = (ground <> '')", name="disqualified_on_a_ground"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[ReviewStatus]
    assigned_at: Mapped[datetime]
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    declared_at: Mapped[datetime | None]
    ground: Mapped[str]
    submitted_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    application: Mapped[Application] = relationship()
    reviewer: Mapped[Person] = relationship(foreign_keys=[reviewer_id])

    __mapper_args__ = {"version_id_col": version}


class Score(Base):
    """A review's points on one criterion, from 0, with the reason."""

    __tablename__ = "score"
    __table_args__ = (UniqueConstraint("review_id", "criterion"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    criterion: Mapped[str]
    points: Mapped[int | None]
    reason: Mapped[str]


class DiscussionNote(Base):
    """What the reviewers found when they talked about a criterion on which they differed widely."""

    __tablename__ = "discussion_note"
    __table_args__ = (UniqueConstraint("application_id", "criterion"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    criterion: Mapped[str]
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
