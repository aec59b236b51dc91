"""What outcomes, proposals and rights of appeal are called, and the colours of their tags."""

from collections.abc import Mapping

from grants.decisions.models import AppealRight, DecisionStatus, Outcome
from kernel.lifecycle import _l
from partnership.staircase.labels import Label

OUTCOMES: Mapping[Outcome, Label] = {
    Outcome.GRANTED: Label(_l("Granted"), "success"),
    Outcome.PARTLY: Label(_l("Partly granted"), "success"),
    Outcome.REJECTED: Label(_l("Rejected"), "danger"),
    Outcome.DISMISSED: Label(_l("Dismissed"), "danger"),
}

MEANINGS: Mapping[Outcome, str] = {
    Outcome.GRANTED: _l("The whole eligible amount"),
    Outcome.PARTLY: _l("Less than the eligible amount"),
    Outcome.REJECTED: _l("Judged by the criteria, and no money"),
    Outcome.DISMISSED: _l("Not judged, since the formal check has failed"),
}

PLACE_MEANINGS: Mapping[Outcome, str] = {
    Outcome.GRANTED: _l("A place in the programme"),
    Outcome.REJECTED: _l("Judged by the criteria, and no place in the programme"),
}

DECISIONS: Mapping[DecisionStatus, Label] = {
    DecisionStatus.PROPOSED: Label(_l("Proposed"), "info"),
    DecisionStatus.RETURNED: Label(_l("Returned"), "warning"),
    DecisionStatus.MADE: Label(_l("Decision made"), "success"),
}

APPEAL_RIGHTS: Mapping[AppealRight, str] = {
    AppealRight.YES: _l("It can be appealed"),
    AppealRight.NO: _l("It cannot be appealed"),
    AppealRight.UNDER_REVIEW: _l("It is being looked into whether it can be appealed"),
}
