"""What is read: a relation's arenas, meetings, agendas and follow-ups; the relation is fetched through its viewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.models import Person
from kernel import clock
from partnership.assessments.picture import Picture
from partnership.assessments.queries import pictures
from partnership.dialogue.models import (
    AgendaPoint,
    Arena,
    Conclusion,
    FollowUp,
    Meeting,
    MeetingStatus,
    MinutesNote,
    Participants,
    PointKind,
)
from partnership.relations.models import Relation
from partnership.relations.sides import Side


def meetings_of(session: Session, relation_id: int) -> Sequence[Meeting]:
    """A relation's meetings, the latest first."""
    statement = select(Meeting).where(Meeting.relation_id == relation_id).options(joinedload(Meeting.arena))
    return session.scalars(statement.order_by(Meeting.starts_at.desc(), Meeting.id.desc())).all()


def meeting_of(session: Session, relation: Relation, meeting_id: int) -> Meeting:
    """One of a relation's meetings; raises NotFound."""
    statement = select(Meeting).where(Meeting.id == meeting_id, Meeting.relation_id == relation.id)
    meeting = session.scalar(statement.options(joinedload(Meeting.arena)))
    if meeting is None:
        raise NotFound
    return meeting


def arenas_of(session: Session, relation_id: int) -> Sequence[Arena]:
    """A relation's arenas by name."""
    return session.scalars(select(Arena).where(Arena.relation_id == relation_id).order_by(Arena.name, Arena.id)).all()


def arena_of(session: Session, relation: Relation, arena_id: int) -> Arena:
    """One of a relation's arenas; raises NotFound."""
    arena = session.scalar(select(Arena).where(Arena.id == arena_id, Arena.relation_id == relation.id))
    if arena is None:
        raise NotFound
    return arena


def points_of(session: Session, meeting_id: int) -> Sequence[AgendaPoint]:
    """A meeting's points in their order; before it is held, only those that a side has put there."""
    statement = select(AgendaPoint).where(AgendaPoint.meeting_id == meeting_id)
    return session.scalars(statement.order_by(AgendaPoint.place, AgendaPoint.id)).all()


def point_of(session: Session, meeting: Meeting, point_id: int) -> AgendaPoint:
    """One of a meeting's points; raises NotFound."""
    point = session.scalar(select(AgendaPoint).where(AgendaPoint.id == point_id, AgendaPoint.meeting_id == meeting.id))
    if point is None:
        raise NotFound
    return point


def own_points_of(session: Session, meeting_id: int) -> int:
    """How many points the sides have put on a meeting's agenda themselves."""
    statement = select(func.count()).where(AgendaPoint.meeting_id == meeting_id, AgendaPoint.kind == PointKind.OWN)
    return session.scalar(statement) or 0


def participants_of(session: Session, meeting_id: int) -> dict[Side, Participants]:
    """Who comes to a meeting, by side."""
    statement = select(Participants).where(Participants.meeting_id == meeting_id)
    return {each.side: each for each in session.scalars(statement)}


def notes_of(session: Session, meeting_id: int) -> Sequence[MinutesNote]:
    """What is written beside a meeting's minutes, the first first."""
    return session.scalars(
        select(MinutesNote).where(MinutesNote.meeting_id == meeting_id).order_by(MinutesNote.id)
    ).all()


def names_of(session: Session, meeting: Meeting) -> dict[int, str]:
    """The names of those who called, sent and approved a meeting's minutes."""
    ids = {meeting.called_by_id, meeting.sent_by_id, meeting.approved_by_id}
    people = session.scalars(select(Person).where(Person.id.in_(ids)))
    return {person.id: person.name for person in people}


def follow_ups_of(session: Session, meeting_id: int) -> Sequence[FollowUp]:
    """What is to be followed up from a meeting, the first deadline first."""
    statement = select(FollowUp).where(FollowUp.meeting_id == meeting_id)
    return session.scalars(statement.order_by(FollowUp.due_on, FollowUp.id)).all()


def open_follow_ups(session: Session, relation_ids: Sequence[int]) -> Sequence[FollowUp]:
    """What is still to be done in some relations, the first deadline first."""
    statement = select(FollowUp).where(FollowUp.relation_id.in_(relation_ids), FollowUp.done_at.is_(None))
    return session.scalars(statement.order_by(FollowUp.due_on, FollowUp.id)).all()


def follow_up_of(session: Session, relation: Relation, follow_up_id: int) -> FollowUp:
    """One of a relation's follow-ups; raises NotFound."""
    found = session.scalar(select(FollowUp).where(FollowUp.id == follow_up_id, FollowUp.relation_id == relation.id))
    if found is None:
        raise NotFound
    return found


def unfinished(session: Session, relation_ids: Sequence[int]) -> Sequence[Meeting]:
    """The meetings of some relations that are planned, or whose minutes nobody or only one side stands for."""
    open_ones = (MeetingStatus.PLANNED, MeetingStatus.HELD, MeetingStatus.SENT)
    statement = select(Meeting).where(Meeting.relation_id.in_(relation_ids), Meeting.status.in_(open_ones))
    return session.scalars(statement.order_by(Meeting.starts_at, Meeting.id)).all()


def approved_days(session: Session, relation_id: int) -> list[date]:
    """The days of a relation's meetings with approved minutes."""
    statement = select(Meeting.starts_at).where(
        Meeting.relation_id == relation_id, Meeting.status == MeetingStatus.APPROVED
    )
    return [clock.local_date(starts_at) for starts_at in session.scalars(statement)]


@dataclass(frozen=True)
class Talk:
    """When a point of the staircase was last talked about, and what was answered together."""

    day: date
    joint: Conclusion | None


def talks_of(session: Session, relation_id: int) -> dict[str, Talk]:
    """What approved minutes say last about each point of the staircase, by its stable key."""
    statement = (
        select(AgendaPoint.key, AgendaPoint.joint, Meeting.starts_at)
        .join(Meeting, Meeting.id == AgendaPoint.meeting_id)
        .where(Meeting.relation_id == relation_id, Meeting.status == MeetingStatus.APPROVED, AgendaPoint.key != "")
        .where(or_(AgendaPoint.said != "", AgendaPoint.joint.is_not(None)))
        .order_by(Meeting.starts_at)
    )
    rows = session.execute(statement)
    return {key: Talk(clock.local_date(starts_at), joint) for key, joint, starts_at in rows}


def shared_picture(session: Session, relation: Relation, now: datetime) -> Picture:
    """Where a relation stands as both may see it, so that an agenda is the same for both."""
    return pictures(session, [relation], eyes={relation.id: None}, as_of=clock.local_date(now))[relation.id]
