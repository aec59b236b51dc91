"""What trips' states are called and coloured; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.staircase.labels import Label
from volunteers.trips.models import TripStatus

STATUSES = {
    TripStatus.OPEN: Label(_l("No volunteer yet"), "warning"),
    TripStatus.PLANNED: Label(_l("Has a volunteer"), "info"),
    TripStatus.VOLUNTEER_CONFIRMED: Label(_l("The volunteer has said yes"), "success"),
    TripStatus.AT_DOOR: Label(_l("At the door"), "info"),
    TripStatus.ON_THE_WAY: Label(_l("On the way there"), "info"),
    TripStatus.ARRIVED: Label(_l("Arrived"), "info"),
    TripStatus.RETURN_ON_THE_WAY: Label(_l("On the way home"), "info"),
    TripStatus.HOME: Label(_l("Home again"), "success"),
    TripStatus.CLOSED: Label(_l("Done"), "success"),
    TripStatus.NO_SHOW: Label(_l("Nobody was at home")),
    TripStatus.ABORTED: Label(_l("Broken off"), "danger"),
    TripStatus.SKIPPED: Label(_l("Left out")),
    TripStatus.UNMET: Label(_l("Could not be met"), "danger"),
    TripStatus.CANCELLED_BY_USER: Label(_l("Cancelled by the person")),
    TripStatus.CANCELLED_BY_OFFER: Label(_l("Cancelled by us"), "danger"),
}
