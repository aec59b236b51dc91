"""What waits: to go through the offers with home care, twice a year."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from activities.home_care import queries, rules
from activities.offers.queries import shared_by
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work


@my_work
def to_go_through(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say where the offers have not been gone through for six months."""
    bodies = viewer.bodies(Permission.OFFER_SHARE)
    if not bodies:
        return
    latest = queries.latest_days(session, bodies)
    for municipality in shared_by(session, viewer):
        if rules.is_due(latest.get(municipality.id), clock.local_date(now)):
            yield Task(
                _("%(name)s: go through the offers with home care", name=municipality.full_name),
                url_for("home_care.show", number=municipality.number),
                _("See the sheets"),
            )
