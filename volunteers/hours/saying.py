"""Hours in words, in the reader's language."""

from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from volunteers.hours.rules import AN_HOUR


def lasting(minutes: int | None) -> str:
    """How long something lasts: 1 hour and 30 minutes; empty where it is not known."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, AN_HOUR)
    in_hours = str(ngettext("%(num)d hour", "%(num)d hours", hours))
    in_minutes = str(ngettext("%(num)d minute", "%(num)d minutes", rest))
    if not hours or not rest:
        return in_minutes if rest else in_hours
    return str(_("%(one)s and %(other)s", one=in_hours, other=in_minutes))
