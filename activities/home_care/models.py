"""What exists: times when the offers were gone through with home care."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kernel.orm import Base


class Briefing(Base):
    """A day when a municipality's offers were gone through with home care; no word of any client. Source: E29."""

    __tablename__ = "offer_briefing"
    __table_args__ = (CheckConstraint("sheets >= 0", name="sheets_are_counted"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    held_on: Mapped[date]
    with_whom: Mapped[str]
    sheets: Mapped[int]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
