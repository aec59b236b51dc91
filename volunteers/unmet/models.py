"""What exists: needs that were not met, each without a person."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from activities.offers.models import Weekday
from kernel.orm import Base
from volunteers.transport.models import TransportKind


class UnmetReason(StrEnum):
    """Why a need was not met."""

    NO_VOLUNTEER = "no_volunteer"
    TOO_LATE = "too_late"
    UNSUITABLE = "unsuitable"
    NO_VEHICLE = "no_vehicle"
    AREA = "area"
    COST = "cost"


class PublicTransport(StrEnum):
    """What was answered when public transport was asked about first."""

    NOT_ASKED = "not_asked"
    NONE_THERE = "none_there"
    CANNOT_USE = "cannot_use"
    USES_IT = "uses_it"


class UnmetNeed(Base):
    """One need that was not met; `once` keeps one request's day from counting twice.

    Nothing of it says whose need it was, so it outlives the request. Source: R9, E27.
    """

    __tablename__ = "unmet_need"
    __table_args__ = (Index("ix_unmet_need_place", "municipality_id", "wanted_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    kind: Mapped[TransportKind]
    reason: Mapped[UnmetReason]
    postcode: Mapped[str]
    weekday: Mapped[Weekday]
    wanted_on: Mapped[date]
    is_short_notice: Mapped[bool]
    public_transport: Mapped[PublicTransport]
    once: Mapped[str] = mapped_column(unique=True)
    recorded_at: Mapped[datetime]
