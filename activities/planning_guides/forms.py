"""What people fill in of a plan: how it begins, one page for each point, and what was learnt on the way."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from activities.offers.labels import KINDS, MODES
from activities.offers.models import OfferKind, OfferMode
from activities.planning_guides.content import Content, Duty, Learnt, Means, Words
from activities.planning_guides.labels import EVIDENCE
from activities.planning_guides.models import Evidence
from activities.planning_guides.rules import Point
from kernel.forms import (
    BaseForm,
    Choice,
    Day,
    Line,
    PartForm,
    Pick,
    RowForm,
    Rows,
    Text,
    at_most,
    filled,
    needed,
    required,
    voluntary,
)
from kernel.i18n import gettext
from kernel.i18n import lazy_gettext as _

SHORT, LONG = 300, 1500
ENOUGH = voluntary(LONG)


class BeginForm(BaseForm):
    """A new plan: what it is called, what kind of offer it might become, and for whom one plans."""

    title = Line(_("What do you plan?"), validators=needed(120, _("Write in a few words what you plan.")))
    kind = Choice(
        _("What kind of offer might it become?"),
        choices=[(one.value, _(label)) for one, label in KINDS.items()],
        validators=[required(_("Choose what kind of offer it might become."))],
    )
    body = Pick(_("Who plans it"), validators=[required(_("Choose who plans it."))])
    municipality = Pick(_("Municipality"), validators=[required(_("Choose the municipality."))])

    def draft(self) -> Words:
        """What was filled in."""
        return Words(title=filled(self.title.data), kind=OfferKind(filled(self.kind.data)))


class ExistingForm(PartForm[Content]):
    """What an offer that is there already would need, before anything new is made. Source: B33."""

    words = ("reaching", "offer_id")
    offer_id = Pick(_("Do you go on with one of them?"), choices=[("", _("No, or not yet"))])
    reaching = Text(_("What would an offer that is there need, so that more could take part?"), validators=ENOUGH)

    def values(self) -> dict[str, Any]:
        """The page's words, with the offer by its number."""
        chosen = self.offer_id.data or ""
        return {**super().values(), "offer_id": int(chosen) if chosen else None}

    @classmethod
    def kept(cls, content: Content) -> dict[str, Any]:
        """What stands in the fields."""
        offer = content.words.offer_id
        return {**super().kept(content), "offer_id": str(offer) if offer else ""}


class WishesForm(PartForm[Content]):
    """Point 1: start from wishes and dreams. Source: B26, B27."""

    words = ("wishes", "wishes_from", "evidence", "evidence_source")
    wishes = Text(_("What do people wish for?"), validators=ENOUGH)
    wishes_from = Text(_("How have you found it out?"), validators=ENOUGH)
    evidence = Choice(
        _("How well do you know that this helps?"),
        choices=[(one.value, _(label)) for one, label in EVIDENCE.items()],
        validators=voluntary(40),
    )
    evidence_source = Line(_("Where does one see it?"), validators=voluntary(SHORT))

    def values(self) -> dict[str, Any]:
        """The page's words, with the evidence by its code."""
        return {**super().values(), "evidence": Evidence(self.evidence.data) if self.evidence.data else None}


class RightForm(PartForm[Content]):
    """Point 2: say for whom it is right, and who needs something else. Source: B28."""

    words = ("suits", "not_suited", "instead")
    suits = Text(_("For whom is it right?"), validators=ENOUGH)
    not_suited = Text(_("Who needs something else?"), validators=voluntary(500))
    instead = Text(_("What do they find instead?"), validators=ENOUGH)


class DutyForm(RowForm):
    """Who does what, when and how."""

    who = Line(_("Who"), validators=needed(120, _("Write who does it.")))
    what = Line(_("Does what"), validators=needed(SHORT, _("Write what is to be done.")))
    when = Line(_("When"), validators=voluntary(120))
    how = Line(_("How"), validators=voluntary(SHORT))


