"""What people fill in: who stands in."""

from kernel.forms import BaseForm, Pick, required
from kernel.i18n import lazy_gettext as _


class StandInForm(BaseForm):
    """Somebody who may be asked when another cannot."""

    volunteer = Pick(_("Volunteer"), validators=[required(_("Choose who stands in."))])

    def draft(self) -> int:
        """Who was chosen."""
        return int(self.volunteer.data)
