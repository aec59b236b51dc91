"""What waits for administrators: a version that somebody else has proposed."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work
from partnership.versions import queries
from partnership.versions.models import ActivationStatus


@my_work
def to_decide(session: Session, viewer: Viewer, _now: datetime) -> Iterator[Task]:
    """Say which proposals wait for another administrator, in one statement."""
    if not viewer.may(Permission.STAIRCASE_MANAGE):
        return
    for each in queries.activations(session):
        if each.status is ActivationStatus.PROPOSED and each.proposed_by_id != viewer.id:
            text = _("Version %(code)s of the staircase is proposed", code=each.staircase.code)
            address = url_for("versions.show", version_id=each.staircase_id)
            yield Task(text, address, _("Read and decide"), due=each.valid_from)
