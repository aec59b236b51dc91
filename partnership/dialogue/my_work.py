"""What waits for people of a dialogue: meetings ahead, minutes to write and to approve, and follow-ups."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import day
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work
from partnership.dialogue import queries, rules
from partnership.dialogue.models import FollowUp, Meeting, MeetingStatus
from partnership.relations import queries as relations
from partnership.relations.models import Relation
from partnership.relations.naming import title_of
from partnership.relations.rules import side_of
from partnership.relations.sides import Side

TOLD_AHEAD = timedelta(days=14)


@my_work
def dialogue(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say what the viewer's side has to do in each relation that it answers for."""
    seen = relations.mine(session, viewer)
    sides = {each.id: side_of(each, viewer, Permission.RELATION_ASSESS) for each in seen}
    mine = {each.id: each for each in seen if sides[each.id] is not None}
    if not mine:
        return
    for meeting in queries.unfinished(session, list(mine)):
        yield from _of(meeting, mine[meeting.relation_id], sides[meeting.relation_id], viewer, now)
    for each in queries.open_follow_ups(session, list(mine)):
        if each.side is sides[each.relation_id]:
            yield _follow_up(each, mine[each.relation_id])


def _of(meeting: Meeting, relation: Relation, side: Side | None, viewer: Viewer, now: datetime) -> Iterator[Task]:
    title, address = title_of(relation), _address(relation.id, meeting.id)
    met_on = clock.local_date(meeting.starts_at)
    if rules.may_approve(meeting, side, viewer.id):
        yield Task(_("%(title)s: read the minutes and approve them", title=title), address, _("Read"))
    elif meeting.status is MeetingStatus.HELD or (meeting.status is MeetingStatus.PLANNED and meeting.ends_at < now):
        words = _("%(title)s: write the minutes of the meeting on %(day)s", title=title, day=day(met_on))
        yield Task(words, address, _("Write"))
    elif meeting.status is MeetingStatus.PLANNED and meeting.starts_at - now <= TOLD_AHEAD:
        words = _("%(title)s: prepare the dialogue meeting", title=title)
        yield Task(words, address, _("See the agenda"), due=met_on)


def _follow_up(each: FollowUp, relation: Relation) -> Task:
    words = f"{title_of(relation)}: {each.what}"
    return Task(words, _address(relation.id, each.meeting_id) + "#follow-ups", _("See the follow-up"), due=each.due_on)


def _address(relation_id: int, meeting_id: int) -> str:
    return url_for("dialogue.meeting", relation_id=relation_id, meeting_id=meeting_id)
