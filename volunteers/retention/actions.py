"""What happens: what is no longer needed is erased, some at a time, and in the same breath counted in a report."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock
from volunteers.incidents.models import Incident
from volunteers.requests.models import RideRequest
from volunteers.retention import queries, rules
from volunteers.retention.models import DeletionReport
from volunteers.retention.rules import Terms
from volunteers.senior_resources.actions import forget
from volunteers.senior_resources.queries import ended_consents
from volunteers.service_users.actions import erase
from volunteers.service_users.models import Reading, ServiceUser
from volunteers.trips.models import Trip


def erase_some(session: Session, body_id: int, terms: Terms, *, at: datetime) -> bool:
    """Erase some of what a body no longer needs, and say whether there may be more."""
    today = clock.local_date(at)
    trips = queries.old_trips(session, body_id, terms.trips_before(today))
    requests = queries.old_requests(session, body_id, terms.trips_before(today))
    incidents = queries.old_incidents(session, body_id, terms.incidents_before(today))
    profiles = queries.old_profiles(session, body_id, terms.profiles_before(today))
    readings = queries.old_readings(session, body_id, rules.readings_before(today))
    wishes = ended_consents(session, body_id, today, queries.BATCH)
    _forget_places(trips, requests)
    _cut(incidents)
    for user in profiles:
        _erase_whole(session, user, actor_id=None, at=at)
    for wish in wishes:
        forget(session, wish, actor_id=None, at=at)
    session.execute(delete(Reading).where(Reading.id.in_(readings)))
    counts = {
        "trips": len(trips),
        "profiles": len(profiles) + len(wishes),
        "incidents": len(incidents),
        "readings": len(readings),
    }
    if any(counts.values()) or requests:
        _report(session, body_id, at=at, **counts)
    return any(len(each) == queries.BATCH for each in (trips, requests, incidents, profiles, readings, wishes))


def _forget_places(trips: Iterable[Trip], requests: Iterable[RideRequest]) -> None:
    for trip in trips:
        trip.from_address = trip.destination = trip.handed_over_to = ""
    for request in requests:
        request.destination = ""


def _cut(incidents: Iterable[Incident]) -> None:
    for incident in incidents:
        incident.trip_id = None


def _erase_whole(session: Session, user: ServiceUser, *, actor_id: int | None, at: datetime) -> int:
    """Erase somebody, and where somebody went; the number of trips that said so."""
    trips = queries.all_of(session, Trip, user.id)
    _forget_places(trips, queries.all_of(session, RideRequest, user.id))
    erase(session, user, actor_id=actor_id, at=at)
    return len(trips)


def erase_now(session: Session, user: ServiceUser, *, actor_id: int, at: datetime) -> None:
    """Erase somebody who has asked for it; refused while trips are to come. Twice is once."""
    rules.ensure_may_erase(queries.ahead_of(session, user.id))
    if user.erased_at is not None:
        return
    trips = queries.all_of(session, Trip, user.id)
    incidents = queries.incidents_of(session, [trip.id for trip in trips])
    _cut(incidents)
    counted = _erase_whole(session, user, actor_id=actor_id, at=at)
    _report(session, user.body_id, trips=counted, profiles=1, incidents=len(incidents), at=at)


def count_withdrawn(session: Session, body_id: int, *, at: datetime) -> None:
    """Count somebody who wished to contribute, and has been erased at once because they wished it no more."""
    _report(session, body_id, profiles=1, at=at)


def _report(
    session: Session,
    body_id: int,
    *,
    trips: int = 0,
    profiles: int = 0,
    incidents: int = 0,
    readings: int = 0,
    at: datetime,
) -> None:
    counts = {"trips": trips, "profiles": profiles, "incidents": incidents, "readings": readings}
    report = DeletionReport(body_id=body_id, run_at=at, **counts)
    session.add(report)
    changes: dict[str, tuple[object, object]] = {name: (None, number) for name, number in counts.items()}
    audit.record(session, report, "erased", actor_id=None, at=at, changes=changes)
