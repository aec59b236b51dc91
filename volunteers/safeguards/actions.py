"""What happens: a body's safeguards are recorded, and its sign-up link is opened and closed."""

import secrets
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from directory.bodies import actions as bodies
from directory.bodies.models import Body
from kernel import clock
from kernel.lifecycle import ensure_current
from volunteers.safeguards import queries, rules
from volunteers.safeguards.models import Safeguard


@dataclass(frozen=True)
class Recorded:
    """What a body records: its papers with their days, and how long it keeps what."""

    controller_agreement: str = ""
    agreed_on: date | None = None
    dpia_reference: str = ""
    dpia_on: date | None = None
    home_care_basis: str = ""
    home_care_basis_on: date | None = None
    trip_days: int = rules.TRIP_DAYS
    profile_months: int = rules.PROFILE_MONTHS
    incident_months: int = rules.INCIDENT_MONTHS


def record(session: Session, body: Body, said: Recorded, *, version: int, actor_id: int, at: datetime) -> Safeguard:
    """Record a body's safeguards; raises Stale when somebody else was quicker."""
    for day in (said.agreed_on, said.dpia_on, said.home_care_basis_on):
        rules.ensure_past(day, clock.local_date(at))
    bodies.lock(session, body.id)
    kept = queries.of_body(session, body.id)
    ensure_current(kept.version if kept else 0, version)
    before = said_of(kept)
    row = kept or Safeguard(body_id=body.id, sign_up_salt="")
    for name, value in vars(said).items():
        setattr(row, name, value)
    row.edited_at, row.edited_by_id = at, actor_id
    if kept is None:
        session.add(row)
    else:
        flag_modified(row, "edited_at")  # the version counts every writing, also at the same moment
    changes = {name: (vars(before)[name], value) for name, value in vars(said).items() if vars(before)[name] != value}
    audit.record(session, row, "recorded", actor_id=actor_id, at=at, changes=changes)
    return row


def said_of(safeguard: Safeguard | None) -> Recorded:
    """What is recorded already; the usual times where nothing is."""
    if safeguard is None:
        return Recorded()
    return Recorded(**{field.name: getattr(safeguard, field.name) for field in fields(Recorded)})


def open_sign_up(session: Session, body: Body, *, actor_id: int, at: datetime) -> None:
    """Open a link by which anybody may sign up; one that is open stays as it is."""
    bodies.lock(session, body.id)
    safeguard = queries.ensure_on(session, body.id, clock.local_date(at))
    if not safeguard.sign_up_salt:
        safeguard.sign_up_salt = secrets.token_urlsafe(16)
        audit.record(session, safeguard, "sign_up_opened", actor_id=actor_id, at=at)


def close_sign_up(session: Session, body: Body, *, actor_id: int, at: datetime) -> None:
    """Close the link for good: the next one has another address."""
    bodies.lock(session, body.id)
    safeguard = queries.of_body(session, body.id)
    if safeguard is not None and safeguard.sign_up_salt:
        safeguard.sign_up_salt = ""
        audit.record(session, safeguard, "sign_up_closed", actor_id=actor_id, at=at)
