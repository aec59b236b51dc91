"""What people fill in of a volunteer, a few fields a page: own wish first, where, when, and how to reach them."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from activities.offers.labels import WEEKDAYS
from activities.offers.models import Weekday
from activities.places.postcodes import find
from activities.providing.times import TimeOfDay
from directory.bodies.models import Body, BodyKind
from kernel.forms import (
    CONFLICT,
    BaseForm,
    Checks,
    Choice,
    Email,
    Line,
    Phone,
    Pick,
    RowForm,
    Rows,
    Text,
    Version,
    Whole,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _
from volunteers.register import rules
from volunteers.register.content import Beginning, Contact, Said, When, Where, Wish
from volunteers.register.labels import AFFILIATIONS, HELPS
from volunteers.register.models import Affiliation, Volunteer

HELP_CHOICES = [(one.value, _(label)) for one, label in HELPS.items()]
A_NAME = needed(120, _("Write the name."))
A_PHONE = needed(40, _("Write a number that people can ring."))
FARTHEST, MOST_TRIPS, MOST_HOURS = 300, 40, 60


def ensure_postcode(field: Field) -> None:
    """A postcode is one that people live in."""
    if field.data and find(field.data) is None:
        raise ValidationError(gettext("Write a postcode of four digits that has streets, not only PO boxes."))


def offer_affiliations(field: Choice, bodies: Iterable[Body]) -> None:
    """Offer whose volunteers can be in the registers of bodies."""
    kinds = {each.kind is BodyKind.MUNICIPALITY for each in bodies}
    offered = {one for is_municipality in kinds for one in rules.affiliations_for(is_municipality=is_municipality)}
    field.choices = [(one.value, gettext(label)) for one, label in AFFILIATIONS.items() if one in offered]


class PartForm(BaseForm):
    """One page of a volunteer."""

    version = Version()

    def fill(self, volunteer: Volunteer) -> None:
        """Show what is kept already."""
        for name, value in self.kept(volunteer).items():
            self[name].process(None, value)
        self.version.data = str(volunteer.version)

    def kept(self, volunteer: Volunteer) -> dict[str, Any]:
        """What stands in the fields."""
        return {field.short_name: getattr(volunteer, field.short_name) for field in self if field is not self.version}

    def draft(self) -> Said:
        """What was filled in."""
        raise NotImplementedError

    def compare(self, volunteer: Volunteer) -> None:
        """Show what somebody else saved beside what was typed here."""
        told = {name: self.told(name, value) for name, value in self.kept(volunteer).items()}
        self.show_saved(told, volunteer.version)
        for name in (name for name, text in self.conflicts.items() if not text):
            setattr(self[name], CONFLICT, gettext("The other has left this empty."))

    def told(self, name: str, value: Any) -> Any:
        """A kept value as a field compares and shows it: rows and choices in words, None where it is the same."""
        field = self[name]
        if isinstance(field, Rows):
            theirs, mine = [[" ".join(map(str, row.values())) for row in rows] for rows in (value, field.data)]
            return None if theirs == mine else "; ".join(theirs)
        if isinstance(field, Choice):
            labels = {choice.value: str(choice.label) for choice in field.choices}
            return value if value == field.data else labels.get(value, value)
        return value


class WishForm(PartForm):
    """What somebody wishes."""

    wish = Text(_("What they wish, in their own words"), validators=voluntary(500))
    kinds = Checks(_("Can help with"), choices=HELP_CHOICES)
    not_wished = Text(_("Does not wish to"), validators=voluntary(300))
    languages = Line(_("Languages"), validators=voluntary(120))

    def kept(self, volunteer: Volunteer) -> dict[str, Any]:
        """What stands in the fields; kinds as boxes."""
        return {**super().kept(volunteer), "kinds": list(rules.split(volunteer.kinds))}

    def draft(self) -> Wish:
        """What was filled in."""
        return Wish(
            wish=self.wish.data or "",
            not_wished=self.not_wished.data or "",
            languages=self.languages.data or "",
            kinds=",".join(self.kinds.data or ()),
        )


class WhereForm(PartForm):
    """Where somebody lives and helps; the areas are offered by the view."""

    postcode = Line(_("Postcode"), validators=voluntary(10))
    reach = Whole(
        _("How far from home"), validators=[required(_("Write a number of kilometres."))], least=1, most=FARTHEST
    )
    areas = Checks(_("Only in these places"))

    def validate_postcode(self, field: Field) -> None:
        """A postcode is one that people live in."""
        ensure_postcode(field)

    def kept(self, volunteer: Volunteer) -> dict[str, Any]:
        """What stands in the fields; areas as boxes."""
        return {**super().kept(volunteer), "areas": list(rules.split(volunteer.areas))}

    def draft(self) -> Where:
        """What was filled in."""
        return Where(self.postcode.data or "", ",".join(self.areas.data or ()), filled(self.reach.number))


class SlotForm(RowForm):
    """A time of the week."""

    weekday = Pick(
        _("Day of the week"),
        choices=[("", _("Choose")), *((one.value, _(label)) for one, label in WEEKDAYS.items())],
        validators=[required(_("Choose the day."))],
    )
    starts = TimeOfDay(_("From"), validators=needed(10, _("Write when it starts.")))
    ends = TimeOfDay(_("To"), validators=needed(10, _("Write when it ends.")))

    def validate_ends(self, field: TimeOfDay) -> None:
        """It ends after it has started."""
        if self.starts.at and field.at and field.at <= self.starts.at:
            raise ValidationError(gettext("It must end after it starts."))

    def slot(self) -> rules.Slot:
        """What was filled in."""
        return rules.Slot(Weekday(filled(self.weekday.data)), filled(self.starts.at), filled(self.ends.at))


class WhenForm(PartForm):
    """When somebody can, and how much."""

    availability = Rows(SlotForm, _("Times of the week"), caption=_("Time"), most=14)
    trips_a_week = Whole(_("Trips a week at most"), validators=voluntary(10), least=1, most=MOST_TRIPS)
    hours_a_week = Whole(_("Hours a week at most"), validators=voluntary(10), least=1, most=MOST_HOURS)

    def kept(self, volunteer: Volunteer) -> dict[str, Any]:
        """What stands in the fields; times as rows."""
        slots = rules.slots(volunteer.availability)
        rows = [
            {"weekday": each.weekday.value, "starts": f"{each.starts:%H.%M}", "ends": f"{each.ends:%H.%M}"}
            for each in slots
        ]
        return {**super().kept(volunteer), "availability": rows}

    def draft(self) -> When:
        """What was filled in."""
        slots = [row.slot() for row in self.availability.filled if isinstance(row, SlotForm)]
        return When(rules.written(slots), self.trips_a_week.number, self.hours_a_week.number)


class ContactForm(PartForm):
    """Who it is and how to reach them."""

    name = Line(_("Name"), validators=A_NAME)
    phone = Phone(_("Telephone"), validators=A_PHONE)
    email = Email(_("E-mail address"), validators=voluntary(320))
    born_year = Whole(_("Birth year"), validators=voluntary(10), most=9999)
    affiliation = Choice(_("Whose volunteer"), validators=[required(_("Choose whose volunteer it is."))])

    def draft(self) -> Contact:
        """What was filled in."""
        return Contact(
            name=filled(self.name.data),
            phone=filled(self.phone.data),
            email=self.email.data or "",
            born_year=self.born_year.number,
            affiliation=Affiliation(filled(self.affiliation.data)),
        )


class NewForm(BaseForm):
    """A new volunteer: own wish first, and how to reach them."""

    body = Pick(_("For whom"), validators=[required(_("Choose for whom they help."))])
    wish = Text(_("What they wish, in their own words"), validators=voluntary(500))
    name = Line(_("Name"), validators=A_NAME)
    phone = Phone(_("Telephone"), validators=A_PHONE)
    email = Email(_("E-mail address"), validators=voluntary(320))
    affiliation = Choice(_("Whose volunteer"), validators=[required(_("Choose whose volunteer it is."))])

    @property
    def body_id(self) -> int:
        """The body that was chosen among those that were offered."""
        return int(filled(self.body.data))

    def draft(self) -> Beginning:
        """What was filled in."""
        return Beginning(
            name=filled(self.name.data),
            phone=filled(self.phone.data),
            email=self.email.data or "",
            wish=self.wish.data or "",
            affiliation=Affiliation(filled(self.affiliation.data)),
        )


PARTS: Mapping[str, type[PartForm]] = {"wish": WishForm, "where": WhereForm, "when": WhenForm, "contact": ContactForm}
