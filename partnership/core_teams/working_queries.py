"""What is read of a team's work: local meetings, hours, and how they add up."""

from collections import defaultdict
from datetime import date

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from kernel.web.lists import Statement
from partnership.core_teams.capacity import month_of
from partnership.core_teams.models import Seat, TeamMeeting, WorkHours

MEETINGS_LATEST_FIRST = -extract("epoch", TeamMeeting.held_on)  # a list sorts by it as it stands
HOURS_LATEST_FIRST = -extract("epoch", WorkHours.done_on)


def meetings(team_id: int) -> Statement:
    """A team's local meetings as rows of a list."""
    columns = (TeamMeeting.id, TeamMeeting.held_on, TeamMeeting.place, TeamMeeting.present)
    return select(*columns, TeamMeeting.about, TeamMeeting.decided).where(TeamMeeting.team_id == team_id)


def meeting_of(session: Session, team_id: int, meeting_id: int) -> TeamMeeting:
    """A local meeting of a team; raises NotFound."""
    meeting = session.scalar(select(TeamMeeting).where(TeamMeeting.team_id == team_id, TeamMeeting.id == meeting_id))
    if meeting is None:
        raise NotFound
    return meeting


def same_meeting(session: Session, team_id: int, held_on: date, about: str) -> TeamMeeting | None:
    """The same meeting, written down before."""
    where = TeamMeeting.team_id == team_id, TeamMeeting.held_on == held_on, TeamMeeting.about == about
    return session.scalar(select(TeamMeeting).where(*where).limit(1))


def count_meetings(session: Session, team_id: int) -> tuple[int, date | None]:
    """How many local meetings a team has held, and when the last one was."""
    statement = select(func.count(), func.max(TeamMeeting.held_on)).where(TeamMeeting.team_id == team_id)
    count, latest = session.execute(statement).one()
    return count, latest


def entries(team_id: int) -> Statement:
    """A team's hours as rows of a list."""
    columns = (WorkHours.id, WorkHours.done_on, WorkHours.minutes, WorkHours.kind, WorkHours.note)
    statement = select(*columns, Seat.name.label("who")).join(Seat, Seat.id == WorkHours.seat_id)
    return statement.where(WorkHours.team_id == team_id)


def hours_entry(session: Session, team_id: int, entry_id: int) -> WorkHours:
    """An entry of a team's hours; raises NotFound."""
    statement = select(WorkHours).where(WorkHours.team_id == team_id, WorkHours.id == entry_id)
    entry = session.scalar(statement.options(joinedload(WorkHours.seat)))
    if entry is None:
        raise NotFound
    return entry


def same_hours(session: Session, entry: WorkHours) -> WorkHours | None:
    """The same hours, noted before."""
    columns = ("seat_id", "done_on", "minutes", "kind", "note")
    where = [getattr(WorkHours, name) == getattr(entry, name) for name in columns]
    return session.scalar(select(WorkHours).where(*where).limit(1))


def latest_by(session: Session, team_id: int, person_id: int) -> WorkHours | None:
    """What somebody noted last in a team."""
    statement = select(WorkHours).where(WorkHours.team_id == team_id, WorkHours.noted_by_id == person_id)
    return session.scalar(statement.order_by(WorkHours.noted_at.desc(), WorkHours.id.desc()).limit(1))


def minutes_by_month(session: Session, team_id: int, first: date, last: date) -> dict[date, int]:
    """The minutes that a team worked in each month of a period, by the month's first day."""
    statement = (
        select(WorkHours.done_on, func.sum(WorkHours.minutes))
        .where(WorkHours.team_id == team_id, WorkHours.done_on.between(first, last))
        .group_by(WorkHours.done_on)
    )
    found: dict[date, int] = defaultdict(int)
    for day, minutes in session.execute(statement):
        found[month_of(day)] += minutes
    return found
