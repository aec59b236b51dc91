"""What waits: requests that somebody must ask about or check."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work
from volunteers.requests.queries import waiting_count


@my_work
def to_check(session: Session, viewer: Viewer, _now: datetime) -> Iterator[Task]:
    """Say how many requests wait for a consent or a check."""
    if not viewer.bodies(Permission.TRANSPORT_WRITE):
        return
    if waiting := waiting_count(session, viewer):
        yield Task(
            ngettext(
                "%(num)d request waits for consent or a check.",
                "%(num)d requests wait for consent or a check.",
                waiting,
            ),
            url_for("ride_requests.index", status="waiting"),
            _("See the requests"),
        )
