"""Trips and volunteers for tests of the ranking, made without a database."""

from datetime import date, datetime, time, timedelta
from typing import Any

from kernel.clock import OSLO
from volunteers.matching.candidates import Candidate, Car, Wanted
from volunteers.roads.estimate import Leg, Roads
from volunteers.service_users.models import Need
from volunteers.transport.models import TransportKind, Vehicle
from volunteers.trips.duties import Duty, Ride, Stop

DAY = date(2026, 12, 1)  # a Tuesday
CODES = ("6100", "6133", "6150", "6160")
KINDS = frozenset({"transport", "escort", "companion", "digital_help"})
ROADS = Roads(overrides={(one, two): Leg(4000 * (at + 1), 6 + 7 * at)
    for at, (one, two) in enumerate((a, b) for a in CODES for b in CODES if a < b)})  # fmt: skip


def at(hour: float, day: date = DAY) -> datetime:
    """A time of the day."""
    return datetime.combine(day, time(), OSLO) + timedelta(hours=hour)


def a_duty(
    trip_id: int,
    starts: float,
    *,
    back: float | None = None,
    minutes: int = 30,
    home: str = "6133",
    there: str = "6100",
    **other: Any,
) -> Duty:
    """A trip from a home to a place, and home again where `back` says when."""
    door, place = Stop(home, f"home {trip_id}"), Stop(there, "library")
    legs = [Ride(at(starts), at(starts) + timedelta(minutes=minutes), door, place, is_out=True)]
    if back is not None:
        legs.append(Ride(at(back), at(back) + timedelta(minutes=minutes), place, door, is_out=False))
    values = {"volunteer": None, "vehicle": None, "passenger": trip_id, **other}
    return Duty(trip_id=trip_id, legs=tuple(legs), **values)


def wanted(**other: Any) -> Wanted:
    """A trip with a car, out at half past ten and home from one."""
    needs: tuple[Need, ...] = other.pop("needs", ())
    duty = other.pop("duty", None) or a_duty(1, 10.5, back=13, needs=needs)
    return Wanted(**{"duty": duty, "kind": TransportKind.TRANSPORT, "day": DAY, "minutes": 60, **other})


def somebody(number: int = 7, **other: Any) -> Candidate:
    """A volunteer who is ready for everything."""
    values: dict[str, Any] = {
        "name": f"Nr {number}",
        "postcode": "6100",
        "born_year": 1960,
        "kinds": KINDS,
        "reach": 60,
        "basic_training_to": date(2028, 1, 1),
        "special_training_to": date(2028, 1, 1),
        "confidential_since": date(2026, 1, 1),
        "may_drive_until": date(2028, 1, 1),
    }
    return Candidate(id=number, **{**values, **other})


def a_car(number: int = 1, *, duties: tuple[Duty, ...] = (), **other: Any) -> Car:
    """An ordinary car of the body's."""
    values: dict[str, Any] = {"name": "Bilen", "volunteer_id": None, "seats": 3, "wheelchairs": 0, "has_ramp": False}
    return Car(Vehicle(id=number, **{**values, "boot": 1, **other}), duties)
