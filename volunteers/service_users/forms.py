"""What people fill in of somebody who is helped: how to reach the person, and what a helper must know."""

from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from kernel.forms import (
    CONFLICT,
    BaseForm,
    Checks,
    Line,
    Phone,
    Pick,
    Text,
    Tick,
    Version,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import gettext, sentence
from kernel.i18n import lazy_gettext as _
from kernel.lifecycle import refusal_of
from volunteers.service_users import rules
from volunteers.service_users.actions import Profile
from volunteers.service_users.address import AddressLine, told
from volunteers.service_users.labels import AGES, NEEDS
from volunteers.service_users.models import AgeBand, Need, ServiceUser

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_PHONE = 60, 160, 25


class NeedsForm(BaseForm):
    """What a helper must know; shared by the telephone page and the profile."""

    needs = Checks(_("What a helper must know"), choices=[(one.value, _(label)) for one, label in NEEDS.items()])
    practical = Text(_("Practical text"), validators=voluntary(rules.LONGEST_PRACTICAL))

    def validate_practical(self, field: Field) -> None:
        """It says what helps, not why."""
        if refusal := refusal_of(rules.ensure_practical, field.data or ""):
            raise ValidationError(sentence(refusal))

    def chosen(self) -> tuple[Need, ...]:
        """The needs that were ticked."""
        return tuple(Need(code) for code in self.needs.data or ())


class ProfileForm(NeedsForm):
    """Somebody's profile."""

    first_name = Line(_("First name"), validators=needed(LONGEST_NAME, _("Write the first name.")))
    phone = Phone(_("Telephone"), validators=needed(LONGEST_PHONE, _("Write the telephone number.")))
    takes_text_messages = Tick(_("Takes text messages on this number"))
    address = AddressLine(
        _("Address with postcode"), validators=needed(LONGEST_ADDRESS, _("Write where the person is fetched."))
    )
    age_band = Pick(
        _("Age"),
        choices=[(one.value, _(label)) for one, label in AGES.items()],
        validators=[required(_("Choose from the list."))],
    )
    contact_name = Line(_("Contact person"), validators=voluntary(LONGEST_NAME))
    contact_phone = Phone(_("The contact person's telephone"), validators=voluntary(LONGEST_PHONE))
    version = Version()

    def draft(self) -> Profile:
        """What was filled in."""
        return Profile(
            first_name=filled(self.first_name.data),
            phone=filled(self.phone.data),
            address=self.address.place,
            postcode=self.address.postcode,
            needs=self.chosen(),
            practical=self.practical.data or "",
            contact_name=self.contact_name.data or "",
            contact_phone=self.contact_phone.data or "",
            age_band=AgeBand(filled(self.age_band.data)),
            takes_text_messages=bool(self.takes_text_messages.data),
        )

    def compare(self, user: ServiceUser) -> None:
        """Show what somebody else saved beside what was typed here."""
        saved = kept(user)
        if saved["age_band"] != self.age_band.data:
            saved["age_band"] = gettext(AGES[user.age_band])
        self.show_saved(saved, user.version)
        for name in (name for name, text in self.conflicts.items() if not text):
            setattr(self[name], CONFLICT, gettext("The other has left this empty."))


def kept(user: ServiceUser) -> dict[str, Any]:
    """What stands in the fields of somebody who is there already."""
    same = ("first_name", "phone", "takes_text_messages", "practical", "contact_name", "contact_phone")
    return {
        **{name: getattr(user, name) for name in same},
        "address": told(user.address, user.postcode),
        "age_band": user.age_band.value,
        "needs": [need.value for need in rules.codes(user.needs)],
    }
