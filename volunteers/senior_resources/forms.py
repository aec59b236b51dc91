"""What people fill in: what somebody wishes, what is needed, what is there, and what is said to a connection."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from wtforms.validators import ValidationError

from kernel.forms import (
    BaseForm,
    Checks,
    Choice,
    Day,
    Line,
    PartForm,
    Pick,
    Text,
    Version,
    Whole,
    at_most,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _
from volunteers.senior_resources.content import Chance, Content, Need, Wish
from volunteers.senior_resources.labels import ANSWERS, SEGMENTS, STATUSES, THEMES
from volunteers.senior_resources.models import Connection, ConnectionStatus, Segment
from volunteers.senior_resources.rules import joined
from volunteers.service_users.labels import GIVEN

MOST_PEOPLE = 100_000


class Themed(PartForm[Any]):
    """A page on which themes are chosen; they are kept as codes joined by commas."""

    def values(self) -> dict[str, Any]:
        """The page's words, with the themes by their codes."""
        return {**super().values(), "themes": joined(self["themes"].data or ())}

    @classmethod
    def kept(cls, content: Any) -> dict[str, Any]:
        """What stands in the fields."""
        return {**super().kept(content), "themes": [each for each in content.words.themes.split(",") if each]}


def themes(label: Any) -> Checks:
    """The themes to choose from."""
    choices = [(one.value, _(words)) for one, words in THEMES.items()]
    return Checks(label, choices=choices, validators=[required(_("Choose at least one theme."))])


class WishForm(Themed):
    """What somebody wishes to contribute; the wish comes first. Source: D01."""

    words: ClassVar[Sequence[str]] = ("wish", "themes", "prerequisites", "resting_until")
    wish = Text(
        _("What do they wish to contribute, in their own words?"),
        validators=needed(1000, _("Write what they wish, as they said it.")),
    )
    themes = themes(_("What is it about?"))
    prerequisites = Text(_("What must be in place for them to do it?"), validators=voluntary(500))
    resting_until = Day(_("Do not ask them until after"), validators=[at_most(40)])


def people() -> Whole:
    """About how many there are."""
    refusal = _("Write about how many.")
    return Whole(_("About how many could take part?"), validators=needed(40, refusal), least=1, most=MOST_PEOPLE)


class OrganisationForm(WishForm):
    """What an organisation wishes to contribute."""

    words = (*WishForm.words, "people")
    people = people()


class NewOrganisationForm(OrganisationForm):
    """The same, and which organisation it is."""

    organisation = Pick(_("Which organisation"), validators=[required(_("Choose the organisation."))])


