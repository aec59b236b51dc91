"""What exists: decisions and their reasons."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import Person
from grants.applications.models import Application
from kernel.orm import Base


class DecisionStatus(StrEnum):
    """How far a decision has come; it counts, and is told, when it is made."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    MADE = "made"


class Outcome(StrEnum):
    """What is decided; a dismissed application is not judged by the criteria."""

    GRANTED = "granted"
    PARTLY = "partly"
    REJECTED = "rejected"
    DISMISSED = "dismissed"


class AppealRight(StrEnum):
    """Whether the decision can be appealed. Source: P22, P23."""

    YES = "yes"
    NO = "no"
    UNDER_REVIEW = "under_review"


class Decision(Base):
    """What is decided about an application: the first year's amount in NOK, and how many further years are indicated.

    It is proposed by one person and made by another.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("outcome IN ('granted', 'partly') OR amount = 0", name="money_when_granted"),
        CheckConstraint(
            "(status = 'made') = (made_at IS NOT NULL) AND (made_at IS NULL) = (made_by_id IS NULL)",
            name="made_is_whole",
        ),
        CheckConstraint("made_by_id IS NULL OR made_by_id <> proposed_by_id", name="four_eyes"),
        CheckConstraint("(status = 'returned') = (remark <> '')", name="returned_with_a_remark"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    status: Mapped[DecisionStatus]
    outcome: Mapped[Outcome]
    amount: Mapped[int]
    further_years: Mapped[int]
    summary: Mapped[str]
    legal_basis: Mapped[str]
    appeal_right: Mapped[AppealRight]
    appeal_days: Mapped[int]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    remark: Mapped[str]
    made_at: Mapped[datetime | None]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    application: Mapped[Application] = relationship()
    proposed_by: Mapped[Person] = relationship(foreign_keys=[proposed_by_id])
    made_by: Mapped[Person | None] = relationship(foreign_keys=[made_by_id])

    __mapper_args__ = {"version_id_col": version}


class DecisionReason(Base):
    """The reason on one criterion, as the applicant reads it."""

    __tablename__ = "decision_reason"
    __table_args__ = (UniqueConstraint("decision_id", "criterion"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    criterion: Mapped[str]
    text: Mapped[str]
