"""What exists: formal checks, and what they say about each rule."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.applications.models import Application
from kernel.orm import Base


class CheckStatus(StrEnum):
    """How a formal check has gone."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"


class Verdict(StrEnum):
    """What is said about a rule; what is missing can be put right within a time."""

    OK = "ok"
    MISSING = "missing"
    REJECTED = "rejected"


class FormalCheck(Base):
    """The formal check of an application; `excluded_amount` is what cannot be funded of a year's amount, NOK."""

    __tablename__ = "formal_check"
    __table_args__ = (
        CheckConstraint(
            "(status = 'open') = (concluded_at IS NULL) AND (concluded_at IS NULL) = (concluded_by_id IS NULL)",
            name="concluded_is_whole",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    status: Mapped[CheckStatus]
    excluded_amount: Mapped[int]
    opened_at: Mapped[datetime]
    concluded_at: Mapped[datetime | None]
    concluded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    application: Mapped[Application] = relationship()

    __mapper_args__ = {"version_id_col": version}


class RuleVerdict(Base):
    """What a caseworker says about one rule, with the reason that the applicant may read."""

    __tablename__ = "rule_verdict"
    __table_args__ = (
        UniqueConstraint("check_id", "rule"),
        CheckConstraint("verdict = 'ok' OR reason <> ''", name="refused_with_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("formal_check.id"))
    rule: Mapped[str]
    verdict: Mapped[Verdict]
    reason: Mapped[str]
