"""What happens: kilometres are written down and sent, looked at by somebody else, and handed on to be paid once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from directory.bodies import actions as bodies
from kernel.lifecycle import ensure_current, ensure_transition
from volunteers.mileage import queries, rules
from volunteers.mileage.models import ClaimStatus, MileageClaim, MileageRate
from volunteers.mileage.rules import Driven, Rate
from volunteers.trips.models import Trip


def add_rate(session: Session, body_id: int, said: Rate, *, actor_id: int, at: datetime) -> MileageRate:
    """Write down what a body pays from a day on; a rate that has been used is only followed."""
    bodies.lock(session, body_id)
    rates = queries.rates_of(session, [body_id])
    used = queries.used_rates(session, rates)
    last_used = max((rate.valid_from for rate in rates if rate.id in used), default=None)
    rules.ensure_follows(said.valid_from, rates, last_used)
    rate = MileageRate(body_id=body_id, **vars(said), added_by_id=actor_id)
    session.add(rate)
    changes: dict[str, tuple[object, object]] = {name: (None, value) for name, value in vars(said).items()}
    audit.record(session, rate, "added", actor_id=actor_id, at=at, changes=changes)
    return rate


def remove_rate(session: Session, rate: MileageRate, *, actor_id: int, at: datetime) -> None:
    """Take a rate away that nobody has been paid by."""
    bodies.lock(session, rate.body_id)
    rules.ensure_unused(is_used=rate.id in queries.used_rates(session, [rate]))
    audit.record(session, rate, "removed", actor_id=actor_id, at=at, changes={"valid_from": (rate.valid_from, None)})
    session.delete(rate)


def write(session: Session, trip: Trip, said: Driven, *, version: int, actor_id: int, at: datetime) -> MileageClaim:
    """Write down what was driven on a trip, without sending it; the same said again is no change. Raises Stale."""
    rules.ensure_driven(trip)
    claim = queries.claim_of(session, trip.id)
    if claim is None:
        ensure_current(0, version)
        claim = _begun(trip)
        session.add(claim)
    elif rules.driven_of(claim) == said:
        return claim
    else:
        rules.ensure_open(claim)
        ensure_current(claim.version, version)
    changes = {name: (getattr(claim, name), value) for name, value in vars(said).items()}
    for name, value in vars(said).items():
        setattr(claim, name, value)
    audit.record(session, claim, "written", actor_id=actor_id, at=at, changes=changes)
    return claim


def _begun(trip: Trip) -> MileageClaim:
    return MileageClaim(
        trip_id=trip.id,
        volunteer_id=trip.volunteer_id,
        status=ClaimStatus.DRAFT,
        km=0,
        km_empty=0,
        payer=trip.offer.payer,
        note="",
    )


def send(session: Session, trip: Trip, said: Driven, *, version: int, actor_id: int, at: datetime) -> MileageClaim:
    """Write down what was driven and send it; sending the same twice sends it once. Raises Stale."""
    rules.ensure_something(said)
    claim = write(session, trip, said, version=version, actor_id=actor_id, at=at)
    if claim.status in rules.OPEN:
        claim.status, claim.sent_at, claim.payer = ClaimStatus.SENT, at, trip.offer.payer
        audit.record(session, claim, "sent", actor_id=actor_id, at=at)
    return claim


def approve(session: Session, claim: MileageClaim, *, version: int, actor_id: int, at: datetime) -> None:
    """Approve a claim of somebody else, and work out what it comes to by the rate of the trip's day. Raises Stale."""
    rules.ensure_not_own(claim.volunteer.person_id, actor_id)
    _ensure_may_move(claim, ClaimStatus.APPROVED, version)
    rate = rate_for(session, claim)
    claim.rate_id, claim.note = rate.id, ""
    claim.amount = rules.amount_of(rules.driven_of(claim), rate.per_km, rate.per_passenger_km)
    claim.approved_at, claim.approved_by_id = at, actor_id
    claim.status = ClaimStatus.APPROVED
    changes: dict[str, tuple[object, object]] = {"amount": (None, claim.amount), "rate_from": (None, rate.valid_from)}
    audit.record(session, claim, "approved", actor_id=actor_id, at=at, changes=changes)


def rate_for(session: Session, claim: MileageClaim) -> MileageRate:
    """The rate of the day of a claim's trip; raises NotAllowed where there is none."""
    rates = queries.rates_of(session, [claim.trip.offer.provider_id])
    return rules.ensure_rate(rules.rate_on(rates, claim.trip.on_date))


def send_back(session: Session, claim: MileageClaim, note: str, *, version: int, actor_id: int, at: datetime) -> None:
    """Send a claim back to its volunteer with a note. Raises Stale."""
    rules.ensure_not_own(claim.volunteer.person_id, actor_id)
    _ensure_may_move(claim, ClaimStatus.RETURNED, version)
    claim.status, claim.note = ClaimStatus.RETURNED, note
    audit.record(session, claim, "sent_back", actor_id=actor_id, at=at, changes={"note": (None, note)})


def export(session: Session, claims: Sequence[MileageClaim], *, actor_id: int, at: datetime) -> None:
    """Hand approved claims on to be paid, each once."""
    for claim in claims:
        _ensure_may_move(claim, ClaimStatus.EXPORTED, claim.version)
        claim.status = ClaimStatus.EXPORTED
        audit.record(session, claim, "exported", actor_id=actor_id, at=at)


def _ensure_may_move(claim: MileageClaim, to: ClaimStatus, version: int) -> None:
    ensure_transition(rules.TRANSITIONS, claim.status, to)
    ensure_current(claim.version, version)
