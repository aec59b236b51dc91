"""What exists: voluntary organisations and volunteer centres."""

from enum import StrEnum

from sqlalchemy import ForeignKey
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
    """A voluntary organisation; one without a home municipality works in the whole country."""

    __tablename__ = "organisation"
    __mapper_args__ = {"polymorphic_identity": BodyKind.ORGANISATION}
    id: Mapped[int] = mapped_column(ForeignKey("body.id"), primary_key=True)
    organisation_kind: Mapped[OrganisationKind]
    home_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    about: Mapped[str]

    home: Mapped[Municipality | None] = relationship(foreign_keys=[home_id])
