"""What exists: placements, assessments, what bodies say, disputes, joint answers and evidence."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kernel.orm import Base
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.level import Value
from partnership.staircase.models import StaircaseVersion

CURRENT = text("until IS NULL")
COUNTING = text("withdrawn_at IS NULL")


class AssessmentStatus(StrEnum):
    """Where a side's assessment stands; a submitted one is never changed, only followed by another."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


class Origin(StrEnum):
    """Where a draft's answer comes from; it is said once the page that it stands on has been saved."""

    SAID = "said"
    KNOWN = "known"
    CARRIED = "carried"


class Placement(Base):
    """Where a side places the cooperation by itself, in one tap and one sentence; never a computed level."""

    __tablename__ = "placement"
    __table_args__ = (UniqueConstraint("relation_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    side: Mapped[Side]
    step: Mapped[int]
    sentence: Mapped[str]
    placed_at: Mapped[datetime]
    placed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Assessment(Base):
    """One side's round of answers about a relation."""

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint("(status = 'submitted') = (submitted_at IS NOT NULL)", name="submitted_has_its_time"),
        Index(
            "uq_assessment_draft",
            "relation_id",
            "side",
            unique=True,
            sqlite_where=text("status = 'draft'"),
            postgresql_where=text("status = 'draft'"),
        ),
        Index("ix_assessment_relation", "relation_id", "side", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    staircase_id: Mapped[int] = mapped_column(ForeignKey("staircase_version.id"))
    side: Mapped[Side]
    status: Mapped[AssessmentStatus]
    is_latest: Mapped[bool]
    edited_at: Mapped[datetime]
    edited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    submitted_at: Mapped[datetime | None]
    shown_alone_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    relation: Mapped[Relation] = relationship()
    staircase: Mapped[StaircaseVersion] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Answer(Base):
    """What an assessment says about one indicator."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("assessment_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    code: Mapped[str]
    value: Mapped[Value]
    comment: Mapped[str]
    origin: Mapped[Origin]


class BodyAnswer(Base):
    """What a body says, once for all its relations, about an indicator that it holds; the history stays."""

    __tablename__ = "body_answer"
    __table_args__ = (
        Index("uq_body_answer_current", "body_id", "key", unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    key: Mapped[str]
    value: Mapped[Value]
    comment: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    said_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Dispute(Base):
    """A side's own, differing answer about an indicator that the other side answers; the history stays."""

    __tablename__ = "dispute"
    __table_args__ = (
        Index(
            "uq_dispute_current",
            "relation_id",
            "side",
            "key",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    side: Mapped[Side]
    key: Mapped[str]
    value: Mapped[Value]
    comment: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    said_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class JointAnswer(Base):
    """What both sides answer together about an indicator, in place of the lower of the two; the history stays."""

    __tablename__ = "joint_answer"
    __table_args__ = (
        Index(
            "uq_joint_answer_current",
            "relation_id",
            "key",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    key: Mapped[str]
    value: Mapped[Value]
    comment: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Evidence(Base):
    """What shows that an indicator is in place: a reference and its dates, never a personal document."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("(relation_id IS NULL) <> (body_id IS NULL)", name="held_by_one"),
        CheckConstraint("dated_on <= valid_to", name="valid_after_dated"),
        Index("ix_evidence_relation", "relation_id", "key"),
        Index("ix_evidence_body", "body_id", "key"),
        Index(
            "uq_evidence_same",
            text("coalesce(relation_id, 0)"),
            text("coalesce(body_id, 0)"),
            "key",
            "reference",
            "dated_on",
            unique=True,
            sqlite_where=COUNTING,
            postgresql_where=COUNTING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int | None] = mapped_column(ForeignKey("relation.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    key: Mapped[str]
    reference: Mapped[str]
    dated_on: Mapped[date]
    valid_to: Mapped[date]
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
