"""What exists: agreements, what the parties write in them, the texts sent to signing, and who signed."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kernel.orm import Base
from partnership.relations.models import Relation
from partnership.relations.sides import Side

BEING_WRITTEN = text("status IN ('draft', 'for_signing')")


class AgreementStatus(StrEnum):
    """What has been done with an agreement; whether a signed one is in force today follows from its days."""

    DRAFT = "draft"
    FOR_SIGNING = "for_signing"
    SIGNED = "signed"
    TERMINATED = "terminated"
    REPLACED = "replaced"
    DISCARDED = "discarded"


class Agreement(Base):
    """A written agreement between the parties of a relation; one at a time is being written."""

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("relation_id", "number"),
        CheckConstraint("starts_on <= ends_on", name="begins_before_it_ends"),
        CheckConstraint("notice_months BETWEEN 1 AND 12", name="notice_is_in_months"),
        CheckConstraint("language IN ('nb', 'nn', 'en')", name="language_is_known"),
        CheckConstraint(
            "(last_on IS NULL) = (status IN ('draft', 'for_signing', 'discarded'))", name="signed_has_its_last_day"
        ),
        CheckConstraint(
            "(status = 'terminated') = (terminated_at IS NOT NULL)"
            " AND (terminated_at IS NULL) = (terminated_by_id IS NULL)"
            " AND (terminated_at IS NULL) = (terminated_side IS NULL)"
            " AND (terminated_at IS NULL) = (terminated_reason = '')",
            name="termination_is_whole",
        ),
        Index(
            "uq_agreement_being_written",
            "relation_id",
            unique=True,
            sqlite_where=BEING_WRITTEN,
            postgresql_where=BEING_WRITTEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    number: Mapped[int]
    template: Mapped[str]
    language: Mapped[str]
    status: Mapped[AgreementStatus]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    notice_months: Mapped[int]
    has_annex: Mapped[bool]
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))
    last_on: Mapped[date | None]
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    terminated_at: Mapped[datetime | None]
    terminated_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    terminated_side: Mapped[Side | None]
    terminated_reason: Mapped[str]
    version: Mapped[int] = mapped_column()

    relation: Mapped[Relation] = relationship()

    __mapper_args__ = {"version_id_col": version}


class AgreementSection(Base):
    """What the parties have written in one section, each with a version of its own."""

    __tablename__ = "agreement_section"
    __table_args__ = (UniqueConstraint("agreement_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    key: Mapped[str]
    words: Mapped[str]
    edited_at: Mapped[datetime]
    edited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class AgreementText(Base):
    """The exact text of one sending to signing; never changed, only followed by another when it is sent back."""

    __tablename__ = "agreement_text"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number"),
        CheckConstraint(
            "(returned_at IS NULL) = (returned_by_id IS NULL) AND (returned_at IS NULL) = (returned_word = '')",
            name="return_is_whole",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    number: Mapped[int]
    content: Mapped[str]
    fingerprint: Mapped[str]
    frozen_at: Mapped[datetime]
    frozen_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    returned_at: Mapped[datetime | None]
    returned_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    returned_word: Mapped[str]

    agreement: Mapped[Agreement] = relationship()


class AgreementSignature(Base):
    """One side's signature below one exact text: who, as what, when, and how they had signed in."""

    __tablename__ = "agreement_signature"
    __table_args__ = (UniqueConstraint("text_id", "side"), UniqueConstraint("text_id", "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("agreement_text.id"))
    side: Mapped[Side]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    title: Mapped[str]
    body_name: Mapped[str]
    fingerprint: Mapped[str]
    is_by_link: Mapped[bool]
    signed_at: Mapped[datetime]

    text: Mapped[AgreementText] = relationship()
