"""What happens between the gatherings: local meetings are written down, and hours are noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock
from kernel.lifecycle import NotAllowed, _l, ensure_current
from partnership.core_teams import queries, rules, working_queries
from partnership.core_teams.models import CoreTeam, Seat, TeamMeeting, WorkHours, WorkKind


@dataclass(frozen=True)
class MeetingSaid:
    """What is said of a local meeting."""

    held_on: date
    place: str
    present: str
    about: str
    decided: str


@dataclass(frozen=True)
class HoursSaid:
    """Who worked on a day, how many minutes, and with what."""

    seat_id: int
    done_on: date
    minutes: int
    kind: WorkKind
    note: str


def hold_meeting(session: Session, team: CoreTeam, said: MeetingSaid, *, actor_id: int, at: datetime) -> TeamMeeting:
    """Write a local meeting down; the same sent twice is one."""
    rules.ensure_going_on(team)
    rules.ensure_held(said.held_on, clock.local_date(at))
    known = working_queries.same_meeting(session, team.id, said.held_on, said.about)
    if known is not None:
        return known
    meeting = TeamMeeting(team_id=team.id, **vars(said))
    session.add(meeting)
    told = {name: (None, value) for name, value in vars(said).items()}
    _record(session, meeting, "held", told, actor_id=actor_id, at=at)
    return meeting


def change_meeting(
    session: Session,
    team: CoreTeam,
    meeting_id: int,
    said: MeetingSaid,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Write a local meeting anew; raises Stale."""
    rules.ensure_going_on(team)
    rules.ensure_held(said.held_on, clock.local_date(at))
    meeting = working_queries.meeting_of(session, team.id, meeting_id)
    ensure_current(meeting.version, version)
    changes = {name: (getattr(meeting, name), value) for name, value in vars(said).items()}
    changes = {name: (old, new) for name, (old, new) in changes.items() if old != new}
    for name, (_old, new) in changes.items():
        setattr(meeting, name, new)
    if changes:
        _record(session, meeting, "changed", changes, actor_id=actor_id, at=at)


def log_hours(session: Session, team: CoreTeam, said: HoursSaid, *, actor_id: int, at: datetime) -> WorkHours:
    """Note hours of somebody who sat in the team on that day; the same sent twice is one."""
    rules.ensure_going_on(team)
    held = _seat_then(session, team, said, at)
    entry = WorkHours(team_id=team.id, noted_at=at, noted_by_id=actor_id, **{**vars(said), "seat_id": held.id})
    known = working_queries.same_hours(session, entry)
    if known is not None:
        return known
    session.add(entry)
    changes = {"minutes": (None, said.minutes), "kind": (None, said.kind), "done_on": (None, said.done_on)}
    audit.record(session, entry, "noted", actor_id=actor_id, at=at, changes=changes)
    return entry


def change_hours(
    session: Session,
    team: CoreTeam,
    entry_id: int,
    said: HoursSaid,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Correct hours; raises Stale."""
    rules.ensure_going_on(team)
    entry = working_queries.hours_entry(session, team.id, entry_id)
    ensure_current(entry.version, version)
    wanted = {**vars(said), "seat_id": _seat_then(session, team, said, at).id}
    changes = {name: (getattr(entry, name), new) for name, new in wanted.items() if getattr(entry, name) != new}
    for name, (_old, new) in changes.items():
        setattr(entry, name, new)
    if changes:
        told = {name: pair for name, pair in changes.items() if name != "note"}
        audit.record(session, entry, "corrected", actor_id=actor_id, at=at, changes=told)


def remove_hours(session: Session, team: CoreTeam, entry_id: int, *, version: int, actor_id: int, at: datetime) -> None:
    """Take away hours that were noted by mistake; raises Stale."""
    rules.ensure_going_on(team)
    entry = working_queries.hours_entry(session, team.id, entry_id)
    ensure_current(entry.version, version)
    audit.record(session, entry, "removed", actor_id=actor_id, at=at, changes={"minutes": (entry.minutes, None)})
    session.delete(entry)


def _seat_then(session: Session, team: CoreTeam, said: HoursSaid, at: datetime) -> Seat:
    """The seat that the person had on the day, which may be another than today's."""
    if said.minutes < 1:
        raise NotAllowed(_l("Write how long."))
    chosen = queries.seat_of(session, team.id, said.seat_id)
    theirs = [each for each in queries.all_seats(session, team.id) if rules.is_same(each, chosen)]
    then = next((each for each in theirs if rules.is_taken(each, said.done_on)), chosen)
    rules.ensure_worked(said.done_on, then, clock.local_date(at))
    return then


def _record(
    session: Session,
    meeting: TeamMeeting,
    verb: str,
    changes: Mapping[str, tuple[object, object]],
    *,
    actor_id: int,
    at: datetime,
) -> None:
    """The day stands in the trail; who was there and what was said only as a mark that it was written."""
    public = {name: pair for name, pair in changes.items() if name == "held_on"}
    personal = {name: pair for name, pair in changes.items() if name != "held_on"}
    audit.record(session, meeting, verb, actor_id=actor_id, at=at, changes=public, personal=personal)
