"""What a roadmap is as a whole: goals with their measures, and who stands for it; computed from what was read."""

from dataclasses import dataclass
from functools import cached_property

from directory.municipalities.models import Municipality
from partnership.roadmaps.models import Progress
from partnership.strategic_roadmaps import rules
from partnership.strategic_roadmaps.models import (
    StrategicAdoption,
    StrategicGoal,
    StrategicMeasure,
    StrategicNote,
    StrategicRoadmap,
)


@dataclass(frozen=True)
class Course:
    """A measure with its number and what has been noted on the way, the latest first."""

    number: int
    measure: StrategicMeasure
    notes: tuple[StrategicNote, ...]


@dataclass(frozen=True)
class Stretch:
    """A goal with its measures, the first to begin first."""

    goal: StrategicGoal
    courses: tuple[Course, ...]


@dataclass(frozen=True)
class Plan:
    """A team's roadmap with the municipalities that take part; one that nobody has begun has no goals."""

    roadmap: StrategicRoadmap | None
    stretches: tuple[Stretch, ...]
    adoptions: tuple[StrategicAdoption, ...]
    municipalities: tuple[Municipality, ...]

    @property
    def wording(self) -> int:
        """Which wording this is; 0 before there is one."""
        return self.roadmap.wording if self.roadmap else 0

    @property
    def roadmap_id(self) -> int:
        """Which roadmap this is; 0 before there is one."""
        return self.roadmap.id if self.roadmap else 0

    @property
    def version(self) -> int:
        """How often its row has been written; 0 before there is one."""
        return self.roadmap.version if self.roadmap else 0

    @property
    def aim(self) -> str:
        """Where the team leads its municipalities, if it has been written."""
        return self.roadmap.aim if self.roadmap else ""

    @cached_property
    def courses(self) -> list[Course]:
        """All the measures, with what has been noted."""
        return [course for stretch in self.stretches for course in stretch.courses]

    @cached_property
    def measures(self) -> list[StrategicMeasure]:
        """All the measures."""
        return [course.measure for course in self.courses]

    @cached_property
    def standing_for(self) -> dict[int, StrategicAdoption]:
        """Which municipalities stand for this wording."""
        return rules.standing_for(self.adoptions, self.wording)

    @cached_property
    def latest(self) -> dict[int, StrategicAdoption]:
        """What each municipality adopted last, whatever the wording."""
        return {each.municipality_id: each for each in sorted(self.adoptions, key=lambda one: one.wording)}

    @property
    def shown_adoptions(self) -> int:
        """How many of the adoptions are the latest of a municipality that takes part now."""
        return sum(each.id in self.latest for each in self.municipalities)

    @property
    def is_adopted(self) -> bool:
        """Whether every municipality of the team stands for it as it is worded now."""
        return rules.is_adopted(self.standing_for, [each.id for each in self.municipalities])

    @property
    def budget(self) -> int:
        """What the measures that are not dropped cost together, in whole NOK."""
        return sum(each.budget or 0 for each in self.measures if each.progress is not Progress.DROPPED)

    @cached_property
    def lacks(self) -> dict[rules.Lack, int]:
        """What a council would ask about."""
        goals = {each.goal: [course.measure for course in each.courses] for each in self.stretches}
        return rules.lacks(self.aim, goals)
