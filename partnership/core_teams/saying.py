"""What is said about teams, in the reader's language."""

from collections.abc import Iterable
from decimal import Decimal

from directory.municipalities.models import Municipality
from kernel.i18n import gettext as _
from kernel.i18n import ngettext, number
from partnership.core_teams import rules
from partnership.core_teams.models import Seat

NEXT = "core_team.next"  # the page panel in which each slice says what waits for one team


def warned(warning: rules.Warning) -> str:
    """A warning in words, with its numbers as people write them."""
    told = {
        name: number(float(value)) if isinstance(value, Decimal) else value for name, value in warning.params.items()
    }
    return str(_(warning.msgid, **told))


def share(tenths: int) -> str:
    """A share of the week in words: 1,5 days a week. Only exactly one is a day; 0,8 are days, in each language."""
    days = number(tenths / rules.A_DAY)
    return str(ngettext("%(days)s day a week", "%(days)s days a week", 1 if tenths == rules.A_DAY else 2, days=days))


def people(count: int) -> str:
    """How many sit in a team."""
    return str(ngettext("%(num)d person", "%(num)d people", count))


def names(municipalities: Iterable[Municipality]) -> str:
    """Some municipalities by name."""
    return ", ".join(each.name for each in municipalities)


def whole_share(seats: Iterable[Seat]) -> str:
    """What the seats have of the week between them."""
    return share(sum(each.tenths for each in seats))
