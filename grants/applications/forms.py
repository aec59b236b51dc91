"""What people fill in: a page of an application, made from the call's form, and the start of one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grants.calls.content import Content, Option, Page, Part, PartKind, Question
from kernel.forms import (
    BaseForm,
    Checks,
    Choice,
    Email,
    Grid,
    Line,
    Phone,
    Pick,
    RowForm,
    Rows,
    Text,
    Version,
    Wanted,
    Whole,
    filled,
    required,
    voluntary,
)
from kernel.i18n import lazy_gettext as _

Pairs = Sequence[tuple[str, str]]
ASKED = "asked"
LONGEST_LINE = 300
MORE = "another_municipality"


@dataclass(frozen=True)
class PageDraft:
    """What a page was answered with; what has an error is not in it."""

    version: int
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class StartDraft:
    """Who applies, which relations take part, and the last application that the writer had begun before."""

    applicant_id: int
    relations: tuple[int, ...]
    after: int | None


class PageForm(BaseForm):
    """A page of questions; its fields are made for the page by `page_form`."""

    version = Version()
    page: Page

    def parts(self, question: Question) -> Iterator[tuple[Part, Any]]:
        """The parts of a question with their fields."""
        return ((part, self[name_of(question, part)]) for part in question.parts)

    def draft(self) -> PageDraft:
        """What was answered; a part that has an error is not in it."""
        draft = PageDraft(self.version.number)
        for question in self.page.questions:
            given = {part.name: _value(part, entry) for part, entry in self.parts(question) if not entry.errors}
            if MORE in self and any(part.kind is PartKind.MUNICIPALITIES for part in question.parts):
                given = {name: _with_more(value, self[MORE].data) for name, value in given.items()}
            if given:
                draft.answers[question.code] = given
        return draft


class StartForm(BaseForm):
    """Who applies, and with whom; `version` is the last that the writer had begun when the page was opened."""

    version = Version()
    applicant = Choice(_("Who applies?"), validators=[required(_("Choose who applies."))])
    relations = Checks(_("Which partners are already with you?"))

    def draft(self) -> StartDraft:
        """What was chosen."""
        relations = tuple(int(each) for each in self.relations.data or ())
        seen = self.version.number if self.version.raw_data else -1
        return StartDraft(int(filled(self.applicant.data)), relations, seen if seen >= 0 else None)


def name_of(question: Question, part: Part) -> str:
    """The name of a part's field."""
    return f"q{question.code}_{part.name}"


def page_form(page: Page, content: Content, language: str, near: Pairs, others: Pairs) -> type[PageForm]:
    """Make the form of a page in a language; `near` are the municipalities to tick, `others` those to add from."""
    fields: dict[str, Any] = {"page": page}
    for question in page.questions:
        for part in question.parts:
            told = part.label.pick(language)[0] if part.label else f"{question.code} {question.text.pick(language)[0]}"
            fields[name_of(question, part)] = _field(part, told, content, language, near)
            if part.kind is PartKind.MUNICIPALITIES:
                fields[MORE] = Pick(_("Another municipality"), choices=[("", _("Choose")), *others])
    return type("ApplicationPageForm", (PageForm,), fields)


def kept(page: Page, answers: Mapping[str, Mapping[str, Any]], version: int) -> dict[str, Any]:
    """What stands in a page's fields when it is opened."""
    values: dict[str, Any] = {"version": str(version)}
    for question in page.questions:
        for part in question.parts:
            value = answers.get(question.code, {}).get(part.name)
            if value is not None:
                values[name_of(question, part)] = {ASKED: value} if part.kind is PartKind.AMOUNTS else value
    return values


def _field(part: Part, label: str, content: Content, language: str, municipalities: Pairs) -> Any:
    checks = [Wanted()] if part.is_needed else []
    match part.kind:
        case PartKind.ROWS:
            row = {inner.name: _inner(inner, _label(inner, language), language) for inner in part.parts}
            form = type("ApplicationRow", (RowForm,), row)
            return Rows(form, label, caption=label, most=part.most, validators=checks)
        case PartKind.AMOUNTS:
            rows = [(ASKED, label)]
            return Grid(label, rows=rows, columns=years(content), most=content.money.most, validators=checks)
        case PartKind.BUDGET:
            categories = _pairs(content.money.categories, language)
            return Grid(label, rows=categories, columns=years(content), validators=checks)
        case PartKind.MUNICIPALITIES:
            return Checks(label, validators=checks, choices=municipalities)
        case PartKind.CHOICES:
            return Checks(label, validators=checks, choices=_pairs(part.choices, language))
        case _:
            return _inner(part, label, language)


def _inner(part: Part, label: Any, language: str) -> Any:
    """A field that may also stand in a row."""
    checks = [Wanted()] if part.is_needed else []
    match part.kind:
        case PartKind.WHOLE:
            return Whole(label, validators=[*checks, *voluntary(40)], most=part.most)
        case PartKind.CHOICE:
            choices = [("", _("Choose")), *_pairs(part.choices, language)]
            return Pick(label, validators=checks, choices=choices)
        case PartKind.TEXT:
            return Text(label, validators=[*checks, *voluntary(part.most)])
        case PartKind.EMAIL:
            return Email(label, validators=[*checks, *voluntary(LONGEST_LINE)])
        case PartKind.PHONE:
            return Phone(label, validators=[*checks, *voluntary(LONGEST_LINE)])
        case _:
            return Line(label, validators=[*checks, *voluntary(min(part.most, LONGEST_LINE))])


def _label(part: Part, language: str) -> Any:
    return part.label.pick(language)[0] if part.label else _("Answer")


def years(content: Content) -> list[tuple[str, Any]]:
    """The years that one may apply for, as columns."""
    return [(str(number), _("Year %(number)d", number=number)) for number in range(1, content.money.years + 1)]


def _with_more(chosen: Sequence[str] | None, another: str | None) -> list[str]:
    return [*(chosen or ()), *([another] if another and another not in (chosen or ()) else [])]


def _pairs(options: Sequence[Option], language: str) -> Pairs:
    return [(option.code, option.label.pick(language)[0]) for option in options]


def _value(part: Part, entry: Any) -> Any:
    """A field's value as the application keeps it."""
    if part.kind is PartKind.WHOLE:
        return entry.number
    if part.kind is PartKind.AMOUNTS:
        return entry.data.get(ASKED, {})
    if part.kind is PartKind.ROWS:
        return [{name: value for name, value in row.items() if value not in (None, "")} for row in entry.data]
    return entry.data
