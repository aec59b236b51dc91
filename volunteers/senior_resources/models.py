"""What exists: senior resources with their own wish, needs, opportunities, and what has been connected."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from activities.offers.models import Offer
from directory.organisations.models import Organisation
from kernel.orm import Base
from kernel.sealed import Sealed
from partnership.core_teams.models import CoreTeam
from volunteers.register.models import Volunteer


class ResourceKind(StrEnum):
    """Who wishes to contribute. Source: D02."""

    ORGANISATION = "organisation"
    INFORMAL_GROUP = "informal_group"
    INDIVIDUAL = "individual"


class Theme(StrEnum):
    """What somebody wishes to do, or what is needed; a few, so that the two can meet."""

    COMPANY = "company"
    WALKING = "walking"
    GETTING_THERE = "getting_there"
    DIGITAL = "digital"
    PRACTICAL = "practical"
    FOOD = "food"
    CULTURE = "culture"
    LEARNING = "learning"
    ORGANISING = "organising"
    ACROSS_AGES = "across_ages"
    OTHER = "other"


class ConnectionStatus(StrEnum):
    """How far a connection has come; a no is an answer, and is not asked again. Source: B23."""

    SUGGESTED = "suggested"
    WISHED = "wished"
    UNDER_WAY = "under_way"
    DECLINED = "declined"
    ENDED = "ended"


class Segment(StrEnum):
    """Three groups of those who might contribute, counted and never named. Source: B22."""

    READY = "ready"
    WITH_SUPPORT = "with_support"
    NEITHER = "neither"


class SeniorResource(Base):
    """Somebody who wishes to contribute: the wish in their own words first, and little else. Source: D01, D02.

    `themes` are codes joined by commas. What tells who an individual or an informal group is, is sealed, kept by
    consent until a day, and erased when the consent ends; the row stays without it, so that counts hold.
    """

    __tablename__ = "senior_resource"
    __table_args__ = (
        CheckConstraint("(kind = 'organisation') = (organisation_id IS NOT NULL)", name="organisation_by_itself"),
        CheckConstraint(
            "kind = 'organisation' OR consent_on IS NOT NULL OR erased_on IS NOT NULL", name="kept_by_consent"
        ),
        CheckConstraint("(consent_on IS NULL) = (consent_until IS NULL)", name="consent_has_its_end"),
        CheckConstraint(
            "erased_on IS NULL OR (name = '' AND contact = '' AND wish = '' AND prerequisites = '')",
            name="erased_is_empty",
        ),
        Index("uq_senior_resource_organisation", "team_id", "organisation_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"), index=True)
    kind: Mapped[ResourceKind]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(Sealed)
    contact: Mapped[str] = mapped_column(Sealed)
    wish: Mapped[str] = mapped_column(Sealed)
    prerequisites: Mapped[str] = mapped_column(Sealed)
    themes: Mapped[str]
    people: Mapped[int]
    consent_on: Mapped[date | None]
    consent_how: Mapped[str]
    consent_until: Mapped[date | None]
    resting_until: Mapped[date | None]
    erased_on: Mapped[date | None]
    added_on: Mapped[date]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    team: Mapped[CoreTeam] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    volunteer: Mapped[Volunteer | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class LocalNeed(Base):
    """Something that is missing in a place, told without any person, and who said so."""

    __tablename__ = "local_need"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"), index=True)
    text: Mapped[str]
    themes: Mapped[str]
    place: Mapped[str]
    said_by: Mapped[str]
    noted_on: Mapped[date]
    met_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    team: Mapped[CoreTeam] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Opportunity(Base):
    """Something that is there already and could take part: a room, an event, an offer in the catalogue."""

    __tablename__ = "opportunity"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"), index=True)
    text: Mapped[str]
    themes: Mapped[str]
    place: Mapped[str]
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id"), index=True)
    open_until: Mapped[date | None]
    noted_on: Mapped[date]
    version: Mapped[int] = mapped_column()

    team: Mapped[CoreTeam] = relationship()
    offer: Mapped[Offer | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Connection(Base):
    """That a resource and a need, an opportunity or both belong together; under way when the resource wishes it."""

    __tablename__ = "resource_connection"
    __table_args__ = (
        CheckConstraint("need_id IS NOT NULL OR opportunity_id IS NOT NULL", name="connects_to_something"),
        UniqueConstraint("resource_id", "need_id", "opportunity_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("senior_resource.id"), index=True)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("local_need.id"), index=True)
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"), index=True)
    status: Mapped[ConnectionStatus]
    said: Mapped[str] = mapped_column(Sealed)
    changed_on: Mapped[date]
    version: Mapped[int] = mapped_column()

    resource: Mapped[SeniorResource] = relationship()
    need: Mapped[LocalNeed | None] = relationship()
    opportunity: Mapped[Opportunity | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class SegmentCount(Base):
    """How many people a team believes stand in each segment in a place, as counted on a day; never who."""

    __tablename__ = "segment_count"
    __table_args__ = (
        UniqueConstraint("team_id", "place", "segment"),
        CheckConstraint("people >= 0", name="no_less_than_nobody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"))
    place: Mapped[str]
    segment: Mapped[Segment]
    people: Mapped[int]
    counted_on: Mapped[date]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
