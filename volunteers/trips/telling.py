"""What every change of a trip leaves behind: an audit line, a new edition in calendars, and word to people."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel.jobs import outbox
from volunteers.trips.models import Trip

ASSIGNED, CHANGED = "assigned", "changed"
CANCELLED_BY_US, CANCELLED_BY_PASSENGER = "cancelled_by_us", "cancelled_by_passenger"


def note(
    session: Session,
    trip: Trip,
    verb: str,
    *,
    actor_id: int | None,
    at: datetime,
    changes: Mapping[str, tuple[object, object]] | None = None,
    personal: Mapping[str, tuple[object, object]] | None = None,
) -> None:
    """Write what happened to a trip, and give it a new edition."""
    trip.sequence += 1
    trip.changed_at = at
    audit.record(session, trip, verb, actor_id=actor_id, at=at, changes=changes, personal=personal)


def tell(session: Session, trip: Trip, kind: str, *, at: datetime, volunteer_id: int | None = None) -> None:
    """Promise that those concerned are told."""
    concerned = trip.volunteer_id if volunteer_id is None else volunteer_id
    outbox.promise(session, "volunteers.tell", at=at, trip_id=trip.id, kind=kind, volunteer_id=concerned or 0)
