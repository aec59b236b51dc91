"""What is said of roadmaps beside how far a measure has come, and of what has changed; msgids, shown translated."""

from kernel.lifecycle import _l
from partnership.staircase.labels import Label
from partnership.strategic_roadmaps.wording import Of

NEW_SERVICE = Label(_l("Outside the programme"), "warning")
ADOPTED = Label(_l("Adopted"), "success")
NOT_ADOPTED = Label(_l("Not adopted yet"))
CHANGED_SINCE = Label(_l("Changed since it was adopted"), "warning")
LATE = Label(_l("Late"), "warning")

FIELDS = {
    "team": _l("Team"),
    "municipalities": _l("Municipalities"),
    "aim": _l("Where it leads"),
    "text": _l("The words"),
    "what": _l("The words"),
    "seen_by": _l("How you see that you have got there"),
    "due_on": _l("By when"),
    "begins_on": _l("Begins"),
    "municipality": _l("Municipality"),
    "owner": _l("Who sees to it"),
    "budget": _l("Kroner"),
    "payer": _l("Who pays"),
    "anchoring": _l("Anchored in"),
    "case_number": _l("Case number"),
    "decided_on": _l("Date of the decision"),
    "domains": _l("Domains"),
    "is_new_service": _l("New type of service"),
    "why_new_service": _l("Why it stands here all the same"),
}
PARTS = {Of.GOAL: _l("Goal"), Of.MEASURE: _l("Measure")}
