"""What people fill in: a placement, and a wish."""

from dataclasses import dataclass

from kernel.forms import BaseForm, Choice, Line, Text, Version, filled, needed, required, voluntary
from kernel.i18n import lazy_gettext as _


@dataclass(frozen=True)
class PlacementDraft:
    """A step taken by a side's own judgement."""

    step: int
    sentence: str
    version: int


class PlacementForm(BaseForm):
    """One tap and one sentence."""

    step = Choice(_("Where do you stand today?"), validators=[required(_("Choose the card that fits best."))])
    sentence = Line(_("In one sentence: why this one?"), validators=voluntary(300))
    version = Version()

    def draft(self) -> PlacementDraft:
        """What was chosen."""
        return PlacementDraft(int(filled(self.step.data)), self.sentence.data or "", self.version.number)


class WishForm(BaseForm):
    """The step one wishes for, and why; staying is a choice like any other."""

    step = Choice(_("Which step do you wish for?"), validators=[required(_("Choose a step."))])
    sentence = Text(_("Why does this step suit you?"), validators=needed(500, _("Say in a sentence why it suits you.")))
    version = Version()

    def draft(self) -> PlacementDraft:
        """What was chosen."""
        return PlacementDraft(int(filled(self.step.data)), filled(self.sentence.data), self.version.number)
