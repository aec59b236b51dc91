"""What people fill in to begin, describe and end a relation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Field
from wtforms.validators import Optional, ValidationError

from kernel.forms import BaseForm, Checks, Choice, Day, Line, Pick, Text, Version, filled, needed, required, voluntary
from kernel.i18n import day, gettext
from kernel.i18n import lazy_gettext as _
from partnership.relations.actions import Met, Terms
from partnership.relations.labels import CONDITIONS, FORMS, GROUPS, MODELS
from partnership.relations.models import (
    CollaborationForm,
    Condition,
    CoordinationModel,
    TargetGroup,
    VolunteerCondition,
)

OWN_VOLUNTEERS = "own"
LONGEST_SCOPE, LONGEST_ABOUT, LONGEST_REASON, LONGEST_MET = 120, 500, 500, 800
OF_ORGANISATIONS = [
    (model.value, _(MODELS[model])) for model in (CoordinationModel.ORGANISATION, CoordinationModel.VOLUNTEER_CENTRE)
]


@dataclass(frozen=True)
class RelationDraft:
    """A relation that shall begin."""

    municipality_id: int
    organisation_id: int | None
    model: CoordinationModel
    scope: str
    about: str


class RelationForm(BaseForm):
    """Begin a relation."""

    municipality = Pick(_("Municipality"), validators=[required(_("Choose the municipality."))])
    organisation = Pick(_("Organisation"), validators=[required(_("Choose the organisation."))])
    model = Choice(
        _("Who organises the volunteers?"),
        choices=OF_ORGANISATIONS,
        validators=[required(_("Choose one of the answers."))],
    )
    scope = Line(_("Only one area of the cooperation"), validators=voluntary(LONGEST_SCOPE))
    about = Text(_("What the cooperation is about"), validators=voluntary(LONGEST_ABOUT))

    def draft(self) -> RelationDraft:
        """What was filled in; the municipality's own volunteers have a model of their own."""
        organisation = filled(self.organisation.data)
        is_own = organisation == OWN_VOLUNTEERS
        return RelationDraft(
            municipality_id=int(filled(self.municipality.data)),
            organisation_id=None if is_own else int(organisation),
            model=CoordinationModel.MUNICIPAL_REFLEXIVE if is_own else CoordinationModel(filled(self.model.data)),
            scope=self.scope.data or "",
            about=self.about.data or "",
        )


class TermsForm(BaseForm):
    """Say what a cooperation is."""

    about = Text(_("What the cooperation is about"), validators=voluntary(LONGEST_ABOUT))
    groups = Checks(_("Whom is it for?"), choices=[(each.value, _(words)) for each, words in GROUPS.items()])
    form = Choice(
        _("What do you call your way of working together?"),
        choices=[(each.value, _(words)) for each, words in FORMS.items()],
        validators=[Optional()],
    )
    model = Choice(
        _("Who organises the volunteers?"),
        choices=OF_ORGANISATIONS,
        validators=[required(_("Choose one of the answers."))],
    )
    scope = Line(_("Only one area of the cooperation"), validators=voluntary(LONGEST_SCOPE))
    version = Version()

    def draft(self) -> tuple[Terms, int]:
        """What was filled in, and the version it was written over; nobody chooses who organises own volunteers."""
        terms = Terms(
            model=CoordinationModel(self.model.data) if "model" in self else CoordinationModel.MUNICIPAL_REFLEXIVE,
            form=CollaborationForm(self.form.data) if self.form.data else None,
            scope=self.scope.data or "",
            about=self.about.data or "",
            groups=frozenset(TargetGroup(each) for each in self.groups.data or ()),
        )
        return terms, self.version.number

    def saved(self, terms: Terms) -> dict[str, Any]:
        """What somebody else saved, field by field, in words where it is another answer than here."""
        told: dict[str, Any] = {"about": terms.about, "scope": terms.scope, "groups": list(terms.groups)}
        if (self.form.data or None) != terms.form:
            told["form"] = gettext(FORMS[terms.form]) if terms.form else gettext("No answer")
        if "model" in self and self.model.data != terms.model:
            told["model"] = gettext(MODELS[terms.model])
        return told


def _with_its_text(name: str) -> Callable[[BaseForm, Field], None]:
    def validate(form: BaseForm, field: Field) -> None:
        if form[name].data and not field.data:
            raise ValidationError(gettext("Write since when, such as 21.11.2026."))
        if field.data and not form[name].data:
            raise ValidationError(gettext("Write how it is met, not only the date."))

    return validate


class ConditionsForm(BaseForm):
    """Say how each condition around the municipality's own volunteers is met, and since when."""

    frames = Text(_(CONDITIONS[Condition.FRAMES]), validators=voluntary(LONGEST_MET))
    frames_on = Day(_("Since when?"))
    training = Text(_(CONDITIONS[Condition.TRAINING]), validators=voluntary(LONGEST_MET))
    training_on = Day(_("Since when?"))
    coordination = Text(_(CONDITIONS[Condition.COORDINATION]), validators=voluntary(LONGEST_MET))
    coordination_on = Day(_("Since when?"))
    version = Version()

    validate_frames_on = _with_its_text("frames")
    validate_training_on = _with_its_text("training")
    validate_coordination_on = _with_its_text("coordination")

    def draft(self) -> tuple[dict[Condition, Met], int]:
        """What was filled in, and the version it was written over."""
        days: dict[str, Any] = {each.value: self[f"{each.value}_on"] for each in Condition}
        met = {each: Met(self[each.value].data or "", days[each.value].day) for each in Condition}
        return met, self.version.number

    def saved(self, kept: Mapping[Condition, VolunteerCondition]) -> dict[str, Any]:
        """What somebody else saved, field by field, in words where it is another day than here."""
        told: dict[str, Any] = {each.value: kept[each].text if each in kept else "" for each in Condition}
        for each in Condition:
            since = kept[each].dated_on if each in kept else None
            typed: Any = self[f"{each.value}_on"]
            if since != typed.day:
                told[f"{each.value}_on"] = day(since) if since else gettext("No answer")
        return told


def condition_values(kept: Mapping[Condition, VolunteerCondition]) -> dict[str, Any]:
    """What stands in the fields about conditions that are documented."""
    texts: dict[str, Any] = {each.value: row.text for each, row in kept.items()}
    return texts | {f"{each.value}_on": row.dated_on for each, row in kept.items()}


class EndForm(BaseForm):
    """End a cooperation."""

    ended_on = Day(_("Last day of the cooperation"), validators=needed(40, _("Write the day, such as 21.11.2026.")))
    reason = Text(_("Why does it end?"), validators=needed(LONGEST_REASON, _("Say in a sentence why it ends.")))
    version = Version()

    def draft(self) -> tuple[date, str, int]:
        """The day, the reason, and the version it was written over."""
        return filled(self.ended_on.day), filled(self.reason.data), self.version.number
