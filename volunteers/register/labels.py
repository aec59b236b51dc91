"""What help, qualifications, affiliations and states are called and coloured; msgids, translated where shown."""

from kernel.lifecycle import _l
from partnership.staircase.labels import Label
from volunteers.register.models import Affiliation, Help, QualificationKind, VolunteerStatus
from volunteers.register.rules import Standing

STATUSES = {
    VolunteerStatus.APPLIED: Label(_l("Has signed up"), "info"),
    VolunteerStatus.ACTIVE: Label(_l("Active"), "success"),
    VolunteerStatus.ENDED: Label(_l("Ended")),
}
NOT_NOTED = Label(_l("Not noted"))
PAUSED = Label(_l("Has a break"), "warning")

AFFILIATIONS = {
    Affiliation.ORGANISATION: _l("A volunteer of an organisation"),
    Affiliation.MUNICIPALITY: _l("The municipality's own volunteer"),
    Affiliation.UNORGANISED: _l("A volunteer on one's own"),
}

HELPS = {
    Help.TRANSPORT: _l("Driving"),
    Help.ESCORT: _l("Going along, from door to door"),
    Help.COMPANION: _l("Staying along during the activity"),
    Help.DIGITAL_HELP: _l("Help with telephone and computer"),
    Help.ACTIVITY: _l("Helping with an activity"),
    Help.TEACHING: _l("Teaching something"),
}

HELPS_IN_SHORT = {
    Help.TRANSPORT: _l("Transport"),
    Help.ESCORT: _l("Escort"),
    Help.COMPANION: _l("Companion"),
    Help.DIGITAL_HELP: _l("Digital help"),
    Help.ACTIVITY: _l("Activity"),
    Help.TEACHING: _l("Teaching"),
}

QUALIFICATIONS = {
    QualificationKind.BASIC_TRAINING: _l("Basic training"),
    QualificationKind.VOLUNTEER_MANAGEMENT: _l("Course: leading volunteers"),
    QualificationKind.ETHICS: _l("Course: ethics"),
    QualificationKind.CULTURE: _l("Course: sharing culture"),
    QualificationKind.DEMENTIA: _l("Course: talking with people who have dementia"),
    QualificationKind.LEGAL_FRAMES: _l("Course: legal frames"),
    QualificationKind.INSTRUCTOR_SEMINAR: _l("Seminar for instructors"),
    QualificationKind.OTHER_COURSE: _l("Another special course about those one helps"),
    QualificationKind.CONFIDENTIALITY: _l("Confidentiality declaration"),
    QualificationKind.LICENCE: _l("Driving licence, seen"),
    QualificationKind.POLICE_CERTIFICATE: _l("Police certificate, shown"),
}

STANDINGS = {
    Standing.VALID: Label(_l("Ready"), "success"),
    Standing.RENEW: Label(_l("To be renewed"), "warning"),
    Standing.EXPIRED: Label(_l("Has run out"), "danger"),
    Standing.MISSING: Label(_l("Lacks something"), "neutral"),
}
