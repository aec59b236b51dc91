"""What people fill in about safety: numbers and dates, never the name of a volunteer and never a file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kernel.forms import (
    BaseForm,
    Choice,
    Day,
    Line,
    Text,
    Tick,
    Version,
    Whole,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import day
from kernel.i18n import gettext as translate
from kernel.i18n import lazy_gettext as _
from partnership.quality.labels import BASES
from partnership.quality.models import (
    IncidentRoutine,
    Insurance,
    LegalBasis,
    PoliceCertificates,
    Preparation,
)
from partnership.quality.rules import Assessed, Cover, Prepared, Reviewed, Routine, Showing

MOST_VOLUNTEERS = 100_000
MOST_MONTHS = 120
OLDEST = 120
A_DATE = needed(40, _("Write a date such as 21.11.2026."))
A_NUMBER = needed(40, _("Write a whole number, 0 if there is none."))
Kept = Preparation | Insurance | IncidentRoutine | PoliceCertificates


class RecordForm(BaseForm):
    """The form of something that is recorded once in a relation."""

    version = Version()

    def fill(self, row: Kept | None) -> None:
        """Show what is recorded already."""
        self.version.data = str(row.version if row else 0)
        for field in self if row else ():
            if field.short_name != "version":
                field.process_data(getattr(row, field.short_name))

    def show_theirs(self, row: Kept) -> None:
        """Show what somebody else recorded meanwhile beside what stands here."""
        said = {field.short_name: getattr(row, field.short_name) for field in self if field.short_name != "version"}
        typed = vars(self.draft())
        told = {name: told_as(value) for name, value in said.items() if value != typed[name]}
        self.show_saved(told, row.version)

    def draft(self) -> Any:
        """What was filled in."""
        raise NotImplementedError


def told_as(value: Any) -> Any:
    """A recorded value as a field compares and shows it."""
    if isinstance(value, LegalBasis):
        return translate(BASES[value].msgid)
    if value is None or isinstance(value, bool | int | str):
        return value
    return day(value)


class ConfidentialityForm(RecordForm):
    """How many volunteers have signed which version of the declaration; it is signed once."""

    title = Line(_("Which version of the declaration?"), validators=needed(120, _("Write which version it is.")))
    volunteers = Whole(_("How many volunteers have signed?"), validators=A_NUMBER, most=MOST_VOLUNTEERS)
    out_of = Whole(_("Of how many volunteers?"), validators=A_NUMBER, most=MOST_VOLUNTEERS)
    done_on = Day(_("Date of the latest"), validators=A_DATE)

    def draft(self) -> Prepared:
        """What was filled in."""
        return Prepared(
            volunteers=filled(self.volunteers.number),
            out_of=filled(self.out_of.number),
            title=filled(self.title.data),
            done_on=filled(self.done_on.day),
            refresh_months=None,
        )


class TrainingForm(ConfidentialityForm):
    """How many volunteers have had which course, and when it is refreshed."""

    title = Line(_("Which course?"), validators=needed(120, _("Write which course it was.")))
    volunteers = Whole(_("How many volunteers have it?"), validators=A_NUMBER, most=MOST_VOLUNTEERS)
    refresh_months = Whole(_("Refreshed after how many months?"), validators=voluntary(40), least=1, most=MOST_MONTHS)

    def draft(self) -> Prepared:
        """What was filled in."""
        return replace(super().draft(), refresh_months=self.refresh_months.number)


class InsuranceForm(RecordForm):
    """What insures the volunteers."""

    insurer = Line(_("Insurance company"), validators=needed(120, _("Write the name of the company.")))
    covers_driver = Tick(_("It covers those who drive"))
    covers_passenger = Tick(_("It covers passengers"))
    covers_accident = Tick(_("It covers accidents"))
    upper_age_limit = Whole(_("Upper age limit for volunteers"), validators=voluntary(40), least=18, most=OLDEST)
    valid_to = Day(_("Last day it is valid"), validators=A_DATE)

    def draft(self) -> Cover:
        """What was filled in."""
        return Cover(
            insurer=filled(self.insurer.data),
            covers_driver=bool(self.covers_driver.data),
            covers_passenger=bool(self.covers_passenger.data),
            covers_accident=bool(self.covers_accident.data),
            upper_age_limit=self.upper_age_limit.number,
            valid_to=filled(self.valid_to.day),
        )


class RoutineForm(RecordForm):
    """Where the routine for incidents is written."""

    reference = Line(_("Where is the routine written?"), validators=needed(200, _("Write where it is found.")))
    agreed_on = Day(_("Date it was agreed"), validators=A_DATE)
    review_months = Whole(
        _("How many months between the reviews?"),
        validators=needed(40, _("Write a number of months, such as 6 or 12.")),
        least=1,
        most=MOST_MONTHS,
    )

    def draft(self) -> Routine:
        """What was filled in."""
        return Routine(filled(self.reference.data), filled(self.agreed_on.day), filled(self.review_months.number))


class ReviewForm(BaseForm):
    """That incidents were gone through together."""

    reviewed_on = Day(_("Date of the review"), validators=A_DATE)
    incidents = Whole(_("How many incidents did you go through?"), validators=A_NUMBER, most=MOST_VOLUNTEERS)
    still_open = Whole(_("How many of them are still open?"), validators=A_NUMBER, most=MOST_VOLUNTEERS)
    learnt = Text(_("What will you do differently?"), validators=voluntary(500))

    def draft(self) -> Reviewed:
        """What was filled in."""
        return Reviewed(
            filled(self.reviewed_on.day),
            filled(self.incidents.number),
            filled(self.still_open.number),
            self.learnt.data or "",
        )


class BasisForm(RecordForm):
    """The legal basis for police certificates, chosen before anything else."""

    legal_basis = Choice(
        _("By which legal basis may a police certificate be asked for?"),
        choices=[(basis.value, _(label.msgid)) for basis, label in BASES.items()],
        validators=[required(_("Choose one of the answers."))],
    )
    reason = Text(_("How did you come to this?"), validators=needed(500, _("Say in a sentence how you came to this.")))
    assessed_on = Day(_("Date of the assessment"), validators=A_DATE)

    def draft(self) -> Assessed:
        """What was chosen."""
        basis = LegalBasis(filled(self.legal_basis.data))
        return Assessed(basis, filled(self.reason.data), filled(self.assessed_on.day))


class ShowingForm(RecordForm):
    """How many certificates were shown, last when, and to whom."""

    shown = Whole(_("How many volunteers have shown a certificate?"), validators=A_NUMBER, most=MOST_VOLUNTEERS)
    last_shown_on = Day(_("Date of the latest"), validators=A_DATE)
    shown_to = Line(_("Shown to whom?"), validators=needed(120, _("Write the role of who saw them.")))

    def draft(self) -> Showing:
        """What was filled in."""
        return Showing(filled(self.shown.number), filled(self.last_shown_on.day), filled(self.shown_to.data))

    def disable(self) -> None:
        """Let nobody fill in what may not be asked for."""
        for field in (self.shown, self.last_shown_on, self.shown_to):
            field.render_kw = {"disabled": True}


FORMS: Mapping[str, type[RecordForm]] = {
    "confidentiality": ConfidentialityForm,
    "basic-training": TrainingForm,
    "special-training": TrainingForm,
    "insurance": InsuranceForm,
    "incident-routine": RoutineForm,
}
