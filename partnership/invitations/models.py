"""What exists: invitations of organisations."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import Person
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel.orm import Base


class InvitationStatus(StrEnum):
    """How an invitation stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Invitation(Base):
    """A municipality's invitation of an organisation; its status moves only along rules.TRANSITIONS.

    The link's token is derived from the salt, so that neither row nor job holds it; `expires_at` and `sent_at` are in
    real time, all other times in the domain's.
    """

    __tablename__ = "relation_invitation"
    __table_args__ = (
        CheckConstraint("(status = 'waiting') = (closed_at IS NULL)", name="closed_has_its_time"),
        CheckConstraint("(status = 'accepted') = (relation_id IS NOT NULL)", name="accepted_has_its_relation"),
        CheckConstraint("status <> 'accepted' OR closed_by_id IS NOT NULL", name="accepted_by_somebody"),
        Index(
            "uq_relation_invitation_waiting",
            "municipality_id",
            "organisation_id",
            "scope",
            unique=True,
            sqlite_where=text("status = 'waiting'"),
            postgresql_where=text("status = 'waiting'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    scope: Mapped[str]
    leader_name: Mapped[str]
    email: Mapped[str]
    message: Mapped[str]
    status: Mapped[InvitationStatus]
    salt: Mapped[str]
    expires_at: Mapped[datetime]
    invited_at: Mapped[datetime]
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    relation_id: Mapped[int | None] = mapped_column(ForeignKey("relation.id"))
    version: Mapped[int] = mapped_column()

    municipality: Mapped[Municipality] = relationship()
    organisation: Mapped[Organisation] = relationship()
    invited_by: Mapped[Person] = relationship(foreign_keys=[invited_by_id])

    __mapper_args__ = {"version_id_col": version}
