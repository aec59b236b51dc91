"""What statuses, origins and ways of sharing a task are called, and the colours of their tags."""

from collections.abc import Mapping

from grants.applications.models import ApplicationStatus, SignedAs, TaskMode
from grants.applications.prefill import Origin
from grants.applications.progress import PageState
from kernel.lifecycle import _l
from partnership.involvement.models import Council
from partnership.staircase.labels import Label

STATUSES: Mapping[ApplicationStatus, Label] = {
    ApplicationStatus.DRAFT: Label(_l("Draft"), "neutral"),
    ApplicationStatus.SUBMITTED: Label(_l("Sent"), "info"),
    ApplicationStatus.WITHDRAWN: Label(_l("Withdrawn"), "neutral"),
    ApplicationStatus.DECIDED: Label(_l("Decided"), "success"),
}

PAGE_STATES: Mapping[PageState, Label] = {
    PageState.NOT_STARTED: Label(_l("Not started"), "neutral"),
    PageState.IN_PROGRESS: Label(_l("In progress"), "warning"),
    PageState.COMPLETE: Label(_l("Complete"), "success"),
    PageState.NEEDS_PARTNER: Label(_l("Waits for a partner"), "warning"),
}

ORIGINS: Mapping[Origin, str] = {
    Origin.REGISTER: _l("Filled in from the register"),
    Origin.ACCOUNT: _l("Filled in from your account"),
    Origin.RELATION: _l("Filled in from your cooperation"),
    Origin.STAIRCASE: _l("Filled in from the staircase"),
    Origin.EARLIER: _l("Filled in from your last application"),
}

SIGNED_AS: Mapping[SignedAs, str] = {
    SignedAs.MUNICIPAL_DIRECTOR: _l("Chief executive of the municipality"),
    SignedAs.CHAIR: _l("Chair of the organisation"),
    SignedAs.AUTHORITY: _l("I have been given the authority to send this"),
}

TASK_MODES: Mapping[TaskMode, str] = {
    TaskMode.SHARED: _l("We do it together"),
    TaskMode.DIVIDED: _l("We have divided it between us"),
    TaskMode.BOTH: _l("Some of it together, some of it divided"),
}

COUNCILS: Mapping[Council, str] = {
    Council.OLDER_PEOPLE: _l("the older people's council"),
    Council.YOUTH: _l("the youth council"),
    Council.DISABILITY: _l("the council for people with disabilities"),
}
