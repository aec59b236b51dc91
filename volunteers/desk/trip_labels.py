"""What answers are called and coloured on a trip's page; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.staircase.labels import Label
from volunteers.asking.models import AskStatus

ANSWERS = {
    AskStatus.WAITING: Label(_l("Has not answered"), "info"),
    AskStatus.YES: Label(_l("Said yes"), "success"),
    AskStatus.NO: Label(_l("Said no")),
    AskStatus.FELL_OUT: Label(_l("Cannot after all"), "warning"),
    AskStatus.LAPSED: Label(_l("Did not answer in time")),
    AskStatus.WITHDRAWN: Label(_l("Is not needed")),
}
