"""How reminders are told, line by line, in the reader's language."""

from collections.abc import Sequence

from kernel.i18n import day, language, ngettext
from kernel.i18n import gettext as _
from kernel.lifecycle import _l
from partnership.relations.naming import title_of
from partnership.renewals.models import Topic
from partnership.renewals.queries import Line

MOST_LINES = 30

WORDS = {
    Topic.ENDS_SOON: _l("the evidence lasts until %(last)s. Renew it before then."),
    Topic.HAS_ENDED: _l("the evidence ended %(last)s. It still counts until %(until)s. Renew it before then."),
    Topic.GRACE_ENDS: _l("the evidence ended %(last)s and soon counts no longer. Renew it by %(until)s."),
    Topic.FALLEN: _l("the evidence ended %(last)s and no longer counts. The level may have fallen."),
    Topic.OTHER_WAITS: _l("the other side answered %(last)s and waits for you."),
    Topic.MAY_SHOW: _l("you answered %(last)s, and the other side has not yet. You may show them your answers now."),
}


def listed(lines: Sequence[Line]) -> str:
    """The reminders as lines of a mail; so many that one reads them."""
    told = [f"– {said(line)}" for line in lines[:MOST_LINES]]
    left = len(lines) - len(told)
    if left:
        told.append("– " + ngettext("and %(num)d more", "and %(num)d more", left))
    return "\n".join(told)


def said(line: Line) -> str:
    """One reminder: what it is about, then what is the matter."""
    reminder = line.reminder
    words = _(
        WORDS[reminder.topic],
        last=day(reminder.since),
        until=day(line.until),
    )
    return f"{_about(line)}: {words}"


def _about(line: Line) -> str:
    title = title_of(line.relation) if line.relation else line.body.full_name
    if line.question is None:
        return title
    asked = line.question.text.pick(language())[0]
    return str(
        _("%(title)s, point %(code)s (%(question)s)", title=title, code=line.question.point.code, question=asked)
    )
