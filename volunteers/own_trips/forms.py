"""What volunteers fill in on the way: to whom somebody was handed over, and who takes over when it breaks off."""

from kernel.forms import BaseForm, Line, needed, voluntary
from kernel.i18n import lazy_gettext as _


class HostForm(BaseForm):
    """To whom somebody who must be handed over was."""

    handed_over_to = Line(_("Handed over to"), validators=needed(80, _("Write to whom you handed the passenger over.")))

    @property
    def name(self) -> str:
        """The name that was written."""
        return str(self.handed_over_to.data or "")


class StopForm(BaseForm):
    """Who takes care of the passenger when a trip is broken off."""

    handed_over_to = Line(_("Who takes care of the passenger now"), validators=voluntary(80))

    @property
    def name(self) -> str:
        """The name that was written."""
        return str(self.handed_over_to.data or "")
