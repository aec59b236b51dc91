"""What the checker looks at: who and what is busy with a trip, when and where; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from volunteers.service_users.models import Need

AT_DOOR = 10  # minutes that it takes to fetch somebody inside and get seated
AT_DOOR_SLOW = 15  # with a rollator or a wheelchair
SLOW = frozenset({Need.ROLLATOR, Need.LIGHT_WHEELCHAIR, Need.HEAVY_WHEELCHAIR})


def minutes_at_door(needs: tuple[Need, ...]) -> int:
    """How long it takes at the door."""
    return AT_DOOR_SLOW if SLOW & set(needs) else AT_DOOR


@dataclass(frozen=True)
class Stop:
    """Where somebody gets in or out; `place` tells two addresses of one postcode apart."""

    postcode: str
    place: str = ""


@dataclass(frozen=True)
class Ride:
    """One way of a trip: out, or home again; going out, `starts` is at the door, before getting in."""

    starts: datetime
    ends: datetime
    start: Stop
    end: Stop
    is_out: bool


@dataclass(frozen=True)
class Duty:
    """A trip as it binds a volunteer, a vehicle and a passenger.

    `is_whole` binds the volunteer from the door to home again in one piece. Duties with the same `together` are driven
    as one. `belts` is how many seats it takes, and `has_other_way_home` that we are not the way home.
    """

    trip_id: int
    volunteer: int | None
    vehicle: int | None
    passenger: int
    legs: tuple[Ride, ...]
    together: int | None = None
    is_whole: bool = False
    needs: tuple[Need, ...] = ()
    belts: int = 1
    has_other_way_home: bool = False


@dataclass(frozen=True)
class Problem:
    """What breaks, as a code, a sentence (a msgid with what it takes), and the trips that it is about."""

    code: str
    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)
    trip_ids: tuple[int, ...] = ()
