"""What people fill in of an offer: what it is, when, where, and whom to ring; one page each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from activities.offers.content import Content, Words
from activities.offers.labels import KINDS, MODES
from activities.offers.models import OfferKind, OfferMode
from activities.offers.rules import needs_anchor
from activities.places.distance import Position
from activities.places.postcodes import find
from activities.providing.times import WhenForm
from kernel.forms import (
    BaseForm,
    Checks,
    Choice,
    Day,
    Email,
    Line,
    PartForm,
    Phone,
    Pick,
    Text,
    Tick,
    Whole,
    at_most,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _
from partnership.relations.labels import GROUPS
from partnership.relations.models import TargetGroup
from partnership.roadmaps.labels import DOMAINS
from partnership.roadmaps.models import Domain

DEGREES = re.compile(r"\d{1,2}(?:[.,]\d{1,8})?")
NORTH, EAST = (57.0, 81.0), (4.0, 32.0)


class WhatForm(PartForm[Content]):
    """What it is and whom it is for."""

    words = ("title", "neutral_name", "about", "kind", "mode", "shared_interest", "not_suited")
    title = Line(_("What the offer is called"), validators=needed(120, _("Write what the offer is called.")))
    neutral_name = Line(
        _("Neutral name"), validators=needed(80, _("Write a name that tells nothing about anybody's health."))
    )
    about = Text(_("What one does there"), validators=needed(1000, _("Write in a few sentences what one does there.")))
    kind = Choice(
        _("Kind"),
        choices=[(one.value, _(label)) for one, label in KINDS.items()],
        validators=[required(_("Choose what kind of offer it is."))],
    )
    mode = Choice(
        _("How does one meet?"),
        choices=[(one.value, _(label)) for one, label in MODES.items()],
        validators=[required(_("Choose how one meets."))],
    )
    groups = Checks(_("For whom"), choices=[(one.value, _(label)) for one, label in GROUPS.items()])
    shared_interest = Line(_("What one has in common"), validators=voluntary(200))
    not_suited = Text(_("Not suited for"), validators=voluntary(500))

    def values(self) -> dict[str, Any]:
        """The page's words, with the kind and the way of meeting."""
        kinds = {"kind": OfferKind(filled(self.kind.data)), "mode": OfferMode(filled(self.mode.data))}
        return {**super().values(), **kinds}

    def written(self, content: Content) -> Content:
        """The offer with what was filled in."""
        groups = tuple(TargetGroup(code) for code in self.groups.data or ())
        return replace(super().written(content), groups=groups)

    def begun(self) -> Content:
        """A new offer."""
        return self.written(Content(Words(**self.values())))

    @classmethod
    def kept(cls, content: Content) -> dict[str, Any]:
        """What stands in the fields of an offer that is there already."""
        return {**super().kept(content), "groups": [each.value for each in content.groups]}


class NewForm(WhatForm):
    """A new offer: who offers it, in which municipality, and what it is."""

    provider = Pick(_("Who offers it"), validators=[required(_("Choose who offers it."))])
    municipality = Pick(_("Municipality"), validators=[required(_("Choose the municipality."))])


