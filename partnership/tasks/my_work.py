"""What waits: tables of tasks to confirm."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work
from partnership.relations.naming import title_of
from partnership.tasks import queries


@my_work
def to_confirm(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:  # noqa: ARG001  every share is called alike
    """Say which tables the viewer's side has not confirmed."""
    if not viewer.may(Permission.RELATION_ASSESS):
        return
    for relation in queries.waiting_for(session, viewer):
        yield Task(
            _("%(title)s: confirm who does what", title=title_of(relation)),
            url_for("tasks.index", relation_id=relation.id),
            _("Read and confirm"),
        )
