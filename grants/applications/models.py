"""What exists: applications, the answers on their pages, and the partners in them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.bodies.models import Body
from grants.calls.models import Call
from kernel.orm import Base


class ApplicationStatus(StrEnum):
    """How far an application has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"


class SignedAs(StrEnum):
    """By what authority an application is sent. Source: P26."""

    MUNICIPAL_DIRECTOR = "municipal_director"
    CHAIR = "chair"
    AUTHORITY = "authority"


class TaskMode(StrEnum):
    """How a task is shared between applicant and partner. Source: P42."""

    SHARED = "shared"
    DIVIDED = "divided"
    BOTH = "both"


class Application(Base):
    """One request for money; its status moves only through submissions.rules.TRANSITIONS.

    Its title is the answer that names the measure. `snapshot` holds where each relation stood on the staircase, who had
    confirmed and what was asked for, as it was when the application was sent (ST-16).
    """

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        CheckConstraint(
            "(submitted_at IS NULL) = (submitted_by_id IS NULL) AND (submitted_at IS NULL) = (signed_as IS NULL) "
            "AND (submitted_at IS NULL) = (snapshot IS NULL)",
            name="submitted_is_whole",
        ),
        CheckConstraint("status NOT IN ('submitted', 'decided') OR submitted_at IS NOT NULL", name="sent_has_its_time"),
        CheckConstraint("(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_its_time"),
        CheckConstraint("(reopened_until IS NULL) = (reopened_reason = '')", name="reopened_has_its_reason"),
        Index("ix_application_status", "call_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    number: Mapped[int]
    reference: Mapped[str] = mapped_column(unique=True)
    applicant_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    status: Mapped[ApplicationStatus]
    language: Mapped[str]
    title: Mapped[str]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_as: Mapped[SignedAs | None]
    snapshot: Mapped[dict[str, Any] | None]
    withdrawn_at: Mapped[datetime | None]
    reopened_until: Mapped[datetime | None]
    reopened_reason: Mapped[str]
    version: Mapped[int] = mapped_column()

    call: Mapped[Call] = relationship()
    applicant: Mapped[Body] = relationship()

    __mapper_args__ = {"version_id_col": version}


class AnswerPage(Base):
    """What one page of an application says: a question's parts by its code, and where what was filled in came from."""

    __tablename__ = "answer_page"
    __table_args__ = (UniqueConstraint("application_id", "page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    page: Mapped[str]
    answers: Mapped[dict[str, Any]]
    origins: Mapped[dict[str, Any]]
    edited_at: Mapped[datetime]
    edited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Partner(Base):
    """Somebody who takes part in an application, with its task and its part of a year's amount in NOK.

    What it confirms is exactly what stands here: a change of task, mode, hours or amount asks for a new confirmation.
    """

    __tablename__ = "application_partner"
    __table_args__ = (
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by = '')", name="confirmed_by_somebody"),
        CheckConstraint("confirmed_at IS NULL OR declined_at IS NULL", name="confirmed_or_declined"),
        Index(
            "uq_application_partner_body",
            "application_id",
            "body_id",
            unique=True,
            sqlite_where=text("body_id IS NOT NULL"),
            postgresql_where=text("body_id IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},  # the trail tells of a partner by its id, so none comes again
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    task: Mapped[str]
    mode: Mapped[TaskMode]
    hours: Mapped[int | None]
    amount: Mapped[int]
    salt: Mapped[str]
    invited_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    declined_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    application: Mapped[Application] = relationship()
    body: Mapped[Body | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
