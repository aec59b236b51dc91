"""What people fill in to invite an organisation, and what they press to answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from wtforms import Field
from wtforms.validators import ValidationError

from directory.bodies.rules import read_org_number
from kernel.forms import BaseForm, Email, Line, Pick, Text, filled, needed, required, voluntary
from kernel.i18n import lazy_gettext as _
from partnership.invitations.actions import Leader


@dataclass(frozen=True)
class InvitationDraft:
    """An organisation that shall be invited; `name` is empty for one that is in Trinn's register."""

    municipality_id: int
    org_number: str
    name: str
    leader: Leader


class InvitationForm(BaseForm):
    """Invite an organisation."""

    municipality = Pick(_("Municipality"), validators=[required(_("Choose the municipality."))])
    org_number = Line(_("Organisation number"), validators=needed(20, _("Write the organisation number, nine digits.")))
    name = Line(_("The organisation's name"), validators=needed(200, _("Write the organisation's name.")))
    leader_name = Line(_("The leader's name"), validators=needed(120, _("Write the leader's name.")))
    email = Email(_("The leader's e-mail address"), validators=needed(254, _("Write the leader's e-mail address.")))
    message = Text(_("A sentence from you"), validators=voluntary(500))

    def offer(self, municipalities: Sequence[tuple[str, str]]) -> None:
        """Set on behalf of whom one may invite; the first is chosen beforehand."""
        self.municipality.choices = list(municipalities)
        if self.municipality.data in {None, ""} and municipalities:
            self.municipality.data = municipalities[0][0]

    def know(self, *, is_staffed: bool) -> None:
        """Ask for no name of an organisation that is known, and for no leader where it has its own people."""
        del self.name
        if is_staffed:
            del self.leader_name, self.email

    def validate_org_number(self, field: Field) -> None:
        """The number's check digit must be right."""
        if field.data and read_org_number(field.data) is None:
            raise ValidationError(str(_("This is not an organisation number. Look at its nine digits again.")))

    def draft(self) -> InvitationDraft:
        """What was filled in."""
        return InvitationDraft(
            municipality_id=int(filled(self.municipality.data)),
            org_number=filled(read_org_number(self.org_number.data)),
            name=self._said("name"),
            leader=Leader(self._said("leader_name"), self._said("email"), self.message.data or ""),
        )

    def _said(self, name: str) -> str:
        return (self[name].data or "") if name in self else ""
