"""What is read: hours of one volunteer, of oneself, and sums for coordinators and reports."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, extract, func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from directory.bodies.models import Body
from kernel.web.lists import Statement
from volunteers.hours.models import HourEntry, Work
from volunteers.register.models import Volunteer, VolunteerStatus

BodyTable = Body.__table__
LATEST_FIRST = -extract("epoch", HourEntry.done_on)  # a list sorts by it as it stands


def _entries() -> Statement:
    return (
        select(
            HourEntry.id,
            HourEntry.done_on,
            HourEntry.work,
            HourEntry.what,
            HourEntry.planned_minutes,
            HourEntry.minutes,
            HourEntry.trip_key,
            BodyTable.c.name.label("body"),
        )
        .join(Volunteer, Volunteer.id == HourEntry.volunteer_id)
        .join(BodyTable, BodyTable.c.id == Volunteer.body_id)
    )


def mine(viewer: Viewer) -> Statement:
    """The viewer's own hours as rows of a list."""
    return _entries().where(_is_mine(viewer))


def of_volunteer(volunteer_id: int) -> Statement:
    """A volunteer's hours as rows of a list; the volunteer was fetched through the viewer."""
    return _entries().where(HourEntry.volunteer_id == volunteer_id)


def _is_mine(viewer: Viewer) -> ColumnElement[bool]:
    return and_(Volunteer.person_id == viewer.id, Volunteer.status == VolunteerStatus.ACTIVE)


def get_mine(session: Session, entry_id: int, *, viewer: Viewer, lock: bool = False) -> HourEntry:
    """An entry of the viewer's own; raises NotFound for any other."""
    return _get(session, entry_id, _is_mine(viewer), lock=lock)


def get_own(session: Session, entry_id: int, *, viewer: Viewer, lock: bool = False) -> HourEntry:
    """An entry of a volunteer of one of the viewer's bodies; raises NotFound for any other."""
    is_own = Volunteer.body_id.in_(viewer.bodies(Permission.VOLUNTEER_WRITE))
    return _get(session, entry_id, is_own, lock=lock)


def _get(session: Session, entry_id: int, is_seen: ColumnElement[bool], *, lock: bool) -> HourEntry:
    statement = select(HourEntry).join(HourEntry.volunteer).where(HourEntry.id == entry_id, is_seen)
    statement = statement.options(joinedload(HourEntry.volunteer).joinedload(Volunteer.body))
    found = session.scalar(statement.with_for_update(of=HourEntry) if lock else statement)
    if found is None:
        raise NotFound
    return found


def same(session: Session, entry: HourEntry) -> HourEntry | None:
    """The same entry, written before."""
    columns = ("volunteer_id", "done_on", "work", "what", "planned_minutes")
    where = [getattr(HourEntry, name) == getattr(entry, name) for name in columns]
    is_same = HourEntry.minutes.is_not_distinct_from(entry.minutes)
    return session.scalar(select(HourEntry).where(*where, is_same, HourEntry.trip_key.is_(None)).limit(1))


def given_by(session: Session, volunteer_ids: Iterable[int], since: date) -> dict[int, list[tuple[date, int]]]:
    """The days and minutes that volunteers have given since a day, in one statement."""
    statement: Statement = select(HourEntry.volunteer_id, HourEntry.done_on, HourEntry.minutes).where(
        HourEntry.volunteer_id.in_(list(volunteer_ids)), HourEntry.done_on >= since, HourEntry.minutes > 0
    )
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for row in session.execute(statement):
        found[row[0]].append((row[1], row[2]))
    return found


def sums(viewer: Viewer, first: date, last: date) -> Select[Any]:
    """The volunteers of the viewer's bodies with what they planned and gave in a period, as rows of a list."""
    within = and_(HourEntry.volunteer_id == Volunteer.id, HourEntry.done_on.between(first, last))
    planned, given = (
        select(func.coalesce(func.sum(column), 0)).where(within).scalar_subquery()
        for column in (HourEntry.planned_minutes, HourEntry.minutes)
    )
    return (
        select(
            Volunteer.id,
            Volunteer.name,
            Volunteer.hours_a_week,
            BodyTable.c.name.label("body"),
            planned.label("planned"),
            given.label("given"),
        )
        .join(BodyTable, BodyTable.c.id == Volunteer.body_id)
        .where(
            Volunteer.body_id.in_(viewer.bodies(Permission.VOLUNTEER_WRITE)), Volunteer.status == VolunteerStatus.ACTIVE
        )
    )


def minutes_of(session: Session, volunteer_ids: Collection[int], first: date, last: date) -> int:
    """The minutes that volunteers gave in a period, all in all."""
    statement = select(func.coalesce(func.sum(HourEntry.minutes), 0)).where(
        HourEntry.volunteer_id.in_(volunteer_ids), HourEntry.done_on.between(first, last)
    )
    return session.scalar(statement) or 0


def minutes_by_work(session: Session, body_ids: Collection[int], first: date, last: date) -> dict[Work, int]:
    """The minutes given to each kind of work for some bodies in a period, in one statement. Source: R8."""
    statement = (
        select(HourEntry.work, func.sum(HourEntry.minutes))
        .join(HourEntry.volunteer)
        .where(Volunteer.body_id.in_(body_ids), HourEntry.done_on.between(first, last))
        .group_by(HourEntry.work)
    )
    found = {row[0]: row[1] or 0 for row in session.execute(statement)}
    return {each: found.get(each, 0) for each in Work}
