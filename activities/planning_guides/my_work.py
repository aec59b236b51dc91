"""What waits: plans whose days of trying out have passed."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from activities.planning_guides import queries, rules
from directory.accounts.permissions import Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work


@my_work
def tried_out(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say what has been tried out, so that somebody says how it went."""
    if not rules.bodies_of(viewer):
        return
    for guide in queries.trials_over(session, viewer, clock.local_date(now)):
        words = _("%(title)s: the trial is over. How did it go?", title=guide.title)
        yield Task(words, url_for("planning_guides.show", guide_id=guide.id), _("Say how it went"), due=guide.trial_to)
