"""What a trip's states are called to its own volunteer; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.staircase.labels import Label
from volunteers.trips import labels
from volunteers.trips.models import TripStatus

STATUSES = {
    **labels.STATUSES,
    TripStatus.PLANNED: Label(_l("Yours, not confirmed yet"), "warning"),
    TripStatus.VOLUNTEER_CONFIRMED: Label(_l("You have said yes"), "success"),
}
