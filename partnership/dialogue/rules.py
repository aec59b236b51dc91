"""What is allowed: calling, writing and approving; joint answers count when the other side has approved them."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from kernel.lifecycle import NotAllowed, _l, ensure_transition
from partnership.assessments import rules as assessments
from partnership.dialogue.models import AgendaPoint, Conclusion, Meeting, MeetingStatus, PointKind
from partnership.relations.sides import Side
from partnership.staircase.content import Question
from partnership.staircase.level import Value

LONGEST = timedelta(hours=12)
OLDEST, FARTHEST = timedelta(days=366), timedelta(days=366)
COUNTS_FOR_MONTHS = 12
MOST_OWN_POINTS = 20
MOST_FOLLOW_UPS = 30

TRANSITIONS = {
    MeetingStatus.PLANNED: frozenset({MeetingStatus.HELD, MeetingStatus.CANCELLED}),
    MeetingStatus.HELD: frozenset({MeetingStatus.SENT}),
    MeetingStatus.SENT: frozenset({MeetingStatus.HELD, MeetingStatus.APPROVED}),
    MeetingStatus.APPROVED: frozenset[MeetingStatus](),
    MeetingStatus.CANCELLED: frozenset[MeetingStatus](),
}


def ensure_time_fits(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """A meeting ends after it begins, on the same day, and lies within a year from now."""
    if ends_at <= starts_at:
        raise NotAllowed(_l("The meeting ends before it begins. Check the times."))
    if ends_at - starts_at > LONGEST:
        raise NotAllowed(_l("The meeting lasts more than twelve hours. Check the times."))
    if now - starts_at > OLDEST:
        raise NotAllowed(_l("The meeting was more than a year ago. Check the date."))
    if starts_at - now > FARTHEST:
        raise NotAllowed(_l("The meeting is more than a year ahead. Check the date."))


def ensure_planned(meeting: Meeting) -> None:
    """Time, place and agenda can be changed until the meeting."""
    if meeting.status is MeetingStatus.CANCELLED:
        raise NotAllowed(_l("This meeting is cancelled. Call a new one."))
    if meeting.status is not MeetingStatus.PLANNED:
        raise NotAllowed(_l("This meeting has been held, so this cannot be changed any more."))


def ensure_own_point(point: AgendaPoint, side: Side) -> None:
    """A side takes out only what it put on the agenda itself."""
    if point.kind is not PointKind.OWN or point.side is not side:
        raise NotAllowed(_l("You can only take out points that your own side has put there."))


def ensure_may_hold(meeting: Meeting, now: datetime) -> None:
    """Minutes begin when the meeting has begun."""
    ensure_transition(TRANSITIONS, meeting.status, MeetingStatus.HELD)
    if meeting.starts_at > now:
        raise NotAllowed(_l("The minutes can be written when the meeting has begun."))


def ensure_writing(meeting: Meeting) -> None:
    """Minutes are written from the meeting until they are sent; approved ones are frozen."""
    if meeting.status is MeetingStatus.SENT:
        raise NotAllowed(_l("The minutes have been sent for approval. They can be changed if they are sent back."))
    if meeting.status is MeetingStatus.APPROVED:
        raise NotAllowed(_l("The minutes are approved and cannot be changed. Write a correction below them instead."))
    if meeting.status is not MeetingStatus.HELD:
        raise NotAllowed(_l("The minutes are written after the meeting has been held."))


def ensure_joint_fits(point: AgendaPoint, question: Question | None, joint: Conclusion | None, reason: str) -> None:
    """A joint answer is about a point of the staircase that is still there, and fits it."""
    if joint is None:
        return
    if not point.key or question is None:
        raise NotAllowed(_l("A joint answer is for a point of the staircase."))
    if joint is not Conclusion.DIFFER:
        assessments.ensure_answer_fits(question.point, Value(joint.value), reason)


def ensure_may_approve(meeting: Meeting, side: Side, actor_id: int) -> None:
    """Minutes are approved by the other side than the one that sent them, and by another person."""
    ensure_transition(TRANSITIONS, meeting.status, MeetingStatus.APPROVED)
    if side is meeting.sent_by_side or actor_id == meeting.sent_by_id:
        raise NotAllowed(_l("Your side has sent these minutes. The other side approves them."))


def may_approve(meeting: Meeting, side: Side | None, actor_id: int) -> bool:
    """Whether minutes wait for this person."""
    is_sent = meeting.status is MeetingStatus.SENT
    return is_sent and side not in {None, meeting.sent_by_side} and actor_id != meeting.sent_by_id


def ensure_approved(meeting: Meeting) -> None:
    """A correction is written below approved minutes."""
    if meeting.status is not MeetingStatus.APPROVED:
        raise NotAllowed(_l("A correction is written when the minutes are approved."))


def ensure_room(count: int, most: int) -> None:
    """A meeting has room for so many points, and so many follow-ups."""
    if count >= most:
        raise NotAllowed(_l("There is room for %(most)s. Take one out before you add another."), most=most)


def ensure_due_fits(due_on: date, met_on: date) -> None:
    """What is followed up is due after the meeting, within two years."""
    if due_on < met_on:
        raise NotAllowed(_l("The deadline is before the meeting. Check the date."))
    if due_on - met_on > 2 * FARTHEST:
        raise NotAllowed(_l("The deadline is more than two years ahead. Check the date."))


def ensure_new_name(name: str, taken: Collection[str]) -> None:
    """Two arenas of a cooperation have different names."""
    if name.casefold() in {each.casefold() for each in taken}:
        raise NotAllowed(_l("You already have an arena with this name."))


def shown_by(held_on: Collection[date]) -> tuple[date, date, date] | None:
    """The two latest days with approved minutes, and the last day that they lie in the last twelve months.

    None when there are not two days, or they lie farther apart. Source: indicator 2.1.
    """
    latest = sorted(set(held_on))[-2:]
    if len(latest) < 2:
        return None
    earlier, later = latest
    last = assessments.last_day(earlier, COUNTS_FOR_MONTHS)
    return (earlier, later, last) if later <= last else None
