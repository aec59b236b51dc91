"""What people fill in of hours: a day, what it was, and how long, as people write it."""

from datetime import date
from typing import Any

from kernel.forms import BaseForm, Choice, Day, Line, Pick, Version, filled, needed, required, voluntary
from kernel.forms.durations import Duration, written
from kernel.i18n import day, gettext
from kernel.i18n import lazy_gettext as _
from volunteers.hours.actions import Given
from volunteers.hours.labels import WORKS
from volunteers.hours.models import HourEntry, Work


class _HoursForm(BaseForm):
    work = Choice(
        _("What was it?"),
        choices=[(one.value, _(label)) for one, label in WORKS.items()],
        validators=[required(_("Choose what it was."))],
    )
    what = Line(_("In a few words"), validators=voluntary(120))
    done_on = Day(_("Date"), validators=needed(40, _("Write a date such as 21.11.2026.")))


class LogForm(_HoursForm):
    """Hours of a day: given where the day has been, planned where it is to come; the bodies are offered by the view."""

    volunteer = Pick(_("For whom"), validators=[required(_("Choose for whom it was."))])
    time = Duration(_("How many hours?"), validators=needed(20, _("Write hours such as 2 or 1.30.")))

    @property
    def volunteer_id(self) -> int:
        """The row that was chosen among those that were offered."""
        return int(filled(self.volunteer.data))

    def draft(self, today: date) -> Given:
        """What was filled in."""
        on, minutes = filled(self.done_on.day), filled(self.time.minutes)
        is_planned = on > today
        return Given(
            work=Work(filled(self.work.data)),
            what=self.what.data or "",
            done_on=on,
            planned_minutes=minutes if is_planned else 0,
            minutes=None if is_planned else minutes,
        )


class EntryForm(_HoursForm):
    """Hours that are there already: what was planned, and what it became."""

    planned_minutes = Duration(_("Planned hours"), validators=voluntary(20))
    minutes = Duration(_("Hours it became"), validators=voluntary(20))
    version = Version()

    def fill(self, entry: HourEntry) -> None:
        """Show what is written already."""
        for name in ("work", "what", "done_on", "planned_minutes", "minutes"):
            self[name].process_data(getattr(entry, name))
        self.version.data = str(entry.version)

    def draft(self) -> Given:
        """What was filled in."""
        return Given(
            work=Work(filled(self.work.data)),
            what=self.what.data or "",
            done_on=filled(self.done_on.day),
            planned_minutes=self.planned_minutes.minutes or 0,
            minutes=self.minutes.minutes,
        )

    def show_theirs(self, entry: HourEntry) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        typed = vars(self.draft())
        told: dict[str, Any] = {}
        for name in typed:
            theirs = getattr(entry, name)
            if theirs != typed[name]:
                words = written(theirs) if name in {"planned_minutes", "minutes"} else _told(theirs)
                told[name] = words or gettext("The other has left this empty.")
        self.show_saved(told, entry.version)


def _told(value: Any) -> str:
    if isinstance(value, Work):
        return str(gettext(WORKS[value]))
    return day(value) if isinstance(value, date) else str(value)
