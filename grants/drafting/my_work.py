"""What waits: the viewer's own drafts, until their calls close."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from grants.applications import queries
from grants.applications.rules import closes_at, takes_it
from kernel import clock
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work


@my_work
def to_send(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say which of the viewer's drafts can still be sent."""
    if not viewer.may(Permission.APPLICATION_WRITE):
        return
    for application in queries.own_drafts(session, viewer):
        if takes_it(application, now):
            yield Task(
                _("%(title)s: the application is not sent yet", title=application.title or application.reference),
                url_for("applications.show", reference=application.reference),
                _("Go on writing"),
                due=clock.local_date(closes_at(application)),
            )
