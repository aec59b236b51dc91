"""What people fill in: how winding and fast the roads are, and a way between two postcodes."""

from dataclasses import dataclass
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from activities.places.postcodes import find
from kernel.forms import BaseForm, Line, Version, Whole, filled, needed, required
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _


@dataclass(frozen=True)
class SettingDraft:
    """How winding (per cent) and how fast (km/h)."""

    winding: int
    speed: int


@dataclass(frozen=True)
class WayDraft:
    """A way between two postcodes."""

    one: str
    other: str
    kilometres: int
    minutes: int
    why: str


class SettingForm(BaseForm):
    """A municipality's roads."""

    winding = Whole(
        _("How much longer the road is than the straight line, in per cent"),
        validators=[required(_("Write a number from 100 to 400."))],
        least=100,
        most=400,
    )
    speed = Whole(
        _("Usual speed, in kilometres an hour"),
        validators=[required(_("Write a number from 10 to 110."))],
        least=10,
        most=110,
    )
    version = Version()

    def draft(self) -> SettingDraft:
        """What was filled in."""
        return SettingDraft(filled(self.winding.number), filled(self.speed.number))


class WayForm(BaseForm):
    """A way between two postcodes where the map does not tell the truth."""

    one = Line(_("From postcode"), validators=needed(4, _("Write a postcode.")))
    other = Line(_("To postcode"), validators=needed(4, _("Write a postcode.")))
    kilometres = Whole(_("Kilometres"), validators=[required(_("Write about how far it is."))], most=500)
    minutes = Whole(
        _("Minutes, with the ferry or the wait"),
        validators=[required(_("Write about how long it takes."))],
        least=1,
        most=600,
    )
    why = Line(_("Why"), validators=needed(120, _("Write why, such as a ferry.")))

    def validate_one(self, field: Field) -> None:
        """A postcode is one that a street has."""
        _ensure_postcode(field.data)

    def validate_other(self, field: Field) -> None:
        """A way leads from one postcode to another."""
        _ensure_postcode(field.data)
        if field.data == self.one.data:
            raise ValidationError(gettext("Write two different postcodes."))

    def draft(self) -> WayDraft:
        """What was filled in."""
        return WayDraft(
            filled(self.one.data),
            filled(self.other.data),
            filled(self.kilometres.number),
            filled(self.minutes.number),
            filled(self.why.data),
        )


def _ensure_postcode(code: Any) -> None:
    if find(str(code)) is None:
        raise ValidationError(gettext("Write a postcode of four digits that has streets, not only PO boxes."))
