"""What is allowed: when a slip for the volunteer may be printed."""

from datetime import datetime

from kernel.lifecycle import NotAllowed, _l
from volunteers.trips import rules
from volunteers.trips.models import Trip


def ensure_may_print(trip: Trip, now: datetime) -> None:
    """A slip tells whom a trip is for, so it is printed while its volunteer may know. Source: T3, T17."""
    if trip.volunteer_id is None:
        raise NotAllowed(_l("The trip has no volunteer yet, so there is nobody to print the slip for."))
    if not rules.is_window_open(trip, now):
        raise NotAllowed(_l("The slip can be printed from 48 hours before the trip to 24 hours after it."))
