"""What the states of group work are called and coloured; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.group_work.models import GroupWorkStatus
from partnership.staircase.labels import Label

STATUS = {
    GroupWorkStatus.DRAFT: Label(_l("Being prepared")),
    GroupWorkStatus.OPEN: Label(_l("Open for joining"), "info"),
    GroupWorkStatus.RUNNING: Label(_l("The groups are at work"), "warning"),
    GroupWorkStatus.CLOSED: Label(_l("Closed"), "success"),
}
