"""The exact words of a roadmap: taken down as they stand, written in one exact form, read back, and compared."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

from partnership.roadmaps.changing import Changes, changed
from partnership.strategic_roadmaps.plan import Plan
from partnership.strategic_roadmaps.rules import GoalDraft, MeasureDraft, goal_draft, measure_draft

DAYS = ("begins_on", "due_on", "decided_on")


@dataclass(frozen=True)
class WordedMeasure:
    """A measure as it stood, with the name of its municipality; without one it is of all together."""

    id: int
    number: int
    municipality: str
    said: MeasureDraft


@dataclass(frozen=True)
class WordedGoal:
    """A goal as it stood, with its measures."""

    id: int
    said: GoalDraft
    measures: tuple[WordedMeasure, ...]


@dataclass(frozen=True)
class Wording:
    """A roadmap as it was worded, whole; how far it had come is no part of what it says."""

    team: str
    number: int
    municipalities: tuple[str, ...]
    aim: str
    goals: tuple[WordedGoal, ...]

    @property
    def measures(self) -> list[WordedMeasure]:
        """All the measures."""
        return [measure for goal in self.goals for measure in goal.measures]


class Of(StrEnum):
    """What has changed since."""

    ROADMAP = "roadmap"
    GOAL = "goal"
    MEASURE = "measure"


class How(StrEnum):
    """In which way it has."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


@dataclass(frozen=True)
class Difference:
    """One thing that has come, has gone, or says something else, by its earlier name, and then each field twice."""

    of: Of
    how: How
    called: str
    fields: Changes


def taken_down(team: str, plan: Plan) -> Wording:
    """What a roadmap says as it stands."""
    return Wording(
        team=team,
        number=plan.wording,
        municipalities=tuple(each.name for each in plan.municipalities),
        aim=plan.aim,
        goals=tuple(
            WordedGoal(
                stretch.goal.id,
                goal_draft(stretch.goal),
                tuple(
                    WordedMeasure(
                        course.measure.id,
                        course.number,
                        course.measure.municipality.name if course.measure.municipality else "",
                        measure_draft(course.measure),
                    )
                    for course in stretch.courses
                ),
            )
            for stretch in plan.stretches
        ),
    )


def canonical(wording: Wording) -> str:
    """The one exact form of a wording, from which its fingerprint is taken."""
    said = asdict(wording)
    return json.dumps(said, default=date.isoformat, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_back(content: str) -> Wording:
    """The wording as it was written down."""
    raw = json.loads(content)
    goals = tuple(_goal_back(each) for each in raw.pop("goals"))
    return Wording(**raw | {"municipalities": tuple(raw["municipalities"])}, goals=goals)


def _goal_back(raw: Mapping[str, Any]) -> WordedGoal:
    measures = tuple(WordedMeasure(**each | {"said": _measure_back(each["said"])}) for each in raw["measures"])
    return WordedGoal(raw["id"], GoalDraft(**_with_days(raw["said"])), measures)


def _measure_back(raw: Mapping[str, Any]) -> MeasureDraft:
    return MeasureDraft(**_with_days(raw) | {"domains": tuple(raw["domains"])})


def _with_days(raw: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(raw[name]) for name in DAYS if raw.get(name)}
    return {**raw, **days}


def since(before: Wording, now: Wording) -> list[Difference]:
    """What is otherwise now than in an earlier wording: the whole first, then goals, then measures."""
    return [
        *_whole(before, now),
        *_compared(Of.GOAL, "text", _goals(before), _goals(now)),
        *_compared(Of.MEASURE, "what", _measures(before), _measures(now)),
    ]


def _whole(before: Wording, now: Wording) -> Iterator[Difference]:
    names = ("team", "municipalities", "aim")
    pairs = {name: (getattr(before, name), getattr(now, name)) for name in names}
    if fields := {name: (old, new) for name, (old, new) in pairs.items() if old != new}:
        yield Difference(Of.ROADMAP, How.REWORDED, before.team, fields)


def _goals(wording: Wording) -> dict[int, object]:
    return {goal.id: goal.said for goal in wording.goals}


def _measures(wording: Wording) -> dict[int, object]:
    """What each measure says, its municipality by name."""
    found: dict[int, object] = {}
    for measure in wording.measures:
        said = {name: value for name, value in vars(measure.said).items() if name != "municipality_id"}
        found[measure.id] = SimpleNamespace(municipality=measure.municipality, **said)
    return found


def _compared(of: Of, name: str, known: Mapping[int, object], kept: Mapping[int, object]) -> Iterator[Difference]:
    for key, said in kept.items():
        if key not in known:
            yield Difference(of, How.ADDED, getattr(said, name), {})
        elif fields := changed(known[key], said):
            yield Difference(of, How.REWORDED, getattr(known[key], name), fields)
    for key, said in known.items():
        if key not in kept:
            yield Difference(of, How.REMOVED, getattr(said, name), {})
