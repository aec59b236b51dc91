"""What people fill in on a trip's page: who and with what, when instead, with whom, and why it is given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from activities.providing.times import TimeOfDay
from kernel.forms import BaseForm, Day, Line, Pick, Version, filled, needed, required, voluntary
from kernel.i18n import lazy_gettext as _

Named = Sequence[tuple[int, str]]


class HandForm(BaseForm):
    """Who takes a trip, and with which vehicle, chosen by hand."""

    volunteer = Pick(_("Volunteer"), validators=[required(_("Choose the volunteer."))])
    vehicle = Pick(_("Vehicle"))

    def offer(self, volunteers: Named, vehicles: Named) -> None:
        """Set who and what may be chosen."""
        self.volunteer.choices = [("", _("Choose")), *((str(key), name) for key, name in volunteers)]
        self.vehicle.choices = [
            ("", _("Whichever fits, the volunteer's own first")),
            *((str(key), name) for key, name in vehicles),
        ]

    @property
    def volunteer_id(self) -> int:
        """Whom somebody chose."""
        return int(filled(self.volunteer.data))

    @property
    def vehicle_id(self) -> int | None:
        """What somebody chose to drive in."""
        return int(self.vehicle.data) if self.vehicle.data else None


@dataclass(frozen=True)
class Moved:
    """When a trip is to be instead."""

    on_date: date
    there_at: time
    home_from: time | None


class MoveForm(BaseForm):
    """When a trip is to be instead."""

    version = Version()
    on_date = Day(_("Day"), validators=needed(40, _("Write the day.")))
    there_at = TimeOfDay(_("To be there at"), validators=needed(10, _("Write when to be there.")))
    home_from = TimeOfDay(_("Home from"), validators=voluntary(10))

    def draft(self) -> Moved:
        """What was filled in."""
        return Moved(filled(self.on_date.day), filled(self.there_at.at), self.home_from.at)


class TogetherForm(BaseForm):
    """Whose car a trip shares."""

    other = Pick(_("Trip with a driver and a vehicle"), validators=[required(_("Choose a trip."))])

    @property
    def trip_id(self) -> int:
        """Which trip was chosen."""
        return int(filled(self.other.data))


class StepForm(BaseForm):
    """To whom somebody was handed over, where that must be said."""

    handed_over_to = Line(_("Handed over to"), validators=voluntary(80))
