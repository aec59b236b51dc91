"""What a core team's page says of the programme that it takes part in."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext, translated
from kernel.registry import panel
from partnership.core_teams.models import CoreTeam
from partnership.programmes import queries
from partnership.relations.cards import Card

PLACE = 20


@panel("core_team.card")
def card(session: Session, team: CoreTeam, viewer: Viewer, now: datetime) -> Card | None:
    """Say which programme a team takes part in, and what is overdue there; nothing to guests."""
    place = queries.place_of(session, team, viewer, clock.local_date(now))
    if place is None:
        return None
    programme = place.programme
    is_centre = viewer.may(Permission.PROGRAMME_MANAGE)
    mark = ngettext("%(num)d homework task is overdue", "%(num)d homework tasks are overdue", place.overdue)
    return Card(
        title=_("Programme"),
        text=translated(programme.title)[0],
        href=url_for("programmes.teams.show", code=programme.code, team_id=team.id)
        if is_centre
        else url_for("programmes.show", code=programme.code),
        action=_("See its part in the programme") if is_centre else _("See the programme"),
        place=PLACE,
        mark=mark if place.overdue else "",
    )
