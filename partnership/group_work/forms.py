"""What people fill in: group work and its questions, a code, an answer, and what the answers come to."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from kernel.forms import BaseForm, Line, Pick, Text, Version, Whole, clean, filled, needed, required, voluntary
from kernel.forms.base import CONFLICT
from kernel.i18n import gettext, moment
from kernel.i18n import lazy_gettext as _
from partnership.group_work import rules
from partnership.group_work.models import GroupAnswer, GroupQuestion, GroupWork
from partnership.group_work.rules import WorkDraft
from partnership.programmes.models import ProgrammeEvent

LONGEST_SUMMARY = 3000
LONGEST_KEY = 64
A_NUMBER = _("Write a whole number.")


class WorkForm(BaseForm):
    """Group work: what it is called, how it is done, and what is asked, one question on each line."""

    title = Line(_("What is it called?"), validators=needed(120, _("Give it a short name.")))
    event = Pick(_("Which meeting is it part of?"))
    questions = Text(
        _("What shall the groups answer?"),
        validators=needed(
            rules.MOST_QUESTIONS * (rules.LONGEST_QUESTION + 1), _("Write one question on each line, at least one.")
        ),
    )
    group_size = Whole(
        _("How many in each group?"),
        validators=[required(A_NUMBER)],
        least=rules.LEAST_SIZE,
        most=rules.MOST_SIZE,
    )
    minutes = Whole(
        _("How many minutes do they get?"), validators=[required(A_NUMBER)], least=1, most=rules.MOST_MINUTES
    )
    version = Version()

    def offer(self, events: Iterable[ProgrammeEvent]) -> None:
        """Offer the programme's events."""
        known = [(str(each.id), f"{each.title}, {moment(each.starts_at)}") for each in events]
        self.event.choices = [("", gettext("None of them")), *known]

    def asked(self) -> tuple[str, ...]:
        """The questions, without empty lines."""
        lines = (" ".join(line.split()) for line in (self.questions.data or "").splitlines())
        return tuple(line for line in lines if line)

    def validate_questions(self, _field: Field) -> None:
        """There are so few and so short questions that a group can answer them."""
        if len(self.asked()) > rules.MOST_QUESTIONS:
            raise ValidationError(gettext("Ask at most %(most)d questions.", most=rules.MOST_QUESTIONS))
        if any(len(line) > rules.LONGEST_QUESTION for line in self.asked()):
            told = gettext("Shorten each question to at most %(most)d characters.", most=rules.LONGEST_QUESTION)
            raise ValidationError(told)

    def draft(self) -> WorkDraft:
        """What was filled in."""
        return WorkDraft(
            title=filled(self.title.data),
            event_id=int(self.event.data) if self.event.data else None,
            group_size=filled(self.group_size.number),
            minutes=filled(self.minutes.number),
            questions=self.asked(),
        )

    def show_theirs(self, work: GroupWork, questions: Sequence[GroupQuestion]) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        events = {choice.value: str(choice.label) for choice in self.event.choices}
        saved: dict[str, Any] = {
            "title": work.title,
            "group_size": work.group_size,
            "minutes": work.minutes,
            "questions": "\n".join(each.text for each in questions),
        }
        chosen = str(work.event_id or "")
        if chosen != (self.event.data or ""):
            saved["event"] = events.get(chosen, "")
        self.show_saved(saved, work.version)


class MinutesForm(BaseForm):
    """How much longer the groups get, counted from the end that was seen."""

    minutes = Whole(_("More minutes"), validators=[required(A_NUMBER)], least=1, most=60)
    version = Version()

    def draft(self) -> int:
        """What was filled in."""
        return filled(self.minutes.number)


class CodeForm(BaseForm):
    """The code that one was given."""

    code = Line(_("The code"), validators=needed(40, _("Write the code that you were given.")))

    def draft(self) -> str:
        """The code as it was drawn."""
        return rules.read_code(filled(self.code.data))


class AnswerForm(BaseForm):
    """What a group answers; the key tells what is sent twice from what is said twice."""

    text = Text(_("Your answer"), validators=needed(rules.LONGEST_ANSWER, _("Write something before you send it.")))
    key = HiddenField()

    def draft(self) -> tuple[str, str]:
        """The text and its key."""
        return filled(self.text.data), clean(self.key.data or "")[:LONGEST_KEY]


class SumUpForm(BaseForm):
    """What the answers to a question come to, and the theme of each."""

    summary = Text(_("What do the answers come to?"), validators=voluntary(LONGEST_SUMMARY))
    version = Version()

    def draft(self) -> tuple[dict[int, str], str]:
        """The themes by the id of their answer, of those that were on the page, and the summary."""
        named = [each for each in self if each.name.startswith(THEME) and each.raw_data]
        themes = {int(each.name.removeprefix(THEME)): each.data or "" for each in named}
        return themes, self.summary.data or ""

    def show_theirs(self, question: GroupQuestion, answers: Iterable[GroupAnswer]) -> None:
        """Show what somebody else wrote meanwhile beside what stands here."""
        saved = {theme_of(each.id): each.theme for each in answers if theme_of(each.id) in self}
        self.show_saved(saved | {"summary": question.summary}, question.version)
        for name in (name for name, text in self.conflicts.items() if not text):
            setattr(self[name], CONFLICT, gettext("The other has left this empty."))


THEME = "theme_"


def theme_of(answer_id: int) -> str:
    """The name of the field with an answer's theme."""
    return f"{THEME}{answer_id}"


def sum_up_form(sent: Any, question: GroupQuestion, answers: Sequence[GroupAnswer]) -> SumUpForm:
    """The form for one question, with what has been written."""
    fields = {
        theme_of(each.id): Line(
            _("Theme of answer %(number)d", number=number), validators=voluntary(rules.LONGEST_THEME)
        )
        for number, each in enumerate(answers, 1)
    }
    known = {theme_of(each.id): each.theme for each in answers}
    form: SumUpForm = type("AnswersForm", (SumUpForm,), fields)(
        sent, **known, summary=question.summary, version=str(question.version)
    )
    return form


def answer_form(sent: Any, question_id: int, key: str) -> AnswerForm:
    """The form for one question, its fields named after it."""
    return AnswerForm(sent, prefix=f"q{question_id}-", key=key)
