"""What is read: what a programme's teams come together for, who was there, and what they may use."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from partnership.core_teams.models import CoreTeam, Seat
from partnership.core_teams.queries import seats_on
from partnership.programmes import queries
from partnership.programmes.models import Attendance, EventStatus, Material, Participation, Programme, ProgrammeEvent


@dataclass(frozen=True)
class Bench:
    """A team at an event: who sat in it on that day, and which of them were there."""

    team: CoreTeam
    seats: Sequence[Seat]
    present: frozenset[int]


def listed(programme: Programme) -> Select[*tuple[Any, ...]]:
    """What a programme's teams come together for, as rows of a list."""
    event = ProgrammeEvent
    return select(
        event.id, event.kind, event.title, event.starts_at, event.ends_at, event.mode, event.place, event.status
    ).where(event.programme_id == programme.id)


def events(session: Session, programme: Programme) -> list[ProgrammeEvent]:
    """All that a programme's teams come together for, the earliest first."""
    statement = select(ProgrammeEvent).where(ProgrammeEvent.programme_id == programme.id)
    return list(session.scalars(statement.order_by(ProgrammeEvent.starts_at, ProgrammeEvent.id)))


def ahead(session: Session, programme: Programme, now: datetime, most: int) -> list[ProgrammeEvent]:
    """The next that is planned and not over, the earliest first."""
    statement = select(ProgrammeEvent).where(
        ProgrammeEvent.programme_id == programme.id,
        ProgrammeEvent.status == EventStatus.PLANNED,
        ProgrammeEvent.ends_at > now,
    )
    return list(session.scalars(statement.order_by(ProgrammeEvent.starts_at, ProgrammeEvent.id).limit(most)))


def event_of(session: Session, programme: Programme, event_id: int, *, lock: bool = False) -> ProgrammeEvent:
    """Something that a programme's teams come together for; raises NotFound."""
    statement = select(ProgrammeEvent).where(ProgrammeEvent.id == event_id, ProgrammeEvent.programme_id == programme.id)
    if lock:  # what belongs to it may be written meanwhile: those hold the programme, which this may ask for next
        statement = statement.with_for_update(of=ProgrammeEvent, key_share=True)
    event = session.scalar(statement)
    if event is None:
        raise NotFound
    return event


def benches(
    session: Session, programme: Programme, event: ProgrammeEvent, *, viewer: Viewer, to_write: bool = False
) -> list[Bench]:
    """Who may have been at an event: of every team for the centre, of the viewer's own for others."""
    wanted = Permission.TEAM_WRITE if to_write else Permission.TEAM_READ
    statement = (
        select(CoreTeam)
        .join(Participation, Participation.team_id == CoreTeam.id)
        .where(Participation.programme_id == programme.id)
    )
    if not viewer.may(Permission.PROGRAMME_MANAGE):
        statement = statement.where(queries.is_mine(viewer, wanted))
    teams = session.scalars(statement.order_by(queries.by_name(), CoreTeam.id)).all()
    seats = seats_on(session, [team.id for team in teams], clock.local_date(event.starts_at))
    present = frozenset(session.scalars(select(Attendance.seat_id).where(Attendance.event_id == event.id)))
    return [Bench(team, seats[team.id], present) for team in teams if seats.get(team.id)]


def attendance_of(session: Session, event: ProgrammeEvent, seat_ids: Collection[int]) -> dict[int, Attendance]:
    """Which of some seats were at an event, by the seat."""
    statement = select(Attendance).where(Attendance.event_id == event.id, Attendance.seat_id.in_(seat_ids))
    return {each.seat_id: each for each in session.scalars(statement)}


def materials_of(session: Session, event: ProgrammeEvent) -> list[Material]:
    """What an event's teams use, in the order in which it came."""
    return list(session.scalars(select(Material).where(Material.event_id == event.id).order_by(Material.id)))


def listed_materials(programme: Programme) -> Select[*tuple[Any, ...]]:
    """A programme's tools and texts as rows of a list."""
    return (
        select(
            Material.id,
            Material.title,
            Material.address,
            Material.edition,
            Material.permission,
            Material.event_id,
            ProgrammeEvent.title.label("event"),
        )
        .outerjoin(ProgrammeEvent, ProgrammeEvent.id == Material.event_id)
        .where(Material.programme_id == programme.id)
    )


def material_of(session: Session, programme: Programme, material_id: int, *, lock: bool = False) -> Material:
    """A tool or a text of a programme's, held for writing when asked; raises NotFound."""
    statement = select(Material).where(Material.id == material_id, Material.programme_id == programme.id)
    statement = statement.options(joinedload(Material.event))
    material = session.scalar(statement.with_for_update(of=Material) if lock else statement)
    if material is None:
        raise NotFound
    return material
