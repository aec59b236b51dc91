"""What exists: entries of hours, planned and given."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kernel.orm import Base
from volunteers.register.models import Volunteer


class Work(StrEnum):
    """What hours were given to. Source: R8."""

    ACTIVITY = "activity"
    COORDINATION = "coordination"
    TRANSPORT = "transport"


class HourEntry(Base):
    """Minutes that a volunteer planned and gave on a day; what a trip wrote has its `trip_key` and is written once."""

    __tablename__ = "volunteer_hours"
    __table_args__ = (
        CheckConstraint("planned_minutes BETWEEN 0 AND 1440", name="planned_fits_a_day"),
        CheckConstraint("minutes IS NULL OR minutes BETWEEN 0 AND 1440", name="given_fits_a_day"),
        Index("ix_volunteer_hours_day", "volunteer_id", "done_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id", ondelete="CASCADE"))
    work: Mapped[Work]
    what: Mapped[str]
    done_on: Mapped[date]
    planned_minutes: Mapped[int]
    minutes: Mapped[int | None]
    trip_key: Mapped[str | None] = mapped_column(unique=True)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    volunteer: Mapped[Volunteer] = relationship()

    __mapper_args__ = {"version_id_col": version}
