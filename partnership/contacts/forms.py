"""What people fill in: their own side's contacts."""

from collections.abc import Iterable
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from kernel.forms import (
    BaseForm,
    Email,
    Line,
    Phone,
    RowForm,
    Rows,
    Tick,
    Version,
    at_most,
    needed,
    required,
    voluntary,
)
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _
from partnership.contacts.actions import Named
from partnership.contacts.models import Contact
from partnership.contacts.rules import MOST

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_PHONE = 120, 200, 40


class ContactRow(RowForm):
    """One contact."""

    name = Line(_("Name"), validators=needed(LONGEST_NAME, _("Write the name.")))
    title = Line(_("Role or title"), validators=voluntary(LONGEST_NAME))
    phone = Phone(_("Telephone"), validators=[at_most(LONGEST_PHONE)])
    email = Email(_("E-mail address"), validators=voluntary(LONGEST_ADDRESS))
    is_first = Tick(_("Turn to this one first"))

    def validate_phone(self, field: Field) -> None:
        """A contact can be reached in one way or the other."""
        if not field.data and not self["email"].data:
            raise ValidationError(gettext("Write a telephone number or an e-mail address."))


class ContactsForm(BaseForm):
    """All of a side's contacts."""

    people = Rows(
        ContactRow,
        _("Contacts"),
        caption=_("Contact"),
        most=MOST,
        validators=[required(_("Write at least one contact."))],
    )
    version = Version()

    def validate_people(self, field: Field) -> None:
        """One is first, or nobody has said who."""
        if sum(1 for each in field.data if each["is_first"]) > 1:
            raise ValidationError(gettext("Mark only one of them as the first."))

    def draft(self) -> tuple[list[Named], int]:
        """Who was written, and the version it was written over; the topmost is first where nobody is marked."""
        rows = self.people.data
        is_marked = any(row["is_first"] for row in rows)
        people = [
            Named(
                name=row["name"],
                title=row["title"] or "",
                phone=row["phone"] or "",
                email=row["email"] or "",
                is_first=bool(row["is_first"]) if is_marked else place == 0,
            )
            for place, row in enumerate(rows)
        ]
        return people, self.version.number


def row_values(people: Iterable[Contact]) -> list[dict[str, Any]]:
    """Contacts as the rows of the form."""
    return [vars(named(each)) for each in people]


def named(contact: Contact) -> Named:
    """A contact as it was written."""
    return Named(contact.name, contact.title, contact.phone, contact.email, contact.is_first)
