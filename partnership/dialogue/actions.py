"""What happens: meetings are called, held and written about, and what both stand for begins to count."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current, ensure_transition
from partnership.assessments import actions as assessments
from partnership.assessments.picture import Said
from partnership.dialogue import queries, rules
from partnership.dialogue.agenda import Proposed, point_from
from partnership.dialogue.models import (
    AgendaPoint,
    Arena,
    Conclusion,
    Meeting,
    MeetingStatus,
    MinutesNote,
    NoteKind,
)
from partnership.relations.models import Relation
from partnership.relations.sides import Side
from partnership.staircase.content import Content
from partnership.staircase.level import Value

PROOF = "dialogue_meetings"


@dataclass(frozen=True)
class Slot:
    """When and where a meeting is."""

    starts_at: datetime
    ends_at: datetime
    place: str


def call(
    session: Session, relation: Relation, side: Side, slot: Slot, arena: Arena | None, *, actor_id: int, at: datetime
) -> Meeting:
    """Call a meeting; both sides are told of one that lies ahead, and one that has been gets its minutes."""
    rules.ensure_time_fits(slot.starts_at, slot.ends_at, at)
    meeting = Meeting(
        relation_id=relation.id,
        arena_id=arena.id if arena else None,
        status=MeetingStatus.PLANNED,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        place=slot.place,
        called_by_side=side,
        called_by_id=actor_id,
        called_at=at,
        cancelled_reason="",
        calendar_id=secrets.token_hex(16),
        sequence=0,
        edited_at=at,
    )
    session.add(meeting)
    changes = {"starts_at": (None, slot.starts_at), "side": (None, side)}
    audit.record(session, meeting, "called", actor_id=actor_id, at=at, changes=changes)
    if slot.starts_at > at:
        tell(session, meeting, "called", at=at)
    return meeting


def tell(session: Session, meeting: Meeting, news: str, side: Side | None = None, *, at: datetime) -> None:
    """Promise that the people of both sides, or of one, are told some news of a meeting."""
    outbox.promise(
        session, "partnership.tell_of_meeting", at=at, meeting_id=meeting.id, news=news, side=side.value if side else ""
    )


def move(session: Session, meeting: Meeting, slot: Slot, *, version: int, actor_id: int, at: datetime) -> None:
    """Move a meeting to another time or place; raises Stale."""
    rules.ensure_planned(meeting)
    rules.ensure_time_fits(slot.starts_at, slot.ends_at, at)
    ensure_current(meeting.version, version)
    before = Slot(meeting.starts_at, meeting.ends_at, meeting.place)
    if slot == before:
        return
    meeting.starts_at, meeting.ends_at, meeting.place = slot.starts_at, slot.ends_at, slot.place
    meeting.sequence += 1
    meeting.edited_at = at
    changes = {name: (getattr(before, name), getattr(slot, name)) for name in ("starts_at", "ends_at")}
    place = {"place": (before.place, slot.place)}
    audit.record(session, meeting, "moved", actor_id=actor_id, at=at, changes=changes, personal=place)
    tell(session, meeting, "moved", at=at)


def cancel(session: Session, meeting: Meeting, *, reason: str, version: int, actor_id: int, at: datetime) -> None:
    """Cancel a meeting, with a reason; raises Stale."""
    rules.ensure_planned(meeting)
    ensure_transition(rules.TRANSITIONS, meeting.status, MeetingStatus.CANCELLED)
    ensure_current(meeting.version, version)
    meeting.status, meeting.cancelled_reason = MeetingStatus.CANCELLED, reason
    meeting.sequence += 1
    meeting.edited_at = at
    audit.record(session, meeting, "cancelled", actor_id=actor_id, at=at, personal={"reason": (None, reason)})
    tell(session, meeting, "cancelled", at=at)


def hold(session: Session, meeting: Meeting, proposed: Sequence[Proposed], *, actor_id: int, at: datetime) -> None:
    """Begin the minutes: the agenda stands from now on as it was, its proposed points before the sides' own."""
    rules.ensure_may_hold(meeting, at)
    meeting.status, meeting.edited_at = MeetingStatus.HELD, at
    own = queries.points_of(session, meeting.id)
    for place, point in enumerate(own, len(proposed) + 1):
        point.place = place
    for place, each in enumerate(proposed, 1):
        session.add(point_from(meeting, each, place))
    audit.record(session, meeting, "held", actor_id=actor_id, at=at)


def touch(meeting: Meeting, at: datetime) -> None:
    """Count a change of what belongs to a meeting, so that nobody sends or approves what they have not seen."""
    meeting.edited_at = at
    flag_modified(meeting, "edited_at")  # also at the same moment


@dataclass(frozen=True)
class Told:
    """What the minutes say about one point."""

    said: str
    joint: Conclusion | None = None
    reason: str = ""


