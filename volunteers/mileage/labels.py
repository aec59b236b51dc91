"""What states of a claim are called and coloured; msgids, translated where they are shown."""

from kernel.lifecycle import _l
from partnership.staircase.labels import Label
from volunteers.mileage.models import ClaimStatus

STATUSES = {
    ClaimStatus.DRAFT: Label(_l("Not sent yet")),
    ClaimStatus.SENT: Label(_l("Sent, waits to be approved"), "info"),
    ClaimStatus.RETURNED: Label(_l("Sent back to the volunteer"), "warning"),
    ClaimStatus.APPROVED: Label(_l("Approved"), "success"),
    ClaimStatus.EXPORTED: Label(_l("Approved and handed on to be paid"), "success"),
}