class PartnersForm(PartForm[Content]):
    """Point 3: find partners and common ground. Source: B29."""

    words = ("common_ground",)
    common_ground = Text(_("What do you have in common, and what does each want to reach?"), validators=ENOUGH)
    duties = Rows(DutyForm, _("Who does what, when and how?"), caption=_("Duty"), most=20)

    def written(self, content: Content) -> Content:
        """The plan with what was filled in."""
        return replace(super().written(content), duties=tuple(Duty(**_told(row)) for row in self.duties.filled))

    @classmethod
    def kept(cls, content: Content) -> dict[str, Any]:
        """What stands in the fields."""
        return {**super().kept(content), "duties": [vars(each) for each in content.duties]}


class MeansForm(RowForm):
    """What a partner brings."""

    partner = Line(_("Partner"), validators=needed(120, _("Write which partner.")))
    what = Line(_("Brings"), validators=needed(SHORT, _("Write what the partner brings.")))


class TrialForm(PartForm[Content]):
    """Point 4: make it concrete and try it out. Source: B30."""

    words = ("formats", "mode", "trial_from", "trial_to")
    formats = Text(_("How does it take place?"), validators=ENOUGH)
    mode = Choice(
        _("How does one meet?"),
        choices=[(one.value, _(label)) for one, label in MODES.items()],
        validators=voluntary(40),
    )
    means = Rows(MeansForm, _("What does each partner bring?"), caption=_("Contribution"), most=20)
    trial_from = Day(_("From when do you try it out?"), validators=[at_most(40)])
    trial_to = Day(_("Until when?"), validators=[at_most(40)])

    def validate_trial_to(self, field: Day) -> None:
        """The days go together, the first first."""
        first, last = self.trial_from.day, field.day
        if bool(self.trial_from.data) != bool(field.data):
            raise ValidationError(gettext("Write both the first and the last day, or neither."))
        if first and last and last < first:
            raise ValidationError(gettext("The last day must come after the first."))

    def values(self) -> dict[str, Any]:
        """The page's words, with the way of meeting by its code."""
        return {**super().values(), "mode": OfferMode(self.mode.data) if self.mode.data else None}

    def written(self, content: Content) -> Content:
        """The plan with what was filled in."""
        return replace(super().written(content), means=tuple(Means(**_told(row)) for row in self.means.filled))

    @classmethod
    def kept(cls, content: Content) -> dict[str, Any]:
        """What stands in the fields."""
        return {**super().kept(content), "means": [vars(each) for each in content.means]}


class SharingForm(PartForm[Content]):
    """Point 5: follow up, adjust and share. Source: B31."""

    words = ("follow_up", "sharing")
    follow_up = Text(_("How and when do you look at how it goes?"), validators=ENOUGH)
    sharing = Text(_("With whom do you share what you learn?"), validators=ENOUGH)


class LessonForm(BaseForm):
    """What was learnt on the way."""

    learnt_on = Day(_("When"), validators=needed(40, _("Write a date such as 21.11.2026.")))
    learnt = Text(_("What have you learnt?"), validators=needed(LONG, _("Write what you have learnt.")))
    changed = Text(_("What do you do otherwise since then?"), validators=ENOUGH)
    today: date | None = None

    def validate_learnt_on(self, field: Day) -> None:
        """What was learnt was learnt at the latest today."""
        if self.today and field.day and field.day > self.today:
            raise ValidationError(gettext("Write a day that has been."))

    def draft(self) -> Learnt:
        """What was filled in."""
        return Learnt(filled(self.learnt_on.day), filled(self.learnt.data), self.changed.data or "")


def _told(row: RowForm) -> dict[str, str]:
    return {name: value or "" for name, value in row.plain.items()}


Part = PartForm[Content]
PARTS: Mapping[Point, type[Part]] = {
    Point.EXISTING: ExistingForm,
    Point.WISHES: WishesForm,
    Point.RIGHT: RightForm,
    Point.PARTNERS: PartnersForm,
    Point.TRIAL: TrialForm,
    Point.SHARING: SharingForm,
}


def part_form(point: Point, content: Content, sent: Any = None, version: int = 0) -> Part:
    """The form of one page, with what was sent, or what stands there."""
    kind = PARTS[point]
    return kind(sent) if sent is not None else kind(None, data={**kind.kept(content), "version": str(version)})
