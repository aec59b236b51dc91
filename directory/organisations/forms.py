"""What people fill in to add an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

from wtforms import Field
from wtforms.validators import ValidationError

from directory.bodies.models import LanguageForm
from directory.bodies.rules import read_org_number
from directory.organisations.models import OrganisationKind
from kernel.forms import BaseForm, Choice, Line, Pick, Text, filled, needed, required, voluntary
from kernel.i18n import lazy_gettext as _

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class OrganisationDraft:
    """An organisation as it was written down; without a home municipality it works in the whole country."""

    name: str
    org_number: str
    kind: OrganisationKind
    home_number: str | None
    language_form: LanguageForm
    about: str


class OrganisationForm(BaseForm):
    """Add an organisation."""

    org_number = Line(_("Organisation number"), validators=needed(20, _("Write the organisation number, nine digits.")))
    name = Line(_("Name"), validators=needed(200, _("Write the organisation's name.")))
    kind = Choice(_("Kind of organisation"), validators=[required(_("Choose the kind of organisation."))])
    home_number = Pick(_("Home municipality"))
    language_form = Choice(
        _("Written form in letters to it"),
        default=LanguageForm.NB.value,
        validators=[required(_("Choose a written form."))],
    )
    about = Text(_("What the organisation does"), validators=voluntary(2000))

    def offer(self, *, kinds: Choices, homes: Choices, language_forms: Choices) -> None:
        """Set what can be chosen."""
        self.kind.choices = list(kinds)
        self.home_number.choices = [("", str(_("The whole country"))), *homes]
        self.language_form.choices = list(language_forms)

    def validate_org_number(self, field: Field) -> None:
        """The number's check digit must be right."""
        if field.data and read_org_number(field.data) is None:
            raise ValidationError(str(_("This is not an organisation number. Look at its nine digits again.")))

    def draft(self) -> OrganisationDraft:
        """What was filled in."""
        return OrganisationDraft(
            name=filled(self.name.data),
            org_number=filled(read_org_number(self.org_number.data)),
            kind=OrganisationKind(filled(self.kind.data)),
            home_number=self.home_number.data or None,
            language_form=LanguageForm(filled(self.language_form.data)),
            about=self.about.data or "",
        )
