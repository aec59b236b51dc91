"""What exists: offers of transport, escort, companions and digital help, the hours they run, and vehicles."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from activities.offers.models import Offer, Weekday
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel.orm import Base
from volunteers.register.models import Volunteer


class TransportKind(StrEnum):
    """What is offered; the kinds are kept apart. Source: E28, C21."""

    TRANSPORT = "transport"
    ESCORT = "escort"
    COMPANION = "companion"
    DIGITAL_HELP = "digital_help"


class TransportStatus(StrEnum):
    """Where an offer stands."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class Payer(StrEnum):
    """Who pays for kilometres."""

    ORGANISATION = "organisation"
    PASSENGER = "passenger"
    GRANT = "grant"


class TransportOffer(Base):
    """A way of getting there, offered by a body in one municipality; its neutral name is the only one in messages.

    `areas` holds postcodes joined by commas, none for the whole municipality. `notice_days` is how early one asks.
    Amounts are in whole NOK. The insurance is what was clarified in writing. Source: domain 5.2.
    """

    __tablename__ = "transport_offer"
    __table_args__ = (
        CheckConstraint("price >= 0", name="price_is_no_debt"),
        CheckConstraint("notice_days BETWEEN 0 AND 60", name="notice_in_days"),
        CheckConstraint("(closed_from IS NULL) = (closed_to IS NULL)", name="closure_is_whole"),
        Index("ix_transport_offer_place", "municipality_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    catalogue_offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id"))
    kind: Mapped[TransportKind]
    status: Mapped[TransportStatus]
    name: Mapped[str]
    neutral_name: Mapped[str]
    coordinator_name: Mapped[str]
    coordinator_phone: Mapped[str]
    coordinator_email: Mapped[str]
    stand_in_name: Mapped[str]
    stand_in_phone: Mapped[str]
    areas: Mapped[str]
    languages: Mapped[str]
    notice_days: Mapped[int]
    trips_a_week: Mapped[int | None]
    price: Mapped[int]
    payer: Mapped[Payer]
    is_for_frail: Mapped[bool]
    insurer: Mapped[str]
    covers_driver: Mapped[bool]
    covers_passenger: Mapped[bool]
    covers_accident: Mapped[bool]
    upper_age_limit: Mapped[int | None]
    insured_to: Mapped[date | None]
    closed_from: Mapped[date | None]
    closed_to: Mapped[date | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    provider: Mapped[Body] = relationship(foreign_keys=[provider_id])
    municipality: Mapped[Municipality] = relationship(foreign_keys=[municipality_id])
    catalogue_offer: Mapped[Offer | None] = relationship(foreign_keys=[catalogue_offer_id])

    __mapper_args__ = {"version_id_col": version}


class TransportTime(Base):
    """A time of the week at which an offer runs; an offer without any runs by agreement."""

    __tablename__ = "transport_time"
    __table_args__ = (CheckConstraint("starts < ends", name="ends_after_it_starts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("transport_offer.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[Weekday]
    starts: Mapped[time]
    ends: Mapped[time]


class Vehicle(Base):
    """A body's vehicle, or a volunteer's own car; `seats` are belts for passengers, `boot` how many rollators fit."""

    __tablename__ = "vehicle"
    __table_args__ = (
        CheckConstraint("seats BETWEEN 1 AND 16", name="seats_are_counted"),
        CheckConstraint("wheelchairs BETWEEN 0 AND 4 AND boot BETWEEN 0 AND 8", name="room_is_counted"),
        CheckConstraint("step_height BETWEEN 0 AND 80", name="step_in_centimetres"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"), index=True)
    name: Mapped[str]
    seats: Mapped[int]
    wheelchairs: Mapped[int]
    has_ramp: Mapped[bool]
    boot: Mapped[int]
    step_height: Mapped[int]
    has_winter_tyres: Mapped[bool]
    is_in_use: Mapped[bool]
    version: Mapped[int] = mapped_column()

    volunteer: Mapped[Volunteer | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
