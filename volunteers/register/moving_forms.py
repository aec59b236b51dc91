"""What people fill in when a volunteer has a break, becomes ready, or shows a certificate."""

from dataclasses import dataclass
from datetime import date

from kernel.forms import BaseForm, Choice, Day, Line, Pick, filled, needed, required, voluntary
from kernel.i18n import lazy_gettext as _
from partnership.quality.labels import BASES
from partnership.quality.models import LegalBasis
from volunteers.register.content import Qualified
from volunteers.register.labels import QUALIFICATIONS
from volunteers.register.models import QualificationKind

A_DATE = needed(40, _("Write a date such as 21.11.2026."))


@dataclass(frozen=True)
class PauseDraft:
    """The first and the last day of a break."""

    paused_from: date
    paused_to: date


class PauseForm(BaseForm):
    """When somebody has a break."""

    paused_from = Day(_("First day of the break"), validators=A_DATE)
    paused_to = Day(_("Last day of the break"), validators=A_DATE)

    def draft(self) -> PauseDraft:
        """What was filled in."""
        return PauseDraft(filled(self.paused_from.day), filled(self.paused_to.day))


class QualificationForm(BaseForm):
    """A course, a declaration or a licence."""

    kind = Pick(
        _("What"),
        choices=[
            ("", _("Choose")),
            *((one.value, _(label)) for one, label in QUALIFICATIONS.items() if one.value != "police_certificate"),
        ],
        validators=[required(_("Choose what it is."))],
    )
    title = Line(_("Which one"), validators=voluntary(120))
    done_on = Day(_("Date"), validators=A_DATE)
    valid_to = Day(_("Valid to"), validators=voluntary(40))
    shown_to = Line(_("Seen by"), validators=voluntary(120))

    def draft(self) -> Qualified:
        """What was filled in."""
        return Qualified(
            kind=QualificationKind(filled(self.kind.data)),
            done_on=filled(self.done_on.day),
            valid_to=self.valid_to.day,
            title=self.title.data or "",
            shown_to=self.shown_to.data or "",
        )


class CertificateForm(BaseForm):
    """That a police certificate was shown; the legal basis comes first, and the paper is never kept."""

    legal_basis = Choice(
        _("By which legal basis may a police certificate be asked for?"),
        choices=[(basis.value, _(label.msgid)) for basis, label in BASES.items()],
        validators=[required(_("Choose the legal basis first."))],
    )
    done_on = Day(_("Shown on"), validators=A_DATE)
    shown_to = Line(_("Shown to whom?"), validators=needed(120, _("Write the role of who saw it.")))

    def draft(self) -> Qualified:
        """What was filled in."""
        return Qualified(
            kind=QualificationKind.POLICE_CERTIFICATE,
            done_on=filled(self.done_on.day),
            shown_to=filled(self.shown_to.data),
            legal_basis=LegalBasis(filled(self.legal_basis.data)),
        )

    def disable(self) -> None:
        """Let nobody fill in what may not be asked for."""
        for field in (self.done_on, self.shown_to):
            field.render_kw = {"disabled": True}
