"""What people fill in: a request, and a no."""

from dataclasses import dataclass

from kernel.forms import BaseForm, Choice, Line, Pick, Text, Version, filled, needed, required, voluntary
from kernel.i18n import lazy_gettext as _
from partnership.relations.forms import LONGEST_ABOUT, LONGEST_REASON, LONGEST_SCOPE


@dataclass(frozen=True)
class RequestDraft:
    """What is asked for, with the municipality by its number, and the version it was written over."""

    organisation_id: int
    municipality_number: str
    scope: str
    about: str
    reason: str
    version: int


class RequestForm(BaseForm):
    """Ask a municipality for a cooperation."""

    organisation = Choice(_("Who asks?"), validators=[required(_("Choose who asks."))])
    municipality = Pick(_("Which municipality do you ask?"), validators=[required(_("Choose the municipality."))])
    about = Text(
        _("What the cooperation is about"), validators=needed(LONGEST_ABOUT, _("Write what you want to do together."))
    )
    reason = Text(_("Why do you ask?"), validators=needed(LONGEST_REASON, _("Say in a sentence why you ask.")))
    scope = Line(_("Only one area of the cooperation"), validators=voluntary(LONGEST_SCOPE))
    version = Version()

    def draft(self) -> RequestDraft:
        """What was filled in."""
        return RequestDraft(
            organisation_id=int(filled(self.organisation.data)),
            municipality_number=filled(self.municipality.data),
            scope=self.scope.data or "",
            about=filled(self.about.data),
            reason=filled(self.reason.data),
            version=self.version.number,
        )


class DeclineForm(BaseForm):
    """Say no, with a reason."""

    reason = Text(
        _("Why does it not suit you?"),
        validators=needed(LONGEST_REASON, _("Say in a sentence why it does not suit you.")),
    )

    def draft(self) -> str:
        """The reason."""
        return str(filled(self.reason.data))
