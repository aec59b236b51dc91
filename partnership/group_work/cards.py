"""What group work says on the page of the meeting that it is part of."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel.i18n import gettext as _
from kernel.registry import panel
from partnership.group_work import labels, queries
from partnership.programmes.models import ProgrammeEvent
from partnership.relations.cards import Card

PLACE = 30


@panel("programme.event")
def card(session: Session, event: ProgrammeEvent, viewer: Viewer, _now: datetime) -> Card | None:
    """Lead to the meeting's group work, or to making some; nothing where a team has nothing to read yet."""
    code, is_centre = event.programme.code, viewer.may(Permission.PROGRAMME_MANAGE)
    works = queries.of_event(session, event, viewer=viewer)
    if not works:
        href = url_for("group_work.new", code=code, event=event.id)
        text = _("There is no group work in this meeting yet.")
        return Card(_("Group work"), text, href, _("Make group work"), PLACE) if is_centre else None
    if len(works) > 1:
        titles = ", ".join(each.title for each in works)
        return Card(_("Group work"), titles, url_for("group_work.index", code=code), _("See the group work"), PLACE)
    (work,) = works
    text = f"{work.title}: {_(labels.STATUS[work.status].msgid)}"
    endpoint = "group_work.show" if is_centre else "group_results.show"
    return Card(_("Group work"), text, url_for(endpoint, code=code, work_id=work.id), _("See the group work"), PLACE)
