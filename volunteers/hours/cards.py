"""What the front of the wing says of hours: how many were given this year."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import panel
from partnership.relations.cards import Card
from volunteers.hours import queries, rules

PLACE = 35


@panel("volunteers.card")
def card(session: Session, viewer: Viewer, now: datetime) -> Card | None:
    """Say how many hours the volunteers have given this year."""
    bodies = viewer.bodies(Permission.VOLUNTEER_WRITE)
    if not bodies:
        return None
    today = clock.local_date(now)
    given = queries.minutes_by_work(session, bodies, today.replace(month=1, day=1), today)
    hours = round(sum(given.values()) / rules.AN_HOUR)
    return Card(
        title=_("Hours of volunteers"),
        text=str(ngettext("%(num)d hour is given this year.", "%(num)d hours are given this year.", hours)),
        href=url_for("hours.index"),
        action=_("See the hours"),
        place=PLACE,
    )
