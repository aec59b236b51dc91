"""What versions and their proposals are called and coloured; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.staircase.labels import Label
from partnership.staircase.models import SourceKind, VersionStatus
from partnership.versions.comparison import Track
from partnership.versions.models import ActivationStatus

VERSIONS = {
    VersionStatus.DRAFT: Label(_l("Draft")),
    VersionStatus.ACTIVE: Label(_l("In force"), "success"),
    VersionStatus.RETIRED: Label(_l("No longer in force")),
}
ACTIVATIONS = {
    ActivationStatus.PROPOSED: Label(_l("Proposed"), "info"),
    ActivationStatus.RETURNED: Label(_l("Returned"), "warning"),
    ActivationStatus.PLANNED: Label(_l("Waits for its day"), "info"),
    ActivationStatus.DONE: Label(_l("Put in force"), "success"),
}
SOURCES = {
    SourceKind.PROPOSAL: _l("Proposal"),
    SourceKind.HANDBOOK: _l("Handbook"),
    SourceKind.LOCAL: _l("Own version"),
}
TRACKS = {
    Track.MUNICIPALITY: _l("The municipality's level"),
    Track.ORGANISATION: _l("The organisation's level"),
    Track.AGREED: _l("The agreed level"),
}
