"""What an application begins with: what the register, the account, the relation and earlier answers say already."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from grants.applications.answers import CONTACT_EMAIL, CONTACT_NAME, ONE_TEXT, TITLE, Answers
from grants.calls.content import Automatic, Content, PartKind, Question
from kernel.orm import Translated


class Origin(StrEnum):
    """Where what is filled in came from."""

    REGISTER = "register"
    ACCOUNT = "account"
    RELATION = "relation"
    STAIRCASE = "staircase"
    EARLIER = "earlier"


AUTOMATIC: Mapping[Automatic, Origin] = {
    Automatic.APPLICANT: Origin.REGISTER,
    Automatic.PARTNERS: Origin.RELATION,
    Automatic.CONFIRMATIONS: Origin.RELATION,
    Automatic.STAIRCASE: Origin.STAIRCASE,
}


@dataclass(frozen=True)
class Proven:
    """A point of the staircase that is in place with somebody, what it asks, and what shows it."""

    code: str
    question: Translated
    partner: str
    reference: str
    valid_to: date


@dataclass(frozen=True)
class Known:
    """All that is known before the first page is opened; `earlier` is what the applicant answered last time."""

    contact_name: str
    contact_email: str
    municipalities: Sequence[str]
    proven: Sequence[Proven]
    has_relation: bool
    earlier: Answers = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """Answers to begin with, and where each came from, by question."""

    answers: dict[str, dict[str, Any]]
    origins: dict[str, Origin]


def fill(content: Content, known: Known, sentence: Callable[[Proven], str]) -> Filled:
    """Fill in what can be; `sentence` says a proven point in the applicant's language."""
    filled = Filled({}, {})
    for question in content.questions:
        if question.automatic is not None:
            origin = AUTOMATIC[question.automatic]
            if origin is Origin.REGISTER or known.has_relation:
                filled.origins[question.code] = origin
        for given, origin in _ways(question, known, sentence):
            if given:
                filled.answers[question.code] = given
                filled.origins[question.code] = origin
                break
    return filled


def _ways(
    question: Question, known: Known, sentence: Callable[[Proven], str]
) -> Sequence[tuple[dict[str, Any], Origin]]:
    """The ways to fill in a question, the best first."""
    where = Origin.RELATION if known.has_relation else Origin.REGISTER
    return (
        (_contact(question, known), Origin.ACCOUNT),
        (_municipalities(question, known), where),
        (_earlier(question, known), Origin.EARLIER),
        (_proven(question, known, sentence), Origin.STAIRCASE),
    )


def _contact(question: Question, known: Known) -> dict[str, Any]:
    names = {part.name for part in question.parts}
    given = {CONTACT_NAME: known.contact_name, CONTACT_EMAIL: known.contact_email}
    return {name: text for name, text in given.items() if name in names}


def _municipalities(question: Question, known: Known) -> dict[str, Any]:
    for part in question.parts:
        if part.kind is PartKind.MUNICIPALITIES and known.municipalities:
            return {part.name: list(known.municipalities)}
    return {}


def _earlier(question: Question, known: Known) -> dict[str, Any]:
    """What was answered last time, but for the money, the measure's name and who would sit in a team."""
    is_new = any(part.kind in {PartKind.AMOUNTS, PartKind.BUDGET} for part in question.parts)
    if question.code == TITLE or question.meaning is not None or is_new:
        return {}
    said = known.earlier.get(question.code, {})
    return {part.name: said[part.name] for part in question.parts if _fits(part.kind, said.get(part.name))}


def _fits(kind: PartKind, value: Any) -> bool:
    wanted: type = {
        PartKind.WHOLE: int,
        PartKind.DAYS: int,
        PartKind.CHOICES: list,
        PartKind.MUNICIPALITIES: list,
        PartKind.ROWS: list,
    }.get(kind, str)
    return isinstance(value, wanted) and bool(value)


def _proven(question: Question, known: Known, sentence: Callable[[Proven], str]) -> dict[str, Any]:
    part = next((part for part in question.parts if part.name == ONE_TEXT), None)
    lines = [sentence(point) for point in known.proven if point.code in question.points]
    if part is None or not lines:
        return {}
    text = ""
    for line in lines:
        if len(text) + len(line) + 1 <= part.most:
            text = f"{text}\n{line}" if text else line
    return {part.name: text} if text else {}


def changed(origins: Mapping[str, str], before: Answers, after: Answers) -> dict[str, str]:
    """The origins that still hold: those of answers that nobody has changed."""
    return {code: origin for code, origin in origins.items() if before.get(code, {}) == after.get(code, {})}
