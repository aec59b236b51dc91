"""What an administrator fills in about people and their roles."""

from collections.abc import Sequence
from dataclasses import dataclass

from wtforms import Field
from wtforms.validators import Optional, ValidationError

from directory.accounts.permissions import Role
from kernel.forms import BaseForm, Email, Line, Pick, at_most, filled, needed, required
from kernel.i18n import lazy_gettext as _

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class RoleDraft:
    """A role and the body it is for, by municipality number or organisation number."""

    role: Role
    municipality_number: str
    org_number: str


class RoleForm(BaseForm):
    """Give a person a role."""

    role = Pick(_("Role"), validators=[required(_("Choose a role."))])
    municipality_number = Pick(_("Municipality"))
    org_number = Line(_("Organisation number"), validators=[Optional(), at_most(20)])

    def offer(self, *, roles: Choices, municipalities: Choices) -> None:
        """Set what can be chosen."""
        self.role.choices = [("", str(_("Choose a role"))), *roles]
        self.municipality_number.choices = [("", str(_("None"))), *municipalities]

    def validate_org_number(self, field: Field) -> None:
        """A role is for one body."""
        if field.data and self.municipality_number.data:
            raise ValidationError(str(_("Choose a municipality or write an organisation number, not both.")))

    def role_draft(self) -> RoleDraft:
        """The role that was chosen."""
        return RoleDraft(
            Role(filled(self.role.data)),
            self.municipality_number.data or "",
            "".join((self.org_number.data or "").split()),
        )


@dataclass(frozen=True)
class PersonDraft:
    """Somebody who shall be able to sign in."""

    name: str
    email: str
    title: str
    role: RoleDraft


class PersonForm(RoleForm):
    """Add a person with a first role."""

    name = Line(_("Name"), validators=needed(120, _("Write the person's name.")))
    email = Email(_("E-mail address"), validators=needed(254, _("Write the person's e-mail address.")))
    title = Line(_("Title or task"), validators=[Optional(), at_most(120)])

    def draft(self) -> PersonDraft:
        """What was filled in."""
        return PersonDraft(filled(self.name.data), filled(self.email.data), self.title.data or "", self.role_draft())