class WhereForm(PartForm[Content]):
    """Where it is, and how one gets there and in."""

    words = (
        "place",
        "address",
        "postcode",
        "is_step_free",
        "has_hearing_loop",
        "has_toilet",
        "getting_there",
        "has_transport",
        "transport_contact",
    )
    place = Line(_("Place"), validators=voluntary(120))
    address = Line(_("Street address"), validators=voluntary(120))
    postcode = Line(_("Postcode"), validators=voluntary(10))
    is_step_free = Tick(_("No steps"))
    has_hearing_loop = Tick(_("Hearing loop"))
    has_toilet = Tick(_("Accessible toilet"))
    getting_there = Text(_("How to get there"), validators=voluntary(500))
    has_transport = Tick(_("Transport can be arranged"))
    transport_contact = Line(_("Whom to ring for transport"), validators=voluntary(120))
    latitude = Line(_("Degrees north"))
    longitude = Line(_("Degrees east"))

    def validate_postcode(self, field: Field) -> None:
        """A postcode is one that a street has."""
        if field.data and find(field.data) is None:
            raise ValidationError(gettext("Write a postcode of four digits that has streets, not only PO boxes."))

    def validate_latitude(self, _field: Field) -> None:
        """A place set by hand has both numbers, and lies in Norway."""
        if self.pin_is_wrong:
            raise ValidationError(gettext("Write both numbers as degrees, such as 62.1482 and 6.0716."))

    @property
    def pin(self) -> Position | None:
        """Where it was set by hand."""
        typed = [str(one.data or "").replace(",", ".") for one in (self.latitude, self.longitude)]
        if not all(DEGREES.fullmatch(each) for each in typed):
            return None
        found = Position(float(typed[0]), float(typed[1]))
        is_here = NORTH[0] <= found.latitude <= NORTH[1] and EAST[0] <= found.longitude <= EAST[1]
        return found if is_here else None

    @property
    def pin_is_wrong(self) -> bool:
        """Whether numbers were typed that are no place in Norway."""
        return bool(self.latitude.data or self.longitude.data) and self.pin is None

    def written(self, content: Content) -> Content:
        """The offer with what was filled in."""
        return replace(super().written(content), pin=self.pin)

    @classmethod
    def kept(cls, content: Content) -> dict[str, Any]:
        """What stands in the fields of an offer that is there already."""
        pin = content.pin
        degrees = {"latitude": str(pin.latitude), "longitude": str(pin.longitude)} if pin else {}
        return {**super().kept(content), "latitude": "", "longitude": "", **degrees}


class ContactForm(PartForm[Content]):
    """What it costs, whom to ring, and what it stands on."""

    words = (
        "cost",
        "cost_told",
        "contact_name",
        "contact_phone",
        "contact_email",
        "languages",
        "anchored_in",
        "supplements",
        "is_statutory",
        "safe_how",
        "professional_how",
        "independent_how",
    )
    is_digital = False
    cost = Whole(
        _("What it costs, in kroner"), validators=[required(_("Write the price; 0 when it is free."))], most=10_000
    )
    cost_told = Line(_("About the price"), validators=voluntary(120))
    contact_phone = Phone(_("Telephone"), validators=needed(40, _("Write a number that people can ring.")))
    contact_name = Line(_("Name of the contact"), validators=voluntary(120))
    contact_email = Email(_("E-mail address"), validators=voluntary(320))
    languages = Line(_("Languages"), validators=voluntary(120))
    anchored_in = Line(_("Anchored in"), validators=[at_most(160)])
    supplements = Line(_("Supplements"), validators=voluntary(200))
    is_statutory = Tick(_("The municipality must offer this by law"))
    safe_how = Line(_("Safe, because"), validators=voluntary(200))
    professional_how = Line(_("Professionally anchored, because"), validators=voluntary(200))
    independent_how = Line(_("Independent, because"), validators=voluntary(200))
    domains = Checks(
        _("Part of age-friendly work"), choices=[(one.value, _(label.msgid)) for one, label in DOMAINS.items()]
    )

    def validate_anchored_in(self, field: Field) -> None:
        """What is digital is anchored in an organisation nearby. Source: A58."""
        if self.is_digital and not field.data:
            raise ValidationError(gettext("A digital offer needs an organisation that it is anchored in."))

    def written(self, content: Content) -> Content:
        """The offer with what was filled in."""
        return replace(super().written(content), domains=tuple(Domain(code) for code in self.domains.data or ()))

    @classmethod
    def kept(cls, content: Content) -> dict[str, Any]:
        """What stands in the fields of an offer that is there already."""
        return {**super().kept(content), "domains": [each.value for each in content.domains]}


@dataclass(frozen=True)
class PauseDraft:
    """A pause's last day."""

    until: date


class PauseForm(BaseForm):
    """Until when an offer pauses."""

    until = Day(_("Last day of the pause"), validators=[required(_("Write the last day of the pause."))])

    def draft(self) -> PauseDraft:
        """What was filled in."""
        return PauseDraft(filled(self.until.day))


Part = PartForm[Content]
PARTS: Mapping[str, type[Part]] = {
    "what": WhatForm,
    "when": WhenForm,
    "where": WhereForm,
    "contact": ContactForm,
}


def part_form(part: str, content: Content, sent: Any = None, version: int = 0) -> Part:
    """The form of one page, with what was sent, or what stands there."""
    kind = PARTS[part]
    form = kind(sent) if sent is not None else kind(None, data={**kind.kept(content), "version": str(version)})
    if isinstance(form, ContactForm):
        form.is_digital = needs_anchor(content.words.kind, content.words.mode)
    return form
