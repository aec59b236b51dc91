"""What waits: passengers who are not home, and trips of tomorrow without a volunteer; and the front's day."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work, panel
from partnership.relations.cards import Card
from volunteers.asking.deadlines import EVENING
from volunteers.board import queries

PLACE = 10


@my_work
def not_home(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say on which days somebody should have been home an hour ago."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    found = Counter(queries.not_home(session, bodies, now) if bodies else [])
    for (number, on), count in found.items():
        words = ngettext(
            "%(num)d passenger is not home again. Ring now", "%(num)d passengers are not home again. Ring now", count
        )
        yield Task(str(words), url_for("board.day", number=number, on=on), _("See the day"), on=on)


@my_work
def tomorrow(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say until the evening how many trips of tomorrow have no volunteer; from then on each is told by itself."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    if not bodies or now.astimezone(clock.OSLO).time() >= EVENING:
        return
    on = clock.local_date(now) + timedelta(days=1)
    for number, count in queries.without_volunteer(session, bodies, on):
        words = ngettext("%(num)d trip tomorrow has no volunteer", "%(num)d trips tomorrow have no volunteer", count)
        yield Task(str(words), url_for("board.day", number=number, on=on), _("See the day"), on=on)


@panel("volunteers.card")
def card(session: Session, viewer: Viewer, now: datetime) -> Card | None:
    """Lead to the day's trips, and say whether somebody is not home."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    if not bodies:
        return None
    count = len(queries.not_home(session, bodies, now))
    return Card(
        title=_("The day's trips"),
        text=_("Who drives whom, who is on the way, and who is home again."),
        href=url_for("board.today"),
        action=_("See the day"),
        place=PLACE,
        mark=str(ngettext("%(num)d not home", "%(num)d not home", count)) if count else "",
    )
