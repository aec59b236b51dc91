"""What people fill in when the offers have been gone through with home care."""

from dataclasses import dataclass
from datetime import date

from kernel.forms import BaseForm, Day, Line, Whole, filled, needed, required
from kernel.i18n import lazy_gettext as _

MOST_SHEETS = 100_000


@dataclass(frozen=True)
class BriefingDraft:
    """When, with whom, and how many sheets were given."""

    held_on: date
    with_whom: str
    sheets: int


class BriefingForm(BaseForm):
    """Record that the offers were gone through."""

    held_on = Day(_("When"), validators=[required(_("Write the day."))])
    with_whom = Line(_("With whom"), validators=needed(120, _("Write the role or the team.")))
    sheets = Whole(
        _("Sheets given"), validators=[required(_("Write how many sheets were given; 0 when none."))], most=MOST_SHEETS
    )

    def draft(self) -> BriefingDraft:
        """What was filled in."""
        return BriefingDraft(filled(self.held_on.day), filled(self.with_whom.data), filled(self.sheets.number))
