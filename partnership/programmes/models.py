"""What exists: programmes, the teams in them, what they meet for, homework, and the guidance they get."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.bodies.models import Body
from kernel.orm import Base, Translated, TranslatedText
from partnership.core_teams.models import CoreTeam, Seat


class EventKind(StrEnum):
    """What teams come together for. Source: D04."""

    GATHERING = "gathering"
    WEBINAR = "webinar"
    WORKING_MEETING = "working_meeting"


class EventMode(StrEnum):
    """Where one takes part. Source: D22."""

    DIGITAL = "digital"
    IN_PERSON = "in_person"
    BOTH = "both"


class EventStatus(StrEnum):
    """How far an event has come."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class HandInStatus(StrEnum):
    """How far a team's homework has come; what is returned may be handed in again."""

    DRAFT = "draft"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    SEEN = "seen"


class GuidanceTopic(StrEnum):
    """What teams ask for help with."""

    ANCHORING = "anchoring"
    INVOLVEMENT = "involvement"
    INFORMAL_GROUPS = "informal_groups"
    METHODS = "methods"
    CAPACITY = "capacity"
    ROADMAP = "roadmap"
    OTHER = "other"


class Programme(Base):
    """A programme of the centre's: who runs it, between which days, and the call that its teams come from, if any.

    The centre writes what its teams meet for, do at home and are answered in one `language`; `news` counts how often
    there was something to tell of the meetings.
    """

    __tablename__ = "programme"
    __table_args__ = (
        CheckConstraint("starts_on < ends_on", name="starts_before_it_ends"),
        CheckConstraint("language IN ('nb', 'nn', 'en')", name="language_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Translated] = mapped_column(TranslatedText())
    about: Mapped[Translated] = mapped_column(TranslatedText())
    language: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    call_code: Mapped[str]
    process_leader: Mapped[str]
    contact_name: Mapped[str]
    contact_email: Mapped[str]
    contact_phone: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    news: Mapped[int]
    version: Mapped[int] = mapped_column()

    owner: Mapped[Body] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Participation(Base):
    """That a team takes part in a programme; in the network list with its leader's address where it wishes so."""

    __tablename__ = "programme_participation"
    __table_args__ = (UniqueConstraint("programme_id", "team_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"), index=True)
    application: Mapped[str]
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    is_listed: Mapped[bool]
    good_at: Mapped[str]
    version: Mapped[int] = mapped_column()

    programme: Mapped[Programme] = relationship()
    team: Mapped[CoreTeam] = relationship()

    __mapper_args__ = {"version_id_col": version}


class ProgrammeEvent(Base):
    """A gathering, a webinar or a working meeting."""

    __tablename__ = "programme_event"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint("NOT is_travel_needed OR mode = 'in_person'", name="travel_only_in_person"),
        Index("ix_programme_event_starts", "programme_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    kind: Mapped[EventKind]
    title: Mapped[str]
    about: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    mode: Mapped[EventMode]
    place: Mapped[str]
    link: Mapped[str]
    is_travel_needed: Mapped[bool]
    status: Mapped[EventStatus]
    version: Mapped[int] = mapped_column()

    programme: Mapped[Programme] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Notice(Base):
    """What the teams were last told of an event, in which of the programme's news, and what they knew before that."""

    __tablename__ = "programme_notice"

    event_id: Mapped[int] = mapped_column(ForeignKey("programme_event.id"), primary_key=True, autoincrement=False)
    number: Mapped[int]
    told: Mapped[dict[str, Any]] = mapped_column(JSON().with_variant(JSONB(), "postgresql"))
    before: Mapped[dict[str, Any]] = mapped_column(JSON().with_variant(JSONB(), "postgresql"))


class Material(Base):
    """A tool or a text that teams use: an address with its version and by what right it is shared. Source: D06."""

    __tablename__ = "programme_material"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("programme_event.id"), index=True)
    title: Mapped[str]
    address: Mapped[str]
    edition: Mapped[str]
    permission: Mapped[str]
    added_at: Mapped[datetime]

    event: Mapped[ProgrammeEvent | None] = relationship()


class Attendance(Base):
    """That somebody with a seat in a team was at an event."""

    __tablename__ = "programme_attendance"
    __table_args__ = (UniqueConstraint("event_id", "seat_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("programme_event.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("core_team_seat.id"), index=True)
    noted_at: Mapped[datetime]

    seat: Mapped[Seat] = relationship()


class Homework(Base):
    """A task that the teams do at home until a day, given at an event or by itself. Source: D16."""

    __tablename__ = "homework"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("programme_event.id"))
    title: Mapped[str]
    text: Mapped[str]
    due_on: Mapped[date]
    version: Mapped[int] = mapped_column()

    programme: Mapped[Programme] = relationship()
    event: Mapped[ProgrammeEvent | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class HandIn(Base):
    """What a team answers to a homework task, and what the centre says of it."""

    __tablename__ = "homework_hand_in"
    __table_args__ = (
        UniqueConstraint("homework_id", "team_id"),
        CheckConstraint("status NOT IN ('returned', 'seen') OR feedback_at IS NOT NULL", name="answered_has_its_time"),
        CheckConstraint("status = 'draft' OR handed_in_at IS NOT NULL", name="handed_in_has_its_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    homework_id: Mapped[int] = mapped_column(ForeignKey("homework.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"), index=True)
    text: Mapped[str]
    address: Mapped[str]
    status: Mapped[HandInStatus]
    handed_in_at: Mapped[datetime | None]
    handed_in_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    feedback: Mapped[str]
    feedback_at: Mapped[datetime | None]
    feedback_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    homework: Mapped[Homework] = relationship()
    team: Mapped[CoreTeam] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Guidance(Base):
    """What a team asked the centre for help with, or was helped with by telephone, and what was answered."""

    __tablename__ = "programme_guidance"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered_has_its_time"),
        Index("ix_programme_guidance_team", "programme_id", "team_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("core_team.id"), index=True)
    topic: Mapped[GuidanceTopic]
    question: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    programme: Mapped[Programme] = relationship()
    team: Mapped[CoreTeam] = relationship()

    __mapper_args__ = {"version_id_col": version}
