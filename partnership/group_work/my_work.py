"""What waits for the centre: answers that nobody has summed up."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work
from partnership.group_work import queries


@my_work
def to_sum_up(session: Session, viewer: Viewer, _now: datetime) -> Iterator[Task]:
    """Say which group work has answers that the teams are waiting to read."""
    if not viewer.may(Permission.PROGRAMME_MANAGE):
        return
    for code, work_id, title, count in queries.to_sum_up(session):
        words = ngettext(
            "%(title)s: %(num)d question is not summed up", "%(title)s: %(num)d questions are not summed up", count,
            title=title,
        )  # fmt: skip
        yield Task(words, url_for("group_results.show", code=code, work_id=work_id), _("Sum up"))
