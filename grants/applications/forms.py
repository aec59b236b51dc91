"""What people fill in: a page of an application, made from the call's form, and the start of one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from grants.calls.content import Content, Meaning, Option, Page, Part, PartKind, Question
from kernel.forms import (
    BaseForm,
    Checks,
    Choice,
    Day,
    Email,
    Grid,
    Line,
    Phone,
    Pick,
    RowForm,
    Rows,
    Tenths,
    Text,
    Version,
    Wanted,
    Whole,
    filled,
    plain,
    required,
    voluntary,
)
from kernel.i18n import lazy_gettext as _
from partnership.involvement.models import Council

Pairs = Sequence[tuple[str, str]]
ASKED = "asked"
LONGEST_LINE, LONGEST_DATE = 300, 40
USUAL_ROWS = 2
MORE = "another_municipality"
ADDRESSES: Mapping[PartKind, type[Any]] = {PartKind.EMAIL: Email, PartKind.PHONE: Phone}


@dataclass(frozen=True)
class PageDraft:
    """What a page was answered with; what has an error is not in it."""

    version: int
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Offered:
    """The municipalities that a page offers: those to tick, those to add from, and those that a row may be about.

    Where a row can be about one only, nobody is asked which.
    """

    near: Pairs = ()
    others: Pairs = ()
    named: Pairs = ()

    @property
    def are_several(self) -> bool:
        """Whether a row may be about one or another."""
        return len(self.named) > 1


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


def page_form(page: Page, content: Content, language: str, offered: Offered) -> type[PageForm]:
    """Make the form of a page in a language."""
    fields: dict[str, Any] = {"page": page}
    for question in page.questions:
        for part in question.parts:
            told = part.label.pick(language)[0] if part.label else f"{question.code} {question.text.pick(language)[0]}"
            made = _field(part, told, content, language, offered, least=rows_shown(question, offered))
            fields[name_of(question, part)] = made
            if part.kind is PartKind.MUNICIPALITIES:
                fields[MORE] = Pick(_("Another municipality"), choices=[("", _("Choose")), *offered.others])
    return type("ApplicationPageForm", (PageForm,), fields)


def rows_shown(question: Question, offered: Offered) -> int:
    """How many rows stand ready: each council of each municipality, and where each is anchored; else two."""
    municipalities = max(1, len(offered.named))
    each = {Meaning.COUNCILS: len(Council), Meaning.ANCHORING: 1}.get(question.meaning) if question.meaning else None
    return each * municipalities if each else USUAL_ROWS


def kept(page: Page, answers: Mapping[str, Mapping[str, Any]], version: int) -> dict[str, Any]:
    """What stands in a page's fields when it is opened."""
    values: dict[str, Any] = {"version": str(version)}
    for question in page.questions:
        for part in question.parts:
            value = answers.get(question.code, {}).get(part.name)
            if value is not None:
                values[name_of(question, part)] = _shown(part, value)
    return values


def _shown(part: Part, value: Any) -> Any:
    """What is kept of a part, as its field takes it."""
    if part.kind is PartKind.AMOUNTS:
        return {ASKED: value}
    if part.kind is PartKind.DAY:
        return date.fromisoformat(value)
    if part.kind is PartKind.ROWS:
        inner = {each.name: each for each in part.parts}
        return [{name: _shown(inner[name], kept) for name, kept in row.items() if name in inner} for row in value]
    return value


def _field(part: Part, label: str, content: Content, language: str, offered: Offered, *, least: int) -> Any:
    checks = [Wanted()] if part.is_needed else []
    match part.kind:
        case PartKind.ROWS:
            asked = [each for each in part.parts if each.kind is not PartKind.MUNICIPALITY or offered.are_several]
            row = {inner.name: _inner(inner, _label(inner, language), language, offered) for inner in asked}
            form = type("ApplicationRow", (RowForm,), row)
            return Rows(form, label, caption=label, most=part.most, least=least, validators=checks)
        case PartKind.AMOUNTS:
            rows = [(ASKED, label)]
            return Grid(label, rows=rows, columns=years(content), most=content.money.most, validators=checks)
        case PartKind.BUDGET:
            categories = _pairs(content.money.categories, language)
            return Grid(label, rows=categories, columns=years(content), validators=checks)
        case PartKind.MUNICIPALITIES:
            return Checks(label, validators=checks, choices=offered.near)
        case PartKind.CHOICES:
            return Checks(label, validators=checks, choices=_pairs(part.choices, language))
        case _:
            return _inner(part, label, language, offered)


def _inner(part: Part, label: Any, language: str, offered: Offered) -> Any:
    """A field that may also stand in a row."""
    checks = [Wanted()] if part.is_needed else []
    match part.kind:
        case PartKind.WHOLE:
            return Whole(label, validators=[*checks, *voluntary(40)], most=part.most)
        case PartKind.CHOICE:
            choices = [("", _("Choose")), *_pairs(part.choices, language)]
            return Pick(label, validators=checks, choices=choices)
        case PartKind.MUNICIPALITY:
            return Pick(label, validators=[Wanted()], choices=[("", _("Choose")), *offered.named])
        case PartKind.DAY:
            return Day(label, validators=[*checks, *voluntary(LONGEST_DATE)])
        case PartKind.DAYS:
            return Tenths(label, validators=[*checks, *voluntary(LONGEST_DATE)], most=part.most)
        case PartKind.TEXT:
            return Text(label, validators=[*checks, *voluntary(part.most)])
        case PartKind.EMAIL | PartKind.PHONE:
            return ADDRESSES[part.kind](label, validators=[*checks, *voluntary(LONGEST_LINE)])
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
    if part.kind is PartKind.AMOUNTS:
        return entry.data.get(ASKED, {})
    if part.kind is PartKind.ROWS:
        return [{name: _kept(value) for name, value in row.items() if value not in (None, "")} for row in entry.data]
    return _kept(plain(entry))


def _kept(value: Any) -> Any:
    """A value as it stands in the answers: a date in its written form."""
    return value.isoformat() if isinstance(value, date) else value
