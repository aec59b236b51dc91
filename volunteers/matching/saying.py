"""A ranking in words, in the reader's language: why somebody comes where, and why somebody cannot."""

from datetime import date

from kernel.i18n import day, ngettext
from kernel.i18n import gettext as _
from volunteers.matching.ranking import Excluded, Fit, Knows
from volunteers.matching.reasons import Reason


def why(fit: Fit) -> str:
    """Why somebody stands where one does: known or not, the way, and what one has done lately."""
    return " · ".join(filter(None, [known(fit), detour(fit), lately(fit)]))


def known(fit: Fit) -> str:
    """Whether the passenger knows somebody."""
    if fit.knows is Knows.LAST:
        return str(_("helped last time"))
    return str(_("has helped before")) if fit.knows is Knows.BEFORE else ""


def detour(fit: Fit) -> str:
    """How much longer somebody drives that day; always about."""
    return str(ngettext("about %(num)d minute's detour", "about %(num)d minutes' detour", fit.detour))


def lately(fit: Fit) -> str:
    """How often somebody has helped lately."""
    if fit.recent_trips == 0:
        return str(_("no trips lately"))
    return str(ngettext("%(num)d trip lately", "%(num)d trips lately", fit.recent_trips))


def sentence(reason: Reason) -> str:
    """One reason in words."""
    params = {name: day(value) if isinstance(value, date) else value for name, value in reason.params.items()}
    return str(_(reason.msgid, **params))


def reasons(excluded: Excluded) -> str:
    """Every reason why somebody cannot."""
    return "; ".join(sentence(reason) for reason in excluded.reasons)
