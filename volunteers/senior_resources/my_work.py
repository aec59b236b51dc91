"""What waits for a team: consents that end soon, and wishes that wait to begin; never whose."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work
from volunteers.senior_resources.counts import waiting_for
from volunteers.senior_resources.models import ConnectionStatus


@my_work
def waiting(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say for which of the viewer's teams somebody must be asked again, or waits to begin."""
    if not viewer.may(Permission.TEAM_WRITE):
        return
    for each in waiting_for(session, viewer, clock.local_date(now)):
        if each.ending:
            words = _("%(team)s: consents that end soon: %(number)d", team=each.name, number=each.ending)
            address = url_for("senior_resources.resources", team_id=each.team_id, sort="consent_until")
            yield Task(words, address, _("Ask whether they still wish it"), due=each.first_end)
        if each.wished:
            words = _("%(team)s: wishes that wait to begin: %(number)d", team=each.name, number=each.wished)
            status = ConnectionStatus.WISHED.value
            address = url_for("senior_resources.connections", team_id=each.team_id, status=status)
            yield Task(words, address, _("See what waits"))
