"""What waits: incidents that are not closed."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work, panel
from partnership.relations.cards import Card
from volunteers.incidents import queries

PLACE = 70


@my_work
def to_close(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:  # noqa: ARG001  every share is called alike
    """Say how many incidents of the viewer's bodies are open."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    count = queries.open_count(session, bodies)[0] if bodies else 0
    if count:
        words = ngettext("%(num)d incident is not closed", "%(num)d incidents are not closed", count)
        yield Task(str(words), url_for("incidents.index", state="open"), _("See them"))


@panel("volunteers.card")
def card(opened: Session, viewer: Viewer, now: datetime) -> Card | None:  # noqa: ARG001  every card is called alike
    """Say how many incidents are open, and whether any is grave."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    if not bodies:
        return None
    count, grave = queries.open_count(opened, bodies)
    words = ngettext("%(num)d incident is not closed.", "%(num)d incidents are not closed.", count)
    return Card(
        title=_("Incidents"),
        text=str(words) if count else _("No incident is open."),
        href=url_for("incidents.index"),
        action=_("See the incidents"),
        place=PLACE,
        mark=_("%(num)s grave", num=grave) if grave else "",
    )
