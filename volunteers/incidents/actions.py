"""What happens: an incident is told of, those who must know are told, and it is closed."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.accounts.queries import people_with
from directory.audit import actions as audit
from directory.bodies import actions as bodies
from kernel import clock
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current
from volunteers.incidents import queries, rules
from volunteers.incidents.models import Incident
from volunteers.incidents.rules import Report
from volunteers.transport.models import TransportOffer
from volunteers.trips.models import Trip


def report(
    session: Session, offer: TransportOffer, trip: Trip | None, said: Report, *, actor_id: int, at: datetime
) -> Incident:
    """Keep what happened; the same told twice is kept once, and a grave one is told on at once."""
    rules.ensure_happened(said.happened_on, clock.local_date(at))
    bodies.lock(session, offer.provider_id)
    known = queries.same(session, offer.id, trip.id if trip else None, said)
    if known is not None:
        return known
    made = Incident(
        offer_id=offer.id,
        trip_id=trip.id if trip else None,
        **vars(said),
        closed_on=None,
        reported_at=at,
        reported_by_id=actor_id,
    )
    session.add(made)
    changes: dict[str, tuple[object, object]] = {"kind": (None, said.kind), "severity": (None, said.severity)}
    audit.record(session, made, "reported", actor_id=actor_id, at=at, changes=changes)
    if rules.is_told_at_once(said.severity):
        for person in people_with(session, rules.TOLD_AT_ONCE, offer.provider_id):
            outbox.promise(session, "volunteers.mail_incident", at=at, incident_id=made.id, person_id=person.id)
    return made


def close(
    session: Session,
    incident: Incident,
    action: str,
    closed_on: date,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Write what was done and close an incident. Raises Stale."""
    rules.ensure_may_close(incident, action, closed_on, clock.local_date(at))
    ensure_current(incident.version, version)
    incident.action, incident.closed_on = action, closed_on
    audit.record(session, incident, "closed", actor_id=actor_id, at=at, changes={"closed_on": (None, closed_on)})
