"""What the front of the wing says of figures."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Viewer
from kernel.i18n import gettext as _
from kernel.registry import panel
from partnership.relations.cards import Card

PLACE = 80


@panel("volunteers.card")
def card(opened: Session, viewer: Viewer, now: datetime) -> Card | None:  # noqa: ARG001  every card is called alike
    """Lead to the figures."""
    return Card(
        title=_("Figures"),
        text=_("Volunteers, hours, trips and incidents, for reports and for yourselves."),
        href=url_for("figures.index"),
        action=_("See the figures"),
        place=PLACE,
    )
