"""The dialogue's card on a relation's page: the next meeting, and what asks for attention."""

from collections.abc import Sequence
from datetime import date, datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import day, ngettext
from kernel.i18n import gettext as _
from kernel.registry import panel
from partnership.dialogue import queries, rules
from partnership.dialogue.models import FollowUp, Meeting, MeetingStatus
from partnership.dialogue.saying import when
from partnership.relations.cards import Card
from partnership.relations.models import Relation
from partnership.relations.rules import side_of

PLACE = 30


@panel("relation.card")
def card(opened: Session, relation: Relation, viewer: Viewer, now: datetime) -> Card:
    """Say when one meets next, and what waits."""
    meetings = queries.unfinished(opened, [relation.id])
    left = queries.open_follow_ups(opened, [relation.id])
    side = side_of(relation, viewer, Permission.RELATION_ASSESS)
    waits = any(rules.may_approve(each, side, viewer.id) for each in meetings)
    return Card(
        title=_("Dialogue"),
        text=" ".join([_meeting(meetings, now), *_left(left, clock.local_date(now))]),
        href=url_for("dialogue.index", relation_id=relation.id),
        action=_("Meetings and minutes"),
        place=PLACE,
        mark=_("Minutes wait for your approval") if waits else "",
    )


def _meeting(meetings: Sequence[Meeting], now: datetime) -> str:
    ahead = [each for each in meetings if each.status is MeetingStatus.PLANNED and each.ends_at >= now]
    if ahead:
        return str(_("Next meeting: %(when)s.", when=when(ahead[0])))
    if any(each.status is MeetingStatus.HELD for each in meetings):
        return str(_("Minutes are being written."))
    return str(_("No meeting is planned."))


def _left(left: Sequence[FollowUp], today: date) -> list[str]:
    if not left:
        return []
    told = ngettext("%(num)d follow-up is open", "%(num)d follow-ups are open", len(left))
    due = left[0].due_on
    first = _("the first was due %(day)s", day=day(due)) if due < today else _("the first is due %(day)s", day=day(due))
    return [f"{told}, {first}."]
