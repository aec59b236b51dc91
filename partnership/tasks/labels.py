"""What people call how a task is shared, and where a volunteer's task ends."""

from collections.abc import Mapping

from kernel.lifecycle import _l
from partnership.tasks.models import TaskMode

MODES: Mapping[TaskMode, str] = {
    TaskMode.SHARED: _l("We do it together"),
    TaskMode.DIVIDED: _l("We have divided it between us"),
    TaskMode.BOTH: _l("Some of it together, some of it divided"),
}
BOUNDARY = _l(
    "The boundary to health care stands for every task: volunteers do not help in the toilet, dress wounds, "
    "give medicine, lift, or judge anybody's health."
)
