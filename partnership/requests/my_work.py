"""What waits: requests to answer."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work
from partnership.requests import queries


@my_work
def to_answer(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:  # noqa: ARG001  every share is called alike
    """Say who asks the viewer's municipality for a cooperation."""
    if not viewer.may(Permission.RELATION_ADD):
        return
    for request in queries.waiting_for(session, viewer):
        yield Task(
            _("%(organisation)s asks for a cooperation", organisation=request.organisation.name),
            url_for("requests.show", request_id=request.id),
            _("Read and answer"),
        )
