"""What kinds, themes, statuses and segments are called and coloured; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.staircase.labels import Label
from volunteers.senior_resources.models import ConnectionStatus, ResourceKind, Segment, Theme

KINDS = {
    ResourceKind.INDIVIDUAL: _l("A person"),
    ResourceKind.INFORMAL_GROUP: _l("A group without an organisation"),
    ResourceKind.ORGANISATION: _l("An organisation"),
}

NUMBERED = {
    ResourceKind.INDIVIDUAL: _l("Person %(number)d"),
    ResourceKind.INFORMAL_GROUP: _l("Group %(number)d"),
    ResourceKind.ORGANISATION: _l("Organisation %(number)d"),
}

THEMES = {
    Theme.COMPANY: _l("Company and conversation"),
    Theme.WALKING: _l("Walking and exercise"),
    Theme.GETTING_THERE: _l("Getting there"),
    Theme.DIGITAL: _l("Phones and computers"),
    Theme.PRACTICAL: _l("Practical help"),
    Theme.FOOD: _l("Food and cooking"),
    Theme.CULTURE: _l("Culture and song"),
    Theme.LEARNING: _l("Teaching and learning"),
    Theme.ORGANISING: _l("Organising"),
    Theme.ACROSS_AGES: _l("Young and old together"),
    Theme.OTHER: _l("Something else"),
}

STATUSES = {
    ConnectionStatus.SUGGESTED: Label(_l("Asked"), "info"),
    ConnectionStatus.WISHED: Label(_l("They wish it"), "warning"),
    ConnectionStatus.UNDER_WAY: Label(_l("Under way"), "success"),
    ConnectionStatus.DECLINED: Label(_l("They have said no")),
    ConnectionStatus.ENDED: Label(_l("Ended")),
}

ANSWERS = {
    ConnectionStatus.WISHED: _l("They wish it"),
    ConnectionStatus.UNDER_WAY: _l("It is under way"),
    ConnectionStatus.DECLINED: _l("They say no, and are not asked about this again"),
    ConnectionStatus.ENDED: _l("It has ended, or came to nothing"),
}

SEGMENTS = {
    Segment.READY: _l("Wish to, and can"),
    Segment.WITH_SUPPORT: _l("May wish to, with support"),
    Segment.NEITHER: _l("Neither wish to nor can"),
}

STEPS = {
    Segment.READY: _l("Ask what they wish, and find the place for it."),
    Segment.WITH_SUPPORT: _l("Offer company the first time, a lift, or something small to begin with."),
    Segment.NEITHER: _l("Leave them in peace. A no is an answer too."),
}
