"""What is read: all that waits for a team, or for the centre, each in one statement."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    and_,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.orm import UtcDateTime
from partnership.core_teams.models import CoreTeam
from partnership.programmes import queries, rules
from partnership.programmes.models import (
    EventStatus,
    Guidance,
    HandIn,
    HandInStatus,
    Homework,
    Participation,
    Programme,
    ProgrammeEvent,
)

GOES_ON = (Participation.left_on.is_(None), CoreTeam.ended_on.is_(None))


class Waits(StrEnum):
    """What a row is about."""

    MEETING = "meeting"
    HOMEWORK = "homework"
    HAND_INS = "hand_ins"
    QUESTION = "question"


def for_teams(viewer: Viewer, now: datetime, team_id: int | None = None) -> CompoundSelect[Any]:
    """The homework that the viewer's teams that go on, or only one, have not handed in, and what they meet for soon."""
    mine = [
        queries.is_mine(viewer, Permission.TEAM_WRITE),
        Participation.left_on.is_(None),
        CoreTeam.ended_on.is_(None),
    ]
    if team_id is not None:
        mine.append(Participation.team_id == team_id)
    return union_all(_homework(mine, clock.local_date(now)), _meetings(mine, now))


def _homework(mine: Sequence[ColumnElement[bool]], today: date) -> Select[Any]:
    """A row for each task, and for each that was sent back, with how many teams it waits for and the first of them.

    What was not done when a programme ended does not wait any more.
    """
    is_returned = func.coalesce(HandIn.status == HandInStatus.RETURNED, false())
    return (
        select(
            *_row(Waits.HOMEWORK, Homework.id, func.min(Participation.team_id), Homework.title),
            Homework.due_on,
            cast(null(), UtcDateTime()).label("starts_at"),
            is_returned.label("is_returned"),
            func.count().label("teams"),
        )
        .select_from(Homework)
        .join(Programme, Programme.id == Homework.programme_id)
        .join(Participation, Participation.programme_id == Programme.id)
        .join(CoreTeam, CoreTeam.id == Participation.team_id)
        .outerjoin(HandIn, and_(HandIn.homework_id == Homework.id, HandIn.team_id == Participation.team_id))
        .where(
            *mine,
            Programme.ends_on >= today,
            or_(and_(HandIn.id.is_(None), Homework.due_on >= Participation.joined_on), HandIn.status.in_(rules.OPEN)),
        )
        .group_by(Programme.code, Homework.id, Homework.title, Homework.due_on, is_returned)
    )


def _meetings(mine: Sequence[ColumnElement[bool]], now: datetime) -> Select[Any]:
    """What the teams meet for within 14 days, once however many of them do."""
    team = CoreTeam.id == Participation.team_id
    takes_part = select(Participation.programme_id).join(CoreTeam, team).where(*mine)
    return (
        select(
            *_row(Waits.MEETING, ProgrammeEvent.id, cast(null(), Integer), ProgrammeEvent.title),
            cast(null(), Date),
            ProgrammeEvent.starts_at,
            false(),
            literal(1),
        )
        .select_from(ProgrammeEvent)
        .join(Programme, Programme.id == ProgrammeEvent.programme_id)
        .where(
            ProgrammeEvent.programme_id.in_(takes_part),
            ProgrammeEvent.status == EventStatus.PLANNED,
            ProgrammeEvent.ends_at > now,
            ProgrammeEvent.starts_at <= now + rules.TOLD_AHEAD,
        )
    )


def for_centre() -> CompoundSelect[Any]:
    """The questions that wait for an answer, and for each task how many teams wait for feedback."""
    questions = (
        select(*_row(Waits.QUESTION, Guidance.id, cast(null(), Integer), CoreTeam.name))
        .select_from(Guidance)
        .join(Programme, Programme.id == Guidance.programme_id)
        .join(CoreTeam, CoreTeam.id == Guidance.team_id)
        .where(Guidance.answered_at.is_(None))
    )
    hand_ins = (
        select(*_row(Waits.HAND_INS, Homework.id, func.count(), Homework.title))
        .select_from(HandIn)
        .join(Homework, Homework.id == HandIn.homework_id)
        .join(Programme, Programme.id == Homework.programme_id)
        .where(HandIn.status == HandInStatus.HANDED_IN)
        .group_by(Homework.id, Programme.code, Homework.title)
    )
    return union_all(questions, hand_ins)


def _row(what: Waits, row_id: Any, team_id: Any, words: Any) -> tuple[Any, ...]:
    """The first columns of every row: what it is about, where it is found, and what it is called."""
    return (
        literal(what.value).label("what"),
        Programme.code.label("code"),
        row_id.label("id"),
        team_id.label("team_id"),
        words.label("words"),
    )
