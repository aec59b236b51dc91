"""What exists: dry runs, and the proposals to put a version in force, each decided by somebody else."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import Person
from kernel.orm import Base
from partnership.staircase.models import StaircaseVersion

IS_OPEN = text("status IN ('proposed', 'planned')")


class ActivationStatus(StrEnum):
    """How far a proposal has come; planned is decided, and waits for its day."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    PLANNED = "planned"
    DONE = "done"


class Activation(Base):
    """A proposal to put a version in force from a day, or at once; made by one person and decided by another.

    Whoever proposed it may take it back, and then the remark says why.
    """

    __tablename__ = "activation"
    __table_args__ = (
        CheckConstraint(
            "(status = 'proposed') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by_id IS NULL)",
            name="decided_is_whole",
        ),
        CheckConstraint("status NOT IN ('planned', 'done') OR decided_by_id <> proposed_by_id", name="four_eyes"),
        CheckConstraint("(status = 'returned') = (remark <> '')", name="returned_with_a_remark"),
        CheckConstraint("status <> 'planned' OR valid_from IS NOT NULL", name="planned_for_a_day"),
        Index("uq_activation_open", "staircase_id", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staircase_id: Mapped[int] = mapped_column(ForeignKey("staircase_version.id"))
    status: Mapped[ActivationStatus]
    valid_from: Mapped[date | None]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    remark: Mapped[str]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    staircase: Mapped[StaircaseVersion] = relationship()
    proposed_by: Mapped[Person] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])

    __mapper_args__ = {"version_id_col": version}


class DryRun(Base):
    """What a version would change, counted some relations at a time against the version in force."""

    __tablename__ = "dry_run"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a job of a run that was begun anew finds its row no more

    id: Mapped[int] = mapped_column(primary_key=True)
    staircase_id: Mapped[int] = mapped_column(ForeignKey("staircase_version.id"), unique=True)
    former_id: Mapped[int] = mapped_column(ForeignKey("staircase_version.id"))
    as_of: Mapped[date]
    begun_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]]

    staircase: Mapped[StaircaseVersion] = relationship(foreign_keys=[staircase_id])
    former: Mapped[StaircaseVersion] = relationship(foreign_keys=[former_id])
