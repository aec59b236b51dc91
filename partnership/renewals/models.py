"""What exists: the reminders that bodies have been given, so that none is given twice."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.orm import Base
from partnership.relations.sides import Side


class Topic(StrEnum):
    """What a reminder is about: the four stages of evidence that ends, and the two of waiting for an assessment."""

    ENDS_SOON = "ends_soon"
    HAS_ENDED = "has_ended"
    GRACE_ENDS = "grace_ends"
    FALLEN = "fallen"
    OTHER_WAITS = "other_waits"
    MAY_SHOW = "may_show"


class Reminder(Base):
    """One thing that the people of a side are reminded of once: a point by its key and the day it is counted from.

    Without a relation it is about what the body holds for all of its own. `told_on` is the day of the mail.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        Index(
            "uq_reminder_once",
            "body_id",
            "side",
            text("coalesce(relation_id, 0)"),
            "topic",
            "key",
            "since",
            unique=True,
        ),
        Index("ix_reminder_told_on", "told_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    side: Mapped[Side]
    relation_id: Mapped[int | None] = mapped_column(ForeignKey("relation.id"))
    topic: Mapped[Topic]
    key: Mapped[str]
    since: Mapped[date]
    told_on: Mapped[date | None]
