"""What people fill in: pages of questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from wtforms.validators import Optional, ValidationError

from kernel.forms import BaseForm, Choice, Day, Line, Text, Version, voluntary
from kernel.i18n import gettext, lazy_gettext
from kernel.i18n import lazy_gettext as _
from partnership.assessments.actions import Proof
from partnership.assessments.picture import Said
from partnership.staircase.content import Question
from partnership.staircase.labels import VALUES
from partnership.staircase.level import Value

LONGEST_COMMENT = 1000
LONGEST_REFERENCE = 200


@dataclass(frozen=True)
class AnswersDraft:
    """What a page of questions was answered with; a question left open is not in it."""

    version: int
    said: dict[str, Said] = field(default_factory=dict)
    proofs: dict[str, Proof] = field(default_factory=dict)


class AnswersForm(BaseForm):
    """A page of questions; its fields are made for the questions by `answers_form`."""

    version = Version()
    questions: Sequence[Question] = ()

    def parts(self) -> Iterator[tuple[Question, Any, Any, Any, Any]]:
        """Each question with its fields: answer, comment, evidence and its date (None where not asked here)."""
        for question in self.questions:
            slug = slug_of(question)
            yield (
                question,
                self[f"a{slug}"],
                self[f"c{slug}"],
                self._fields.get(f"e{slug}"),
                self._fields.get(f"d{slug}"),
            )

    def draft(self) -> AnswersDraft:
        """What was answered, leaving out what has an error; a whole form has none."""
        draft = AnswersDraft(self.version.number)
        for question, value, comment, reference, dated in self.parts():
            if value.data and not value.errors and not comment.errors:
                draft.said[question.point.code] = Said(Value(value.data), comment.data or "")
            if reference is not None and reference.data and dated.day and not reference.errors and not dated.errors:
                draft.proofs[question.point.code] = Proof(reference.data, dated.day)
        return draft


def slug_of(question: Question) -> str:
    """A question's code as it may stand in a field's name."""
    return question.point.code.replace(".", "-")


def answers_form(questions: Sequence[Question], language: str, *, with_evidence: bool) -> type[AnswersForm]:
    """Make the form of some questions in a language."""
    fields: dict[str, Any] = {"questions": questions}
    for question in questions:
        slug = slug_of(question)
        words, _lang = question.text.pick(language)
        fields[f"a{slug}"] = Choice(words, choices=_choices(question), validators=[Optional()])
        fields[f"c{slug}"] = Text(_("Comment"), validators=voluntary(LONGEST_COMMENT))
        fields[f"validate_a{slug}"] = _reason_for_na(f"c{slug}")
        if with_evidence:
            fields[f"e{slug}"] = Line(_("Evidence"), validators=voluntary(LONGEST_REFERENCE))
            fields[f"d{slug}"] = Day(_("Date of the evidence"))
            fields[f"validate_d{slug}"] = _date_with_evidence(f"e{slug}")
    return type("StepForm", (AnswersForm,), fields)


def _choices(question: Question) -> list[tuple[str, Any]]:
    values = [value for value in Value if value is not Value.NA or question.point.na_allowed]
    return [(value.value, lazy_gettext(VALUES[value].msgid)) for value in values]


def _reason_for_na(comment: str) -> Any:
    def validate(form: AnswersForm, field: Any) -> None:
        if field.data == Value.NA.value and not form[comment].data:
            raise ValidationError(gettext("Say in the comment why this is not relevant for you."))

    return validate


def _date_with_evidence(reference: str) -> Any:
    def validate(form: AnswersForm, field: Any) -> None:
        if form[reference].data and not field.data:
            raise ValidationError(gettext("Write the date of the evidence, such as 21.11.2026."))
        if field.data and not form[reference].data:
            raise ValidationError(gettext("Write what the evidence is, not only its date."))

    return validate
