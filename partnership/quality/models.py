"""What exists: what is recorded about safety in a relation, in numbers and dates and never by a volunteer's name."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.orm import Base


class PreparationKind(StrEnum):
    """What makes volunteers ready."""

    CONFIDENTIALITY = "confidentiality"
    BASIC_TRAINING = "basic_training"
    SPECIAL_TRAINING = "special_training"


class LegalBasis(StrEnum):
    """What a police certificate may be asked for by; without a basis none may be asked for. Source: P13–P16."""

    SERVICE_FOR_MUNICIPALITY = "service_for_municipality"
    MINORS_OR_DISABILITY = "minors_or_disability"
    NONE = "none"


class Preparation(Base):
    """How many volunteers have signed a version of the declaration, or had a course, and when it is renewed."""

    __tablename__ = "quality_preparation"
    __table_args__ = (
        UniqueConstraint("relation_id", "kind"),
        CheckConstraint("volunteers >= 0 AND volunteers <= out_of", name="at_most_all"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    kind: Mapped[PreparationKind]
    volunteers: Mapped[int]
    out_of: Mapped[int]
    title: Mapped[str]
    done_on: Mapped[date]
    refresh_months: Mapped[int | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Insurance(Base):
    """What insures the volunteers, whom it covers, and up to what age."""

    __tablename__ = "quality_insurance"

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"), unique=True)
    insurer: Mapped[str]
    covers_driver: Mapped[bool]
    covers_passenger: Mapped[bool]
    covers_accident: Mapped[bool]
    upper_age_limit: Mapped[int | None]
    valid_to: Mapped[date]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class IncidentRoutine(Base):
    """Where the joint routine for incidents is written, and how often incidents are gone through together."""

    __tablename__ = "quality_routine"

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"), unique=True)
    reference: Mapped[str]
    agreed_on: Mapped[date]
    review_months: Mapped[int]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class IncidentReview(Base):
    """That incidents were gone through together: how many, how many are still open, and what was learnt."""

    __tablename__ = "quality_review"
    __table_args__ = (
        UniqueConstraint("relation_id", "reviewed_on"),
        CheckConstraint("still_open >= 0 AND still_open <= incidents", name="open_at_most_all"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    reviewed_on: Mapped[date]
    incidents: Mapped[int]
    still_open: Mapped[int]
    learnt: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class PoliceCertificates(Base):
    """The legal basis first; only with one, how many certificates were shown, last when, and to whom."""

    __tablename__ = "quality_certificates"
    __table_args__ = (
        CheckConstraint(
            "legal_basis <> 'none' OR (shown IS NULL AND last_shown_on IS NULL AND shown_to IS NULL)",
            name="nothing_shown_without_basis",
        ),
        CheckConstraint(
            "(shown IS NULL) = (last_shown_on IS NULL) AND (shown IS NULL) = (shown_to IS NULL)",
            name="shown_whole",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"), unique=True)
    legal_basis: Mapped[LegalBasis]
    reason: Mapped[str]
    assessed_on: Mapped[date]
    shown: Mapped[int | None]
    last_shown_on: Mapped[date | None]
    shown_to: Mapped[str | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
