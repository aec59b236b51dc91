"""What waits for the people of a relation: measures that are due, and a roadmap that the other side has adopted."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work, panel
from partnership.relations import queries as relations
from partnership.relations.cards import Card
from partnership.relations.models import Relation
from partnership.relations.naming import title_of
from partnership.relations.rules import side_of
from partnership.roadmaps import queries, rules

PLACE = 60


@my_work
def roadmaps(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say which measures the viewer's sides must see to, and which roadmaps wait to be adopted."""
    sides = {
        each.id: (each, side)
        for each in relations.mine(session, viewer)
        if (side := side_of(each, viewer, Permission.RELATION_ASSESS))
    }
    if not sides:
        return
    today = clock.local_date(now)
    for relation_id, measure in queries.due(session, sides, today):
        relation, side = sides[relation_id]
        if rules.is_owner(measure.owner, side):
            words = _("%(title)s: %(what)s", title=title_of(relation), what=measure.what)
            address = url_for("roadmaps.progress", relation_id=relation_id, measure_id=measure.id)
            yield Task(words, address, _("Note progress"), due=measure.due_on)
    standing = set(queries.adopted_by_one(session, sides))
    for relation_id, (relation, side) in sides.items():
        if (relation_id, side.other) in standing and (relation_id, side) not in standing:
            words = _("%(title)s: the other side has adopted the roadmap", title=title_of(relation))
            yield Task(words, url_for("roadmaps.show", relation_id=relation_id), _("Read and adopt"))


@panel("relation.card")
def card(session: Session, relation: Relation, _viewer: Viewer, now: datetime) -> Card:
    """Say how far the roadmap has come."""
    summary = queries.summary_of(session, relation.id, clock.local_date(now))
    address = url_for("roadmaps.show", relation_id=relation.id)
    if not summary.kept:
        return Card(_("Roadmap"), _("No measure has been written yet."), address, _("Make a roadmap"), PLACE)
    done = {"done": summary.done}
    text = ngettext(
        "%(done)d of %(num)d measure is done.", "%(done)d of %(num)d measures are done.", summary.kept, **done
    )
    mark = "" if summary.is_adopted else _("Not adopted by both yet")
    if summary.late:
        mark = ngettext("%(num)d measure is late", "%(num)d measures are late", summary.late)
    return Card(_("Roadmap"), text, address, _("See the roadmap"), PLACE, mark)
