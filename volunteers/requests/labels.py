"""What requests, channels and answers are called and coloured; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.staircase.labels import Label
from volunteers.requests.models import Channel, Recurrence, RequestStatus, WayHome
from volunteers.unmet.models import PublicTransport, UnmetReason

STATUSES = {
    RequestStatus.AWAITING_CONSENT: Label(_l("Waits for consent"), "warning"),
    RequestStatus.TO_ASSESS: Label(_l("To be checked"), "warning"),
    RequestStatus.OPEN: Label(_l("Open"), "info"),
    RequestStatus.DONE: Label(_l("Done"), "success"),
    RequestStatus.NOT_SUITABLE: Label(_l("Not for volunteers")),
    RequestStatus.UNMET: Label(_l("Could not be met"), "danger"),
    RequestStatus.CANCELLED_BY_USER: Label(_l("Cancelled by the person")),
    RequestStatus.CANCELLED_BY_OFFER: Label(_l("Cancelled by us"), "danger"),
}

CHANNELS = {
    Channel.PHONE: _l("By telephone"),
    Channel.HOME_CARE: _l("Home care, on behalf of the person"),
    Channel.SELF: _l("The person, face to face"),
    Channel.RELATIVE: _l("A relative"),
}

RECURRENCES = {
    Recurrence.ONCE: _l("Once"),
    Recurrence.WEEKLY: _l("Every week"),
    Recurrence.EVERY_SECOND_WEEK: _l("Every second week"),
    Recurrence.MONTHLY: _l("Once a month, on the same weekday"),
}

WAYS_HOME = {
    WayHome.WITH_US: _l("With us"),
    WayHome.RELATIVE: _l("With a relative"),
    WayHome.TAXI: _l("By taxi"),
    WayHome.PUBLIC_TRANSPORT: _l("By bus or other public transport"),
}

PUBLIC_TRANSPORT = {
    PublicTransport.NOT_ASKED: _l("Not asked"),
    PublicTransport.NONE_THERE: _l("There is none that fits"),
    PublicTransport.CANNOT_USE: _l("There is, but the person cannot use it alone"),
    PublicTransport.USES_IT: _l("The person uses it, with somebody along"),
}

REASONS = {
    UnmetReason.NO_VOLUNTEER: _l("No volunteer"),
    UnmetReason.TOO_LATE: _l("Asked too late"),
    UnmetReason.UNSUITABLE: _l("Not suited to volunteers"),
    UnmetReason.NO_VEHICLE: _l("No vehicle that fits"),
    UnmetReason.AREA: _l("Outside the area"),
    UnmetReason.COST: _l("The cost stood in the way"),
}

QUESTIONS = {
    "needs_no_lifting": _l("Can the person be moved without lifting?"),
    "needs_no_care": _l("Is no help needed with toilet, medicine or wounds on the way?"),
    "is_safe_alone": _l("Is it safe for one volunteer alone?"),
    "is_well_informed": _l("Do we know enough to do it well?"),
    "is_no_statutory": _l("Is it something that the municipality or patient travel need not provide?"),
}
