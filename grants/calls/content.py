"""What a call says: frozen values, as its document holds them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kernel.orm import Translated


class CallKind(StrEnum):
    """What is applied for: money, or a place in a programme, which gives none."""

    ACTIVITY = "activity"
    PARTNERSHIP = "partnership"
    PROGRAMME_PARTICIPATION = "programme_participation"


class PartKind(StrEnum):
    """What one part of an answer is: a field of that kind."""

    LINE = "line"
    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"
    WHOLE = "whole"
    CHOICE = "choice"
    CHOICES = "choices"
    DAY = "day"
    DAYS = "days"
    MUNICIPALITY = "municipality"
    MUNICIPALITIES = "municipalities"
    ROWS = "rows"
    AMOUNTS = "amounts"
    BUDGET = "budget"


class Automatic(StrEnum):
    """What stands by itself in a question's answer."""

    APPLICANT = "applicant"
    PARTNERS = "partners"
    CONFIRMATIONS = "confirmations"
    STAIRCASE = "staircase"


class Frame(StrEnum):
    """The four frames that an activity needs. Source: E03."""

    COORDINATION = "coordination"
    COMPETENCE = "competence"
    MOBILITY = "mobility"
    INFORMATION = "information"


class Meaning(StrEnum):
    """What a question tells of those who want to take part in a programme, so that it can be read. Source: D08–D17."""

    TEAM = "team"
    MATURITY = "maturity"
    COUNCILS = "councils"
    ANCHORING = "anchoring"


@dataclass(frozen=True)
class Option:
    """A value and what it is called."""

    code: str
    label: Translated


@dataclass(frozen=True)
class Part:
    """One field of a question; `most` is the longest text in characters, the largest number or the most rows.

    A share of the week counts in tenths of a day, in `most` as in its answer.
    """

    name: str
    kind: PartKind
    label: Translated | None
    unit: Translated | None
    is_needed: bool
    most: int
    choices: tuple[Option, ...]
    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Question:
    """A question of the form: its parts, what stands by itself, and the staircase's points that say something of it."""

    code: str
    text: Translated
    hint: Translated | None
    parts: tuple[Part, ...]
    automatic: Automatic | None
    points: tuple[str, ...]
    frame: Frame | None
    meaning: Meaning | None = None

    @property
    def is_needed(self) -> bool:
        """Whether it must be answered."""
        return any(part.is_needed for part in self.parts)

    def part(self, name: str) -> Part:
        """The part with a name."""
        return next(part for part in self.parts if part.name == name)


@dataclass(frozen=True)
class Page:
    """A page of the form."""

    code: str
    title: Translated
    lead: Translated | None
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Criterion:
    """What points are given for, with what 0, 3 and 5 mean, and the question that shows the claim best."""

    code: str
    title: Translated
    weight: int
    anchors: Mapping[int, Translated]
    claim: str


@dataclass(frozen=True)
class Money:
    """The frame, and what one may apply for a year; NOK. A call that gives no money has `NO_MONEY`."""

    frame: int
    least: int
    most: int
    years: int
    categories: tuple[Option, ...]


NO_MONEY = Money(0, 0, 0, 0, ())


@dataclass(frozen=True)
class Awards:
    """How many are to be chosen; it is advice, and another number needs its reason. Source: D09."""

    least: int
    most: int


@dataclass(frozen=True)
class Scale:
    """How points become a score, and what is needed for an award."""

    most: int
    threshold: int
    knock_outs: Mapping[str, int]
    reviewers: int
    wide: int
    criteria: tuple[Criterion, ...]

    @property
    def same_everywhere(self) -> int:
        """What every criterion needs, where each needs as much; else 0."""
        needed = {self.knock_outs.get(criterion.code, 0) for criterion in self.criteria}
        return next(iter(needed)) if len(needed) == 1 else 0

    def criterion(self, code: str) -> Criterion:
        """The criterion with a code."""
        return next(criterion for criterion in self.criteria if criterion.code == code)


@dataclass(frozen=True)
class Contact:
    """Whom to ask."""

    name: str
    email: str
    phone: str


@dataclass(frozen=True)
class Content:
    """A whole call as pages and rules use it; `texts` are by the names in `reading.TEXTS`.

    `programme` is the code of the programme in which those who are chosen take part; empty where there is none.
    """

    code: str
    year: int
    kind: CallKind
    title: Translated
    owner: Translated
    budget_post: str
    contact: Contact
    texts: Mapping[str, Translated]
    not_funded: tuple[Option, ...]
    published_on: date
    opens_at: datetime
    closes_at: datetime
    notified_on: date
    starts_on: date
    ends_on: date
    money: Money
    applicants: frozenset[str]
    scale: Scale
    form: str
    pages: tuple[Page, ...]
    awards: Awards | None = None
    programme: str = ""

    @property
    def has_money(self) -> bool:
        """Whether the call gives money."""
        return self.money != NO_MONEY

    @property
    def questions(self) -> Iterator[Question]:
        """All questions, in the order of the pages."""
        return (question for page in self.pages for question in page.questions)

    def question(self, code: str) -> Question | None:
        """The question with a code, if the form has it."""
        return next((question for question in self.questions if question.code == code), None)

    def page(self, code: str) -> Page | None:
        """The page with a code, if there is one."""
        return next((page for page in self.pages if page.code == code), None)

    def framed(self, frame: Frame) -> Question | None:
        """The question about a frame, if the form has it."""
        return next((question for question in self.questions if question.frame is frame), None)

    def meant(self, meaning: Meaning) -> Question | None:
        """The question that tells something, if the form has it."""
        return next((question for question in self.questions if question.meaning is meaning), None)
