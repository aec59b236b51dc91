"""What exists: calls."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.orm import Base


class Call(Base):
    """One announcement of money: a whole document, frozen when it is published; its last moment is `closes_at`."""

    __tablename__ = "call"
    __table_args__ = (CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    content: Mapped[dict[str, Any]]
    fingerprint: Mapped[str]
    published_on: Mapped[date]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    loaded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
