"""How far a team has come in a programme, worked out from what is known of it; nothing here ranks anybody."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from directory.municipalities.models import Municipality
from kernel import clock
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.rules import Warning  # noqa: A004  the word of the domain
from partnership.programmes import rules
from partnership.programmes.models import (
    EventStatus,
    Guidance,
    GuidanceTopic,
    HandIn,
    Homework,
    Participation,
    ProgrammeEvent,
)
from partnership.strategic_roadmaps.queries import Summary

Answers = Mapping[tuple[int, int], HandIn]  # by the homework and the team


@dataclass(frozen=True)
class Tally:
    """How many of how many."""

    done: int
    whole: int


@dataclass(frozen=True)
class Course:
    """A team in a programme: its homework, where it was, its hours, its roadmap, and what it needs help with."""

    participation: Participation
    municipalities: Sequence[Municipality]
    homework: Tally
    overdue: Sequence[Homework]
    attended: Tally
    worked: int
    planned: int
    roadmap: Summary
    asked: Sequence[GuidanceTopic]
    missing: Sequence[Warning]

    @property
    def team(self) -> CoreTeam:
        """The team."""
        return self.participation.team


def homework_of(
    part: Participation, tasks: Sequence[Homework], answers: Answers, today: date
) -> tuple[Tally, list[Homework]]:
    """How much of its homework a team has handed in, and what is overdue."""
    done = [_is_done(task, part, answers) for task in tasks]
    overdue = [task for task in tasks if rules.is_overdue(task, answers.get((task.id, part.team_id)), part, today)]
    return _tally(done), overdue


def handed_in(task: Homework, parts: Sequence[Participation], answers: Answers) -> Tally:
    """How many of some teams have handed homework in."""
    return _tally([_is_done(task, part, answers) for part in parts])


def _is_done(task: Homework, part: Participation, answers: Answers) -> bool | None:
    """Whether a team has handed homework in; None where it has not and is not asked to."""
    return rules.is_done(answers.get((task.id, part.team_id))) or (False if rules.is_asked_of(task, part) else None)


def _tally(done: Sequence[bool | None]) -> Tally:
    return Tally(done.count(True), len(done) - done.count(None))


def attended(
    events: Sequence[ProgrammeEvent], since: date, seats: Collection[int], present: Mapping[int, set[int]]
) -> Tally:
    """At how many of the events held since it joined anybody of a team was."""
    held = [
        event for event in events if event.status is EventStatus.HELD and clock.local_date(event.starts_at) >= since
    ]
    return Tally(sum(bool(present.get(event.id, set()) & set(seats)) for event in held), len(held))


def waiting_topics(questions: Sequence[Guidance]) -> list[GuidanceTopic]:
    """What a team has asked about and waits to hear of, each once, in the topics' own order."""
    open_ = {each.topic for each in questions if each.answered_at is None}
    return [topic for topic in GuidanceTopic if topic in open_]
