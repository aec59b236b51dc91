"""What is said about meetings, in the reader's words."""

from kernel import clock
from kernel.i18n import day, language
from kernel.i18n import gettext as _
from partnership.dialogue.models import Meeting
from partnership.relations.models import Relation


def meeting_title(meeting: Meeting) -> str:
    """A meeting by its date."""
    return str(_("Dialogue meeting %(day)s", day=day(clock.local_date(meeting.starts_at))))


def when(meeting: Meeting) -> str:
    """A meeting's day, and from when to when in Oslo."""
    starts, ends = meeting.starts_at.astimezone(clock.OSLO), meeting.ends_at.astimezone(clock.OSLO)
    told = "%H:%M" if language() == "en" else "%H.%M"
    hours = f"{starts.strftime(told)}–{ends.strftime(told)}"
    return str(_("%(day)s at %(hours)s", day=day(starts.date()), hours=hours))


def parties_title(relation: Relation) -> str:
    """What a calendar calls a meeting: the two parties, and nothing about people."""
    other = relation.organisation.name if relation.organisation else _("own volunteers")
    return str(_("Dialogue meeting: %(one)s – %(other)s", one=relation.municipality.full_name, other=other))
