"""What is read: homework with what the teams have handed in, and what they have asked the centre."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from partnership.core_teams.models import CoreTeam, Seat
from partnership.programmes import queries, rules
from partnership.programmes.models import (
    Guidance,
    HandIn,
    Homework,
    Participation,
    Programme,
    ProgrammeEvent,
)


def tasks(session: Session, programme: Programme) -> list[Homework]:
    """A programme's homework, what is due first first."""
    statement = select(Homework).where(Homework.programme_id == programme.id)
    return list(session.scalars(statement.order_by(Homework.due_on, Homework.id)))


def tasks_of(session: Session, event: ProgrammeEvent) -> list[Homework]:
    """The homework that was given at an event."""
    statement = select(Homework).where(Homework.event_id == event.id)
    return list(session.scalars(statement.order_by(Homework.due_on, Homework.id)))


def homework_of(session: Session, programme: Programme, homework_id: int, *, lock: bool = False) -> Homework:
    """A homework task of a programme's; raises NotFound."""
    statement = (
        select(Homework)
        .where(Homework.id == homework_id, Homework.programme_id == programme.id)
        .options(joinedload(Homework.event))
    )
    homework = session.scalar(statement.with_for_update(of=Homework) if lock else statement)
    if homework is None:
        raise NotFound
    return homework


def hand_in_of(session: Session, homework_id: int, team_id: int, *, lock: bool = False) -> HandIn | None:
    """What a team has answered to a homework task, if it has begun."""
    statement = (
        select(HandIn)
        .where(HandIn.homework_id == homework_id, HandIn.team_id == team_id)
        .execution_options(populate_existing=True)
    )
    return session.scalar(statement.with_for_update(of=HandIn) if lock else statement)


def hand_ins(
    session: Session, programme: Programme, team_ids: Collection[int] | None = None
) -> dict[tuple[int, int], HandIn]:
    """What teams have answered, by the homework and the team; of all teams where none are named."""
    statement = select(HandIn).join(HandIn.homework).where(Homework.programme_id == programme.id)
    if team_ids is not None:
        statement = statement.where(HandIn.team_id.in_(team_ids))
    return {(each.homework_id, each.team_id): each for each in session.scalars(statement)}


def listed_guidance(programme: Programme, viewer: Viewer, *, waiting: bool) -> Select[*tuple[Any, ...]]:
    """What the viewer may read of a programme's guidance as rows of a list, or only what waits for an answer."""
    statement = (
        select(
            Guidance.id,
            CoreTeam.name.label("team"),
            Guidance.topic,
            Guidance.question,
            Guidance.asked_at,
            Guidance.answered_at,
        )
        .join(CoreTeam, CoreTeam.id == Guidance.team_id)
        .where(Guidance.programme_id == programme.id, _may_read(viewer))
    )
    return statement.where(Guidance.answered_at.is_(None)) if waiting else statement


def _may_read(viewer: Viewer) -> Any:
    if viewer.may(Permission.PROGRAMME_MANAGE):
        return Guidance.id.is_not(None)
    return Guidance.team_id.in_(select(CoreTeam.id).where(queries.is_mine(viewer, Permission.TEAM_READ)))


def guidance_of(
    session: Session, programme: Programme, guidance_id: int, *, viewer: Viewer, lock: bool = False
) -> Guidance:
    """A question of a programme's that the viewer may read; raises NotFound."""
    statement = (
        select(Guidance)
        .where(Guidance.id == guidance_id, Guidance.programme_id == programme.id, _may_read(viewer))
        .options(joinedload(Guidance.team))
    )
    guidance = session.scalar(statement.with_for_update(of=Guidance) if lock else statement)
    if guidance is None:
        raise NotFound
    return guidance


def latest_guidance(session: Session, programme: Programme, *, viewer: Viewer, most: int) -> list[Guidance]:
    """The latest questions that the viewer may read, those that wait for an answer first."""
    statement = (
        select(Guidance)
        .where(Guidance.programme_id == programme.id, _may_read(viewer))
        .options(joinedload(Guidance.team))
        .order_by(Guidance.answered_at.is_not(None), Guidance.asked_at.desc(), Guidance.id.desc())
    )
    return list(session.scalars(statement.limit(most)))


def to_remind(session: Session, today: date) -> list[tuple[Homework, Seat]]:
    """Whose homework is due within three days and not handed in: each task with each who sits in such a team now."""
    statement = (
        select(Homework, Seat)
        .join(Participation, Participation.programme_id == Homework.programme_id)
        .join(Participation.team)
        .join(Seat, Seat.team_id == Participation.team_id)
        .outerjoin(HandIn, (HandIn.homework_id == Homework.id) & (HandIn.team_id == Participation.team_id))
        .where(
            Homework.due_on.between(today, today + rules.REMINDED_AHEAD),
            Participation.left_on.is_(None),
            CoreTeam.ended_on.is_(None),
            Seat.begun_on <= today,
            or_(Seat.left_on.is_(None), Seat.left_on > today),
            or_(HandIn.id.is_(None), HandIn.status.in_(rules.OPEN)),
        )
        .order_by(Homework.id, Seat.id)
    )
    return [(homework, seat) for homework, seat in session.execute(statement)]
