"""What the front of the wing says of what is erased."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import day
from kernel.i18n import gettext as _
from kernel.registry import panel
from partnership.relations.cards import Card
from volunteers.retention import queries

PLACE = 90


@panel("volunteers.card")
def card(opened: Session, viewer: Viewer, now: datetime) -> Card | None:  # noqa: ARG001  every card is called alike
    """Say when something was erased last."""
    last = queries.last_run(opened, viewer.bodies(Permission.FIGURES_READ))
    text = _("Something was erased last on %(day)s.", day=day(clock.local_date(last))) if last else ""
    return Card(
        title=_("What is erased"),
        text=text or _("Nothing has been erased yet. It happens by itself."),
        href=url_for("retention.index"),
        action=_("See what is due next"),
        place=PLACE,
    )
