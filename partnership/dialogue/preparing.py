"""What happens around a meeting: arenas, who comes, the sides' own points, and what is followed up."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock
from kernel.lifecycle import ensure_current
from partnership.dialogue import queries, rules
from partnership.dialogue.actions import touch
from partnership.dialogue.agenda import Proposed, point_from
from partnership.dialogue.models import (
    AgendaPoint,
    Arena,
    FollowUp,
    Meeting,
    MeetingStatus,
    Participants,
    PointKind,
)
from partnership.relations.models import Relation
from partnership.relations.sides import Side


@dataclass(frozen=True)
class Forum:
    """What an arena is: its name, how often it meets, where, and who belongs to it."""

    name: str
    rhythm: str
    place: str
    members: str


def keep_arena(
    session: Session,
    relation: Relation,
    arena: Arena | None,
    forum: Forum,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> Arena:
    """Begin an arena, or change it; raises Stale."""
    if arena is None:
        rules.ensure_new_name(forum.name, [each.name for each in queries.arenas_of(session, relation.id)])
        arena = Arena(relation_id=relation.id, **vars(forum))
        session.add(arena)
        audit.record(session, arena, "begun", actor_id=actor_id, at=at, changes={"name": (None, forum.name)})
        return arena
    ensure_current(arena.version, version)
    others = [each.name for each in queries.arenas_of(session, relation.id) if each is not arena]
    rules.ensure_new_name(forum.name, others)
    changes = {name: (getattr(arena, name), new) for name, new in vars(forum).items()}
    for name, new in vars(forum).items():
        setattr(arena, name, new)
    audit.record(session, arena, "changed", actor_id=actor_id, at=at, personal=changes)
    return arena


def keep_participants(
    session: Session, meeting: Meeting, side: Side, words: str, *, version: int, actor_id: int, at: datetime
) -> None:
    """Write who comes from a side, until the minutes are sent; raises Stale."""
    if meeting.status is not MeetingStatus.PLANNED:
        rules.ensure_writing(meeting)
    kept = queries.participants_of(session, meeting.id).get(side)
    ensure_current(kept.version if kept else 0, version)
    before = kept.words if kept else None
    if kept is None:
        kept = Participants(meeting_id=meeting.id, side=side)
        session.add(kept)
    kept.words = words
    touch(meeting, at)
    audit.record(session, kept, "written", actor_id=actor_id, at=at, personal={"words": (before, words)})


def add_point(session: Session, meeting: Meeting, side: Side, words: str, *, actor_id: int, at: datetime) -> None:
    """Put a side's own point last on the agenda, before the meeting or while the minutes are written."""
    if meeting.status is not MeetingStatus.PLANNED:
        rules.ensure_writing(meeting)
    points = queries.points_of(session, meeting.id)
    rules.ensure_room(sum(each.kind is PointKind.OWN for each in points), rules.MOST_OWN_POINTS)
    place = max((each.place for each in points), default=0) + 1
    point = point_from(meeting, Proposed(PointKind.OWN, words=words), place, side)
    session.add(point)
    touch(meeting, at)
    audit.record(session, point, "added", actor_id=actor_id, at=at, changes={"side": (None, side)})


def remove_point(
    session: Session, meeting: Meeting, point: AgendaPoint, side: Side, *, actor_id: int, at: datetime
) -> None:
    """Take a side's own point off the agenda before the meeting."""
    rules.ensure_planned(meeting)
    rules.ensure_own_point(point, side)
    audit.record(session, point, "removed", actor_id=actor_id, at=at, changes={"side": (side, None)})
    session.delete(point)
    touch(meeting, at)


@dataclass(frozen=True)
class Promise:
    """What is to be followed up, by which side, by whom and by when."""

    what: str
    side: Side
    who: str
    due_on: date


def follow_up(session: Session, meeting: Meeting, promise: Promise, *, actor_id: int, at: datetime) -> None:
    """Write down something to be followed up, while the minutes are written."""
    rules.ensure_writing(meeting)
    rules.ensure_due_fits(promise.due_on, clock.local_date(meeting.starts_at))
    rules.ensure_room(len(queries.follow_ups_of(session, meeting.id)), rules.MOST_FOLLOW_UPS)
    kept = FollowUp(relation_id=meeting.relation_id, meeting_id=meeting.id, **vars(promise))
    session.add(kept)
    touch(meeting, at)
    changes = {"side": (None, promise.side), "due_on": (None, promise.due_on)}
    audit.record(session, kept, "promised", actor_id=actor_id, at=at, changes=changes)


def remove_follow_up(session: Session, meeting: Meeting, kept: FollowUp, *, actor_id: int, at: datetime) -> None:
    """Take a follow-up out again, while the minutes are written."""
    rules.ensure_writing(meeting)
    audit.record(session, kept, "removed", actor_id=actor_id, at=at, changes={"due_on": (kept.due_on, None)})
    session.delete(kept)
    touch(meeting, at)


def finish(session: Session, kept: FollowUp, *, is_done: bool, actor_id: int, at: datetime) -> None:
    """Say that a follow-up is done, or that it is not after all; said twice it stands as it was."""
    if (kept.done_at is not None) == is_done:
        return
    before = kept.done_at
    kept.done_at, kept.done_by_id = (at, actor_id) if is_done else (None, None)
    audit.record(session, kept, "done", actor_id=actor_id, at=at, changes={"done_at": (before, kept.done_at)})
