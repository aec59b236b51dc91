"""What people fill in of an offer of transport: what it is, when and where, and who and money; one page each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation, ValidationError

from activities.offers.labels import WEEKDAYS
from activities.offers.models import Weekday
from activities.places.postcodes import of_municipality
from activities.providing.times import TimeOfDay
from kernel.forms import (
    Checks,
    Choice,
    Day,
    Email,
    Line,
    PartForm,
    Phone,
    Pick,
    RowForm,
    Rows,
    Tick,
    Wanted,
    Whole,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _
from volunteers.transport.content import NOTICE_DAYS, Content, Hours, Words
from volunteers.transport.labels import KINDS, PAYERS
from volunteers.transport.models import Payer, TransportKind


@dataclass(frozen=True)
class Offered:
    """What the pages of an offer let one choose from: postcodes of a municipality, and offers of its catalogue."""

    municipality_number: str
    catalogue: Sequence[tuple[int, str]]


class WhatForm(PartForm[Content]):
    """What it is, and its names."""

    words = ("kind", "name", "neutral_name", "is_for_frail")
    kind = Choice(
        _("Kind"),
        choices=[(one.value, _(label)) for one, label in KINDS.items()],
        validators=[required(_("Choose what kind of offer it is."))],
    )
    name = Line(_("What the offer is called"), validators=needed(120, _("Write what the offer is called.")))
    neutral_name = Line(
        _("Neutral name"), validators=needed(80, _("Write a name that tells nothing about anybody's health."))
    )
    is_for_frail = Tick(_("It is for people who are frail or have dementia"))

    def values(self) -> dict[str, Any]:
        """The page's words, with the kind."""
        return {**super().values(), "kind": TransportKind(filled(self.kind.data))}

    def begun(self) -> Content:
        """A new offer."""
        return Content(Words(**self.values()))


class NewForm(WhatForm):
    """A new offer: who offers it, in which municipality, and what it is."""

    provider = Pick(_("Who offers it"), validators=[required(_("Choose who offers it."))])
    municipality = Pick(_("Municipality"), validators=[required(_("Choose the municipality."))])


class HoursForm(RowForm):
    """A time of the week."""

    weekday = Pick(
        _("Day of the week"),
        choices=[("", _("Choose")), *((one.value, _(label)) for one, label in WEEKDAYS.items())],
        validators=[Wanted()],
    )
    starts = TimeOfDay(_("From"), validators=needed(10, _("Write when it starts.")))
    ends = TimeOfDay(_("To"), validators=needed(10, _("Write when it ends.")))

    def validate_weekday(self, field: Field) -> None:
        """A time has its day."""
        if not field.data:
            raise StopValidation(gettext("Choose the day."))

    def validate_ends(self, field: TimeOfDay) -> None:
        """It ends after it has started."""
        if self.starts.at and field.at and field.at <= self.starts.at:
            raise ValidationError(gettext("It must end after it starts."))

    def hours(self) -> Hours:
        """What was filled in."""
        return Hours(Weekday(filled(self.weekday.data)), filled(self.starts.at), filled(self.ends.at))


class WhenForm(PartForm[Content]):
    """When and where it runs."""

    words = ("notice_days", "trips_a_week", "closed_from", "closed_to")
    hours = Rows(HoursForm, _("Times of the week"), caption=_("Time"), most=14)
    areas = Checks(_("Where"), choices=[])
    notice_days = Whole(
        _("How many days ahead people ask"),
        validators=[required(_("Write a number of days; 0 when one can ask the same day."))],
        most=60,
        default=NOTICE_DAYS,
    )
    trips_a_week = Whole(_("Trips a week at most"), validators=voluntary(6), least=1, most=2000)
    closed_from = Day(_("Summer pause from"), validators=voluntary(40))
    closed_to = Day(_("Summer pause to"), validators=voluntary(40))

    def validate_closed_from(self, field: Day) -> None:
        """A pause has both its days."""
        if field.data and not self.closed_to.data:
            raise ValidationError(gettext("Write both days, or none."))

    def validate_closed_to(self, field: Day) -> None:
        """A pause has both its days, and ends after it begins."""
        if field.data and not self.closed_from.data:
            raise ValidationError(gettext("Write both days, or none."))
        if self.closed_from.day and field.day and field.day < self.closed_from.day:
            raise ValidationError(gettext("It must end after it starts."))

    def written(self, content: Content) -> Content:
        """The offer with what was filled in."""
        hours = tuple(row.hours() for row in self.hours.filled if isinstance(row, HoursForm))
        written = super().written(content)
        return replace(written, hours=hours, words=replace(written.words, areas=",".join(self.areas.data or ())))

    @classmethod
    def kept(cls, content: Content) -> dict[str, Any]:
        """What stands in the fields of an offer that is there already."""
        rows = [
            {"weekday": each.weekday.value, "starts": f"{each.starts:%H.%M}", "ends": f"{each.ends:%H.%M}"}
            for each in content.hours
        ]
        areas = [code for code in content.words.areas.split(",") if code]
        return {**super().kept(content), "hours": rows, "areas": areas}