def write(
    session: Session,
    meeting: Meeting,
    point: AgendaPoint,
    told: Told,
    content: Content,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Write about one point of the minutes; raises Stale when somebody of either side wrote meanwhile."""
    rules.ensure_writing(meeting)
    ensure_current(point.version, version)
    question = next((each for each in content.questions if each.point.stable_key == point.key), None)
    rules.ensure_joint_fits(point, question, told.joint, told.reason)
    before = Told(point.said, point.joint, point.reason)
    if told == before:
        return
    point.said, point.joint, point.reason = told.said, told.joint, told.reason
    touch(meeting, at)
    changes: dict[str, tuple[object, object]] = {"joint": (before.joint, told.joint)}
    personal = {"said": (before.said, told.said), "reason": (before.reason, told.reason)}
    audit.record(session, point, "written", actor_id=actor_id, at=at, changes=changes, personal=personal)


def send(session: Session, meeting: Meeting, side: Side, *, version: int, actor_id: int, at: datetime) -> None:
    """Stand for the minutes as one has seen them, and ask the other side to approve them; raises Stale."""
    ensure_transition(rules.TRANSITIONS, meeting.status, MeetingStatus.SENT)
    ensure_current(meeting.version, version)
    meeting.status = MeetingStatus.SENT
    meeting.sent_by_side, meeting.sent_by_id, meeting.sent_at, meeting.edited_at = side, actor_id, at, at
    audit.record(session, meeting, "minutes sent", actor_id=actor_id, at=at, changes={"side": (None, side)})
    tell(session, meeting, "sent", side.other, at=at)


def send_back(session: Session, meeting: Meeting, side: Side, words: str, *, actor_id: int, at: datetime) -> None:
    """Send minutes back with a word on what is to be changed."""
    rules.ensure_may_approve(meeting, side, actor_id)
    meeting.status = MeetingStatus.HELD
    meeting.sent_by_side = meeting.sent_by_id = meeting.sent_at = None
    meeting.edited_at = at
    _note(session, meeting, NoteKind.RETURNED, side, words, actor_id=actor_id, at=at)
    tell(session, meeting, "returned", side.other, at=at)


def _note(
    session: Session, meeting: Meeting, kind: NoteKind, side: Side, words: str, *, actor_id: int, at: datetime
) -> None:
    note = MinutesNote(meeting_id=meeting.id, kind=kind, side=side, words=words, written_at=at, written_by_id=actor_id)
    session.add(note)
    audit.record(session, note, kind, actor_id=actor_id, at=at, personal={"words": (None, words)})


def correct(session: Session, meeting: Meeting, side: Side, words: str, *, actor_id: int, at: datetime) -> None:
    """Write a correction below approved minutes, which themselves stay as they are."""
    rules.ensure_approved(meeting)
    _note(session, meeting, NoteKind.CORRECTION, side, words, actor_id=actor_id, at=at)
    tell(session, meeting, "corrected", at=at)


def approve(
    session: Session,
    relation: Relation,
    meeting: Meeting,
    content: Content,
    side: Side,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Approve the minutes: from now on they are frozen, and their joint answers count; raises Stale."""
    rules.ensure_may_approve(meeting, side, actor_id)
    ensure_current(meeting.version, version)
    meeting.status = MeetingStatus.APPROVED
    meeting.approved_by_id, meeting.approved_at, meeting.edited_at = actor_id, at, at
    audit.record(session, meeting, "minutes approved", actor_id=actor_id, at=at, changes={"side": (None, side)})
    _answer_together(session, relation, meeting, content, actor_id=actor_id, at=at)
    _show_meetings(session, relation, actor_id=actor_id, at=at)
    tell(session, meeting, "approved", at=at)


def _answer_together(
    session: Session, relation: Relation, meeting: Meeting, content: Content, *, actor_id: int, at: datetime
) -> None:
    """Let the joint answers of a meeting count, and take back those that one sees differently again."""
    codes = {question.point.stable_key: question.point.code for question in content.questions}
    joined = {}
    for point in queries.points_of(session, meeting.id):
        code = codes.get(point.key)
        if code is None or point.joint is None:
            continue
        if point.joint is Conclusion.DIFFER:
            assessments.part(session, relation, code, actor_id=actor_id, at=at)
        else:
            joined[code] = Said(Value(point.joint.value), point.reason)
    if joined:
        assessments.join(session, relation, joined, actor_id=actor_id, at=at)


def _show_meetings(session: Session, relation: Relation, *, actor_id: int, at: datetime) -> None:
    """Show that two meetings with minutes have been held in the last twelve months, once there are two."""
    shown = rules.shown_by(queries.approved_days(session, relation.id))
    if shown is not None:
        earlier, later, last = shown
        proof = assessments.Proof(f"Møter {_told(earlier)}, {_told(later)}", later, last)
        assessments.prove(session, relation, PROOF, proof, actor_id=actor_id, at=at)


def _told(day: date) -> str:
    return f"{day:%d.%m.%Y}"
