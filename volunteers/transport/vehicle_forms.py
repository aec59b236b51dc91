"""What people fill in of a vehicle."""

from typing import Any

from kernel.forms import BaseForm, Line, Pick, Tick, Version, Whole, filled, needed, required
from kernel.i18n import lazy_gettext as _
from volunteers.transport.content import VehicleDraft
from volunteers.transport.models import Vehicle


class VehicleForm(BaseForm):
    """A vehicle: whose it is, and what fits in it."""

    version = Version()
    name = Line(_("What the vehicle is called"), validators=needed(80, _("Write a name, such as The white minibus.")))
    body = Pick(_("Whose vehicle"), validators=[required(_("Choose whose vehicle it is."))])
    volunteer = Pick(_("A volunteer's own car"), choices=[("", _("No, it is ours"))])
    seats = Whole(
        _("Seats with belts for passengers"),
        validators=[required(_("Write how many passengers can sit with a belt."))],
        least=1,
        most=16,
    )
    wheelchairs = Whole(
        _("Places for wheelchairs that can be fastened"),
        validators=[required(_("Write 0 when there are none."))],
        most=4,
    )
    has_ramp = Tick(_("Ramp or lift"))
    boot = Whole(_("Rollators that fit in the boot"), validators=[required(_("Write 0 when none fits."))], most=8)
    step_height = Whole(
        _("Height of the step, in centimetres"), validators=[required(_("Write 0 when there is no step."))], most=80
    )
    has_winter_tyres = Tick(_("Winter tyres in winter"))
    is_in_use = Tick(_("In use"), default=True)

    def draft(self) -> VehicleDraft:
        """What was filled in."""
        return VehicleDraft(
            name=self.name.data or "",
            volunteer_id=int(self.volunteer.data) if self.volunteer.data else None,
            seats=filled(self.seats.number),
            wheelchairs=filled(self.wheelchairs.number),
            has_ramp=self.has_ramp.data,
            boot=filled(self.boot.number),
            step_height=filled(self.step_height.number),
            has_winter_tyres=self.has_winter_tyres.data,
            is_in_use=self.is_in_use.data,
        )

    def compare(self, vehicle: Vehicle) -> None:
        """Show what somebody else saved beside what was typed here."""
        saved = kept(vehicle)
        saved.pop("body")
        names = {choice.value: str(choice.label) for choice in self.volunteer.choices}
        if saved["volunteer"] != self.volunteer.data:
            saved["volunteer"] = names.get(saved["volunteer"], "")
        self.show_saved(saved, vehicle.version)


def kept(vehicle: Vehicle) -> dict[str, Any]:
    """What stands in the fields of a vehicle that is there already."""
    names = ("name", "seats", "wheelchairs", "has_ramp", "boot", "step_height", "has_winter_tyres", "is_in_use")
    whose = {"body": str(vehicle.body_id), "volunteer": str(vehicle.volunteer_id or "")}
    return {**{name: getattr(vehicle, name) for name in names}, **whose}
