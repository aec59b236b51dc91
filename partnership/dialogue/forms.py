"""What people fill in: when and where one meets, who comes, what was said, and who does what."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

from wtforms.validators import Optional, ValidationError

from kernel.clock import OSLO
from kernel.forms import (
    BaseForm,
    Choice,
    Day,
    Line,
    Pick,
    Text,
    Version,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import gettext, lazy_gettext
from kernel.i18n import lazy_gettext as _
from partnership.dialogue.actions import Slot, Told
from partnership.dialogue.models import Conclusion
from partnership.dialogue.preparing import Forum, Promise
from partnership.relations.sides import Side

LONGEST_LINE, LONGEST_TEXT, LONGEST_MINUTES = 300, 1000, 4000
_HOUR = re.compile(r"(?:kl\.? ?)?([0-9]{1,2})(?:[.:]?([0-9]{2}))?")


def read_hour(text: str) -> time | None:
    """Read 14.00, 14:00, 1400, 14 or kl. 9.30; None when it is no time of day."""
    match = _HOUR.fullmatch(text.strip().lower())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class Hour(Line):
    """A time of day as people write it."""

    hour: time | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the time and keep what was typed."""
        super().process_formdata(valuelist)
        self.hour = read_hour(self.data)

    def process_data(self, value: Any) -> None:
        """Show a time that is already known."""
        self.hour = value
        self.data = f"{value:%H.%M}" if value else ""

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ARG002  the base's signature
        """Refuse what is no time of day."""
        if not validation_stopped and self.data and self.hour is None:
            raise ValidationError(str(lazy_gettext("Write a time such as 14.00.")))


def _hour(label: Any) -> Hour:
    return Hour(label, validators=needed(40, _("Write a time such as 14.00.")))


class SlotForm(BaseForm):
    """When and where one meets."""

    day = Day(_("Date"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    starts = _hour(_("From"))
    ends = _hour(_("To"))
    place = Line(_("Place, or the address of a video meeting"), validators=voluntary(LONGEST_LINE))
    version = Version()

    def slot(self) -> Slot:
        """The meeting's time and place; times are those of Oslo."""
        day: date = filled(self.day.day)
        return Slot(
            datetime.combine(day, filled(self.starts.hour), OSLO).astimezone(UTC),
            datetime.combine(day, filled(self.ends.hour), OSLO).astimezone(UTC),
            self.place.data or "",
        )


class CallForm(SlotForm):
    """A new meeting, which may belong to an arena."""

    arena = Pick(_("Which arena does it belong to?"), validators=[Optional()])

    def arena_id(self) -> int | None:
        """The chosen arena."""
        return int(self.arena.data) if self.arena.data else None


class ArenaForm(BaseForm):
    """A lasting forum."""

    name = Line(_("What is the arena called?"), validators=needed(120, _("Write a name, such as Samarbeidsforum.")))
    rhythm = Line(_("How often does it meet?"), validators=voluntary(LONGEST_LINE))
    place = Line(_("Where does it meet?"), validators=voluntary(LONGEST_LINE))
    members = Text(_("Who belongs to it?"), validators=voluntary(LONGEST_TEXT))
    version = Version()

    def draft(self) -> Forum:
        """What was filled in."""
        texts = (self.rhythm.data or "", self.place.data or "", self.members.data or "")
        return Forum(filled(self.name.data), *texts)


class WordsForm(BaseForm):
    """Some words, and nothing else; its label says which."""

    words = Text(_("Text"), validators=needed(LONGEST_TEXT, _("Write it in a sentence or two.")))
    version = Version()

    def draft(self) -> str:
        """What was written."""
        words: str = filled(self.words.data)
        return words


class PointForm(BaseForm):
    """What the minutes say about one point; what both answer together is for points of the staircase only."""

    said = Text(_("What was said?"), validators=voluntary(LONGEST_MINUTES))
    joint = Choice(_("What do you answer together?"), validators=[Optional()], default="")
    reason = Text(_("Why?"), validators=voluntary(LONGEST_TEXT))
    version = Version()

    def validate_joint(self, field: Any) -> None:
        """“Not relevant” needs its reason."""
        if field.data == Conclusion.NA.value and not self.reason.data:
            raise ValidationError(gettext("Write why it is not relevant."))

    def draft(self) -> Told:
        """What was written."""
        if "joint" not in self:
            return Told(self.said.data or "")
        joint = Conclusion(self.joint.data) if self.joint.data else None
        return Told(self.said.data or "", joint, self.reason.data or "")


class FollowUpForm(BaseForm):
    """Who does what, and by when."""

    what = Line(_("What is to be done?"), validators=needed(LONGEST_LINE, _("Write what is to be done.")))
    side = Choice(_("Which side does it?"), validators=[required(_("Choose one of the sides."))])
    who = Line(_("Who?"), validators=voluntary(120))
    due_on = Day(_("By when?"), validators=needed(40, _("Write a date such as 21.11.2026.")))

    def draft(self) -> Promise:
        """What was filled in."""
        due_on: date = filled(self.due_on.day)
        return Promise(filled(self.what.data), Side(self.side.data), self.who.data or "", due_on)
