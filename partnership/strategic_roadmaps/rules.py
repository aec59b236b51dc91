"""What is allowed: what goals, measures, adoptions and lessons must say, and what a council would ask about."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from directory.accounts.permissions import Permission, Viewer
from kernel.lifecycle import NotAllowed, _l
from partnership.roadmaps.models import Progress
from partnership.roadmaps.rules import ensure_undertaking_fits
from partnership.strategic_roadmaps.models import Lesson, StrategicAdoption, StrategicGoal, StrategicMeasure

ENDS_TOO_EARLY = _l("The measure must begin before the day by which it shall be done.")
NEEDS_REASON = _l("Say why a new type of service stands in the roadmap all the same.")


class Lack(StrEnum):
    """What a council would ask about."""

    NO_AIM = "no_aim"
    GOAL_WITHOUT_MEASURES = "goal_without_measures"
    MEASURES_WITHOUT_DECISION = "measures_without_decision"
    NEW_SERVICES = "new_services"


@dataclass(frozen=True)
class GoalDraft:
    """What a goal says."""

    text: str
    seen_by: str
    due_on: date


@dataclass(frozen=True)
class MeasureDraft:
    """What a measure says; without a municipality it is one of all together."""

    what: str
    owner: str
    begins_on: date
    due_on: date
    municipality_id: int | None = None
    budget: int | None = None
    payer: str = ""
    anchoring: str = ""
    case_number: str = ""
    decided_on: date | None = None
    domains: tuple[str, ...] = ()
    is_new_service: bool = False
    why_new_service: str = ""


@dataclass(frozen=True)
class AdoptionDraft:
    """Who has decided on which wording, when, and under which case."""

    municipality_id: int
    wording: int
    decided_by: str
    case_number: str
    decided_on: date


@dataclass(frozen=True)
class LessonDraft:
    """What was learnt, from which measure if any, and what is done otherwise now."""

    learnt_on: date
    learnt: str
    changed: str
    is_shared: bool
    measure_id: int | None = None


def goal_draft(goal: StrategicGoal) -> GoalDraft:
    """What a goal says now."""
    return GoalDraft(goal.text, goal.seen_by, goal.due_on)


def measure_draft(measure: StrategicMeasure) -> MeasureDraft:
    """What a measure says now."""
    names = [name for name in MeasureDraft.__dataclass_fields__ if name != "domains"]
    return MeasureDraft(**{name: getattr(measure, name) for name in names}, domains=tuple(measure.domains))


def lesson_draft(lesson: Lesson) -> LessonDraft:
    """What a lesson says now."""
    return LessonDraft(**{name: getattr(lesson, name) for name in LessonDraft.__dataclass_fields__})


def ensure_measure_fits(said: MeasureDraft, today: date) -> None:
    """A measure begins before it is due, has its payer, and says why where it is a new type of service. Source: D03."""
    if said.begins_on > said.due_on:
        raise NotAllowed(ENDS_TOO_EARLY)
    if said.is_new_service and not said.why_new_service:
        raise NotAllowed(NEEDS_REASON)
    ensure_undertaking_fits(said, today)


def ensure_takes_part(municipality_id: int | None, present: Collection[int], before: int | None = None) -> None:
    """A measure is one of a municipality that takes part, or stays with the one that it had."""
    if municipality_id is not None and municipality_id != before and municipality_id not in present:
        raise NotAllowed(_l("This municipality does not take part in the team."))


def ensure_may_note(said: AdoptionDraft, latest: int, measures: Collection[StrategicMeasure], today: date) -> None:
    """A wording that there has been, and that said what shall be done, may have been decided on until today."""
    if not any(measure.progress is not Progress.DROPPED for measure in measures):
        raise NotAllowed(_l("The roadmap has no measure yet. Write one before it is adopted."))
    if not 1 <= said.wording <= latest:
        raise NotAllowed(_l("There is no such wording. The number stands at the top of the PDF."))
    if said.decided_on > today:
        raise NotAllowed(_l("The date of the decision is in the future."))


def ensure_not_noted(said: AdoptionDraft, adoptions: Collection[StrategicAdoption]) -> None:
    """A municipality adopts a wording once."""
    if any(each.municipality_id == said.municipality_id and each.wording == said.wording for each in adoptions):
        raise NotAllowed(_l("It is noted already that the municipality has adopted this wording."))


def ensure_own(adoption: StrategicAdoption, viewer: Viewer) -> None:
    """What a municipality has decided is told, and taken back, by its own people."""
    if not viewer.may(Permission.TEAM_WRITE, adoption.municipality_id):
        raise NotAllowed(_l("Only the municipality itself takes back what it has decided."))


def ensure_learnt(said: LessonDraft, today: date) -> None:
    """What is learnt is learnt at the latest today."""
    if said.learnt_on > today:
        raise NotAllowed(_l("The day is in the future."))


def standing_for(adoptions: Collection[StrategicAdoption], wording: int) -> dict[int, StrategicAdoption]:
    """Which municipalities stand for a wording, by their ids."""
    return {each.municipality_id: each for each in adoptions if each.wording == wording}


def is_adopted(standing: Collection[int], present: Collection[int]) -> bool:
    """A roadmap is adopted when every municipality that takes part now stands for it."""
    return bool(present) and set(present) <= set(standing)


def lacks(aim: str, goals: Mapping[StrategicGoal, Collection[StrategicMeasure]]) -> dict[Lack, int]:
    """What a council would ask about, and how many times; advice that stops nobody. Source: D03, D07."""
    kept = [each for measures in goals.values() for each in measures if each.progress is not Progress.DROPPED]
    counts = {
        Lack.NO_AIM: int(not aim),
        Lack.GOAL_WITHOUT_MEASURES: sum(not measures for measures in goals.values()),
        Lack.MEASURES_WITHOUT_DECISION: sum(not each.anchoring for each in kept),
        Lack.NEW_SERVICES: sum(each.is_new_service for each in kept),
    }
    return {lack: count for lack, count in counts.items() if count}
