"""Whether everybody and everything fits into a vehicle: belts, wheelchairs and what goes into the boot. Source: T5."""

from collections.abc import Iterator, Sequence

from kernel.lifecycle import _l
from volunteers.service_users.models import Need
from volunteers.transport.models import Vehicle
from volunteers.trips.duties import Duty, Problem

FOLDED = 2  # places in the boot that a folded wheelchair takes


def overloaded(vehicle: Vehicle, duties: Sequence[Duty]) -> Iterator[Problem]:
    """What does not fit, whenever somebody gets in; each thing is told once."""
    told = set()
    for moment in sorted({ride.starts for duty in duties for ride in duty.legs}):
        aboard = [duty for duty in duties if any(ride.starts <= moment < ride.ends for ride in duty.legs)]
        for code, msgid in unfit(vehicle, aboard):
            trips = tuple(duty.trip_id for duty in aboard)
            if (code, trips) not in told:
                told.add((code, trips))
                yield Problem(code, msgid, {"name": vehicle.name}, trips)


def unfit(vehicle: Vehicle, aboard: Sequence[Duty]) -> Iterator[tuple[str, str]]:
    """What does not fit of those who are in the vehicle at once.

    A heavy wheelchair stands on a place of its own behind a ramp; a light one stands there too where there is room, and
    is else folded into the boot while its user sits on a seat.
    """
    heavy, light, rollators = (_count(aboard, need) for need in _CARRIED)
    standing = vehicle.wheelchairs if vehicle.has_ramp else 0
    on_light = min(max(standing - heavy, 0), light)
    seated = sum(duty.belts for duty in aboard) - min(heavy, standing) - on_light
    if heavy > standing:
        yield "wheelchair", _l("%(name)s has no place and ramp for the wheelchair.")
    if seated > vehicle.seats:
        yield "seats", _l("%(name)s has too few seats with belts.")
    if rollators + FOLDED * (light - on_light) > vehicle.boot:
        yield "boot", _l("%(name)s has no room in the boot for the rollator or wheelchair.")


_CARRIED = (Need.HEAVY_WHEELCHAIR, Need.LIGHT_WHEELCHAIR, Need.ROLLATOR)


def _count(aboard: Sequence[Duty], need: Need) -> int:
    return sum(need in duty.needs for duty in aboard)