class PersonForm(WishForm):
    """What a person wishes to contribute, and the consent by which it is kept. Source: D02."""

    words = (*WishForm.words, "name", "contact", "consent_how", "consent_on", "consent_until")
    name = Line(_("What they are called"), validators=needed(120, _("Write a name that you recognise them by.")))
    contact = Line(_("How to reach them"), validators=voluntary(200))
    consent_how = Choice(
        _("How did they say yes to being written down?"),
        choices=[(one.value, _(words)) for one, words in GIVEN.items()],
        validators=[required(_("Choose how they said yes."))],
    )
    consent_on = Day(_("When did they say yes?"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    consent_until = Day(_("Until when may it be kept?"), validators=needed(40, _("Write a date such as 21.11.2026.")))


class LinkedPersonForm(PersonForm):
    """The same, where the writer may see volunteers, one of whom it may be."""

    words = (*PersonForm.words, "volunteer_id")
    volunteer_id = Pick(_("Are they among your volunteers already?"))

    def values(self) -> dict[str, Any]:
        """The page's words, with the volunteer by the number."""
        chosen = self.volunteer_id.data or ""
        return {**super().values(), "volunteer_id": int(chosen) if chosen else None}

    @classmethod
    def kept(cls, content: Any) -> dict[str, Any]:
        """What stands in the fields."""
        number = content.words.volunteer_id
        return {**super().kept(content), "volunteer_id": str(number) if number else ""}


class GroupForm(PersonForm):
    """What a group without an organisation wishes to contribute."""

    words = (*PersonForm.words, "people")
    people = people()


class NeedForm(Themed):
    """Something that is missing, told without any person."""

    words = ("text", "themes", "place", "said_by")
    text = Text(_("What is missing?"), validators=needed(500, _("Write in a sentence what is missing.")))
    themes = themes(_("What is it about?"))
    place = Line(_("Where"), validators=voluntary(120))
    said_by = Line(_("Who has said so?"), validators=voluntary(120))


class ChanceForm(Themed):
    """Something that is there already and could take part."""

    words = ("text", "themes", "place", "offer_id", "open_until")
    text = Text(_("What is there?"), validators=needed(500, _("Write in a sentence what is there.")))
    themes = themes(_("What is it about?"))
    place = Line(_("Where"), validators=voluntary(120))
    offer_id = Pick(_("Is it an offer in the catalogue?"))
    open_until = Day(_("Until when"), validators=[at_most(40)])

    def offer(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Offer what stands in the catalogue."""
        self.offer_id.choices = [("", gettext("No")), *pairs]

    def values(self) -> dict[str, Any]:
        """The page's words, with the offer by its number."""
        chosen = self.offer_id.data or ""
        return {**super().values(), "offer_id": int(chosen) if chosen else None}

    @classmethod
    def kept(cls, content: Any) -> dict[str, Any]:
        """What stands in the fields."""
        number = content.words.offer_id
        return {**super().kept(content), "offer_id": str(number) if number else ""}


NEW_NEED, NEW_CHANCE, NEW_WISH = Content(Need("", "")), Content(Chance("", "")), Content(Wish("", ""))


class ConnectForm(BaseForm):
    """What a resource is asked about, and whether they wish it already."""

    need = Pick(_("A need"))
    opportunity = Pick(_("An opportunity"))
    is_wished = Choice(_("Have they been asked?"), validators=[required(_("Choose one of the answers."))])

    def offer(self, needs: Iterable[tuple[str, str]], opportunities: Iterable[tuple[str, str]]) -> None:
        """Offer what the resource may be asked about."""
        self.need.choices = [("", gettext("None")), *needs]
        self.opportunity.choices = [("", gettext("None")), *opportunities]
        self.is_wished.choices = [
            ("no", gettext("We will ask them, or have just asked")),
            ("yes", gettext("They wish it themselves")),
        ]

    def validate_need(self, _field: Any) -> None:
        """At least one of the two is chosen."""
        if not (self.need.data or self.opportunity.data):
            raise ValidationError(gettext("Choose a need, an opportunity or both."))


class AnswerForm(BaseForm):
    """What a resource says to a connection."""

    status = Choice(_("What do they say?"), validators=[required(_("Choose one of the answers."))])
    said = Text(_("In their own words"), validators=voluntary(500))
    version = Version()

    def offer(self, statuses: Iterable[ConnectionStatus]) -> None:
        """Offer the answers that are possible now."""
        self.status.choices = [(each.value, gettext(ANSWERS[each])) for each in statuses if each in ANSWERS]

    def draft(self) -> tuple[ConnectionStatus, str]:
        """What was said."""
        return ConnectionStatus(filled(self.status.data)), self.said.data or ""

    def show_theirs(self, connection: Connection) -> None:
        """Show what somebody else noted meanwhile beside what stands here."""
        saved = {"said": connection.said}
        if self.status.data != connection.status.value:
            saved["status"] = gettext(STATUSES[connection.status].msgid)
        self.show_saved(saved, connection.version)


def how_many(segment: Segment) -> Whole:
    """About how many stand in a segment."""
    refusal = _("Write a number; 0 if nobody.")
    return Whole(_(SEGMENTS[segment]), validators=needed(40, refusal), most=MOST_PEOPLE)


class SegmentForm(BaseForm):
    """About how many stand in each segment in a place."""

    place = Line(_("Where"), validators=needed(120, _("Write a place.")))
    ready = how_many(Segment.READY)
    with_support = how_many(Segment.WITH_SUPPORT)
    neither = how_many(Segment.NEITHER)
    version = Version()

    def draft(self) -> tuple[str, Mapping[Segment, int]]:
        """The place, and the numbers by segment."""
        numbers = {Segment.READY: self.ready, Segment.WITH_SUPPORT: self.with_support, Segment.NEITHER: self.neither}
        return filled(self.place.data), {each: filled(field.number) for each, field in numbers.items()}
