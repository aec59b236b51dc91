"""What a core team's page says of the plans of its municipalities' people."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from activities.planning_guides import queries, rules
from activities.planning_guides.models import GuideStatus
from directory.accounts.permissions import Permission, Viewer
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import panel
from partnership.core_teams.models import CoreTeam
from partnership.relations.cards import Card

PLACE = 70


@panel("core_team.card")
def card(session: Session, team: CoreTeam, viewer: Viewer, now: datetime) -> Card | None:  # noqa: ARG001  every card is called alike
    """Say what the viewer's own people plan; others' plans are theirs."""
    if not viewer.may(Permission.TEAM_WRITE):
        return None
    standing = queries.open_in(session, rules.bodies_of(viewer))
    text = ngettext("%(num)d plan is under way.", "%(num)d plans are under way.", len(standing))
    trying = standing.count(GuideStatus.TRYING)
    mark = ngettext("%(num)d is being tried out", "%(num)d are being tried out", trying) if trying else ""
    return Card(
        title=_("Before you offer something new"),
        text=str(text) if standing else _("Five points to attend to, so that the new is wanted and lasts."),
        href=url_for("planning_guides.index"),
        action=_("See the plans") if standing else _("Plan something"),
        place=PLACE,
        mark=str(mark),
    )
