"""What a coordinator writes of an offer of transport, whole, as it goes from the form to the tables."""

from dataclasses import dataclass, fields
from datetime import date, time

from activities.offers.models import Weekday
from volunteers.transport.models import Payer, TransportKind, TransportOffer

NOTICE_DAYS = 7


@dataclass(frozen=True)
class Hours:
    """A time of the week at which an offer runs."""

    weekday: Weekday
    starts: time
    ends: time


@dataclass(frozen=True)
class Words:
    """The facts of an offer that stand in its own row; `areas` are postcodes joined by commas."""

    kind: TransportKind
    name: str
    neutral_name: str
    is_for_frail: bool = False
    areas: str = ""
    notice_days: int = NOTICE_DAYS
    trips_a_week: int | None = None
    closed_from: date | None = None
    closed_to: date | None = None
    coordinator_name: str = ""
    coordinator_phone: str = ""
    coordinator_email: str = ""
    stand_in_name: str = ""
    stand_in_phone: str = ""
    languages: str = ""
    price: int = 0
    payer: Payer = Payer.ORGANISATION
    insurer: str = ""
    covers_driver: bool = False
    covers_passenger: bool = False
    covers_accident: bool = False
    upper_age_limit: int | None = None
    insured_to: date | None = None
    catalogue_offer_id: int | None = None


@dataclass(frozen=True)
class Content:
    """An offer's words, and the times of the week at which it runs."""

    words: Words
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True)
class VehicleDraft:
    """What is noted of a vehicle; whose own car it is, where it is somebody's."""

    name: str
    volunteer_id: int | None
    seats: int
    wheelchairs: int
    has_ramp: bool
    boot: int
    step_height: int
    has_winter_tyres: bool
    is_in_use: bool


def words_of(offer: TransportOffer) -> Words:
    """The facts of an offer as they stand."""
    return Words(**{field.name: getattr(offer, field.name) for field in fields(Words)})
