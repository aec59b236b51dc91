"""What the front of the wing says of needs that were not met."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import panel
from partnership.relations.cards import Card
from volunteers.unmet import queries
from volunteers.unmet.periods import Period

PLACE = 60


@panel("volunteers.card")
def card(opened: Session, viewer: Viewer, now: datetime) -> Card | None:
    """Say how many needs one's own bodies could not meet this year."""
    places = queries.municipalities_of(opened, viewer)
    if not places:
        return None
    year = Period.year(clock.local_date(now).year)
    count = queries.count_of(opened, viewer.bodies(Permission.FIGURES_READ), year)
    words = ngettext("%(num)d need could not be met this year.", "%(num)d needs could not be met this year.", count)
    return Card(
        title=_("Needs not met"),
        text=str(words) if count else _("No need is noted as not met this year."),
        href=url_for("unmet.show", number=places[0].number),
        action=_("See why and where"),
        place=PLACE,
    )
