"""What people fill in to take in a partner list."""

from collections.abc import Sequence

from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import FileField, HiddenField

from kernel.forms import BaseForm, Email, Pick, Tick, filled, needed, required
from kernel.i18n import lazy_gettext as _


class AddressForm(BaseForm):
    """An e-mail address of a line, judged as one that is typed."""

    email = Email(validators=needed(254, ""))


def is_address(text: str) -> bool:
    """Whether a mail can be addressed so."""
    return bool(AddressForm(MultiDict({"email": text})).validate())


class ListForm(BaseForm):
    """Send a list in, and on behalf of which municipality."""

    municipality = Pick(_("Municipality"), validators=[required(_("Choose the municipality."))])
    file = FileField(_("The list"), validators=[required(_("Choose a file."))])

    def offer(self, municipalities: Sequence[tuple[str, str]]) -> None:
        """Set on behalf of whom one may take a list in; the first is chosen beforehand."""
        self.municipality.choices = list(municipalities)
        if self.municipality.data in {None, ""} and municipalities:
            self.municipality.data = municipalities[0][0]

    def municipality_id(self) -> int:
        """The municipality that was chosen."""
        return int(filled(self.municipality.data))

    def content(self, most: int) -> bytes:
        """What the file holds, and one sign more than the most where it holds more."""
        sent = self.file.data
        return sent.stream.read(most + 1) if isinstance(sent, FileStorage) else b""


class TakeForm(BaseForm):
    """Take in what was looked over; the lines travel sealed, so that nothing is kept of a list that is not taken in."""

    sealed = HiddenField()
    invites = Tick(_("Invite those who have a contact and an e-mail address, and whom nobody answers for yet"))

    def wants_invitations(self) -> bool:
        """Whether the contacts are to be invited."""
        return bool(self.invites.data)
