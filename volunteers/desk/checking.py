"""What is filled in when a request is checked, cancelled or closed."""

from typing import Any

from kernel.forms import BaseForm, Choice, Version, filled, required
from kernel.i18n import lazy_gettext as _
from volunteers.requests.labels import PUBLIC_TRANSPORT, QUESTIONS, REASONS
from volunteers.requests.rules import Answers
from volunteers.unmet.models import PublicTransport, UnmetReason

YES, NO = "yes", "no"
ASKED = [one for one in PublicTransport if one is not PublicTransport.NOT_ASKED]


def _question(name: str) -> Choice:
    return Choice(
        _(QUESTIONS[name]),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        validators=[required(_("Answer yes or no."))],
    )


class CheckForm(BaseForm):
    """Public transport first, then five yes or no; one button says yes to all five."""

    public_transport = Choice(
        _("Is there a TT card, bookable transport or a bus that fits?"),
        choices=[(one.value, _(PUBLIC_TRANSPORT[one])) for one in ASKED],
        validators=[required(_("Ask about public transport first."))],
    )
    needs_no_lifting = _question("needs_no_lifting")
    needs_no_care = _question("needs_no_care")
    is_safe_alone = _question("is_safe_alone")
    is_well_informed = _question("is_well_informed")
    is_no_statutory = _question("is_no_statutory")
    version = Version()

    def say_yes_to_all(self) -> None:
        """Take one button's word for all five."""
        for name in QUESTIONS:
            field: Any = self[name]
            field.process_formdata([YES])
            field.raw_data = [YES]

    @property
    def is_one_by_one(self) -> bool:
        """Whether the five are shown open: somebody has begun to answer them."""
        return any(self[name].data or self[name].errors for name in QUESTIONS)

    def draft(self) -> Answers:
        """What was answered."""
        said = {name: self[name].data == YES for name in QUESTIONS}
        return Answers(**said, public_transport=PublicTransport(filled(self.public_transport.data)))


class CancelForm(BaseForm):
    """Who cancels."""

    who = Choice(
        _("Who cancels?"),
        choices=[
            ("user", _("The person; there is no need to say why")),
            ("offer", _("We do; the person must be told")),
        ],
        validators=[required(_("Choose who cancels."))],
    )

    def is_by_user(self) -> bool:
        """Whether the person cancels."""
        return bool(self.who.data == "user")


class CloseForm(BaseForm):
    """Why a request cannot be met."""

    reason = Choice(
        _("Why can it not be met?"),
        choices=[(one.value, _(label)) for one, label in REASONS.items()],
        validators=[required(_("Choose the reason."))],
    )

    def draft(self) -> UnmetReason:
        """What was chosen."""
        return UnmetReason(filled(self.reason.data))
