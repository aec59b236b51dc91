"""What people fill in: how many places, a proposed selection with why some are chosen otherwise, and a return."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField

from grants.decisions.forms import LONGEST_BASIS, ReturnForm
from grants.selections.rules import Draft
from grants.selections.weighing import Proposal
from kernel.forms import BaseForm, Text, Version, Wanted, Whole, clean, filled, needed, required, voluntary
from kernel.i18n import lazy_gettext as _

LONGEST_REASON = 1000
LONGEST_NUMBER = 10
BEYOND, BASIS = _("Why so many, or so few?"), _("Legal basis")
Fit = tuple[str, int, bool]  # reference, application, and whether it is computed in

__all__ = ["MakeForm", "PlacesForm", "ReturnForm", "SelectionForm", "selection_form", "typed"]


class MakeForm(BaseForm):
    """Making a selection, with the version that was seen."""

    version = Version()


class PlacesForm(BaseForm):
    """How many places are looked at."""

    places = Whole(_("Number of places"), validators=[Wanted(), *voluntary(LONGEST_NUMBER)])


class SelectionForm(BaseForm):
    """A proposed selection; a field for each application that may be chosen otherwise is made by `selection_form`.

    `shown` is for how many places the mix was that was looked at, and `seen` its mark. What was written to let one in
    is not what is written to leave it out, so each has a field of its own: one stands open, the other rests.
    """

    version = Version()
    shown = Version()  # a hidden number too
    seen = HiddenField()
    places = Whole(_("Number of places"), validators=[required(_("Write the number of places."))])
    beyond = Text(BEYOND, validators=[Wanted(), *voluntary(LONGEST_REASON)])
    legal_basis = Text(BASIS, validators=needed(LONGEST_BASIS, _("Write the legal basis.")))
    references: Mapping[str, str]
    resting: Mapping[str, str]

    @property
    def asked(self) -> int:
        """For how many places a mix is wanted: what was typed, or what was shown where that is no number."""
        return self.shown.number if self.places.number is None else self.places.number

    def show(self, proposal: Proposal) -> None:
        """Let what is computed now be what was looked at, beside what was typed."""
        if self.places.number is not None:
            self.places.process_data(proposal.places)
        self.shown.data, self.seen.data = str(proposal.places), proposal.digest

    def draft(self) -> Draft:
        """What is proposed."""
        said = {reference: self[name].data or "" for reference, name in self.references.items()}
        return Draft(
            places=self.asked,
            beyond=self.beyond.data or "",
            legal_basis=filled(self.legal_basis.data),
            seen=self.seen.data or "",
            otherwise={reference: text for reference, text in said.items() if text},
        )


def otherwise(application_id: int, *, is_in: bool) -> str:
    """The name of the field with why an application is left out that is computed in, or let in that is computed out."""
    return f"leave_{application_id}" if is_in else f"let_{application_id}"


def label(reference: str, *, is_in: bool) -> Any:
    """What such a field is called."""
    if is_in:
        return _("Leave %(reference)s out all the same, because", reference=reference)
    return _("Give %(reference)s a place all the same, because", reference=reference)


def selection_form(sent: Any, fit: Sequence[Fit], kept: Mapping[str, Any]) -> SelectionForm:
    """The form of a proposal among those who may be chosen; a field rests only where something is written in it."""
    fields: dict[str, Any] = {"references": {}, "resting": {}}
    for reference, application_id, is_in in fit:
        name, other = otherwise(application_id, is_in=is_in), otherwise(application_id, is_in=not is_in)
        fields["references"][reference] = name
        fields[name] = Text(label(reference, is_in=is_in), validators=[Wanted(), *voluntary(LONGEST_REASON)])
        if (kept if sent is None else sent).get(other):
            fields["resting"][reference] = other
            fields[other] = HiddenField()
    form: SelectionForm = type("ProposedSelectionForm", (SelectionForm,), fields)(sent, **kept)
    return form


def typed(sent: Mapping[str, str], references: Mapping[int, str]) -> list[tuple[str, str]]:
    """All that was written in a form that cannot be shown any more, each with what it was asked for."""
    fields = [("beyond", BEYOND), ("legal_basis", BASIS)] + [
        (otherwise(application_id, is_in=is_in), label(reference, is_in=is_in))
        for application_id, reference in references.items()
        for is_in in (True, False)
    ]
    return [(str(named), clean(sent[name])) for name, named in fields if sent.get(name, "").strip()]
