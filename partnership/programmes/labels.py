"""What meetings, homework and guidance are called and coloured; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.programmes.models import EventKind, EventMode, EventStatus, GuidanceTopic, HandInStatus
from partnership.staircase.labels import Label

KINDS = {
    EventKind.GATHERING: Label(_l("Gathering"), "info"),
    EventKind.WEBINAR: Label(_l("Webinar")),
    EventKind.WORKING_MEETING: Label(_l("Working meeting")),
}
KINDS_IN_PLURAL = {
    EventKind.GATHERING: _l("Gatherings"),
    EventKind.WEBINAR: _l("Webinars"),
    EventKind.WORKING_MEETING: _l("Working meetings"),
}
MODES = {
    EventMode.DIGITAL: _l("On a screen"),
    EventMode.IN_PERSON: _l("In person"),
    EventMode.BOTH: _l("In person, and on a screen for those who wish"),
}
EVENT_STATUSES = {
    EventStatus.PLANNED: Label(_l("Planned"), "info"),
    EventStatus.HELD: Label(_l("Has been held"), "success"),
    EventStatus.CANCELLED: Label(_l("Cancelled"), "warning"),
}
NOT_BEGUN = Label(_l("Not begun"))
NOT_ASKED = Label(_l("Was due before the team joined"))
OVERDUE = Label(_l("Overdue"), "danger")
HAND_INS = {
    HandInStatus.DRAFT: Label(_l("Begun")),
    HandInStatus.HANDED_IN: Label(_l("Handed in"), "info"),
    HandInStatus.RETURNED: Label(_l("Sent back"), "warning"),
    HandInStatus.SEEN: Label(_l("Read by the centre"), "success"),
}
TOPICS = {
    GuidanceTopic.ANCHORING: _l("Anchoring"),
    GuidanceTopic.INVOLVEMENT: _l("Involvement"),
    GuidanceTopic.INFORMAL_GROUPS: _l("Informal groups"),
    GuidanceTopic.METHODS: _l("Methods and tools"),
    GuidanceTopic.CAPACITY: _l("Time and people"),
    GuidanceTopic.ROADMAP: _l("The roadmap"),
    GuidanceTopic.OTHER: _l("Something else"),
}
