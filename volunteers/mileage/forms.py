"""What people fill in: what they drove, what is paid for it, and why a claim is sent back."""

from typing import Any

from kernel.forms import BaseForm, Day, Line, Pick, Text, Version, Whole, filled, needed, required, voluntary
from kernel.i18n import lazy_gettext as _
from volunteers.mileage.kroner import Kroner, told
from volunteers.mileage.models import MileageClaim
from volunteers.mileage.rules import ORE, Driven, Rate

MOST_KM = 2000
A_RATE = needed(20, _("Write an amount such as 5,30; 0 when nothing is paid."))


class ClaimForm(BaseForm):
    """What was driven on one trip; nothing is filled in beforehand."""

    km = Whole(
        _("Kilometres with the passenger"),
        validators=[required(_("Write a whole number, 0 if there is none."))],
        most=MOST_KM,
    )
    km_empty = Whole(
        _("Kilometres alone in the car"),
        validators=[required(_("Write a whole number, 0 if there is none."))],
        most=MOST_KM,
    )
    tolls = Kroner(_("Road tolls and ferry, in kroner"), validators=voluntary(20))
    parking = Kroner(_("Parking, in kroner"), validators=voluntary(20))
    version = Version()

    def fill(self, claim: MileageClaim | None) -> None:
        """Show what has been written down already; on a new claim nothing."""
        self.version.data = str(claim.version if claim else 0)
        if claim is not None:
            for name in ("km", "km_empty", "tolls", "parking"):
                self[name].process_data(getattr(claim, name))

    def compare(self, claim: MileageClaim) -> None:
        """Show what was saved meanwhile beside what was typed here."""
        kept: dict[str, Any] = {"km": claim.km, "km_empty": claim.km_empty}
        mine = self.draft()
        for name in ("tolls", "parking"):
            if getattr(claim, name) != getattr(mine, name):
                kept[name] = told(getattr(claim, name))
        self.show_saved(kept, claim.version)

    def draft(self) -> Driven:
        """What was filled in."""
        none = ORE * 0
        return Driven(
            filled(self.km.number), filled(self.km_empty.number), self.tolls.amount or none, self.parking.amount or none
        )


class RateForm(BaseForm):
    """What a body pays from a day on."""

    body = Pick(_("For whom"))
    valid_from = Day(_("From which day"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    per_km = Kroner(_("For each kilometre, in kroner"), validators=A_RATE)
    per_passenger_km = Kroner(_("More for each kilometre with a passenger, in kroner"), validators=A_RATE)
    source = Line(_("Where is this decided?"), validators=needed(200, _("Write where the rate is written.")))

    def draft(self) -> Rate:
        """What was filled in."""
        return Rate(
            filled(self.valid_from.day),
            filled(self.per_km.amount),
            filled(self.per_passenger_km.amount),
            filled(self.source.data),
        )


class ReturnForm(BaseForm):
    """Why a claim is sent back."""

    note = Text(_("What must be put right?"), validators=needed(300, _("Write what the volunteer is to put right.")))
    version = Version()


class ApprovalForm(BaseForm):
    """The claim that was looked at."""

    version = Version()
