"""What exists: the feed of a volunteer's trips."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kernel.orm import Base
from volunteers.register.models import Volunteer


class CalendarFeed(Base):
    """One volunteer's feed; its token is derived from the salt, and a new salt closes the old address."""

    __tablename__ = "calendar_feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id", ondelete="CASCADE"), unique=True)
    salt: Mapped[str]
    made_at: Mapped[datetime]

    volunteer: Mapped[Volunteer] = relationship()
