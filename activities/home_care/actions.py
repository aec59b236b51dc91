"""What happens: it is recorded that the offers were gone through with home care."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from activities.home_care import queries, rules
from activities.home_care.models import Briefing
from directory.audit import actions as audit
from directory.bodies import actions as bodies
from directory.municipalities.models import Municipality
from kernel import clock
from partnership.assessments.actions import Proof, prove_for_body

PROOF = "home_care_informed"


def record(
    session: Session,
    municipality: Municipality,
    *,
    held_on: date,
    with_whom: str,
    sheets: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Record when the offers were gone through, with whom and how many sheets were given; the same twice is one."""
    rules.ensure_may_record(held_on, clock.local_date(at))
    bodies.lock(session, municipality.id)
    briefing = Briefing(
        municipality_id=municipality.id,
        held_on=held_on,
        with_whom=with_whom,
        sheets=sheets,
        recorded_at=at,
        recorded_by_id=actor_id,
    )
    if queries.same(session, briefing) is not None:
        return
    session.add(briefing)
    changes = {"held_on": (None, held_on), "sheets": (None, sheets)}
    audit.record(session, briefing, "recorded", actor_id=actor_id, at=at, changes=changes)
    prove_for_body(session, municipality.id, PROOF, Proof(with_whom, held_on), actor_id=actor_id, at=at)
