"""What meetings, points and joint answers are called and coloured; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.dialogue.models import Conclusion, MeetingStatus, NoteKind, PointKind
from partnership.staircase.labels import VALUES, Label
from partnership.staircase.level import Value

STATUSES = {
    MeetingStatus.PLANNED: Label(_l("Planned"), "info"),
    MeetingStatus.HELD: Label(_l("Minutes are being written"), "warning"),
    MeetingStatus.SENT: Label(_l("Minutes wait for approval"), "warning"),
    MeetingStatus.APPROVED: Label(_l("Minutes approved"), "success"),
    MeetingStatus.CANCELLED: Label(_l("Cancelled")),
}

KINDS = {
    PointKind.DIFFERENCE: _l("You see it differently"),
    PointKind.RENEWAL: _l("Evidence to renew"),
    PointKind.MISSING: _l("Missing for the next step"),
    PointKind.FOLLOW_UP: _l("From last time"),
    PointKind.OWN: _l("Own point"),
}

CONCLUSIONS = {
    Conclusion.YES: VALUES[Value.YES],
    Conclusion.PARTLY: VALUES[Value.PARTLY],
    Conclusion.NO: VALUES[Value.NO],
    Conclusion.NA: VALUES[Value.NA],
    Conclusion.DIFFER: Label(_l("We still see it differently"), "info"),
}

NOTES = {NoteKind.RETURNED: _l("Sent back"), NoteKind.CORRECTION: _l("Correction")}
