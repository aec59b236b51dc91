"""What exists: relations."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel.orm import Base


class CoordinationModel(StrEnum):
    """Who organises the volunteers. Source: P10."""

    ORGANISATION = "organisation"
    MUNICIPAL_REFLEXIVE = "municipal_reflexive"
    VOLUNTEER_CENTRE = "volunteer_centre"


class Relation(Base):
    """A municipality and an organisation that cooperate, or a municipality and its own volunteers."""

    __tablename__ = "relation"
    __table_args__ = (
        CheckConstraint(
            "(coordination_model = 'municipal_reflexive') = (organisation_id IS NULL)",
            name="own_volunteers_have_no_organisation",
        ),
        Index("uq_relation_parties", "municipality_id", text("coalesce(organisation_id, 0)"), "scope", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    coordination_model: Mapped[CoordinationModel]
    scope: Mapped[str]
    about: Mapped[str]
    wished_step: Mapped[int | None]
    wished_reason: Mapped[str]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    municipality: Mapped[Municipality] = relationship()
    organisation: Mapped[Organisation | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