class WhoForm(PartForm[Content]):
    """Whom people ring, what it costs, and the insurance."""

    words = (
        "coordinator_name",
        "coordinator_phone",
        "coordinator_email",
        "stand_in_name",
        "stand_in_phone",
        "price",
        "payer",
        "insurer",
        "covers_driver",
        "covers_passenger",
        "covers_accident",
        "upper_age_limit",
        "insured_to",
        "languages",
    )
    coordinator_name = Line(_("Coordinator"), validators=needed(120, _("Write who coordinates it.")))
    coordinator_phone = Phone(_("Telephone"), validators=needed(40, _("Write a number that people can ring.")))
    coordinator_email = Email(_("E-mail address"), validators=voluntary(320))
    stand_in_name = Line(_("Stand-in for the coordinator"), validators=voluntary(120))
    stand_in_phone = Phone(_("The stand-in's telephone"), validators=voluntary(40))
    price = Whole(
        _("What a trip costs, in kroner"),
        validators=[required(_("Write the price; 0 when it is free."))],
        most=10_000,
        default=0,
    )
    payer = Choice(
        _("Who pays for the kilometres"),
        choices=[(one.value, _(label)) for one, label in PAYERS.items()],
        validators=[required(_("Choose who pays."))],
    )
    insurer = Line(_("Insurance company"), validators=voluntary(120))
    covers_driver = Tick(_("It covers the driver"))
    covers_passenger = Tick(_("It covers the passenger"))
    covers_accident = Tick(_("It covers accidents on foot"))
    upper_age_limit = Whole(_("Upper age limit for drivers"), validators=voluntary(3), least=50, most=120)
    insured_to = Day(_("Valid to"), validators=voluntary(40))
    languages = Line(_("Languages"), validators=voluntary(120))
    catalogue_offer = Pick(_("Brings people to"), choices=[("", _("No particular offer"))])

    def values(self) -> dict[str, Any]:
        """The page's words, with who pays and where it brings people."""
        tied = int(self.catalogue_offer.data) if self.catalogue_offer.data else None
        return {**super().values(), "payer": Payer(filled(self.payer.data)), "catalogue_offer_id": tied}

    @classmethod
    def kept(cls, content: Content) -> dict[str, Any]:
        """What stands in the fields of an offer that is there already."""
        return {**super().kept(content), "catalogue_offer": str(content.words.catalogue_offer_id or "")}


Part = PartForm[Content]
PARTS: Mapping[str, type[Part]] = {"what": WhatForm, "when": WhenForm, "who": WhoForm}


def part_form(part: str, content: Content, offered: Offered, *, sent: Any = None, version: int = 0) -> Part:
    """The form of one page, with what was sent, or what stands there."""
    kind = PARTS[part]
    form = kind(sent) if sent is not None else kind(None, data={**kind.kept(content), "version": str(version)})
    if isinstance(form, WhenForm):
        codes = of_municipality(offered.municipality_number)
        form.areas.choices = [(each.code, f"{each.code} {each.place}") for each in codes]
    if isinstance(form, WhoForm):
        tied = ((str(key), name) for key, name in offered.catalogue)
        form.catalogue_offer.choices = [("", _("No particular offer")), *tied]
    return form
