"""What happens: a relation begins, and wishes for a step."""

from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from directory.bodies import actions as bodies
from kernel.lifecycle import ensure_current
from partnership.relations import queries
from partnership.relations.models import CoordinationModel, Relation


def begin(
    session: Session,
    *,
    municipality_id: int,
    organisation_id: int | None,
    model: CoordinationModel,
    scope: str,
    about: str,
    actor_id: int,
    at: datetime,
) -> Relation:
    """Begin a relation; the same parties about the same have one only, however often it is begun."""
    bodies.lock(session, municipality_id)
    known = queries.existing(session, municipality_id, organisation_id, scope)
    if known is not None:
        return known
    relation = Relation(
        municipality_id=municipality_id,
        organisation_id=organisation_id,
        coordination_model=model,
        scope=scope,
        about=about,
        wished_reason="",
        created_at=at,
    )
    session.add(relation)
    audit.record(session, relation, "begun", actor_id=actor_id, at=at, changes={"model": (None, model)})
    return relation


def wish(
    session: Session, relation: Relation, *, step: int, reason: str, version: int, actor_id: int, at: datetime
) -> None:
    """Wish for a step, or to stay; raises Stale."""
    ensure_current(relation.version, version)
    changes = {"wished_step": (relation.wished_step, step), "wished_reason": (relation.wished_reason, reason)}
    relation.wished_step, relation.wished_reason = step, reason
    audit.record(session, relation, "wished", actor_id=actor_id, at=at, changes=changes)
