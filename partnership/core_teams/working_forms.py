"""What people fill in of local meetings and hours."""

from collections.abc import Iterable
from typing import Any

from kernel.forms import Day, Line, PartForm, Pick, Text, filled, needed, required, voluntary
from kernel.forms.durations import Duration
from kernel.i18n import lazy_gettext as _
from partnership.core_teams.labels import WORKS
from partnership.core_teams.models import Seat, TeamMeeting, WorkHours, WorkKind
from partnership.core_teams.working import HoursSaid, MeetingSaid


class MeetingForm(PartForm[TeamMeeting]):
    """A local meeting that has been held."""

    held_on = Day(_("Date"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    place = Line(_("Place"), validators=voluntary(120))
    present = Line(_("Who was there"), validators=voluntary(300))
    about = Text(_("What it was about"), validators=needed(1000, _("Write in a sentence what it was about.")))
    decided = Text(_("What was decided"), validators=voluntary(1000))

    def draft(self) -> MeetingSaid:
        """What was filled in."""
        return MeetingSaid(
            held_on=filled(self.held_on.day),
            place=self.place.data or "",
            present=self.present.data or "",
            about=filled(self.about.data),
            decided=self.decided.data or "",
        )

    @classmethod
    def kept(cls, content: TeamMeeting) -> dict[str, Any]:
        """What stands in the fields of a meeting that is written down already."""
        return {name: getattr(content, name) for name in MeetingSaid.__dataclass_fields__}


class HoursForm(PartForm[WorkHours]):
    """Hours of somebody in the team on a day; one row."""

    seat = Pick(_("Who"), validators=[required(_("Choose who it was."))])
    done_on = Day(_("Date"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    time = Duration(_("Hours"), validators=needed(20, _("Write hours such as 2 or 1.30.")))
    kind = Pick(
        _("With what"),
        choices=[(one.value, _(label)) for one, label in WORKS.items()],
        validators=[required(_("Choose what it was."))],
    )
    note = Line(_("In a few words"), validators=voluntary(120))

    def offer(self, seats: Iterable[Seat]) -> None:
        """Offer those who sit in the team."""
        self.seat.choices = [(str(each.id), each.name) for each in seats]

    def draft(self) -> HoursSaid:
        """What was filled in."""
        return HoursSaid(
            seat_id=int(filled(self.seat.data)),
            done_on=filled(self.done_on.day),
            minutes=filled(self.time.minutes),
            kind=WorkKind(filled(self.kind.data)),
            note=self.note.data or "",
        )

    @classmethod
    def kept(cls, content: WorkHours) -> dict[str, Any]:
        """What stands in the fields of hours that are noted already."""
        return {
            "seat": str(content.seat_id),
            "done_on": content.done_on,
            "time": content.minutes,
            "kind": content.kind.value,
            "note": content.note,
        }
