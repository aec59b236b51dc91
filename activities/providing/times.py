"""When an offer is: rows of days and hours, and a sentence."""

import re
from dataclasses import replace
from datetime import time
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation, ValidationError

from activities.offers.content import Content, Slot
from activities.offers.labels import RHYTHMS, WEEKDAYS
from activities.offers.models import Rhythm, Weekday
from kernel.forms import Line, PartForm, Pick, RowForm, Rows, Wanted, filled, needed, voluntary
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _

HOURS = re.compile(r"(\d{1,2})(?:[.: ]?(\d{2}))?")


def read_time(text: str) -> time | None:
    """A time of day as people write it: 10, 10.30 or 10:30."""
    match = HOURS.fullmatch(text.strip())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))


class TimeOfDay(Line):
    """A time of day."""

    at: time | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the time and keep what was typed."""
        super().process_formdata(valuelist)
        self.at = read_time(self.data)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ARG002  the base's signature
        """Refuse what is no time of day."""
        if not validation_stopped and self.data and self.at is None:
            raise ValidationError(gettext("Write a time such as 10.30."))


class SlotForm(RowForm):
    """A time of the week."""

    weekday = Pick(
        _("Day of the week"),
        choices=[("", _("Choose")), *((one.value, _(label)) for one, label in WEEKDAYS.items())],
        validators=[Wanted()],
    )
    starts = TimeOfDay(_("From"), validators=needed(10, _("Write when it starts.")))
    ends = TimeOfDay(_("To"), validators=needed(10, _("Write when it ends.")))
    rhythm = Pick(
        _("How often"),
        choices=[(one.value, _(label)) for one, label in RHYTHMS.items()],
        default=Rhythm.WEEKLY.value,
        validators=[Wanted()],
    )

    def validate_weekday(self, field: Field) -> None:
        """A time has its day."""
        if not field.data:
            raise StopValidation(gettext("Choose the day."))

    def validate_ends(self, field: TimeOfDay) -> None:
        """It ends after it has started."""
        if self.starts.at and field.at and field.at <= self.starts.at:
            raise ValidationError(gettext("It must end after it starts."))

    def slot(self) -> Slot:
        """What was filled in."""
        return Slot(
            Weekday(filled(self.weekday.data)),
            filled(self.starts.at),
            filled(self.ends.at),
            Rhythm(self.rhythm.data or Rhythm.WEEKLY),
        )


class WhenForm(PartForm[Content]):
    """When it is."""

    words = ("when_told", "season")
    slots = Rows(SlotForm, _("Times of the week"), caption=_("Time"), most=14)
    when_told = Line(_("When, in one sentence"), validators=voluntary(200))
    season = Line(_("Season"), validators=voluntary(120))

    def written(self, content: Content) -> Content:
        """The offer with what was filled in."""
        slots = tuple(row.slot() for row in self.slots.filled if isinstance(row, SlotForm))
        return replace(super().written(content), slots=slots)

    @classmethod
    def kept(cls, content: Content) -> dict[str, Any]:
        """What stands in the fields of an offer that is there already."""
        rows = [
            {
                "weekday": slot.weekday.value,
                "starts": f"{slot.starts:%H.%M}",
                "ends": f"{slot.ends:%H.%M}",
                "rhythm": slot.rhythm.value,
            }
            for slot in content.slots
        ]
        return {**super().kept(content), "slots": rows}
