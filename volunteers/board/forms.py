"""What people fill in on the board: who takes which trip."""

from collections.abc import Iterable

from kernel.forms import BaseForm, Pick, filled, required
from kernel.i18n import lazy_gettext as _

Named = Iterable[tuple[int, str]]


class PutOnForm(BaseForm):
    """Who takes which trip, and with which vehicle."""

    trip = Pick(_("Trip"), validators=[required(_("Choose a trip."))])
    volunteer = Pick(_("Volunteer"), validators=[required(_("Choose the volunteer."))])
    vehicle = Pick(_("Vehicle"))

    def offer(self, trips: Named, volunteers: Named, vehicles: Named) -> None:
        """Set what may be chosen."""
        choose, whichever = ("", _("Choose")), ("", _("Whichever fits, the volunteer's own first"))
        self.trip.choices = [choose, *((str(key), name) for key, name in trips)]
        self.volunteer.choices = [choose, *((str(key), name) for key, name in volunteers)]
        self.vehicle.choices = [whichever, *((str(key), name) for key, name in vehicles)]

    @property
    def trip_id(self) -> int:
        """Which trip was chosen."""
        return int(filled(self.trip.data))

    @property
    def volunteer_id(self) -> int:
        """Who was chosen."""
        return int(filled(self.volunteer.data))

    @property
    def vehicle_id(self) -> int | None:
        """What was chosen to drive in."""
        return int(self.vehicle.data) if self.vehicle.data else None
