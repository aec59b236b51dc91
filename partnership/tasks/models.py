"""What exists: the table of who does what in a relation, and each side's confirmations of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kernel.orm import Base
from partnership.relations.models import Relation
from partnership.relations.sides import Side


class TaskMode(StrEnum):
    """How a task is shared. Source: P42."""

    SHARED = "shared"
    DIVIDED = "divided"
    BOTH = "both"


class TaskTable(Base):
    """Who does what in a relation; every writing gives it a new version, and with it a new need to be confirmed."""

    __tablename__ = "task_table"

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"), unique=True)
    edited_at: Mapped[datetime]
    edited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    relation: Mapped[Relation] = relationship()

    __mapper_args__ = {"version_id_col": version}


class RelationTask(Base):
    """One task: what is done, how it is shared, who sees to it, and how often."""

    __tablename__ = "relation_task"
    __table_args__ = (UniqueConstraint("table_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("task_table.id", ondelete="CASCADE"))
    place: Mapped[int]
    description: Mapped[str]
    mode: Mapped[TaskMode]
    responsible: Mapped[Side]
    frequency: Mapped[str]


class TaskConfirmation(Base):
    """A side's word that a version of the table is right; those of earlier versions stay as history."""

    __tablename__ = "task_confirmation"
    __table_args__ = (UniqueConstraint("table_id", "table_version", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("task_table.id"))
    table_version: Mapped[int]
    side: Mapped[Side]
    confirmed_at: Mapped[datetime]
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
