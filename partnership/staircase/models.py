"""What exists: versions of the staircase."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from kernel.orm import Base


class VersionStatus(StrEnum):
    """Where a version stands; an active one is frozen."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class SourceKind(StrEnum):
    """Where a version's text comes from."""

    PROPOSAL = "proposal"
    HANDBOOK = "handbook"
    LOCAL = "local"


class StaircaseVersion(Base):
    """One version of the staircase: a whole document, told apart by its fingerprint."""

    __tablename__ = "staircase_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    status: Mapped[VersionStatus]
    source_kind: Mapped[SourceKind]
    content: Mapped[dict[str, Any]]
    fingerprint: Mapped[str]
    imported_at: Mapped[datetime]
