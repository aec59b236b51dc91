"""What follows: a trip as an event that tells nothing of anybody."""

from kernel.calendar_files import Event
from volunteers.trips.models import Trip
from volunteers.trips.rules import HELD, planned_end


def event(trip: Trip, volunteer_id: int, address: str) -> Event:
    """The event of a trip by its neutral name, without a place; cancelled also where it is another's by now.

    It stands under the same number for ever, so that a calendar knows it again.
    """
    return Event(
        calendar_id=trip.calendar_id,
        sequence=trip.sequence,
        stamped_at=trip.changed_at,
        starts_at=trip.leave_at,
        ends_at=planned_end(trip),
        title=trip.offer.neutral_name,
        address=address,
        is_cancelled=trip.status not in HELD or trip.volunteer_id != volunteer_id,
    )
