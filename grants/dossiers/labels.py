"""What frames, outcomes and happenings are called in a dossier."""

from collections.abc import Mapping

from grants.calls.content import Frame
from grants.decisions.models import AppealRight
from grants.eligibility.models import CheckStatus
from kernel.lifecycle import _l

FRAMES: Mapping[Frame, str] = {
    Frame.COORDINATION: _l("Coordination"),
    Frame.COMPETENCE: _l("Competence"),
    Frame.MOBILITY: _l("Mobility"),
    Frame.INFORMATION: _l("Information"),
}

CHECKS: Mapping[CheckStatus, str] = {
    CheckStatus.OPEN: _l("The formal check has not been concluded."),
    CheckStatus.PASSED: _l("The application has passed the formal check."),
    CheckStatus.FAILED: _l("The application has not passed the formal check."),
}

APPEALS: Mapping[AppealRight, str] = {
    AppealRight.YES: _l("It can be appealed until %(day)s."),
    AppealRight.NO: _l("It cannot be appealed."),
    AppealRight.UNDER_REVIEW: _l("Whether it can be appealed is being looked into. The time runs until %(day)s."),
}

TOLD_TO_ALL: Mapping[tuple[str, str], str] = {
    ("application", "begun"): _l("The application was begun."),
    ("application", "submitted"): _l("The application was sent."),
    ("application", "reopened"): _l("The application was reopened for the applicant."),
    ("application", "withdrawn"): _l("The application was withdrawn."),
    ("application_partner", "confirmed"): _l("A partner confirmed its part."),
    ("application_partner", "declined"): _l("A partner declined."),
    ("formal_check", "concluded"): _l("The formal check was concluded."),
    ("decision", "made"): _l("The decision was made."),
}

TOLD_OF_A_REVIEW: Mapping[tuple[str, str], str] = {
    ("review", "assigned"): _l("The application was given to a reviewer."),
    ("review", "declared"): _l("A reviewer declared to be impartial."),
    ("review", "disqualified"): _l("A reviewer was disqualified."),
    ("review", "submitted"): _l("A review was sent."),
    ("review", "taken_up"): _l("A review was taken up again."),
}

TOLD_INSIDE: Mapping[tuple[str, str], str] = {
    ("formal_check", "opened"): _l("The formal check was begun."),
    ("formal_check", "opened_again"): _l("The formal check was opened again."),
    ("review", "refused"): _l("A disqualified reviewer asked for the application and was refused."),
    ("discussion_note", "raised"): _l("Two reviews differed widely on a criterion."),
    ("discussion_note", "noted"): _l("What came of talking about a wide difference was written."),
    ("decision", "proposed"): _l("A decision was proposed."),
    ("decision", "returned"): _l("The proposed decision was returned."),
}
