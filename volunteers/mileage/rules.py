"""What is allowed, and what follows: how a claim moves, who may approve it, and what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kernel.lifecycle import NotAllowed, _l
from volunteers.mileage.models import ClaimStatus, MileageClaim, MileageRate
from volunteers.trips.models import Trip, TripStatus

TRANSITIONS = {
    ClaimStatus.DRAFT: frozenset({ClaimStatus.SENT}),
    ClaimStatus.SENT: frozenset({ClaimStatus.RETURNED, ClaimStatus.APPROVED}),
    ClaimStatus.RETURNED: frozenset({ClaimStatus.SENT}),
    ClaimStatus.APPROVED: frozenset({ClaimStatus.EXPORTED}),
    ClaimStatus.EXPORTED: frozenset[ClaimStatus](),
}
OPEN = frozenset({ClaimStatus.DRAFT, ClaimStatus.RETURNED})
DRIVEN = frozenset({TripStatus.HOME, TripStatus.CLOSED, TripStatus.NO_SHOW, TripStatus.ABORTED})
ORE = Decimal("0.01")


@dataclass(frozen=True)
class Driven:
    """What a volunteer drove: kilometres with the passenger and without, and what was paid on the way, in NOK."""

    km: int
    km_empty: int
    tolls: Decimal
    parking: Decimal


@dataclass(frozen=True)
class Rate:
    """What is paid from a day on, in NOK for a kilometre and more for one with a passenger; and where it is written."""

    valid_from: date
    per_km: Decimal
    per_passenger_km: Decimal
    source: str


def amount_of(driven: Driven, per_km: Decimal, per_passenger_km: Decimal) -> Decimal:
    """What a claim comes to, in NOK and øre."""
    kilometres = per_km * (driven.km + driven.km_empty) + per_passenger_km * driven.km
    return (kilometres + driven.tolls + driven.parking).quantize(ORE, ROUND_HALF_UP)


def driven_of(claim: MileageClaim) -> Driven:
    """What a claim says was driven."""
    return Driven(claim.km, claim.km_empty, claim.tolls, claim.parking)


def rate_on(rates: Sequence[MileageRate], day: date) -> MileageRate | None:
    """The rate of a day: the last that had begun by then."""
    begun = [rate for rate in rates if rate.valid_from <= day]
    return max(begun, key=lambda rate: rate.valid_from, default=None)


def ensure_driven(trip: Trip) -> None:
    """Kilometres are claimed when they have been driven."""
    if trip.status not in DRIVEN:
        raise NotAllowed(_l("Kilometres can be written down when the trip is over."))


def ensure_open(claim: MileageClaim) -> None:
    """What has been sent is not changed until it is sent back."""
    if claim.status not in OPEN:
        raise NotAllowed(_l("The claim has been sent, and cannot be changed unless it is sent back to you."))


def ensure_something(driven: Driven) -> None:
    """A claim is for something."""
    if not (driven.km or driven.km_empty or driven.tolls or driven.parking):
        raise NotAllowed(_l("Write how many kilometres you drove, or what you paid on the way."))


def ensure_not_own(claimant_id: int | None, actor_id: int) -> None:
    """Nobody approves what they are paid themselves."""
    if claimant_id == actor_id:
        raise NotAllowed(_l("This is your own claim. Somebody else must look at it."))


def ensure_rate(rate: MileageRate | None) -> MileageRate:
    """What is paid follows a rate that somebody has written down."""
    if rate is None:
        raise NotAllowed(_l("There is no rate for the day of this trip. Add it under Rates first."))
    return rate


def ensure_follows(valid_from: date, rates: Sequence[MileageRate], last_used: date | None) -> None:
    """One rate begins on a day, and a rate that has been used is only followed by a later one."""
    if any(rate.valid_from == valid_from for rate in rates):
        raise NotAllowed(_l("A rate already begins on this day."))
    if last_used is not None and valid_from < last_used:
        raise NotAllowed(_l("A later rate has been used already. A new one must begin after it."))


def ensure_unused(*, is_used: bool) -> None:
    """A rate that has been used stands."""
    if is_used:
        raise NotAllowed(_l("This rate has been used, so it stands. Add a new one that begins later."))
