"""What is allowed, and what follows: when home care may ask on behalf, and what it is told afterwards."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from kernel.lifecycle import NotAllowed, _l
from volunteers.requests.models import RequestStatus
from volunteers.safeguards import rules as safeguards
from volunteers.safeguards.models import Safeguard
from volunteers.trips.models import TripStatus
from volunteers.trips.rules import DONE, ENDED

SHOWN_BACK = timedelta(days=30)
SHOWN_AHEAD = timedelta(days=30)


class Arrival(StrEnum):
    """All that home care is told of a trip. Source: T12."""

    ARRIVED = "arrived"
    NOT_ARRIVED = "not_arrived"
    TO_COME = "to_come"


LABELS = {
    Arrival.ARRIVED: (_l("Arrived"), "success"),
    Arrival.NOT_ARRIVED: (_l("Did not arrive"), "danger"),
    Arrival.TO_COME: (_l("To come"), "info"),
}


ASKED = {
    RequestStatus.AWAITING_CONSENT: (_l("Waits for consent"), "info"),
    RequestStatus.TO_ASSESS: (_l("Waits for the coordinator"), "info"),
    RequestStatus.NOT_SUITABLE: (_l("Not for volunteers"), "neutral"),
    RequestStatus.UNMET: (_l("Could not be met"), "neutral"),
}


def arrival(status: TripStatus, arrived_at: datetime | None) -> Arrival:
    """Whether somebody arrived, by how the trip stands."""
    if arrived_at is not None or status in DONE:
        return Arrival.ARRIVED
    return Arrival.NOT_ARRIVED if status in ENDED else Arrival.TO_COME


def ensure_may_refer(safeguard: Safeguard | None, today: date) -> None:
    """Home care asks on behalf only where the municipality has recorded by what right. Source: T12."""
    if not safeguards.home_care_may(safeguard, today):
        raise NotAllowed(_l("The municipality has not recorded by what right home care may ask on behalf of somebody."))
