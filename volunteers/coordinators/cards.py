"""What the front of the wing says of coordinators: how many posts there are, and how many stand vacant."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import panel
from partnership.relations.cards import Card
from volunteers.coordinators import queries, rules

PLACE = 55


@panel("volunteers.card")
def card(session: Session, viewer: Viewer, now: datetime) -> Card | None:
    """Say how many posts as coordinator there are, and how many stand vacant."""
    bodies = viewer.bodies(Permission.COORDINATOR_WRITE)
    if not bodies:
        return None
    today = clock.local_date(now)
    posts = [held for held in queries.posts_of(session, bodies) if rules.lasts(held.post, today)]
    vacant = sum(1 for held in posts if held.tenure is None)
    return Card(
        title=_("Coordinators"),
        text=str(ngettext("%(num)d post is set up.", "%(num)d posts are set up.", len(posts))),
        href=url_for("coordinators.index"),
        action=_("See the posts"),
        place=PLACE,
        mark=str(ngettext("%(num)d stands vacant", "%(num)d stand vacant", vacant)) if vacant else "",
    )
