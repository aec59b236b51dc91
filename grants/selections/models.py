"""What exists: a proposed or made selection among the applications of a call, with a line for each of them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import Person
from grants.applications.models import Application
from grants.calls.models import Call
from kernel.orm import Base


class SelectionStatus(StrEnum):
    """How far a selection has come; it counts, and is told, when it is made."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    MADE = "made"


class Selection(Base):
    """Which applications of a call are chosen, and why so many; proposed by one person and made by another.

    `beyond` says why the number is outside the call's advice, where it is. Source: D08, D09.
    """

    __tablename__ = "selection"
    __table_args__ = (
        CheckConstraint(
            "(status = 'made') = (made_at IS NOT NULL) AND (made_at IS NULL) = (made_by_id IS NULL)",
            name="made_is_whole",
        ),
        CheckConstraint("made_by_id IS NULL OR made_by_id <> proposed_by_id", name="four_eyes"),
        CheckConstraint("(status = 'returned') = (remark <> '')", name="returned_with_a_remark"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), unique=True)
    status: Mapped[SelectionStatus]
    places: Mapped[int]
    beyond: Mapped[str]
    legal_basis: Mapped[str]
    remark: Mapped[str]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime | None]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    call: Mapped[Call] = relationship()
    proposed_by: Mapped[Person] = relationship(foreign_keys=[proposed_by_id])
    made_by: Mapped[Person | None] = relationship(foreign_keys=[made_by_id])

    __mapper_args__ = {"version_id_col": version}


class SelectionLine(Base):
    """What the proposal says of an application: chosen or not, its place in the order, and what it was judged by.

    `facts` are the values that the proposal used, frozen, so that its reasons can be told in any language later;
    `overruled` says why a person chose otherwise than the computed proposal, where one did.
    """

    __tablename__ = "selection_line"
    __table_args__ = (UniqueConstraint("selection_id", "application_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    selection_id: Mapped[int] = mapped_column(ForeignKey("selection.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    place: Mapped[int]
    is_proposed: Mapped[bool]
    is_chosen: Mapped[bool]
    overruled: Mapped[str]
    facts: Mapped[dict[str, Any]]

    application: Mapped[Application] = relationship()
