"""What a core team's page says of its senior resources: how many, never who."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel.i18n import gettext as _
from kernel.i18n import ngettext, number
from kernel.registry import panel
from kernel.web.spreads import told
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.queries import present
from partnership.relations.cards import Card
from volunteers.senior_resources.counts import counts_for

PLACE = 60


@panel("core_team.card")
def card(session: Session, team: CoreTeam, viewer: Viewer, now: datetime) -> Card | None:  # noqa: ARG001  every card is called alike
    """Say how many wish to contribute, with small numbers hidden from others; the team goes on to who they are."""
    found = counts_for(session, [team.id])[team.id]
    is_own = not viewer.bodies(Permission.TEAM_WRITE).isdisjoint(present(session, team.id))
    wishing, taking_part = (
        number(each.number) if is_own else told(each) for each in (found.wishing, found.taking_part)
    )
    text = _("Wish to contribute: %(wishing)s. Taking part: %(number)s.", wishing=wishing, number=taking_part)
    alone = ngettext("%(num)d need has nobody", "%(num)d needs have nobody", found.needs_alone)
    address = "senior_resources.show" if is_own else "senior_resources.figures"
    return Card(
        title=_("Senior resources"),
        text=str(text),
        href=url_for(address, team_id=team.id),
        action=_("See wishes and needs") if is_own else _("See the figures"),
        place=PLACE,
        mark=str(alone) if found.needs_alone else "",
    )
