"""What is read: how all the teams of a programme do, in as many statements however many they are."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from partnership.core_teams.capacity import planned_minutes
from partnership.core_teams.models import Seat
from partnership.core_teams.queries import minutes_of, municipalities_on
from partnership.involvement.queries import standing_of
from partnership.programmes import event_queries, homework_queries, progress
from partnership.programmes.models import (
    Attendance,
    Guidance,
    Homework,
    Participation,
    Programme,
    ProgrammeEvent,
)
from partnership.programmes.progress import Answers, Course
from partnership.strategic_roadmaps.queries import Summary, summaries


@dataclass(frozen=True)
class Records:
    """All that is known of a programme: its events, its homework, and what the teams did with them."""

    events: Sequence[ProgrammeEvent]
    tasks: Sequence[Homework]
    answers: Answers
    questions: dict[int, list[Guidance]]
    present: dict[int, set[int]]


def records_of(session: Session, programme: Programme, team_ids: Collection[int] | None = None) -> Records:
    """All that is known of a programme and its teams, or of some of them; five statements."""
    questions: dict[int, list[Guidance]] = defaultdict(list)
    asked = select(Guidance).where(Guidance.programme_id == programme.id).order_by(Guidance.id)
    present: dict[int, set[int]] = defaultdict(set)
    there = (
        select(Attendance.event_id, Attendance.seat_id)
        .join(ProgrammeEvent, ProgrammeEvent.id == Attendance.event_id)
        .where(ProgrammeEvent.programme_id == programme.id)
    )
    if team_ids is not None:
        asked = asked.where(Guidance.team_id.in_(team_ids))
        there = there.join(Seat, Seat.id == Attendance.seat_id).where(Seat.team_id.in_(team_ids))
    for each in session.scalars(asked):
        questions[each.team_id].append(each)
    for event_id, seat_id in session.execute(there):
        present[event_id].add(seat_id)
    events = event_queries.events(session, programme)
    answers = homework_queries.hand_ins(session, programme, team_ids)
    return Records(events, homework_queries.tasks(session, programme), answers, questions, present)


def by_id(session: Session, ids: Sequence[int]) -> list[Participation]:
    """Some participations with their teams, in the order in which they are named."""
    statement = select(Participation).where(Participation.id.in_(ids)).options(joinedload(Participation.team))
    found = {part.id: part for part in session.scalars(statement)}
    return [found[each] for each in ids]


def courses(
    session: Session, programme: Programme, parts: Sequence[Participation], records: Records, today: date
) -> list[Course]:
    """How each of some teams does, in the order in which they are given."""
    ids = [part.team_id for part in parts]
    last = min(today, programme.ends_on)
    seats = _seats_between(session, ids, programme.starts_on, last)
    municipalities = municipalities_on(session, ids, today)
    minutes = minutes_of(session, ids, programme.starts_on, last)
    roadmaps = summaries(session, ids, today)
    standings = standing_of(session, ids, today)
    found = []
    for part in parts:
        mine, team_id = seats[part.team_id], part.team_id
        homework, overdue = progress.homework_of(part, records.tasks, records.answers, today)
        found.append(
            Course(
                participation=part,
                municipalities=municipalities.get(team_id, []),
                homework=homework,
                overdue=overdue,
                attended=progress.attended(records.events, part.joined_on, [seat.id for seat in mine], records.present),
                worked=minutes.get(team_id, 0),
                planned=planned_minutes(mine, programme.starts_on, last) if last >= programme.starts_on else 0,
                roadmap=roadmaps.get(team_id, Summary()),
                asked=progress.waiting_topics(records.questions.get(team_id, [])),
                missing=[*standings[team_id].missing, *standings[team_id].late],
            )
        )
    return found


def _seats_between(session: Session, team_ids: Sequence[int], first: date, last: date) -> dict[int, list[Seat]]:
    """Who sat in some teams on any day of a period."""
    statement = select(Seat).where(
        Seat.team_id.in_(team_ids), Seat.begun_on <= last, or_(Seat.left_on.is_(None), Seat.left_on > first)
    )
    found: dict[int, list[Seat]] = defaultdict(list)
    for seat in session.scalars(statement.order_by(Seat.id)):
        found[seat.team_id].append(seat)
    return found
