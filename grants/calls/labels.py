"""What the phases of a call and its parts are called."""

from collections.abc import Mapping

from grants.calls.rules import Phase
from kernel.lifecycle import _l
from partnership.staircase.labels import Label

PHASES: Mapping[Phase, Label] = {
    Phase.DRAFT: Label(_l("Not published")),
    Phase.PUBLISHED: Label(_l("Opens later"), "info"),
    Phase.OPEN: Label(_l("Open"), "success"),
    Phase.CLOSED: Label(_l("Closed")),
}

TEXTS: Mapping[str, str] = {
    "purpose": _l("What the money is for"),
    "target_group": _l("Whom it is for"),
    "background": _l("Background"),
    "funded": _l("What can be funded"),
    "priorities": _l("What comes first"),
    "transfer_value": _l("What others can learn"),
    "language_rule": _l("Language"),
}

APPLICANTS: Mapping[str, str] = {
    "municipality": _l("Municipalities"),
    "organisation": _l("Voluntary organisations"),
}
