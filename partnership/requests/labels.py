"""What people call where a request stands, with its colour."""

from collections.abc import Mapping

from kernel.lifecycle import _l
from partnership.requests.models import RequestStatus

STATUSES: Mapping[RequestStatus, tuple[str, str]] = {
    RequestStatus.WAITING: (_l("Waits for an answer"), "warning"),
    RequestStatus.ACCEPTED: (_l("Accepted"), "success"),
    RequestStatus.DECLINED: (_l("Declined"), "neutral"),
    RequestStatus.WITHDRAWN: (_l("Withdrawn"), "neutral"),
}
