"""What exists: offers, when they are, whom they are for, and who has been asked whether they still hold."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel.orm import Base


class OfferStatus(StrEnum):
    """Where an offer stands; the public sees those that run or pause."""

    DRAFT = "draft"
    UNDER_PREPARATION = "under_preparation"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class OfferKind(StrEnum):
    """What kind of offer it is."""

    OPEN_GROUP = "open_group"
    ONE_TO_ONE = "one_to_one"
    COURSE = "course"
    DIGITAL = "digital"
    TRANSPORT = "transport"
    OTHER = "other"


class OfferMode(StrEnum):
    """Whether one meets in a place, on a screen, or either."""

    PHYSICAL = "physical"
    DIGITAL = "digital"
    BOTH = "both"


class Weekday(StrEnum):
    """The days of the week, in their order."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Rhythm(StrEnum):
    """How often an offer comes again."""

    WEEKLY = "weekly"
    EVERY_SECOND_WEEK = "every_second_week"
    MONTHLY = "monthly"
    AGREED = "agreed"


class TagKind(StrEnum):
    """What a tag tells of an offer: whom it is for, or one of WHO's eight domains. Source: P47."""

    TARGET_GROUP = "target_group"
    WHO_DOMAIN = "who_domain"


class Offer(Base):
    """Something offered to older people, by an organisation or a municipality, in one municipality.

    Its neutral name is the only one on slips and in mail, so that nobody learns of a diagnosis from it. Whoever entered
    it is the provider, or the municipality on the provider's behalf; then the provider's own word makes it public.
    """

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("cost >= 0", name="cost_is_no_debt"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="position_is_whole"),
        CheckConstraint("(status = 'paused') = (paused_until IS NOT NULL)", name="paused_has_its_day"),
        CheckConstraint(
            "status IN ('draft', 'under_preparation', 'ended') OR confirmed_on IS NOT NULL", name="public_is_confirmed"
        ),
        Index("ix_offer_municipality", "municipality_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    title: Mapped[str]
    neutral_name: Mapped[str]
    about: Mapped[str]
    kind: Mapped[OfferKind]
    mode: Mapped[OfferMode]
    place: Mapped[str]
    address: Mapped[str]
    postcode: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    is_pinned: Mapped[bool]
    season: Mapped[str]
    when_told: Mapped[str]
    not_suited: Mapped[str]
    shared_interest: Mapped[str]
    cost: Mapped[int]
    cost_told: Mapped[str]
    is_step_free: Mapped[bool]
    has_hearing_loop: Mapped[bool]
    has_toilet: Mapped[bool]
    getting_there: Mapped[str]
    has_transport: Mapped[bool]
    transport_contact: Mapped[str]
    contact_name: Mapped[str]
    contact_phone: Mapped[str]
    contact_email: Mapped[str]
    languages: Mapped[str]
    is_statutory: Mapped[bool]
    supplements: Mapped[str]
    anchored_in: Mapped[str]
    safe_how: Mapped[str]
    professional_how: Mapped[str]
    independent_how: Mapped[str]
    status: Mapped[OfferStatus]
    paused_until: Mapped[date | None]
    confirmed_on: Mapped[date | None] = mapped_column(index=True)
    asked_stage: Mapped[int]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime]
    edited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    provider: Mapped[Body] = relationship(foreign_keys=[provider_id])
    municipality: Mapped[Municipality] = relationship(foreign_keys=[municipality_id])
    entered_by: Mapped[Body] = relationship(foreign_keys=[entered_by_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_on_behalf(self) -> bool:
        """Whether the municipality entered it for the provider."""
        return self.entered_by_id != self.provider_id


class OfferTime(Base):
    """A time of the week at which an offer takes place."""

    __tablename__ = "offer_time"
    __table_args__ = (CheckConstraint("starts < ends", name="ends_after_it_starts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[Weekday]
    starts: Mapped[time]
    ends: Mapped[time]
    rhythm: Mapped[Rhythm]


class OfferTag(Base):
    """A code that an offer is tagged with."""

    __tablename__ = "offer_tag"
    __table_args__ = (UniqueConstraint("offer_id", "kind", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    kind: Mapped[TagKind]
    code: Mapped[str]


class Inquiry(Base):
    """One person, or a provider's address where nobody of it signs in, asked whether all its offers still hold.

    The token of its link is derived from the salt, so that neither row nor job holds it.
    """

    __tablename__ = "offer_inquiry"
    __table_args__ = (CheckConstraint("(person_id IS NULL) <> (provider_id IS NULL)", name="asks_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)
    email: Mapped[str]
    salt: Mapped[str]
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
