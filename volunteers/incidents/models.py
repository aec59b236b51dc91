"""What exists: incidents, without names."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kernel.orm import Base
from volunteers.transport.models import TransportOffer
from volunteers.trips.models import Trip


class IncidentKind(StrEnum):
    """What happened."""

    LATE = "late"
    FALL = "fall"
    NO_SHOW = "no_show"
    GOT_LOST = "got_lost"
    UNWELL = "unwell"
    CONDUCT = "conduct"
    PRIVACY = "privacy"
    OTHER = "other"


class ToldTo(StrEnum):
    """Who was told."""

    HOME_CARE = "home_care"
    RELATIVE = "relative"
    POLICE = "police"
    NOBODY = "nobody"


class Incident(Base):
    """Something that went wrong: severity 1 to 3, what was done, and when it was closed; no names in any text.

    The link to its trip is cut when the time for keeping it is over; the incident itself stays. Source: T14.
    """

    __tablename__ = "incident"
    __table_args__ = (CheckConstraint("severity BETWEEN 1 AND 3", name="severity_in_three"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("transport_offer.id"), index=True)
    trip_id: Mapped[int | None] = mapped_column(ForeignKey("trip.id"))
    kind: Mapped[IncidentKind]
    severity: Mapped[int]
    happened_on: Mapped[date]
    told_to: Mapped[ToldTo]
    what: Mapped[str]
    action: Mapped[str]
    closed_on: Mapped[date | None]
    reported_at: Mapped[datetime]
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    offer: Mapped[TransportOffer] = relationship()
    trip: Mapped[Trip | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
