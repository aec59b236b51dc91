"""What people fill in: who reviews, a declaration, points with reasons, and what came of talking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory.accounts.models import Person
from grants.calls.content import Scale
from grants.reviews.rules import Marks
from kernel.forms import BaseForm, Choice, Pick, Text, Version, Wanted, filled, needed, required, voluntary
from kernel.i18n import lazy_gettext as _

LONGEST_REASON = 3000
LONGEST_GROUND = 1000
IMPARTIAL, CONNECTED = "impartial", "connected"
SEND = "send"


@dataclass(frozen=True)
class MarksDraft:
    """The points and reasons on each criterion; what has an error is not in it."""

    version: int
    marks: Mapping[str, Marks]


@dataclass(frozen=True)
class Declaration:
    """Whether a reviewer is impartial, and if not, why."""

    is_impartial: bool
    ground: str


@dataclass(frozen=True)
class NoteDraft:
    """What came of talking about a wide difference."""

    version: int
    text: str


class AssignForm(BaseForm):
    """Who is to review an application."""

    reviewer = Pick(_("Reviewer"), validators=[required(_("Choose a reviewer."))])

    def reviewer_id(self) -> int:
        """Who was chosen."""
        return int(filled(self.reviewer.data))


class DisqualifyForm(BaseForm):
    """Why a reviewer cannot review an application after all; its fields are named after the review."""

    review_id: int
    ground = Text(
        _("What is the connection?"),
        validators=needed(LONGEST_GROUND, _("Write in a few words what the connection is.")),
    )

    def draft(self) -> str:
        """The ground."""
        return str(filled(self.ground.data))


class DeclarationForm(BaseForm):
    """What a reviewer declares before reading anything."""

    declared = Choice(
        _("Are you impartial?"),
        choices=[
            (IMPARTIAL, _("I have nothing to do with the applicant or the partners")),
            (CONNECTED, _("I have something to do with one of them")),
        ],
        validators=[required(_("Choose what is so."))],
    )
    ground = Text(_("If you have: what is the connection?"), validators=voluntary(LONGEST_GROUND))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask what a connection is."""
        is_valid = super().validate(extra_validators)
        if self.declared.data == CONNECTED and not self.ground.data and not self.ground.errors:
            self.complain("ground", str(_("Write in a few words what the connection is.")))
            return False
        return is_valid

    def draft(self) -> Declaration:
        """What was declared."""
        return Declaration(self.declared.data == IMPARTIAL, self.ground.data or "")


class NoteForm(BaseForm):
    """What came of talking about a criterion; its fields are named after that, since several stand on one page."""

    criterion: str
    version = Version()
    text = Text(
        _("What came of it?"),
        validators=needed(LONGEST_REASON, _("Write what you found when you talked about it.")),
    )

    def draft(self) -> NoteDraft:
        """What was written."""
        return NoteDraft(self.version.number, filled(self.text.data))


class SeenForm(BaseForm):
    """A step without a text of its own, with the version that was seen."""

    version = Version()


class MarksForm(BaseForm):
    """Points and a reason on each criterion; its fields are made for the call by `marks_form`."""

    version = Version()
    scale: Scale
    is_sending = False

    def draft(self) -> MarksDraft:
        """What was given."""
        marks = {}
        for criterion in self.scale.criteria:
            points, reason = self[points_of(criterion.code)], self[reason_of(criterion.code)]
            if not points.errors and not reason.errors:
                given = int(points.data) if points.data else None
                marks[criterion.code] = Marks(given, reason.data or "")
        return MarksDraft(self.version.number, marks)

    def ask_for(self, codes: Sequence[str]) -> None:
        """Say at each field what must be there before the review is sent."""
        for code in codes:
            if not self[points_of(code)].data:
                self.complain(points_of(code), str(_("Choose the points on %(criterion)s.", criterion=code)))
            if not self[reason_of(code)].data:
                self.complain(reason_of(code), str(_("Write the reason on %(criterion)s.", criterion=code)))


def points_of(code: str) -> str:
    """The name of the field with the points on a criterion."""
    return f"{code}_points"


def reason_of(code: str) -> str:
    """The name of the field with the reason on a criterion."""
    return f"{code}_reason"


def marks_form(sent: Any, scale: Scale, marks: Mapping[str, Marks], version: int) -> MarksForm:
    """A review of a call's scale, with what has been given."""
    fields: dict[str, Any] = {"scale": scale}
    for criterion in scale.criteria:
        fields[points_of(criterion.code)] = Choice(
            _("Points on %(criterion)s", criterion=criterion.code),
            choices=[(str(points), str(points)) for points in range(scale.most + 1)],
            validators=[Wanted()],
        )
        fields[reason_of(criterion.code)] = Text(
            _("Reason, %(code)s", code=criterion.code), validators=[Wanted(), *voluntary(LONGEST_REASON)]
        )
    form: MarksForm = type("ReviewForm", (MarksForm,), fields)(sent, **values_of(marks), version=str(version))
    form.is_sending = bool(sent) and SEND in sent
    return form


def values_of(marks: Mapping[str, Marks]) -> dict[str, str]:
    """What has been given, by the names of the fields."""
    points = {points_of(code): "" if each.points is None else str(each.points) for code, each in marks.items()}
    return points | {reason_of(code): each.reason for code, each in marks.items()}


def assign_form(sent: Any, candidates: Sequence[Person]) -> AssignForm:
    """The choice of a reviewer."""
    form = AssignForm(sent)
    form.reviewer.choices = [("", _("Choose")), *((str(person.id), person.name) for person in candidates)]
    return form


def note_form(sent: Any, criterion: str, *, text: str = "", version: int = 0) -> NoteForm:
    """The note on a criterion, with what has been written."""
    form = NoteForm(sent, prefix=f"{criterion}-", text=text, version=str(version))
    form.criterion = criterion
    return form


def disqualify_form(sent: Any, review_id: int) -> DisqualifyForm:
    """The disqualification of one among several reviewers."""
    form = DisqualifyForm(sent, prefix=f"review-{review_id}-")
    form.review_id = review_id
    return form
