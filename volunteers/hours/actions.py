"""What happens: hours are written down, corrected and taken away; a trip writes its own, once."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock
from kernel.jobs.outbox import insert_new
from kernel.lifecycle import ensure_current
from volunteers.hours import queries, rules
from volunteers.hours.models import HourEntry, Work
from volunteers.register.models import Volunteer
from volunteers.register.rules import ensure_active


@dataclass(frozen=True)
class Given:
    """What was planned or given on a day, in minutes; `minutes` is None for what is planned only."""

    work: Work
    what: str
    done_on: date
    planned_minutes: int
    minutes: int | None


def log(session: Session, volunteer: Volunteer, said: Given, *, actor_id: int, at: datetime) -> HourEntry:
    """Write down hours of a volunteer; the same sent twice is there once."""
    ensure_active(volunteer)
    rules.ensure_may_write(said.done_on, said.planned_minutes, said.minutes, clock.local_date(at))
    session.execute(select(Volunteer.id).where(Volunteer.id == volunteer.id).with_for_update())
    entry = HourEntry(volunteer_id=volunteer.id, recorded_at=at, recorded_by_id=actor_id, trip_key=None, **vars(said))
    known = queries.same(session, entry)
    if known is not None:
        return known
    session.add(entry)
    changes = {name: (None, value) for name, value in vars(said).items() if name != "what"}
    audit.record(session, entry, "logged", actor_id=actor_id, at=at, changes=changes)
    return entry


def change(session: Session, entry: HourEntry, said: Given, *, version: int, actor_id: int, at: datetime) -> None:
    """Correct hours; raises Stale when somebody else was quicker."""
    ensure_current(entry.version, version)
    rules.ensure_may_write(said.done_on, said.planned_minutes, said.minutes, clock.local_date(at))
    before = {name: getattr(entry, name) for name in vars(said)}
    for name, value in vars(said).items():
        setattr(entry, name, value)
    changes = {name: (before[name], value) for name, value in vars(said).items() if before[name] != value}
    changes.pop("what", None)
    audit.record(session, entry, "corrected", actor_id=actor_id, at=at, changes=changes)


def take_away(session: Session, entry: HourEntry, *, actor_id: int, at: datetime) -> None:
    """Take away hours that were written by mistake."""
    rules.ensure_may_take_away(entry.trip_key)
    changes = {"minutes": (entry.minutes, None)}
    audit.record(session, entry, "taken_away", actor_id=actor_id, at=at, changes=changes)
    session.delete(entry)


def note_trip(
    session: Session,
    volunteer: Volunteer,
    *,
    trip_key: str,
    done_on: date,
    planned_minutes: int,
    minutes: int,
    at: datetime,
) -> None:
    """Note what a trip took; the same trip noted again is there once."""
    values = {
        "volunteer_id": volunteer.id,
        "work": Work.TRANSPORT,
        "what": "",
        "done_on": done_on,
        "planned_minutes": _within_a_day(planned_minutes),
        "minutes": _within_a_day(minutes),
        "trip_key": trip_key,
        "recorded_at": at,
        "version": 1,
    }
    insert_new(session, HourEntry, values)


def _within_a_day(minutes: int) -> int:
    return max(0, min(minutes, rules.A_DAY))
