"""What the centre fills in: programmes, events, tools and homework."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from wtforms import Field
from wtforms.validators import Optional, ValidationError

from kernel.clock import OSLO
from kernel.forms import (
    BaseForm,
    Choice,
    Day,
    Email,
    Line,
    Phone,
    Pick,
    Text,
    Tick,
    Version,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import LANGUAGES, day, gettext
from kernel.i18n import lazy_gettext as _
from kernel.orm import Translated
from partnership.dialogue.forms import Hour
from partnership.programmes.comparing import compare
from partnership.programmes.labels import KINDS, MODES
from partnership.programmes.models import EventKind, EventMode, Homework, Programme, ProgrammeEvent
from partnership.programmes.rules import CODE, EventDraft, HomeworkDraft, MaterialDraft
from partnership.programmes.rules import ProgrammeDraft as Draft

LONGEST_LINE, LONGEST_TEXT = 160, 1000
A_DATE = _("Write a date such as 21.11.2026.")
AN_HOUR = _("Write a time such as 14.00.")


class ProgrammeForm(BaseForm):
    """A programme: what it is called in each language, who runs it, and between which days."""

    code = Line(_("Code"), validators=needed(20, _("Write a short code, such as KT-2027.")))
    title_nb = Line(_("Name in bokmål"), validators=needed(LONGEST_LINE, _("Write what the programme is called.")))
    title_nn = Line(_("Name in nynorsk"), validators=voluntary(LONGEST_LINE))
    title_en = Line(_("Name in English"), validators=voluntary(LONGEST_LINE))
    about_nb = Text(_("About it in bokmål"), validators=needed(LONGEST_TEXT, _("Say in a few sentences what it is.")))
    about_nn = Text(_("About it in nynorsk"), validators=voluntary(LONGEST_TEXT))
    about_en = Text(_("About it in English"), validators=voluntary(LONGEST_TEXT))
    language = Choice(
        _("In which language do you write to the teams?"),
        choices=list(LANGUAGES.items()),
        validators=[required(_("Choose a language."))],
    )
    starts_on = Day(_("First day"), validators=needed(40, A_DATE))
    ends_on = Day(_("Last day"), validators=needed(40, A_DATE))
    call_code = Line(_("Code of the call that its teams come from"), validators=voluntary(40))
    process_leader = Line(_("Who leads the process"), validators=voluntary(LONGEST_LINE))
    contact_name = Line(_("Name of the contact"), validators=needed(120, _("Write whom the teams may ask.")))
    contact_email = Email(_("E-mail address"), validators=needed(320, _("Write the contact's e-mail address.")))
    contact_phone = Phone(_("Telephone"), validators=needed(40, _("Write the contact's telephone number.")))
    version = Version()

    def validate_code(self, field: Field) -> None:
        """A code can stand in an address and be read aloud."""
        field.data = str(field.data).upper()
        if not CODE.fullmatch(field.data):
            raise ValidationError(gettext("Use only letters from A to Z, digits and hyphens."))

    def draft(self, code: str = "") -> Draft:
        """What was filled in; a programme that is changed keeps its code."""
        texts = ("call_code", "process_leader", "contact_name", "contact_email", "contact_phone")
        return Draft(
            code=code or filled(self.code.data),
            title=self._words("title"),
            about=self._words("about"),
            language=filled(self.language.data),
            **{name: self[name].data or "" for name in texts},
            starts_on=filled(self.starts_on.day),
            ends_on=filled(self.ends_on.day),
        )

    def _words(self, name: str) -> Translated:
        return Translated(**{code: self[f"{name}_{code}"].data or "" for code in ("nb", "nn", "en")})

    @classmethod
    def kept(cls, programme: Programme) -> dict[str, Any]:
        """What stands in the fields of a programme that is there already."""
        words = {
            f"{name}_{code}": getattr(getattr(programme, name), code)
            for name in ("title", "about")
            for code in ("nb", "nn", "en")
        }
        plain = ("language", "starts_on", "ends_on", "call_code", "process_leader", "contact_name", "contact_email")
        kept = {name: getattr(programme, name) for name in (*plain, "contact_phone")}
        return {**words, **kept, "version": str(programme.version)}

    def show_theirs(self, programme: Programme) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        compare(self, self.kept(programme))


class EventForm(BaseForm):
    """A gathering, a webinar or a working meeting."""

    kind = Choice(_("What is it?"), validators=[required(_("Choose what it is."))])
    title = Line(_("What is it called?"), validators=needed(LONGEST_LINE, _("Write what it is called.")))
    about = Text(_("About the meeting"), validators=voluntary(LONGEST_TEXT))
    day = Day(_("Date"), validators=needed(40, A_DATE))
    starts = Hour(_("From"), validators=needed(40, AN_HOUR))
    ends = Hour(_("To"), validators=needed(40, AN_HOUR))
    mode = Choice(_("How does one meet?"), validators=[required(_("Choose how one meets."))])
    link = Line(_("Address of the video meeting"), validators=voluntary(500))
    place = Line(_("Place"), validators=voluntary(LONGEST_LINE))
    is_travel_needed = Tick(_("The teams need to travel"))
    version = Version()

    def offer(self) -> None:
        """Offer kinds and ways of meeting by their names."""
        self.kind.choices = [(each.value, gettext(label.msgid)) for each, label in KINDS.items()]
        self.mode.choices = [(each.value, gettext(label)) for each, label in MODES.items()]

    def draft(self) -> EventDraft:
        """What was filled in; hours are those of Oslo, and what is in person has no way in on a screen."""
        on: date = filled(self.day.day)
        mode = EventMode(filled(self.mode.data))
        return EventDraft(
            kind=EventKind(filled(self.kind.data)),
            title=filled(self.title.data),
            about=self.about.data or "",
            starts_at=datetime.combine(on, filled(self.starts.hour), OSLO).astimezone(UTC),
            ends_at=datetime.combine(on, filled(self.ends.hour), OSLO).astimezone(UTC),
            mode=mode,
            place=self.place.data or "",
            link="" if mode is EventMode.IN_PERSON else self.link.data or "",
            is_travel_needed=bool(self.is_travel_needed.data),
        )

    @classmethod
    def kept(cls, event: ProgrammeEvent) -> dict[str, Any]:
        """What stands in the fields of an event that is there already."""
        starts, ends = event.starts_at.astimezone(OSLO), event.ends_at.astimezone(OSLO)
        names = ("title", "about", "place", "link", "is_travel_needed")
        return {
            **{name: getattr(event, name) for name in names},
            "kind": event.kind.value,
            "mode": event.mode.value,
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
            "version": str(event.version),
        }

    def show_theirs(self, event: ProgrammeEvent) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        compare(self, self.kept(event))


class MaterialForm(BaseForm):
    """A tool or a text: where it is, which edition, and by what right it is shared."""

    title = Line(_("What is it called?"), validators=needed(LONGEST_LINE, _("Write what it is called.")))
    address = Line(_("Web address"), validators=needed(500, _("Write where it is found.")))
    edition = Line(_("Edition or date"), validators=voluntary(60))
    permission = Line(
        _("By what right it is shared"),
        validators=needed(LONGEST_LINE, _("Say by what right it is shared, such as CC BY 4.0 or our own work.")),
    )
    event = Pick(_("For which meeting?"), validators=[Optional()])

    def draft(self) -> MaterialDraft:
        """What was filled in."""
        texts = (self.edition.data or "", filled(self.permission.data))
        return MaterialDraft(filled(self.title.data), filled(self.address.data), *texts, _chosen(self.event))


class HomeworkForm(BaseForm):
    """A task that every team does at home."""

    title = Line(_("What is it called?"), validators=needed(LONGEST_LINE, _("Write what it is called.")))
    text = Text(_("What shall the teams do?"), validators=needed(4000, _("Write what the teams shall do.")))
    due_on = Day(_("By when?"), validators=needed(40, A_DATE))
    event = Pick(_("From which meeting?"), validators=[Optional()])
    version = Version()

    def draft(self) -> HomeworkDraft:
        """What was filled in."""
        words: tuple[str, str] = (filled(self.title.data), filled(self.text.data))
        return HomeworkDraft(*words, filled(self.due_on.day), _chosen(self.event))

    @classmethod
    def kept(cls, homework: Homework) -> dict[str, Any]:
        """What stands in the fields of a task that is there already."""
        kept = {"title": homework.title, "text": homework.text, "due_on": homework.due_on}
        return {**kept, "event": str(homework.event_id or ""), "version": str(homework.version)}

    def show_theirs(self, homework: Homework) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        compare(self, self.kept(homework))


def offer_events(field: Pick, events: Iterable[ProgrammeEvent]) -> None:
    """Offer a programme's events by day and name, or none of them."""
    named = [(str(each.id), f"{day(each.starts_at.astimezone(OSLO).date())}: {each.title}") for each in events]
    field.choices = [("", gettext("None in particular")), *named]


def _chosen(field: Pick) -> int | None:
    return int(field.data) if field.data else None
