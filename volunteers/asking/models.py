"""What exists: volunteers who are asked about a trip, and the stand-ins of an offer in their order."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kernel.orm import Base
from volunteers.register.models import Volunteer
from volunteers.transport.models import TransportOffer
from volunteers.trips.models import Trip


class AskStatus(StrEnum):
    """What became of asking somebody."""

    WAITING = "waiting"
    YES = "yes"
    NO = "no"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    FELL_OUT = "fell_out"


class Ask(Base):
    """One volunteer asked about one trip; after a no nothing more is sent about it, ever.

    Who has said yes and falls out is still told that a stand-in was found, and nothing else. One who was put on the
    trip without being asked gets a row when falling out, so as not to be asked again. The token of the link is derived
    from the salt. `expires_at` is in the domain's time.
    """

    __tablename__ = "trip_ask"
    __table_args__ = (
        UniqueConstraint("trip_id", "volunteer_id"),
        CheckConstraint("(status IN ('yes', 'no', 'fell_out')) = (answered_at IS NOT NULL)", name="answered_when_said"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trip_id: Mapped[int] = mapped_column(ForeignKey("trip.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id"), index=True)
    status: Mapped[AskStatus]
    is_stand_in: Mapped[bool]
    salt: Mapped[str]
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    trip: Mapped[Trip] = relationship()
    volunteer: Mapped[Volunteer] = relationship()


class StandIn(Base):
    """A volunteer who may be asked when another falls out, in this order."""

    __tablename__ = "stand_in"
    __table_args__ = (UniqueConstraint("offer_id", "volunteer_id"), UniqueConstraint("offer_id", "place"))

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("transport_offer.id"))
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id"), index=True)
    place: Mapped[int]

    offer: Mapped[TransportOffer] = relationship()
    volunteer: Mapped[Volunteer] = relationship()
