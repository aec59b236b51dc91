"""How long something lasts, as people write it: kept in minutes."""

import re
from typing import Any

from wtforms.validators import ValidationError

from kernel.forms.texts import Line
from kernel.i18n import gettext, ngettext

AN_HOUR = 60
A_DAY = 24 * AN_HOUR
CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")
PARTS = re.compile(r"(\d{1,2})[.,](5|50|25|75)")
MINUTES = re.compile(r"(\d{1,4}) ?min(?:utt|uttar|utter|utes)?\.?")


def read_duration(text: str) -> int | None:
    """Minutes as people write them: 2, 1.30, 1:30, 1,5 or 45 min; None for what is none, or longer than a day."""
    typed, minutes = text.strip().lower(), None
    if match := PARTS.fullmatch(typed):
        minutes = int(match[1]) * AN_HOUR + {"5": 30, "50": 30, "25": 15, "75": 45}[match[2]]
    if (match := CLOCK.fullmatch(typed)) and int(match[2] or 0) < AN_HOUR and typed[-3:-2] != ",":
        minutes = int(match[1]) * AN_HOUR + int(match[2] or 0)
    if match := MINUTES.fullmatch(typed):
        minutes = int(match[1])
    return minutes if minutes is not None and minutes <= A_DAY else None


def lasting(minutes: int | None) -> str:
    """How long something lasts, in words: 1 hour and 30 minutes; empty where it is not known."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, AN_HOUR)
    in_hours = str(ngettext("%(num)d hour", "%(num)d hours", hours))
    in_minutes = str(ngettext("%(num)d minute", "%(num)d minutes", rest))
    if not hours or not rest:
        return in_minutes if rest else in_hours
    return str(gettext("%(one)s and %(other)s", one=in_hours, other=in_minutes))


def written(minutes: int | None) -> str:
    """Minutes as they stand in a field: 1.30."""
    return "" if minutes is None else f"{minutes // AN_HOUR}.{minutes % AN_HOUR:02}"


class Duration(Line):
    """How long something lasts."""

    minutes: int | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read how long and keep what was typed."""
        super().process_formdata(valuelist)
        self.minutes = read_duration(self.data)

    def process_data(self, value: Any) -> None:
        """Show how long, where it is known."""
        self.minutes, self.data = value, written(value)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ARG002  the base's signature
        """Refuse what is no time that fits a day."""
        if not validation_stopped and self.data and self.minutes is None:
            raise ValidationError(gettext("Write hours such as 2, or 1.30 for one hour and thirty minutes."))

    def difference(self, saved: int | str | None) -> str | None:
        """What somebody else saved, in words; None where it is what stands here."""
        theirs = saved if isinstance(saved, str) else written(saved)
        return None if read_duration(theirs) == self.minutes else theirs
