"""What kinds, days, groups and states are called and coloured; msgids, translated where they are shown."""

from activities.offers.models import OfferKind, OfferMode, OfferStatus, Rhythm, Weekday
from activities.offers.rules import Confirmation
from kernel.lifecycle import _l
from partnership.staircase.labels import Label

STATUSES = {
    OfferStatus.DRAFT: Label(_l("Draft")),
    OfferStatus.UNDER_PREPARATION: Label(_l("Under preparation"), "info"),
    OfferStatus.RUNNING: Label(_l("Running"), "success"),
    OfferStatus.PAUSED: Label(_l("Paused"), "warning"),
    OfferStatus.ENDED: Label(_l("Ended")),
}

CONFIRMATIONS = {
    Confirmation.WAITING: Label(_l("Not confirmed yet"), "warning"),
    Confirmation.CONFIRMED: Label(_l("Confirmed"), "success"),
    Confirmation.DUE: Label(_l("To be confirmed soon"), "info"),
    Confirmation.STALE: Label(_l("Not confirmed lately"), "warning"),
    Confirmation.GONE: Label(_l("Out of the catalogue"), "danger"),
}

KINDS = {
    OfferKind.OPEN_GROUP: _l("Open group"),
    OfferKind.ONE_TO_ONE: _l("Visits, one to one"),
    OfferKind.COURSE: _l("Course"),
    OfferKind.DIGITAL: _l("Digital meeting place"),
    OfferKind.TRANSPORT: _l("Transport or escort"),
    OfferKind.OTHER: _l("Something else"),
}

MODES = {
    OfferMode.PHYSICAL: _l("In a place"),
    OfferMode.DIGITAL: _l("On a screen"),
    OfferMode.BOTH: _l("In a place or on a screen"),
}

WEEKDAYS = {
    Weekday.MONDAY: _l("Monday"),
    Weekday.TUESDAY: _l("Tuesday"),
    Weekday.WEDNESDAY: _l("Wednesday"),
    Weekday.THURSDAY: _l("Thursday"),
    Weekday.FRIDAY: _l("Friday"),
    Weekday.SATURDAY: _l("Saturday"),
    Weekday.SUNDAY: _l("Sunday"),
}

RHYTHMS = {
    Rhythm.WEEKLY: _l("every week"),
    Rhythm.EVERY_SECOND_WEEK: _l("every second week"),
    Rhythm.MONTHLY: _l("once a month"),
    Rhythm.AGREED: _l("by agreement"),
}

MOVES = {
    "start": _l("Set it running"),
    "prepare": _l("Set it under preparation"),
    "end": _l("End the offer"),
}
ASK = _l("Ask the provider to confirm it")
