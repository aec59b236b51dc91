"""What people fill in: a new agreement, a section, the period, a signature, a word back and a termination."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import HiddenField
from wtforms.validators import ValidationError

from kernel.forms import BaseForm, Choice, Day, Line, Text, Tick, Version, Whole, at_most, filled, needed, required
from kernel.i18n import day
from kernel.i18n import lazy_gettext as _
from partnership.agreements.period import Days

LONGEST_SECTION = 8000
LONGEST_WORD = 1000


@dataclass(frozen=True)
class PeriodDraft:
    """The period and notice that was chosen, and whether the privacy annex is there."""

    days: Days
    has_annex: bool


@dataclass(frozen=True)
class TerminationDraft:
    """The last day, and why."""

    last_on: date
    reason: str


class PeriodForm(BaseForm):
    """From when to when, the notice, and the privacy annex."""

    starts_on = Day(_("First day"), validators=[required(_("Write the first day."))])
    ends_on = Day(_("Last day"), validators=[required(_("Write the last day."))])
    notice_months = Whole(_("Notice, in months"), [required(_("Write the notice."))], least=1, most=12)
    has_annex = Tick(_("We share personal data with each other: add the privacy annex"))
    version = Version()

    def draft(self) -> PeriodDraft:
        """What was chosen."""
        days = Days(filled(self.starts_on.day), filled(self.ends_on.day), filled(self.notice_months.number))
        return PeriodDraft(days, bool(self.has_annex.data))

    def validate_ends_on(self, field: Any) -> None:
        """The last day is not before the first."""
        if self.starts_on.day and field.day and field.day < self.starts_on.day:
            raise ValidationError(str(_("The agreement ends before it begins. Check the dates.")))

    def show_other(self, days: Days, version: int, *, has_annex: bool) -> None:
        """Show the period that somebody else saved beside what was chosen here."""
        draft = self.draft()
        told = {
            "starts_on": (draft.days.starts_on, days.starts_on, day(days.starts_on)),
            "ends_on": (draft.days.ends_on, days.ends_on, day(days.ends_on)),
            "has_annex": (draft.has_annex, has_annex, str(_("Yes") if has_annex else _("No"))),
        }
        saved = {name: words for name, (mine, theirs, words) in told.items() if mine != theirs}
        self.show_saved({**saved, "notice_months": days.notice_months}, version)


class BeginForm(PeriodForm):
    """A new agreement: its language and its period."""

    language = Choice(_("Language of the agreement"), validators=[required(_("Choose a language."))])


class SectionForm(BaseForm):
    """The words of one section."""

    words = Text(_("Your text"), validators=[at_most(LONGEST_SECTION)])
    version = Version()


class SendForm(BaseForm):
    """The text that was read, by its fingerprint."""

    seen = HiddenField()

    @property
    def fingerprint(self) -> str:
        """The fingerprint of what was read."""
        return str(self.seen.data or "")


class SignForm(SendForm):
    """A signature, confirmed by one's own name."""

    name = Line(_("Write your full name to sign"), validators=needed(200, _("Write your full name.")))


class WordForm(BaseForm):
    """A word to the other side about what must change."""

    word = Text(_("What must be changed?"), validators=needed(LONGEST_WORD, _("Say in a sentence what must change.")))


class TerminateForm(BaseForm):
    """The last day and the reason."""

    last_on = Day(_("Last day"), validators=[required(_("Write the last day."))])
    reason = Text(_("Why do you terminate it?"), validators=needed(LONGEST_WORD, _("Say in a sentence why.")))

    def draft(self) -> TerminationDraft:
        """What was written."""
        return TerminationDraft(filled(self.last_on.day), filled(self.reason.data))


class DiscardForm(BaseForm):
    """The version of the draft that is put aside."""

    version = Version()
