"""What exists: notices, each of which somebody is told once."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kernel.orm import Base
from volunteers.register.models import Volunteer
from volunteers.trips.models import Trip


class NoticeKind(StrEnum):
    """What is told."""

    ASSIGNED = "assigned"
    REMINDER = "reminder"
    CHANGED = "changed"
    CANCELLED_BY_US = "cancelled_by_us"
    CANCELLED_BY_PASSENGER = "cancelled_by_passenger"
    STAND_IN_FOUND = "stand_in_found"
    ESCALATED = "escalated"


class Recipient(StrEnum):
    """Who is told."""

    PASSENGER = "passenger"
    VOLUNTEER = "volunteer"
    COORDINATOR = "coordinator"


class By(StrEnum):
    """How: a mail, a text message, or a call that somebody ticks off."""

    MAIL = "mail"
    TEXT = "text"
    CALL = "call"


class Notice(Base):
    """One thing that somebody is told about a trip, once; a call waits until somebody ticks that it was made.

    `once` is made of the trip's sequence, the kind and the recipient. No word of it is kept: it is put together when
    it is sent. A volunteer who is told has `volunteer_id`, also when the trip has another one by then. Notices that
    belong together go out in one message: `carried_by` is the key of the job that carries them.
    """

    __tablename__ = "trip_notice"
    __table_args__ = (
        CheckConstraint("(recipient = 'volunteer') = (volunteer_id IS NOT NULL)", name="volunteer_is_named"),
        Index("ix_trip_notice_trip", "trip_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trip_id: Mapped[int] = mapped_column(ForeignKey("trip.id"))
    kind: Mapped[NoticeKind]
    recipient: Mapped[Recipient]
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"), index=True)
    by: Mapped[By]
    once: Mapped[str] = mapped_column(unique=True)
    carried_by: Mapped[str | None]
    created_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    told_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    trip: Mapped[Trip] = relationship()
    volunteer: Mapped[Volunteer | None] = relationship()
