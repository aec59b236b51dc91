"""What is allowed, and what follows: the steps opened, when an assessment may be sent, what evidence fits."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Protocol

from kernel.lifecycle import NotAllowed, _l, ensure_transition
from partnership.assessments.models import Answer, Assessment, AssessmentStatus, Origin
from partnership.assessments.picture import Picture, is_asked
from partnership.relations.sides import Side
from partnership.staircase.content import Content, Question
from partnership.staircase.level import Point, Value


class Worded(Protocol):
    """Anything that says a value about a point."""

    @property
    def value(self) -> Value:
        """What is said."""


SHOW_ALONE_AFTER = timedelta(days=30)
OLDEST_EVIDENCE = timedelta(days=366 * 10)

TRANSITIONS = {
    AssessmentStatus.DRAFT: frozenset({AssessmentStatus.SUBMITTED}),
    AssessmentStatus.SUBMITTED: frozenset[AssessmentStatus](),
}


def opened_steps(placed: int | None, wished: int | None, top: int) -> list[int]:
    """The steps whose questions are opened first: where one stands, the next, and the wished one. Source: ST-0."""
    here = placed or 1
    wanted = {here, min(here + 1, top)} | ({wished} if wished and wished > here else set())
    return sorted(wanted)


def lower_steps(placed: int | None) -> list[int]:
    """The steps below, which are confirmed together."""
    return list(range(1, placed or 1))


def all_steps(placed: int | None, wished: int | None, top: int) -> list[int]:
    """All the steps that must be answered, from the lowest."""
    return [*lower_steps(placed), *opened_steps(placed, wished, top)]


class HasOrigin(Protocol):
    """An answer that tells where it comes from."""

    @property
    def origin(self) -> Origin:
        """Who has said it, or from where it was filled in."""


def is_open(answer: HasOrigin | None) -> bool:
    """Whether a question waits for the side's own word: it is not answered, or only filled in from what is kept."""
    return answer is None or answer.origin is Origin.KNOWN


def asked(content: Content, side: Side, steps: Collection[int]) -> list[Question]:
    """The questions of some steps that a side answers itself."""
    return [each for each in content.questions if each.point.step in steps and is_asked(each.point, side)]


def unanswered(content: Content, side: Side, steps: Collection[int], answers: Mapping[str, Answer]) -> list[Question]:
    """The questions of some steps that a side has not answered yet."""
    return [each for each in asked(content, side, steps) if is_open(answers.get(each.point.code))]


def ensure_may_submit(
    assessment: Assessment, content: Content, steps: Collection[int], answers: Mapping[str, Answer]
) -> None:
    """An assessment may be sent when every question of its steps has an answer; not knowing is one too."""
    ensure_transition(TRANSITIONS, assessment.status, AssessmentStatus.SUBMITTED)
    if left := unanswered(content, assessment.side, steps, answers):
        codes = ", ".join(question.point.code for question in left[:8])
        raise NotAllowed(
            _l("Some questions are not answered yet: %(codes)s. “Don't know” is an answer too."), codes=codes
        )


def ensure_draft(assessment: Assessment | None) -> Assessment:
    """Only a draft can be written in."""
    if assessment is None or assessment.status is not AssessmentStatus.DRAFT:
        raise NotAllowed(_l("This assessment has been sent. Start a new one to change your answers."))
    return assessment


def ensure_answer_fits(point: Point, value: Value, comment: str) -> None:
    """“Not relevant” is for the questions that allow it, with a reason."""
    if value is Value.NA and not point.na_allowed:
        raise NotAllowed(_l("“Not relevant” cannot be chosen for this question."))
    if value is Value.NA and not comment:
        raise NotAllowed(_l("Say in the comment why this is not relevant for you."))


def ensure_may_show_alone(assessment: Assessment | None, picture: Picture, side: Side, now: datetime) -> Assessment:
    """A side that has waited 30 days for the other may show its own answers. Source: ST-3."""
    if assessment is None or assessment.submitted_at is None or picture.is_revealed:
        raise NotAllowed(_l("There is nothing to show alone."))
    if not may_show_alone(picture, side, now):
        raise NotAllowed(_l("You can show your answers alone when the other side has had 30 days."))
    return assessment


def may_show_alone(picture: Picture, side: Side, now: datetime) -> bool:
    """Whether a side has waited long enough for the other."""
    sent = picture.material.submitted.get(side)
    is_waiting = sent is not None and not picture.is_revealed and side not in picture.material.shown_alone
    return is_waiting and sent is not None and now - sent >= SHOW_ALONE_AFTER


def ensure_may_dispute(picture: Picture, question: Question, side: Side, value: Value) -> None:
    """A side disputes what the other answers, once it may see it, by saying something else."""
    if is_asked(question.point, side):
        raise NotAllowed(_l("You answer this question yourselves, in your own assessment."))
    if not picture.is_revealed:
        raise NotAllowed(_l("You can see and dispute the other side's answers when both have sent theirs."))
    theirs = picture.said(side.other, question.point)
    if theirs is not None and theirs.value is value:
        raise NotAllowed(_l("This is what the other side says too. To disagree, choose another answer."))


def ensure_evidence_fits(question: Question, side: Side, dated_on: date, valid_to: date, today: date) -> None:
    """Evidence comes from who answers, is dated at the latest today, and lasts no longer than the question allows."""
    if not is_asked(question.point, side):
        raise NotAllowed(_l("The other side answers this question and shows the evidence for it."))
    if dated_on > today:
        raise NotAllowed(_l("The date of the evidence is in the future."))
    if today - dated_on > OLDEST_EVIDENCE:
        raise NotAllowed(_l("The evidence is more than ten years old. Check the date."))
    if valid_to < dated_on:
        raise NotAllowed(_l("The evidence ends before it begins. Check the dates."))


def ensure_both_have_sent(latest: Iterable[Assessment | None]) -> None:
    """What both answer together stands in place of what each has said."""
    if not all(latest):
        raise NotAllowed(_l("You can record a joint answer when both sides have sent their assessments."))


def ensure_joint_fits(question: Question | None, value: Value, comment: str) -> Point:
    """A joint answer is an answer to a question that there is; not knowing is none."""
    if question is None:
        raise NotAllowed(_l("There is no such question."))
    if value is Value.UNKNOWN:
        raise NotAllowed(_l("A joint answer says how it is. Leave the point open while you do not know."))
    ensure_answer_fits(question.point, value, comment)
    return question.point


def news(points: Iterable[Point], before: Mapping[str, Worded], after: Mapping[str, Worded]) -> dict[str, Value]:
    """What a side says otherwise than before about some points, by stable key; no answer is as good as not knowing."""
    pairs = {point.stable_key: (before.get(point.code), after.get(point.code)) for point in points}
    values = {key: [each.value if each else Value.UNKNOWN for each in pair] for key, pair in pairs.items()}
    return {key: new for key, (old, new) in values.items() if new is not old}


def last_day(dated_on: date, validity_months: int) -> date:
    """The last day that evidence of a date is valid: so many months later, on the day before."""
    month = dated_on.month - 1 + validity_months
    year, month = dated_on.year + month // 12, month % 12 + 1
    return _safe_date(year, month, dated_on.day) - timedelta(days=1)


def _safe_date(year: int, month: int, day: int) -> date:
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
