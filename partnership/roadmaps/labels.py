"""What owners, progress and domains are called and coloured; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.roadmaps.models import Domain, Owner, Progress
from partnership.staircase.labels import Label
from partnership.staircase.level import Lack

PROGRESS = {
    Progress.NOT_BEGUN: Label(_l("Not begun")),
    Progress.UNDER_WAY: Label(_l("Under way"), "info"),
    Progress.DONE: Label(_l("Done"), "success"),
    Progress.DROPPED: Label(_l("Dropped"), "warning"),
}

OWNERS = {
    Owner.BOTH: Label(_l("Both")),
    Owner.MUNICIPALITY: Label(_l("The municipality"), "info"),
    Owner.ORGANISATION: Label(_l("The organisation")),
}

DOMAINS = {
    Domain.OUTDOOR_SPACES: Label(_l("Outdoor spaces and buildings")),
    Domain.TRANSPORT: Label(_l("Transport")),
    Domain.HOUSING: Label(_l("Housing")),
    Domain.SOCIAL_PARTICIPATION: Label(_l("Social participation")),
    Domain.RESPECT: Label(_l("Respect and inclusion")),
    Domain.CIVIC_PARTICIPATION: Label(_l("Taking part in society and work")),
    Domain.COMMUNICATION: Label(_l("Communication and information")),
    Domain.HEALTH_SERVICES: Label(_l("Health and care services")),
}

TO_DO = {
    Lack.NOT_ANSWERED: _l("Find out together: %(question)s"),
    Lack.NOT_IN_PLACE: _l("Get this in place: %(question)s"),
    Lack.PARTLY_IN_PLACE: _l("Make this complete: %(question)s"),
    Lack.EVIDENCE_MISSING: _l("Show the evidence for this: %(question)s"),
    Lack.EVIDENCE_FALLEN: _l("Renew the evidence for this: %(question)s"),
    Lack.EXEMPTION_REFUSED: _l("Get this in place: %(question)s"),
}
