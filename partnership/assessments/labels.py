"""Where a draft's answers come from, in words; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.assessments.models import Origin

ORIGINS = {
    Origin.KNOWN: _l("Filled in from what is kept here. Change it if it is not so."),
    Origin.CARRIED: _l("From an earlier version of the staircase, to be confirmed."),
}
