"""What people fill in of a consent: for what, yes or no, from whom and how, and for how long."""

from datetime import date

from wtforms import Field
from wtforms.validators import ValidationError

from kernel.forms import BaseForm, Choice, Day, Line, at_most, filled, required
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _
from volunteers.service_users.actions import Said
from volunteers.service_users.labels import GIVEN, PURPOSES
from volunteers.service_users.models import GivenHow, Purpose

YES, NO = "yes", "no"
LONGEST = 80


class SaidForm(BaseForm):
    """An answer for one purpose."""

    purpose = Choice(
        _("What is it about?"),
        choices=[(one.value, _(label)) for one, label in PURPOSES.items()],
        validators=[required(_("Choose what it is about."))],
    )
    answer = Choice(
        _("What was said?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        validators=[required(_("Answer yes or no."))],
    )
    how = Choice(
        _("How was it said?"),
        choices=[(one.value, _(label)) for one, label in GIVEN.items()],
        validators=[required(_("Choose how it was said."))],
    )
    given_on = Day(_("When"), validators=[required(_("Write the day."))])
    valid_to = Day(_("Valid to and with"))
    representative_name = Line(_("The representative's name"), validators=[at_most(LONGEST)])
    representative_role = Line(_("The representative is"), validators=[at_most(LONGEST)])
    representative_basis = Line(_("By what right"), validators=[at_most(LONGEST)])

    def validate_representative_basis(self, field: Field) -> None:
        """Whoever speaks for somebody else says who, as what and by what right."""
        parts = [self.representative_name.data, self.representative_role.data, field.data]
        if any(parts) and not all(parts):
            raise ValidationError(gettext("Write who the representative is, as what, and by what right."))

    def validate_valid_to(self, field: Day) -> None:
        """It ends after it was given."""
        if field.day and self.given_on.day and field.day < self.given_on.day:
            raise ValidationError(gettext("It cannot end before it was given."))

    def draft(self) -> Said:
        """What was said."""
        parts = [self.representative_name.data, self.representative_role.data, self.representative_basis.data]
        return Said(
            purpose=Purpose(filled(self.purpose.data)),
            is_given=self.answer.data == YES,
            how=GivenHow(filled(self.how.data)),
            given_on=filled(self.given_on.day),
            valid_to=self.valid_to.day if self.answer.data == YES else None,
            representative=" · ".join(part for part in parts if part),
        )


def usual(purpose: str, today: date) -> dict[str, object]:
    """What the form begins with: said today, on the telephone."""
    known = purpose if purpose in set(Purpose) else None
    return {"purpose": known, "how": GivenHow.ORAL.value, "given_on": today}
