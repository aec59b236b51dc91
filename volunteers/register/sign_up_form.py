"""What anybody fills in who wishes to help: own wish first, and how to be reached."""

from datetime import time

from wtforms import Field

from activities.offers.models import Weekday
from kernel.forms import BaseForm, Checks, Email, Line, Phone, Text, filled, needed, voluntary
from kernel.i18n import lazy_gettext as _
from volunteers.register.content import Beginning
from volunteers.register.forms import A_NAME, HELP_CHOICES, ensure_postcode
from volunteers.register.rules import Slot, written

WEEKEND = (Weekday.SATURDAY, Weekday.SUNDAY)
WORKDAYS = tuple(day for day in Weekday if day not in WEEKEND)
WHEN = {
    "daytime": [Slot(day, time(9), time(16)) for day in WORKDAYS],
    "evenings": [Slot(day, time(17), time(21)) for day in WORKDAYS],
    "weekends": [Slot(day, time(10), time(18)) for day in WEEKEND],
}
WHEN_CHOICES = [
    ("daytime", _("In the daytime, Monday to Friday")),
    ("evenings", _("In the evening, Monday to Friday")),
    ("weekends", _("At weekends")),
]


class SignUpForm(BaseForm):
    """Sign up as a volunteer."""

    wish = Text(_("What would you like to do?"), validators=voluntary(500))
    kinds = Checks(_("Would you like to help with any of this?"), choices=HELP_CHOICES)
    when = Checks(_("When can you?"), choices=WHEN_CHOICES)
    name = Line(_("Your name"), validators=A_NAME)
    phone = Phone(_("Your telephone number"), validators=needed(40, _("Write a number that we can ring.")))
    email = Email(_("Your e-mail address"), validators=voluntary(320))
    postcode = Line(_("Your postcode"), validators=voluntary(10))

    def validate_postcode(self, field: Field) -> None:
        """A postcode is one that people live in."""
        ensure_postcode(field)

    def draft(self) -> Beginning:
        """What was filled in."""
        slots = [slot for code in self.when.data or () for slot in WHEN[code]]
        return Beginning(
            name=filled(self.name.data),
            phone=filled(self.phone.data),
            email=self.email.data or "",
            wish=self.wish.data or "",
            kinds=",".join(self.kinds.data or ()),
            postcode=self.postcode.data or "",
            availability=written(slots),
        )
