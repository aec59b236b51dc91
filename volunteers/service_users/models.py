"""What exists: service users with what a helper must know, their consents, and each reading of them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import Person
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel.orm import Base
from kernel.sealed import Sealed


class AgeBand(StrEnum):
    """How old somebody is, and no closer."""

    UNDER_67 = "under_67"
    FROM_67 = "67_79"
    FROM_80 = "80_89"
    FROM_90 = "90_plus"
    UNKNOWN = "unknown"


class Need(StrEnum):
    """What a helper must know: what somebody does and needs, never why. Source: A06, domain 5.2."""

    WALKS_ALONE = "walks_alone"
    STICK = "stick"
    ROLLATOR = "rollator"
    LIGHT_WHEELCHAIR = "light_wheelchair"
    HEAVY_WHEELCHAIR = "heavy_wheelchair"
    NO_STAIRS = "no_stairs"
    ARM = "arm"
    POOR_HEARING = "poor_hearing"
    POOR_SIGHT = "poor_sight"
    FETCH_INSIDE = "fetch_inside"
    HANDOVER = "handover"
    UNSURE = "unsure"
    ALLERGY = "allergy"
    PAUSES = "pauses"


class Purpose(StrEnum):
    """What a consent is for; one yes or no for each."""

    TRANSPORT = "transport"
    ARRIVAL_TO_HOME_CARE = "arrival_to_home_care"
    NUMBER_TO_NEXT_OF_KIN = "number_to_next_of_kin"
    ANONYMOUS_NUMBERS = "anonymous_numbers"


class GivenHow(StrEnum):
    """How a consent was given."""

    SIGNED = "signed"
    ORAL = "oral"


class Place(StrEnum):
    """Where somebody was read about, for the log."""

    PROFILE = "profile"
    REQUEST = "request"
    TRIP = "trip"
    BOARD = "board"
    SLIP = "slip"
    HOME_CARE = "home_care"


class ServiceUser(Base):
    """Somebody who is helped, known by a code such as B-0007; name, number, address and needs are sealed.

    There is no national identity number and no diagnosis. `needs` holds codes joined by commas. The telephone number
    is found again by its digest. Home care sees those that it registered itself. An erased one keeps its code, so that
    trips can still be counted.
    """

    __tablename__ = "service_user"
    __table_args__ = (
        UniqueConstraint("body_id", "code"),
        CheckConstraint("erased_at IS NULL OR (first_name = '' AND phone = '' AND address = '')", name="erased_whole"),
        Index("ix_service_user_phone", "body_id", "phone_digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    code: Mapped[str]
    first_name: Mapped[str] = mapped_column(Sealed)
    phone: Mapped[str] = mapped_column(Sealed)
    phone_digest: Mapped[str]
    takes_text_messages: Mapped[bool]
    address: Mapped[str] = mapped_column(Sealed)
    postcode: Mapped[str]
    age_band: Mapped[AgeBand]
    needs: Mapped[str] = mapped_column(Sealed)
    practical: Mapped[str] = mapped_column(Sealed)
    contact_name: Mapped[str] = mapped_column(Sealed)
    contact_phone: Mapped[str] = mapped_column(Sealed)
    registered_at: Mapped[datetime]
    registered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    is_from_home_care: Mapped[bool]
    erased_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    body: Mapped[Body] = relationship(foreign_keys=[body_id])
    municipality: Mapped[Municipality] = relationship(foreign_keys=[municipality_id])

    __mapper_args__ = {"version_id_col": version}


class Consent(Base):
    """A yes or a no for one purpose, from the person or a representative, and when it was taken back."""

    __tablename__ = "consent"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to >= given_on", name="valid_after_it_is_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_user_id: Mapped[int] = mapped_column(ForeignKey("service_user.id"), index=True)
    purpose: Mapped[Purpose]
    is_given: Mapped[bool]
    representative: Mapped[str] = mapped_column(Sealed)
    how: Mapped[GivenHow]
    given_on: Mapped[date]
    valid_to: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]

    service_user: Mapped[ServiceUser] = relationship()


class Reading(Base):
    """That somebody has read about a service user, where and when; written after the answer."""

    __tablename__ = "service_user_reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_user_id: Mapped[int] = mapped_column(ForeignKey("service_user.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    place: Mapped[Place]
    read_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
