"""What the wing's front says of the offers of transport."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import panel
from partnership.relations.cards import Card
from volunteers.transport import queries

PLACE = 50


@panel("volunteers.card")
def card(session: Session, viewer: Viewer, _now: datetime) -> Card | None:
    """Say how many offers run."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    if not bodies:
        return None
    count = len(queries.running_of(session, bodies))
    told = ngettext("%(num)d offer runs.", "%(num)d offers run.", count) if count else _("No offer runs yet.")
    return Card(
        title=_("Transport and escort"),
        text=str(told),
        href=url_for("transport.index"),
        action=_("See the offers"),
        place=PLACE,
    )
