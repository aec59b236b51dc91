"""What an agreement's standing is called, and the colour of its tag."""

from collections.abc import Mapping

from kernel.lifecycle import _l
from partnership.agreements.period import Standing
from partnership.staircase.labels import Label

STANDINGS: Mapping[Standing, Label] = {
    Standing.DRAFT: Label(_l("Draft"), "info"),
    Standing.FOR_SIGNING: Label(_l("For signing"), "warning"),
    Standing.WAITING: Label(_l("Signed, not begun"), "success"),
    Standing.IN_FORCE: Label(_l("In force"), "success"),
    Standing.UNDER_NOTICE: Label(_l("Terminated, in force for now"), "warning"),
    Standing.ENDED: Label(_l("Expired"), "neutral"),
    Standing.TERMINATED: Label(_l("Terminated"), "neutral"),
    Standing.REPLACED: Label(_l("Renewed"), "neutral"),
    Standing.DISCARDED: Label(_l("Put aside"), "neutral"),
}
