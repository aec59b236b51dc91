"""What exists: relations, whom each is for, and what is in place around a municipality's own volunteers."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel.orm import Base


class CoordinationModel(StrEnum):
    """Who organises the volunteers. Source: P10."""

    ORGANISATION = "organisation"
    MUNICIPAL_REFLEXIVE = "municipal_reflexive"
    VOLUNTEER_CENTRE = "volunteer_centre"


class CollaborationForm(StrEnum):
    """What the parties call their way of working; co-creation is no form but a flag. Source: E30."""

    COORDINATION = "coordination"
    COOPERATION = "cooperation"
    PARTNERSHIP = "partnership"


class TargetGroup(StrEnum):
    """Whom a cooperation is for. Source: E06."""

    ALL_OLDER = "all_older"
    FRAIL_HOME_DWELLING = "frail_home_dwelling"
    DEMENTIA_INCLUSIVE = "dementia_inclusive"
    REDUCED_MOBILITY = "reduced_mobility"
    LIVING_ALONE = "living_alone"
    DIGITAL_BEGINNERS = "digital_beginners"
    RELATIVES = "relatives"
    MINORITY_LANGUAGE = "minority_language"


class Condition(StrEnum):
    """What must be in place around a municipality's own volunteers. Source: E14."""

    FRAMES = "frames"
    TRAINING = "training"
    COORDINATION = "coordination"


class Relation(Base):
    """A municipality and an organisation that cooperate, or a municipality and its own volunteers."""

    __tablename__ = "relation"
    __table_args__ = (
        CheckConstraint(
            "(coordination_model = 'municipal_reflexive') = (organisation_id IS NULL)",
            name="own_volunteers_have_no_organisation",
        ),
        CheckConstraint("co_creation = (co_creation_reason <> '')", name="co_creation_has_its_reason"),
        CheckConstraint("(ended_on IS NULL) = (ended_reason = '')", name="ended_has_its_reason"),
        Index("uq_relation_parties", "municipality_id", text("coalesce(organisation_id, 0)"), "scope", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    coordination_model: Mapped[CoordinationModel]
    scope: Mapped[str]
    about: Mapped[str]
    form: Mapped[CollaborationForm | None]
    co_creation: Mapped[bool]
    co_creation_reason: Mapped[str]
    wished_step: Mapped[int | None]
    wished_reason: Mapped[str]
    created_at: Mapped[datetime]
    ended_on: Mapped[date | None]
    ended_reason: Mapped[str]
    version: Mapped[int] = mapped_column()

    municipality: Mapped[Municipality] = relationship()
    organisation: Mapped[Organisation | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class RelationGroup(Base):
    """One of the groups that a cooperation is for."""

    __tablename__ = "relation_group"
    __table_args__ = (UniqueConstraint("relation_id", "target_group"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    target_group: Mapped[TargetGroup]


class VolunteerCondition(Base):
    """How one of the conditions for a municipality's own volunteers is met, and since when. Source: ST-2."""

    __tablename__ = "volunteer_condition"
    __table_args__ = (
        UniqueConstraint("relation_id", "condition"),
        CheckConstraint("(text = '') = (dated_on IS NULL)", name="told_with_its_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    condition: Mapped[Condition]
    text: Mapped[str]
    dated_on: Mapped[date | None]
