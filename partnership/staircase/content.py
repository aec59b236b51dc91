"""A version's content: read from its document, checked whole, and handed on as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kernel.orm import Translated
from partnership.staircase.level import AnsweredBy, Holder, Point, Staircase, natural

LANGUAGES = ("nb", "nn", "en")
STEP_TEXTS = ("municipality", "organisation", "together", "coordinator", "quality_assurance", "suits", "to_move_up")
FEWEST_STEPS, MOST_STEPS = 2, 10


class BadContent(Exception):
    """A document is no staircase; the sentence names the place in it."""


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
    """An indicator: the point the engine sees, and its words."""

    point: Point
    text: Translated
    evidence: Translated


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

    @property
    def top(self) -> int:
        """The number of the highest step."""
        return self.steps[-1].number


def read(document: Mapping[str, Any]) -> Content:
    """Read a document; raises BadContent."""
    version = _part(document, "version", "the document")
    steps = tuple(_step(raw, f"step {place}") for place, raw in enumerate(_part(document, "steps", "the document")))
    raw_questions = _part(document, "indicators", "the document")
    questions = tuple(_question(raw, f"indicator {place}") for place, raw in enumerate(raw_questions, 1))
    _check_whole(steps, questions)
    return Content(
        code=str(_part(version, "code", "version")),
        is_proposal=_part(version, "source_kind", "version") == "proposal",
        source_note=_text(_part(version, "source_note", "version"), "version source_note"),
        steps=steps,
        questions=tuple(sorted(questions, key=lambda question: natural(question.point.code))),
        staircase=Staircase(
            steps=tuple(step.number for step in steps if step.number > 0),
            points=tuple(question.point for question in questions),
            max_partly_per_step=int(_part(version, "max_partly_per_step", "version")),
            grace_days=int(_part(version, "grace_days", "version")),
        ),
    )


_kept: dict[str, Content] = {}


def kept(fingerprint: str, document: Mapping[str, Any]) -> Content:
    """The content of a stored version, read once in a process."""
    if fingerprint not in _kept:
        _kept[fingerprint] = read(document)
    return _kept[fingerprint]


def _part(raw: Any, name: str, place: str) -> Any:
    if not isinstance(raw, Mapping) or name not in raw:
        raise BadContent(f"{place} has no {name}.")
    return raw[name]


def _text(raw: Any, place: str) -> Translated:
    if not isinstance(raw, Mapping) or any(not str(raw.get(code, "")).strip() for code in LANGUAGES):
        raise BadContent(f"{place} must have its text in {', '.join(LANGUAGES)}.")
    return Translated(**{code: str(raw[code]) for code in LANGUAGES})


def _step(raw: Any, place: str) -> Step:
    texts = {name: _text(raw[name], f"{place} {name}") for name in STEP_TEXTS if name in raw}
    return Step(
        number=int(_part(raw, "no", place)),
        code=str(_part(raw, "code", place)),
        name=_text(_part(raw, "name", place), f"{place} name"),
        definition=_text(_part(raw, "definition", place), f"{place} definition"),
        texts=texts,
    )


def _question(raw: Any, place: str) -> Question:
    try:
        point = Point(
            code=str(_part(raw, "code", place)),
            stable_key=str(_part(raw, "stable_key", place)),
            step=int(_part(raw, "step", place)),
            critical=bool(_part(raw, "critical", place)),
            required=bool(_part(raw, "required", place)),
            na_allowed=bool(_part(raw, "na_allowed", place)),
            answered_by=AnsweredBy(_part(raw, "answered_by", place)),
            held_by=Holder(_part(raw, "held_by", place)),
            validity_months=int(_part(raw, "validity_months", place)),
        )
    except (ValueError, TypeError) as fault:
        raise BadContent(f"{place}: {fault}.") from None
    text = _text(_part(raw, "question", place), f"{place} question")
    return Question(point, text, _text(_part(raw, "evidence", place), f"{place} evidence"))


def _check_whole(steps: tuple[Step, ...], questions: tuple[Question, ...]) -> None:
    """A staircase has its steps in order without gaps, unique codes, and something required on each step."""
    numbers = [step.number for step in steps]
    if numbers != list(range(len(numbers))) or not FEWEST_STEPS <= len(numbers) - 1 <= MOST_STEPS:
        raise BadContent(f"The steps must be numbered 0, 1, 2 … without gaps, {FEWEST_STEPS} to {MOST_STEPS} of them.")
    for name in ("code", "stable_key"):
        values = [getattr(question.point, name) for question in questions]
        if len(values) != len(set(values)):
            raise BadContent(f"Two indicators have the same {name}.")
    for number in numbers[1:]:
        if not any(question.point.step == number and question.point.required for question in questions):
            raise BadContent(f"Step {number} has no required indicator.")
    if any(question.point.step not in numbers[1:] for question in questions):
        raise BadContent("An indicator belongs to a step that is not there.")
