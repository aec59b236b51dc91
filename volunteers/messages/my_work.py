"""What waits: people to ring, in one's own work and on the front of the wing."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work, panel
from partnership.relations.cards import Card
from volunteers.messages import queries
from volunteers.messages.calls import calls

PLACE = 28


@my_work
def to_ring(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say how many people are to be rung, and about which day first."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    waiting = queries.waiting(session, bodies, now) if bodies else []
    if waiting:
        words = ngettext("Ring %(num)d person", "Ring %(num)d people", len(calls(waiting)))
        yield Task(str(words), url_for("messages.calls"), _("See whom to ring"), due=waiting[0].trip.on_date)


@panel("volunteers.card")
def card(session: Session, viewer: Viewer, now: datetime) -> Card | None:
    """Say whether anybody is to be rung."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    if not bodies:
        return None
    count = len(calls(queries.waiting(session, bodies, now)))
    return Card(
        title=_("Calls to make"),
        text=_("People without text messages are told by telephone. Here is whom to ring, and what to say."),
        href=url_for("messages.calls"),
        action=_("See whom to ring"),
        place=PLACE,
        mark=str(ngettext("%(num)d to ring", "%(num)d to ring", count)) if count else "",
    )
