"""What waits: trips that have no volunteer from 18:00 the day before, in one's own work and on the wing's front."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work, panel
from partnership.relations.cards import Card
from volunteers.asking import queries
from volunteers.asking.deadlines import evening_before, is_escalated
from volunteers.messages.saying import when

PLACE = 25


@my_work
def without_volunteer(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say which trips of tomorrow, or of today, have nobody; each was due the evening before."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    for trip in queries.looking(session, bodies, now) if bodies else []:
        if is_escalated(trip, now):
            words = _("%(name)s, %(when)s: nobody has said yes", name=trip.offer.neutral_name, when=when(trip.leave_at))
            due = clock.local_date(evening_before(trip))
            yield Task(words, url_for("trip_desk.show", trip_id=trip.id), _("See whom you can ask"), due=due)


@panel("volunteers.card")
def card(session: Session, viewer: Viewer, now: datetime) -> Card | None:
    """Say how many trips look for somebody."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    if not bodies:
        return None
    count = len(queries.looking(session, bodies, now))
    return Card(
        title=_("Stand-ins"),
        text=_("Trips without a volunteer, who has been asked, and who is asked next."),
        href=url_for("stand_ins.index"),
        action=_("See the stand-in board"),
        place=PLACE,
        mark=str(ngettext("%(num)d without a volunteer", "%(num)d without a volunteer", count)) if count else "",
    )
