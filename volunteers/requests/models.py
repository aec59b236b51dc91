"""What exists: requests for help to get there, once or again and again."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from activities.offers.models import Offer
from kernel.orm import Base
from kernel.sealed import Sealed
from volunteers.register.models import Volunteer
from volunteers.service_users.models import ServiceUser
from volunteers.transport.models import TransportOffer
from volunteers.unmet.models import PublicTransport


class RequestStatus(StrEnum):
    """Where a request stands; whether a day has its volunteer is told by that day's trip."""

    AWAITING_CONSENT = "awaiting_consent"
    TO_ASSESS = "to_assess"
    OPEN = "open"
    DONE = "done"
    NOT_SUITABLE = "not_suitable"
    UNMET = "unmet"
    CANCELLED_BY_USER = "cancelled_by_user"
    CANCELLED_BY_OFFER = "cancelled_by_offer"


class Channel(StrEnum):
    """Who asked, and how."""

    PHONE = "phone"
    HOME_CARE = "home_care"
    SELF = "self"
    RELATIVE = "relative"


class Recurrence(StrEnum):
    """How often. Source: T9."""

    ONCE = "once"
    WEEKLY = "weekly"
    EVERY_SECOND_WEEK = "every_second_week"
    MONTHLY = "monthly"


class WayHome(StrEnum):
    """How somebody gets home: with us, or in a way that was agreed instead."""

    WITH_US = "with_us"
    RELATIVE = "relative"
    TAXI = "taxi"
    PUBLIC_TRANSPORT = "public_transport"


class RideRequest(Base):
    """What somebody has asked for: to be there at a time and home at another, on a day or on days that come again.

    `there_at` and `home_from` are times of day in Oslo: when to be there, and when to leave again. `destination` is
    sealed, since a place may tell of health; its postcode is not. A request is fit for volunteers when all five
    answers of the check are yes. Source: domain 5.2, T2.
    """

    __tablename__ = "ride_request"
    __table_args__ = (
        CheckConstraint("(way_home = 'with_us') = (home_from IS NOT NULL)", name="way_home_is_known"),
        CheckConstraint("home_from IS NULL OR home_from > there_at", name="home_after_there"),
        CheckConstraint("(assessed_on IS NULL) = (assessed_by_id IS NULL)", name="assessed_by_somebody"),
        CheckConstraint("until IS NULL OR until >= starts_on", name="until_after_start"),
        Index("ix_ride_request_offer", "offer_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("transport_offer.id"))
    service_user_id: Mapped[int] = mapped_column(ForeignKey("service_user.id"), index=True)
    status: Mapped[RequestStatus]
    destination: Mapped[str] = mapped_column(Sealed)
    to_postcode: Mapped[str]
    catalogue_offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id"))
    starts_on: Mapped[date] = mapped_column(index=True)
    there_at: Mapped[time]
    home_from: Mapped[time | None]
    way_home: Mapped[WayHome]
    flexible_minutes: Mapped[int]
    is_companion_needed: Mapped[bool]
    wants_known: Mapped[bool]
    recurrence: Mapped[Recurrence]
    until: Mapped[date | None]
    times: Mapped[int | None]
    regular_volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"))
    public_transport: Mapped[PublicTransport]
    channel: Mapped[Channel]
    received_at: Mapped[datetime]
    received_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    needs_no_lifting: Mapped[bool | None]
    needs_no_care: Mapped[bool | None]
    is_safe_alone: Mapped[bool | None]
    is_well_informed: Mapped[bool | None]
    is_no_statutory: Mapped[bool | None]
    assessed_on: Mapped[date | None]
    assessed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    generated_to: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    offer: Mapped[TransportOffer] = relationship()
    service_user: Mapped[ServiceUser] = relationship()
    catalogue_offer: Mapped[Offer | None] = relationship()
    regular_volunteer: Mapped[Volunteer | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
