"""What exists: an organisation's requests to cooperate with a municipality."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel.orm import Base

WAITING = text("status = 'waiting'")


class RequestStatus(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class RelationRequest(Base):
    """An organisation asks a municipality for a cooperation; about the same there is one that waits."""

    __tablename__ = "relation_request"
    __table_args__ = (
        CheckConstraint("(status = 'waiting') = (closed_at IS NULL)", name="closed_has_its_time"),
        CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed_by_somebody"),
        CheckConstraint("(status = 'declined') = (declined_reason <> '')", name="declined_has_its_reason"),
        CheckConstraint("(status = 'accepted') = (relation_id IS NOT NULL)", name="accepted_has_its_relation"),
        Index(
            "uq_relation_request_waiting",
            "organisation_id",
            "municipality_id",
            "scope",
            unique=True,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    scope: Mapped[str]
    about: Mapped[str]
    reason: Mapped[str]
    status: Mapped[RequestStatus]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    declined_reason: Mapped[str]
    relation_id: Mapped[int | None] = mapped_column(ForeignKey("relation.id"))
    version: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation] = relationship()
    municipality: Mapped[Municipality] = relationship()

    __mapper_args__ = {"version_id_col": version}
