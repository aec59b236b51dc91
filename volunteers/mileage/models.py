"""What exists: rates from a day on, and claims for kilometres."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kernel.orm import Base
from volunteers.register.models import Volunteer
from volunteers.transport.models import Payer
from volunteers.trips.models import Trip


class ClaimStatus(StrEnum):
    """Where a claim stands."""

    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    APPROVED = "approved"
    EXPORTED = "exported"


class MileageRate(Base):
    """What a body pays for a kilometre from a day on, in NOK, and where that is written."""

    __tablename__ = "mileage_rate"
    __table_args__ = (
        UniqueConstraint("body_id", "valid_from"),
        CheckConstraint("per_km >= 0 AND per_passenger_km >= 0", name="rates_are_no_debt"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    valid_from: Mapped[date]
    per_km: Mapped[Decimal]
    per_passenger_km: Mapped[Decimal]
    source: Mapped[str]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class MileageClaim(Base):
    """What a volunteer drove on one trip, by the volunteer's own word and never by an estimate.

    `km_empty` is what was driven without the passenger. The amount is worked out by the rate of the trip's day when it
    is approved, and stands from then on.
    """

    __tablename__ = "mileage_claim"
    __table_args__ = (
        CheckConstraint("km BETWEEN 0 AND 2000 AND km_empty BETWEEN 0 AND 2000", name="kilometres_of_a_day"),
        CheckConstraint("tolls >= 0 AND parking >= 0", name="expenses_are_no_debt"),
        CheckConstraint(
            "(status IN ('approved', 'exported')) = (amount IS NOT NULL AND approved_at IS NOT NULL)",
            name="approved_has_its_amount",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trip_id: Mapped[int] = mapped_column(ForeignKey("trip.id"), unique=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteer.id"), index=True)
    status: Mapped[ClaimStatus]
    km: Mapped[int]
    km_empty: Mapped[int]
    tolls: Mapped[Decimal]
    parking: Mapped[Decimal]
    payer: Mapped[Payer]
    note: Mapped[str]
    rate_id: Mapped[int | None] = mapped_column(ForeignKey("mileage_rate.id"))
    amount: Mapped[Decimal | None]
    sent_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    trip: Mapped[Trip] = relationship()
    volunteer: Mapped[Volunteer] = relationship()
    rate: Mapped[MileageRate | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
