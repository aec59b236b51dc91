"""What exists: group work with its questions, those who joined without a name, and what the groups answered."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kernel.orm import Base
from partnership.programmes.models import Programme, ProgrammeEvent


class GroupWorkStatus(StrEnum):
    """How far group work has come."""

    DRAFT = "draft"
    OPEN = "open"
    RUNNING = "running"
    CLOSED = "closed"


class GroupWork(Base):
    """Questions that groups answer within some minutes; one joins with the code, which is drawn when it opens.

    The salt keys what is kept of those who join. Source: B35.
    """

    __tablename__ = "group_work"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 240", name="some_minutes"),
        CheckConstraint("group_size BETWEEN 2 AND 12", name="some_people"),
        CheckConstraint("(status IN ('running', 'closed')) = (started_at IS NOT NULL)", name="started_has_its_time"),
        CheckConstraint("(started_at IS NULL) = (ends_at IS NULL)", name="ends_when_started"),
        CheckConstraint("status = 'draft' OR code IS NOT NULL", name="open_has_its_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("programme_event.id"), index=True)
    title: Mapped[str]
    group_size: Mapped[int]
    minutes: Mapped[int]
    status: Mapped[GroupWorkStatus]
    code: Mapped[str | None] = mapped_column(unique=True)
    salt: Mapped[str]
    opened_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    programme: Mapped[Programme] = relationship()
    event: Mapped[ProgrammeEvent | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class GroupQuestion(Base):
    """One question of group work, and what the answers come to when somebody has summed them up."""

    __tablename__ = "group_question"
    __table_args__ = (UniqueConstraint("group_work_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_work_id: Mapped[int] = mapped_column(ForeignKey("group_work.id"))
    place: Mapped[int]
    text: Mapped[str]
    summary: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class GroupPlace(Base):
    """That a phone has joined: a digest of its secret, and its group once there is one; nobody's name."""

    __tablename__ = "group_place"
    __table_args__ = (UniqueConstraint("group_work_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_work_id: Mapped[int] = mapped_column(ForeignKey("group_work.id"))
    digest: Mapped[str]
    group_number: Mapped[int | None]
    joined_at: Mapped[datetime]


class GroupAnswer(Base):
    """One answer from a group; the key is the sending phone's own, so that what is sent twice is kept once.

    It is not tied to who wrote it, and carries no time more exact than its group work's. The teams read it when the
    centre has: `is_read` from when it was there as its question was summed up.
    """

    __tablename__ = "group_answer"
    __table_args__ = (
        UniqueConstraint("question_id", "key"),
        Index("ix_group_answer_question", "question_id", "group_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("group_question.id"))
    group_number: Mapped[int]
    text: Mapped[str]
    theme: Mapped[str]
    key: Mapped[str]
    is_read: Mapped[bool]

    question: Mapped[GroupQuestion] = relationship()
