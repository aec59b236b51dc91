"""What a ranking is given: a trip that somebody is to take, and volunteers as far as it must know them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from volunteers.register.rules import Slot
from volunteers.service_users.models import Need
from volunteers.transport.models import TransportKind, Vehicle
from volunteers.trips.duties import Duty

CARRIED = frozenset({Need.ROLLATOR, Need.LIGHT_WHEELCHAIR, Need.HEAVY_WHEELCHAIR})


class Knows(IntEnum):
    """How well the passenger knows somebody: from the last trip, from a trip before, or not. Source: T8."""

    LAST = 0
    BEFORE = 1
    NO = 2


@dataclass(frozen=True)
class Car:
    """A vehicle that could be used, and what it is needed for already."""

    vehicle: Vehicle
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """A trip that somebody is to take: as it binds its volunteer, and what it asks for.

    `minutes` is how long the volunteer is busy, `volunteer_id` who has the trip now.
    """

    duty: Duty
    kind: TransportKind
    day: date
    minutes: int
    needs_special_training: bool = False
    upper_age_limit: int | None = None
    covers_accident: bool = True
    cars: Sequence[Car] = ()
    volunteer_id: int | None = None

    @property
    def is_driven(self) -> bool:
        """Whether the volunteer drives."""
        return self.kind is TransportKind.TRANSPORT

    @property
    def is_carrying(self) -> bool:
        """Whether something must fit in, so that the vehicle must be known. Source: T5."""
        return self.is_driven and bool(CARRIED & set(self.duty.needs))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A volunteer as a ranking sees one: what one will, what one may, and what one has already.

    No area means everywhere, no slot any time by agreement. The week is that of the trip.
    """

    id: int
    name: str
    postcode: str
    born_year: int | None = None
    kinds: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    slots: tuple[Slot, ...] = ()
    reach: int = 30
    trips_a_week: int | None = None
    hours_a_week: int | None = None
    paused_from: date | None = None
    paused_to: date | None = None
    basic_training_to: date | None = None
    special_training_to: date | None = None
    confidential_since: date | None = None
    may_drive_until: date | None = None
    duties: tuple[Duty, ...] = ()
    week_trips: int = 0
    week_minutes: int = 0
    recent_trips: int = 0
    knows: Knows = Knows.NO
    is_asked: bool = False
    has_said_no: bool = False
