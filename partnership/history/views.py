"""What people see of it: a line a side over time, the same as a table, and a card on the relation's page."""

from datetime import datetime

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.db import session
from kernel.i18n import day, ngettext
from kernel.i18n import gettext as _
from kernel.registry import panel
from partnership.history import queries, saying
from partnership.relations import queries as relations
from partnership.relations.cards import Card
from partnership.relations.models import Relation
from partnership.relations.rules import side_of

blueprint = Blueprint("history", __name__, url_prefix="/partnership/relations/<int:relation_id>/history")


@panel("relation.card")
def card(opened: Session, relation: Relation, viewer: Viewer, now: datetime) -> Card | None:  # noqa: ARG001  every card is called alike
    """Say how often the relation has been assessed; nothing before the first time."""
    count, last = queries.sent(opened, relation)
    if last is None:
        return None
    words = ngettext(
        "One assessment has been sent, on %(day)s.",
        "%(num)d assessments have been sent, the last on %(day)s.",
        count,
        day=day(clock.local_date(last)),
    )
    address = url_for("history.show", relation_id=relation.id)
    return Card(_("How it has moved"), words, address, _("See the levels over time"), place=80)


@blueprint.get("/")
@requires(Permission.RELATION_READ)
def show(relation_id: int) -> ResponseReturnValue:
    """Show the levels over time, and why they moved."""
    viewer, today = current_viewer(), clock.local_date(clock.now())
    relation = relations.get_visible(session(), relation_id, viewer=viewer)
    course = queries.course_of(session(), relation, side_of(relation, viewer), today)
    return render_template("partnership/history/show.html", relation=relation, told=saying.told(course, relation))
