"""What kinds, states and payers are called and coloured; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.staircase.labels import Label
from volunteers.transport.models import Payer, TransportKind, TransportStatus

KINDS = {
    TransportKind.TRANSPORT: _l("Transport"),
    TransportKind.ESCORT: _l("Escort"),
    TransportKind.COMPANION: _l("Companion"),
    TransportKind.DIGITAL_HELP: _l("Digital help"),
}

KINDS_TOLD = {
    TransportKind.TRANSPORT: _l("A drive to an activity and home again. It is no taxi, and nobody earns on it."),
    TransportKind.ESCORT: _l("A volunteer comes to the door, goes along, waits and sees the person home. No care."),
    TransportKind.COMPANION: _l("A volunteer stays with the person during the activity. No health care."),
    TransportKind.DIGITAL_HELP: _l("A volunteer comes home or meets the person, and helps with a telephone or screen."),
}

STATUSES = {
    TransportStatus.DRAFT: Label(_l("Draft")),
    TransportStatus.RUNNING: Label(_l("Running"), "success"),
    TransportStatus.PAUSED: Label(_l("Paused"), "warning"),
    TransportStatus.ENDED: Label(_l("Ended")),
}

PAYERS = {
    Payer.ORGANISATION: _l("Whoever offers it"),
    Payer.PASSENGER: _l("The passenger"),
    Payer.GRANT: _l("A grant"),
}

MOVES = {
    "start": _l("Set it running"),
    "pause": _l("Pause it"),
    "end": _l("End the offer"),
}
