"""What follows: what became of a trip, for the figures."""

from enum import StrEnum

from kernel.lifecycle import _l
from volunteers.trips.models import TripStatus


class Outcome(StrEnum):
    """What became of a trip; that nobody was there is counted, and held against nobody. Source: T15."""

    DONE = "done"
    CANCELLED_BY_USER = "cancelled_by_user"
    CANCELLED_BY_US = "cancelled_by_us"
    NO_SHOW = "no_show"
    ABORTED = "aborted"


OUTCOMES = {
    TripStatus.HOME: Outcome.DONE,
    TripStatus.CLOSED: Outcome.DONE,
    TripStatus.CANCELLED_BY_USER: Outcome.CANCELLED_BY_USER,
    TripStatus.CANCELLED_BY_OFFER: Outcome.CANCELLED_BY_US,
    TripStatus.NO_SHOW: Outcome.NO_SHOW,
    TripStatus.ABORTED: Outcome.ABORTED,
}

OUTCOMES_TOLD = {
    Outcome.DONE: _l("Done"),
    Outcome.CANCELLED_BY_USER: _l("Called off by the passenger"),
    Outcome.CANCELLED_BY_US: _l("Called off by us"),
    Outcome.NO_SHOW: _l("Nobody was there"),
    Outcome.ABORTED: _l("Broken off"),
}
