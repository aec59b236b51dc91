"""What exists: the lines of the trail."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from kernel.orm import Base


class AuditLine(Base):
    """Who did what to what; sealed by its place in the chain and never changed after."""

    __tablename__ = "audit_line"
    __table_args__ = (Index("ix_audit_line_subject", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(index=True)
    subject: Mapped[str]
    subject_id: Mapped[int]
    verb: Mapped[str]
    changes: Mapped[dict[str, Any]]
    place: Mapped[int | None] = mapped_column(unique=True)
    seal: Mapped[str | None]
