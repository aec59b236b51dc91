"""What exists: versions of the staircase."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from kernel.orm import Base

IS_ACTIVE = text("status = 'active'")


class VersionStatus(StrEnum):
    """Where a version stands; one is active at a time."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class SourceKind(StrEnum):
    """Where a version's text comes from."""

    PROPOSAL = "proposal"
    HANDBOOK = "handbook"
    LOCAL = "local"


class StaircaseVersion(Base):
    """One version of the staircase: a whole document, told apart by its fingerprint and never changed."""

    __tablename__ = "staircase_version"
    __table_args__ = (
        Index("uq_staircase_version_active", "status", unique=True, sqlite_where=IS_ACTIVE, postgresql_where=IS_ACTIVE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    status: Mapped[VersionStatus]
    source_kind: Mapped[SourceKind]
    content: Mapped[dict[str, Any]]
    fingerprint: Mapped[str]
    imported_at: Mapped[datetime]
    active_from: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]

    @validates("content", "fingerprint")
    def keep(self, name: str, value: Any) -> Any:
        """Let a text be written once: another text is another version."""
        if getattr(self, name) not in (None, value):
            raise ValueError("The text of a version is never changed.")
        return value
