"""What exists: trips, each of one passenger: out, wait and home as one linked thing."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kernel.orm import Base
from kernel.sealed import Sealed
from volunteers.register.models import Volunteer
from volunteers.requests.models import RideRequest
from volunteers.service_users.models import ServiceUser
from volunteers.transport.models import TransportOffer, Vehicle
from volunteers.unmet.models import UnmetReason


class TripStatus(StrEnum):
    """Where a trip stands. Source: domain 5.3."""

    OPEN = "open"
    PLANNED = "planned"
    VOLUNTEER_CONFIRMED = "volunteer_confirmed"
    AT_DOOR = "at_door"
    ON_THE_WAY = "on_the_way"
    ARRIVED = "arrived"
    RETURN_ON_THE_WAY = "return_on_the_way"
    HOME = "home"
    CLOSED = "closed"
    NO_SHOW = "no_show"
    ABORTED = "aborted"
    SKIPPED = "skipped"
    UNMET = "unmet"
    CANCELLED_BY_USER = "cancelled_by_user"
    CANCELLED_BY_OFFER = "cancelled_by_offer"


class Trip(Base):
    """One passenger's way out and home again on a day; all planned times are set when it is made.

    `due_on` is the day by the request's recurrence, which stays when the trip is moved and makes it one for ever.
    `leave_at` is when the passenger leaves the door, `home_at` when the passenger is home again; both homeward times
    are missing only where another way home was agreed. Trips with the same `together_id` share a vehicle and a
    volunteer. Kilometres and minutes are whole. Source: domain 5.2.
    """

    __tablename__ = "trip"
    __table_args__ = (
        UniqueConstraint("request_id", "due_on"),
        CheckConstraint("leave_at <= arrive_at", name="leaves_before_it_arrives"),
        CheckConstraint("(return_at IS NULL) = (home_at IS NULL)", name="way_home_is_whole"),
        CheckConstraint(
            "return_at IS NULL OR (arrive_at <= return_at AND return_at <= home_at)", name="home_after_out"
        ),
        CheckConstraint(
            "status NOT IN ('planned', 'volunteer_confirmed') OR volunteer_id IS NOT NULL", name="planned_has_volunteer"
        ),
        CheckConstraint("(status = 'unmet') = (unmet_reason IS NOT NULL)", name="unmet_has_its_reason"),
        Index("ix_trip_offer_day", "offer_id", "on_date"),
        Index("ix_trip_volunteer", "volunteer_id", "on_date"),
        Index("ix_trip_vehicle", "vehicle_id", "on_date"),
        Index("ix_trip_service_user", "service_user_id", "on_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("ride_request.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("transport_offer.id"))
    service_user_id: Mapped[int] = mapped_column(ForeignKey("service_user.id"))
    status: Mapped[TripStatus]
    due_on: Mapped[date]
    on_date: Mapped[date]
    leave_at: Mapped[datetime]
    arrive_at: Mapped[datetime]
    return_at: Mapped[datetime | None]
    home_at: Mapped[datetime | None]
    from_address: Mapped[str] = mapped_column(Sealed)
    from_postcode: Mapped[str]
    destination: Mapped[str] = mapped_column(Sealed)
    to_postcode: Mapped[str]
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"))
    vehicle_id: Mapped[int | None] = mapped_column(ForeignKey("vehicle.id"))
    together_id: Mapped[int | None] = mapped_column(ForeignKey("trip.id"))
    is_short_notice: Mapped[bool]
    was_stood_in: Mapped[bool]
    at_door_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    return_left_at: Mapped[datetime | None]
    home_again_at: Mapped[datetime | None]
    handed_over_to: Mapped[str] = mapped_column(Sealed)
    ended_at: Mapped[datetime | None]
    unmet_reason: Mapped[UnmetReason | None]
    calendar_id: Mapped[str] = mapped_column(unique=True)
    sequence: Mapped[int]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    request: Mapped[RideRequest] = relationship()
    offer: Mapped[TransportOffer] = relationship()
    service_user: Mapped[ServiceUser] = relationship()
    volunteer: Mapped[Volunteer | None] = relationship()
    vehicle: Mapped[Vehicle | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
