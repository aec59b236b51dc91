"""What the phases of a call and its parts are called."""

from collections.abc import Mapping

from grants.calls.content import CallKind
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

PROGRAMME_TEXTS: Mapping[str, str] = {
    **TEXTS,
    "purpose": _l("What the programme is for"),
    "funded": _l("What taking part means"),
    "priorities": _l("Who is chosen"),
    "transfer_value": _l("What you are left with"),
}


def texts_of(kind: CallKind) -> Mapping[str, str]:
    """What the parts of a call's text are called, by their names."""
    return PROGRAMME_TEXTS if kind is CallKind.PROGRAMME_PARTICIPATION else TEXTS


APPLICANTS: Mapping[str, str] = {
    "municipality": _l("Municipalities"),
    "organisation": _l("Voluntary organisations"),
}
