"""What exists: what each run of the deletion job has erased."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kernel.orm import Base


class DeletionReport(Base):
    """How much of a body's personal data one run has erased, in numbers."""

    __tablename__ = "deletion_report"
    __table_args__ = (Index("ix_deletion_report_body", "body_id", "run_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    run_at: Mapped[datetime]
    trips: Mapped[int]
    profiles: Mapped[int]
    incidents: Mapped[int]
    readings: Mapped[int]
