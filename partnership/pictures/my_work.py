"""What waits for the people of a relation: placing, answering, seeing differences, renewing evidence."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work
from partnership.assessments.picture import Picture, is_asked
from partnership.pictures import queries
from partnership.relations import queries as relations
from partnership.relations.models import Relation
from partnership.relations.naming import title_of
from partnership.relations.rules import side_of
from partnership.relations.sides import Side
from partnership.staircase.level import Standing

EVERY_DIFFERENCE = "#differences"


@my_work
def cooperation(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say what each relation that the viewer answers for waits for."""
    mine = [each for each in relations.mine(session, viewer) if side_of(each, viewer, Permission.RELATION_ASSESS)]
    if not mine:
        return
    pictures = queries.seen(session, mine, viewer, clock.local_date(now))
    for relation in mine:
        side = side_of(relation, viewer, Permission.RELATION_ASSESS)
        if side is not None:
            yield from _of(relation, pictures[relation.id], side)


def _of(relation: Relation, picture: Picture, side: Side) -> Iterator[Task]:
    title = title_of(relation)
    if side not in picture.material.placements and not picture.has_submitted(side):
        address = url_for("placements.quick_start", relation_id=relation.id)
        yield Task(
            _("%(title)s: place the cooperation on the staircase", title=title), address, _("Take three minutes")
        )
    elif not picture.has_submitted(side):
        address = url_for("assessments.overview", relation_id=relation.id)
        waits = _("%(title)s: the other side has answered and waits for you", title=title)
        opened = _("%(title)s: answer the questions of your assessment", title=title)
        yield Task(waits if picture.has_submitted(side.other) else opened, address, _("Answer"))
    elif count := len(picture.differences):
        words = ngettext(
            "%(title)s: you see %(num)d point differently",
            "%(title)s: you see %(num)d points differently",
            count,
            title=title,
        )
        yield Task(words, url_for("pictures.show", relation_id=relation.id) + EVERY_DIFFERENCE, _("See them"))
    if picture.carried(side):
        words = _("%(title)s: confirm your answers in the new version of the staircase", title=title)
        yield Task(words, url_for("assessments.overview", relation_id=relation.id), _("Look them over"))
    for question, how, last in picture.to_renew:
        if is_asked(question.point, side):
            words = _("%(title)s: renew the evidence for point %(code)s", title=title, code=question.point.code)
            address = url_for("points.point", relation_id=relation.id, code=question.point.code)
            due = picture.grace_ends(question.point) if how is Standing.MUST_RENEW else last
            yield Task(words, address, _("Renew"), due=due)
