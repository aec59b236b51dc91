"""What happens: what is known about safety is recorded, in numbers and dates."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock
from kernel.lifecycle import ensure_current
from partnership.assessments.actions import lock
from partnership.quality import queries, rules
from partnership.quality.models import (
    IncidentReview,
    IncidentRoutine,
    Insurance,
    LegalBasis,
    PoliceCertificates,
    Preparation,
    PreparationKind,
)
from partnership.quality.rules import Assessed, Cover, Prepared, Reviewed, Routine, Showing
from partnership.relations.models import Relation

Record = Preparation | Insurance | IncidentRoutine | PoliceCertificates


def prepare(
    session: Session,
    relation: Relation,
    kind: PreparationKind,
    said: Prepared,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Record how many volunteers have signed or been trained; raises Stale."""
    rules.ensure_at_most_all(said.volunteers, said.out_of)
    rules.ensure_past(said.done_on, clock.local_date(at))
    lock(session, relation)
    kept = queries.preparation_of(session, relation.id, kind)
    row = kept or Preparation(relation_id=relation.id, kind=kind)
    _record(session, row, vars(said), is_new=kept is None, version=version, actor_id=actor_id, at=at)


def insure(session: Session, relation: Relation, said: Cover, *, version: int, actor_id: int, at: datetime) -> None:
    """Record what insures the volunteers; raises Stale."""
    lock(session, relation)
    kept = queries.insurance_of(session, relation.id)
    row = kept or Insurance(relation_id=relation.id)
    _record(session, row, vars(said), is_new=kept is None, version=version, actor_id=actor_id, at=at)


def agree_routine(
    session: Session, relation: Relation, said: Routine, *, version: int, actor_id: int, at: datetime
) -> None:
    """Record the routine for incidents; raises Stale."""
    rules.ensure_past(said.agreed_on, clock.local_date(at))
    lock(session, relation)
    kept = queries.routine_of(session, relation.id)
    row = kept or IncidentRoutine(relation_id=relation.id)
    _record(session, row, vars(said), is_new=kept is None, version=version, actor_id=actor_id, at=at)


def review(session: Session, relation: Relation, said: Reviewed, *, actor_id: int, at: datetime) -> None:
    """Record that incidents were gone through together; a day has one such meeting, however often it is sent."""
    rules.ensure_at_most_all(said.still_open, said.incidents)
    rules.ensure_past(said.reviewed_on, clock.local_date(at))
    lock(session, relation)
    known = [each for each in queries.reviews_of(session, relation.id) if each.reviewed_on == said.reviewed_on]
    rules.ensure_not_recorded(
        said, [Reviewed(each.reviewed_on, each.incidents, each.still_open, each.learnt) for each in known]
    )
    if known:
        return
    row = IncidentReview(relation_id=relation.id, **vars(said), recorded_at=at, recorded_by_id=actor_id)
    session.add(row)
    audit.record(session, row, "reviewed", actor_id=actor_id, at=at, changes={"incidents": (None, said.incidents)})


def assess_basis(
    session: Session, relation: Relation, said: Assessed, *, version: int, actor_id: int, at: datetime
) -> None:
    """Choose the legal basis for police certificates; without one, what was noted as shown goes. Raises Stale."""
    rules.ensure_past(said.assessed_on, clock.local_date(at))
    lock(session, relation)
    kept = queries.certificates_of(session, relation.id)
    row = kept or PoliceCertificates(relation_id=relation.id)
    nothing = dict.fromkeys(Showing.__dataclass_fields__) if said.legal_basis is LegalBasis.NONE else {}
    values = vars(said) | nothing
    _record(session, row, values, is_new=kept is None, version=version, actor_id=actor_id, at=at)


def note_shown(
    session: Session, relation: Relation, said: Showing, *, version: int, actor_id: int, at: datetime
) -> None:
    """Note how many police certificates were shown, last when and to whom; only with a legal basis. Raises Stale."""
    lock(session, relation)
    kept = queries.certificates_of(session, relation.id)
    rules.ensure_may_show(kept.legal_basis if kept else None)
    rules.ensure_past(said.last_shown_on, clock.local_date(at))
    if kept is not None:
        _record(session, kept, vars(said), is_new=False, version=version, actor_id=actor_id, at=at)


def _record(
    session: Session,
    row: Record,
    values: Mapping[str, object],
    *,
    is_new: bool,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    ensure_current(0 if is_new else row.version, version)
    before = {} if is_new else {name: getattr(row, name) for name in values}
    changes = {name: (before.get(name), value) for name, value in values.items() if before.get(name) != value}
    for name, value in values.items():
        setattr(row, name, value)
    if is_new:
        session.add(row)
    if changes or is_new:
        audit.record(session, row, "recorded", actor_id=actor_id, at=at, changes=changes)
