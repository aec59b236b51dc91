"""What exists: arenas, meetings with their agendas and minutes, and what is to be followed up."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kernel.orm import Base, Translated
from partnership.relations.models import Relation
from partnership.relations.sides import Side

# a second side in one table, whose CHECK needs a name of its own
SENDING_SIDE = Enum(
    Side,
    native_enum=False,
    create_constraint=True,
    length=40,
    values_callable=lambda kind: [member.value for member in kind],
    name="sending_side",
)


class MeetingStatus(StrEnum):
    """Where a meeting stands, from the day it is called until both stand for its minutes."""

    PLANNED = "planned"
    HELD = "held"
    SENT = "sent"
    APPROVED = "approved"
    CANCELLED = "cancelled"


class PointKind(StrEnum):
    """Why a point is on the agenda."""

    DIFFERENCE = "difference"
    RENEWAL = "renewal"
    MISSING = "missing"
    FOLLOW_UP = "follow_up"
    OWN = "own"


class Conclusion(StrEnum):
    """What both say together about a point of the staircase, or that they still see it differently."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NA = "na"
    DIFFER = "differ"


class NoteKind(StrEnum):
    """What is written beside minutes: why they were sent back, or what was put right after they were approved."""

    RETURNED = "returned"
    CORRECTION = "correction"


class Arena(Base):
    """A lasting forum of a relation, with its rhythm and who belongs to it. Source: E15."""

    __tablename__ = "arena"
    __table_args__ = (UniqueConstraint("relation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    name: Mapped[str]
    rhythm: Mapped[str]
    place: Mapped[str]
    members: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Meeting(Base):
    """One dialogue meeting; `calendar_id` stays whatever happens, and `sequence` counts what calendars are told."""

    __tablename__ = "dialogue_meeting"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="ends_after_it_starts"),
        CheckConstraint("(status = 'cancelled') = (cancelled_reason <> '')", name="cancelled_has_its_reason"),
        CheckConstraint(
            "(status IN ('sent', 'approved')) = (sent_by_side IS NOT NULL)"
            " AND (sent_by_side IS NULL) = (sent_by_id IS NULL) AND (sent_by_side IS NULL) = (sent_at IS NULL)",
            name="sent_is_whole",
        ),
        CheckConstraint(
            "(status = 'approved') = (approved_at IS NOT NULL) AND (approved_at IS NULL) = (approved_by_id IS NULL)",
            name="approved_is_whole",
        ),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> sent_by_id", name="four_eyes"),
        Index("ix_dialogue_meeting_relation", "relation_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    arena_id: Mapped[int | None] = mapped_column(ForeignKey("arena.id"), index=True)
    status: Mapped[MeetingStatus]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str]
    called_by_side: Mapped[Side]
    called_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    called_at: Mapped[datetime]
    cancelled_reason: Mapped[str]
    calendar_id: Mapped[str] = mapped_column(unique=True)
    sequence: Mapped[int]
    edited_at: Mapped[datetime]
    sent_by_side: Mapped[Side | None] = mapped_column(SENDING_SIDE)
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    relation: Mapped[Relation] = relationship()
    arena: Mapped[Arena | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Participants(Base):
    """Who comes from one side, as that side writes it."""

    __tablename__ = "meeting_participants"
    __table_args__ = (UniqueConstraint("meeting_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("dialogue_meeting.id"))
    side: Mapped[Side]
    words: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class FollowUp(Base):
    """Something that one side takes upon itself at a meeting, with the day it is due."""

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="done_by_somebody"),
        Index(
            "ix_follow_up_open",
            "relation_id",
            "due_on",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        Index("ix_follow_up_meeting", "meeting_id"),
        {"sqlite_autoincrement": True},  # one may be taken out, and its id must not come again
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(ForeignKey("relation.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("dialogue_meeting.id"))
    what: Mapped[str]
    side: Mapped[Side]
    who: Mapped[str]
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class AgendaPoint(Base):
    """A point of a meeting: its words or its question as they stood, and what the minutes say about it."""

    __tablename__ = "agenda_point"
    __table_args__ = (
        CheckConstraint("(key = '') = (code = '')", name="a_question_has_its_key"),
        CheckConstraint("joint IS NULL OR key <> ''", name="joint_answer_to_a_question"),
        Index("ix_agenda_point_meeting", "meeting_id", "place"),
        Index(
            "uq_agenda_point_key",
            "meeting_id",
            "key",
            unique=True,
            sqlite_where=text("key <> ''"),
            postgresql_where=text("key <> ''"),
        ),
        {"sqlite_autoincrement": True},  # one may be taken out, and its id must not come again
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("dialogue_meeting.id"))
    place: Mapped[int]
    kind: Mapped[PointKind]
    side: Mapped[Side | None]
    words: Mapped[str]
    code: Mapped[str]
    key: Mapped[str]
    question: Mapped[Translated]
    said: Mapped[str]
    joint: Mapped[Conclusion | None]
    reason: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class MinutesNote(Base):
    """A line that one side writes beside minutes that it cannot change."""

    __tablename__ = "minutes_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("dialogue_meeting.id"), index=True)
    kind: Mapped[NoteKind]
    side: Mapped[Side]
    words: Mapped[str]
    written_at: Mapped[datetime]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
