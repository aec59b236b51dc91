"""What an administrator fills in about versions."""

from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import FileStorage
from wtforms import Field, FileField
from wtforms.validators import Optional, StopValidation

from kernel.documents import LARGEST
from kernel.forms import BaseForm, Day, Text, Version, filled, needed, required
from kernel.i18n import lazy_gettext as _
from partnership.versions.rules import LONGEST_REMARK


@dataclass(frozen=True)
class Upload:
    """A file that was sent: its name, and its bytes but for what is too much."""

    name: str
    raw: bytes


class UploadForm(BaseForm):
    """Take in a version from a file."""

    file = FileField(_("File"), validators=[required(_("Choose a file."))])

    def validate_file(self, field: Field) -> None:
        """There is a file."""
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise StopValidation(str(_("Choose a file.")))

    def draft(self) -> Upload:
        """The file that was sent."""
        sent: FileStorage = filled(self.file.data)
        return Upload(sent.filename or "", sent.stream.read(LARGEST + 1))


class ProposalForm(BaseForm):
    """Propose to put a version in force."""

    valid_from = Day(_("In force from"), validators=[Optional()])

    def draft(self) -> date | None:
        """The day, or None for at once."""
        return self.valid_from.day


class RemarkForm(BaseForm):
    """Return a proposal with a word."""

    remark = Text(_("Why is it returned?"), validators=needed(LONGEST_REMARK, _("Write why.")))
    version = Version()

    def draft(self) -> str:
        """The word."""
        return str(filled(self.remark.data))


class DecisionForm(BaseForm):
    """Put a proposed version in force, as it was seen."""

    version = Version()
