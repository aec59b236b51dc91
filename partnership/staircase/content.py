"""A version's content: read from its document, checked whole, and handed on as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kernel.documents import BadContent, check_signs, flag, listed, part, translated, whole, word
from kernel.orm import Translated
from partnership.staircase.level import AnsweredBy, Holder, Point, Staircase, natural
from partnership.staircase.models import SourceKind

STEP_TEXTS = ("municipality", "organisation", "together", "coordinator", "quality_assurance", "suits", "to_move_up")
FEWEST_STEPS, MOST_STEPS = 2, 10
SOURCES = tuple(SourceKind)
LONGEST_DAYS, LONGEST_MONTHS, MOST_PARTLY = 3650, 120, 20


@dataclass(frozen=True)
class Step:
    """A step's texts; number 0 is the foot of the staircase."""

    number: int
    code: str
    name: Translated
    definition: Translated
    texts: Mapping[str, Translated]


@dataclass(frozen=True)
class Question:
    """An indicator: the point the engine sees, its words, and the kind of thing kept here that proves it, if any."""

    point: Point
    text: Translated
    evidence: Translated
    proved_by: str = ""


@dataclass(frozen=True)
class Content:
    """A whole version as the pages and the engine use it."""

    code: str
    is_proposal: bool
    source_note: Translated
    steps: tuple[Step, ...]
    questions: tuple[Question, ...]
    staircase: Staircase

    def step(self, number: int) -> Step:
        """The step with a number."""
        return next(step for step in self.steps if step.number == number)

    def questions_of(self, number: int) -> list[Question]:
        """The questions of a step in their order."""
        return [question for question in self.questions if question.point.step == number]

    def question(self, code: str) -> Question | None:
        """The question with a code, if there is one."""
        return next((question for question in self.questions if question.point.code == code), None)

    def question_proved_by(self, kind: str) -> Question | None:
        """The question that a kind of thing kept here proves, if this version has one."""
        return next((question for question in self.questions if kind and question.proved_by == kind), None)

    def codes_in(self, other: "Content") -> dict[str, str]:
        """What the questions here are called in another version, by their codes here; what is gone is left out."""
        codes = {question.point.stable_key: question.point.code for question in other.questions}
        keys = {question.point.code: question.point.stable_key for question in self.questions}
        return {code: codes[key] for code, key in keys.items() if key in codes}

    @property
    def top(self) -> int:
        """The number of the highest step."""
        return self.steps[-1].number


def read(document: Mapping[str, Any]) -> Content:
    """Read a document; raises BadContent."""
    check_signs(document)
    version = part(document, "version", "the document")
    steps = tuple(_step(raw, f"step {place}") for place, raw in enumerate(listed(document, "steps")))
    questions = tuple(
        _question(raw, f"indicator {place}") for place, raw in enumerate(listed(document, "indicators"), 1)
    )
    _check_whole(steps, questions)
    return Content(
        code=word(version, "code", "version"),
        is_proposal=_source(version) == SourceKind.PROPOSAL,
        source_note=translated(version, "source_note", "version"),
        steps=steps,
        questions=tuple(sorted(questions, key=lambda question: natural(question.point.code))),
        staircase=Staircase(
            steps=tuple(step.number for step in steps if step.number > 0),
            points=tuple(question.point for question in questions),
            max_partly_per_step=whole(version, "max_partly_per_step", "version", MOST_PARTLY),
            grace_days=whole(version, "grace_days", "version", LONGEST_DAYS),
        ),
    )


_kept: dict[str, Content] = {}


def kept(fingerprint: str, document: Mapping[str, Any]) -> Content:
    """The content of a stored version, read once in a process."""
    if fingerprint not in _kept:
        _kept[fingerprint] = read(document)
    return _kept[fingerprint]


def _source(version: Any) -> str:
    found = part(version, "source_kind", "version")
    if found not in SOURCES:
        raise BadContent(f"version: source_kind must be one of {', '.join(SOURCES)}.")
    return str(found)


def _step(raw: Any, place: str) -> Step:
    number = whole(raw, "no", place, MOST_STEPS)
    texts = {name: translated(raw, name, place) for name in STEP_TEXTS if name in raw}
    return Step(
        number=number,
        code=word(raw, "code", place),
        name=translated(raw, "name", place),
        definition=translated(raw, "definition", place),
        texts=texts,
    )


def _question(raw: Any, place: str) -> Question:
    try:
        point = Point(
            code=word(raw, "code", place),
            stable_key=word(raw, "stable_key", place),
            step=whole(raw, "step", place, MOST_STEPS),
            critical=flag(raw, "critical", place),
            required=flag(raw, "required", place),
            na_allowed=flag(raw, "na_allowed", place),
            answered_by=AnsweredBy(part(raw, "answered_by", place)),
            held_by=Holder(part(raw, "held_by", place)),
            validity_months=whole(raw, "validity_months", place, LONGEST_MONTHS),
        )
    except (ValueError, TypeError) as fault:
        raise BadContent(f"{place}: {fault}.") from None
    return Question(
        point,
        translated(raw, "question", place),
        translated(raw, "evidence", place),
        word(raw, "proved_by", place) if "proved_by" in raw else "",
    )


def _check_whole(steps: tuple[Step, ...], questions: tuple[Question, ...]) -> None:
    """A staircase has its steps in order without gaps, unique codes, and something required on each step."""
    numbers = [step.number for step in steps]
    if numbers != list(range(len(numbers))) or not FEWEST_STEPS <= len(numbers) - 1 <= MOST_STEPS:
        raise BadContent(f"The steps must be numbered 0, 1, 2 … without gaps, {FEWEST_STEPS} to {MOST_STEPS} of them.")
    for name in ("code", "stable_key"):
        values = [getattr(question.point, name) for question in questions]
        if len(values) != len(set(values)):
            raise BadContent(f"Two indicators have the same {name}.")
    proofs = [question.proved_by for question in questions if question.proved_by]
    if len(proofs) != len(set(proofs)):
        raise BadContent("Two indicators are proved by the same.")
    for number in numbers[1:]:
        if not any(question.point.step == number and question.point.required for question in questions):
            raise BadContent(f"Step {number} has no required indicator.")
    if any(question.point.step not in numbers[1:] for question in questions):
        raise BadContent("An indicator belongs to a step that is not there.")
