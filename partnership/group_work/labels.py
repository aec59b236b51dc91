"""What the states of group work are called and coloured, and what is not read yet; msgids, translated where shown."""

from kernel.lifecycle import _l
from partnership.group_work.models import GroupWorkStatus
from partnership.staircase.labels import Label

HELD_BACK = _l("The centre reads through the answers. You can read them here when they are summed up.")
STATUS = {
    GroupWorkStatus.DRAFT: Label(_l("Being prepared")),
    GroupWorkStatus.OPEN: Label(_l("Open for joining"), "info"),
    GroupWorkStatus.RUNNING: Label(_l("The groups are at work"), "warning"),
    GroupWorkStatus.CLOSED: Label(_l("Closed"), "success"),
}
