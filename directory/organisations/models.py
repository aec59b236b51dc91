"""What exists: voluntary organisations and volunteer centres."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.bodies.models import Body, BodyKind
from directory.municipalities.models import Municipality
from kernel.lifecycle import _l


class OrganisationKind(StrEnum):
    """What kind of organisation it is."""

    LOCAL_ASSOCIATION = "local_association"
    VOLUNTEER_CENTRE = "volunteer_centre"
    NATIONAL = "national"
    OTHER = "other"


ORGANISATION_KIND_LABELS: dict[OrganisationKind, str] = {
    OrganisationKind.LOCAL_ASSOCIATION: _l("Local association"),
    OrganisationKind.VOLUNTEER_CENTRE: _l("Volunteer centre"),
    OrganisationKind.NATIONAL: _l("National organisation"),
    OrganisationKind.OTHER: _l("Another kind of organisation"),
}


class Organisation(Body):
    """A voluntary organisation; one without a home municipality works in the whole country.

    Whether it stands in the Register of Voluntary Organisations is unknown until somebody has looked.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("is_in_voluntary_register IS NULL OR looked_up_at IS NOT NULL", name="known_by_looking_up"),
    )
    __mapper_args__ = {"polymorphic_identity": BodyKind.ORGANISATION}
    id: Mapped[int] = mapped_column(ForeignKey("body.id"), primary_key=True)
    organisation_kind: Mapped[OrganisationKind]
    home_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    about: Mapped[str]
    looked_up_at: Mapped[datetime | None]
    is_in_voluntary_register: Mapped[bool | None]

    home: Mapped[Municipality | None] = relationship(foreign_keys=[home_id])
