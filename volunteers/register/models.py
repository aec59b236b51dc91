"""What exists: volunteers, and what makes each ready."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import Person
from directory.bodies.models import Body
from kernel.orm import Base
from kernel.sealed import Sealed
from partnership.quality.models import LegalBasis


class Affiliation(StrEnum):
    """Whose volunteer somebody is. Source: E14."""

    ORGANISATION = "organisation"
    MUNICIPALITY = "municipality"
    UNORGANISED = "unorganised"


class VolunteerStatus(StrEnum):
    """Where a volunteer stands with a body; a pause is a pair of days, not a status."""

    APPLIED = "applied"
    ACTIVE = "active"
    ENDED = "ended"


class Help(StrEnum):
    """What a volunteer wishes to help with."""

    TRANSPORT = "transport"
    ESCORT = "escort"
    COMPANION = "companion"
    DIGITAL_HELP = "digital_help"
    ACTIVITY = "activity"
    TEACHING = "teaching"


class QualificationKind(StrEnum):
    """What makes a volunteer ready; the five topics of courses are E10's."""

    BASIC_TRAINING = "basic_training"
    VOLUNTEER_MANAGEMENT = "volunteer_management"
    ETHICS = "ethics"
    CULTURE = "culture"
    DEMENTIA = "dementia"
    LEGAL_FRAMES = "legal_frames"
    INSTRUCTOR_SEMINAR = "instructor_seminar"
    OTHER_COURSE = "other_course"
    CONFIDENTIALITY = "confidentiality"
    LICENCE = "licence"
    POLICE_CERTIFICATE = "police_certificate"


class Volunteer(Base):
    """Somebody who helps, for a body: own wish first, then what, where and when.

    `kinds` and `areas` hold codes and postcodes joined by commas, `availability` slots such as `monday 09:00-15:00`;
    no area means everywhere, no slot means by agreement. The four days at the end are what the qualifications come to,
    kept here so that thousands can be looked through at once. `reach` is in kilometres. There is no count of what
    somebody missed, and no score.
    """

    __tablename__ = "volunteer"
    __table_args__ = (
        CheckConstraint("(paused_from IS NULL) = (paused_to IS NULL)", name="pause_is_whole"),
        CheckConstraint("paused_from IS NULL OR paused_from <= paused_to", name="pause_ends_after_it_begins"),
        CheckConstraint("(status = 'ended') = (ended_on IS NOT NULL)", name="ended_has_its_day"),
        Index("ix_volunteer_body", "body_id", "status"),
        Index("uq_volunteer_person", "body_id", "person_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    affiliation: Mapped[Affiliation]
    status: Mapped[VolunteerStatus]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(Sealed)
    phone: Mapped[str] = mapped_column(Sealed)
    born_year: Mapped[int | None]
    postcode: Mapped[str]
    wish: Mapped[str]
    not_wished: Mapped[str]
    languages: Mapped[str]
    kinds: Mapped[str]
    areas: Mapped[str]
    availability: Mapped[str]
    reach: Mapped[int]
    trips_a_week: Mapped[int | None]
    hours_a_week: Mapped[int | None]
    paused_from: Mapped[date | None]
    paused_to: Mapped[date | None]
    applied_at: Mapped[datetime]
    since: Mapped[date | None]
    ended_on: Mapped[date | None]
    basic_training_to: Mapped[date | None]
    special_training_to: Mapped[date | None]
    confidential_since: Mapped[date | None]
    may_drive_until: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    body: Mapped[Body] = relationship()
    person: Mapped[Person | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Qualification(Base):
    """A course that was completed, a declaration that was signed, or a paper that was shown; never the paper itself.

    A police certificate is noted only with a legal basis: that it was shown, when and to whom. Source: P13–P16, X17.
    """

    __tablename__ = "volunteer_qualification"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'police_certificate') = (legal_basis IS NOT NULL)", name="certificate_has_a_legal_basis"
        ),
        CheckConstraint("legal_basis IS NULL OR legal_basis <> 'none'", name="no_certificate_without_basis"),
        CheckConstraint("valid_to IS NULL OR valid_to >= done_on", name="valid_after_it_is_done"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id", ondelete="CASCADE"), index=True)
    kind: Mapped[QualificationKind]
    title: Mapped[str]
    done_on: Mapped[date]
    valid_to: Mapped[date | None]
    shown_to: Mapped[str]
    legal_basis: Mapped[LegalBasis | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    volunteer: Mapped[Volunteer] = relationship()
