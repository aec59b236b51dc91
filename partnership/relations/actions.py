"""What happens: a relation begins, is described, wishes for a step, ends and is taken up again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from directory.bodies import actions as bodies
from kernel.jobs import outbox
from kernel.lifecycle import NotAllowed, _l, ensure_current
from partnership.relations import queries, rules
from partnership.relations.models import (
    CollaborationForm,
    Condition,
    CoordinationModel,
    Relation,
    RelationGroup,
    TargetGroup,
    VolunteerCondition,
)
from partnership.relations.sides import Side


@dataclass(frozen=True)
class Terms:
    """What a cooperation is: who organises, how it works, in which area, about what and for whom."""

    model: CoordinationModel
    form: CollaborationForm | None
    scope: str
    about: str
    groups: frozenset[TargetGroup]


@dataclass(frozen=True)
class Met:
    """How a condition is met, and since when; both are there or neither."""

    text: str
    dated_on: date | None


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
    """Begin a relation; the same parties about the same have one only, however often it is begun or ended."""
    bodies.lock(session, municipality_id)
    known = queries.existing(session, municipality_id, organisation_id, scope)
    if known is not None:
        resume(session, known, actor_id=actor_id, at=at)
        return known
    relation = Relation(
        municipality_id=municipality_id,
        organisation_id=organisation_id,
        coordination_model=model,
        scope=scope,
        about=about,
        co_creation=False,
        co_creation_reason="",
        wished_reason="",
        created_at=at,
        ended_reason="",
    )
    session.add(relation)
    audit.record(session, relation, "begun", actor_id=actor_id, at=at, changes={"model": (None, model)})
    return relation


def describe(session: Session, relation: Relation, terms: Terms, *, version: int, actor_id: int, at: datetime) -> None:
    """Say what the cooperation is; raises Stale."""
    ensure_current(relation.version, version)
    bodies.lock(session, relation.municipality_id)
    same = queries.existing(session, relation.municipality_id, relation.organisation_id, terms.scope)
    if same is not None and same.id != relation.id:
        raise NotAllowed(_l("You have a cooperation about this area already. Write another area."))
    kept = frozenset(queries.groups_of(session, relation.id))
    changes: dict[str, tuple[object, object]] = {
        "model": (relation.coordination_model, terms.model),
        "form": (relation.form, terms.form),
        "scope": (relation.scope, terms.scope),
        "about": (relation.about, terms.about),
        "groups": (_listed(kept), _listed(terms.groups)),
    }
    relation.coordination_model, relation.form = terms.model, terms.form
    relation.scope, relation.about = terms.scope, terms.about
    for row in queries.group_rows(session, relation.id):
        if row.target_group not in terms.groups:
            session.delete(row)
    session.add_all(RelationGroup(relation_id=relation.id, target_group=group) for group in terms.groups - kept)
    _told(session, relation, "described", changes, actor_id=actor_id, at=at)


def _listed(groups: frozenset[TargetGroup]) -> str:
    return ", ".join(sorted(groups))


def meet(
    session: Session, relation: Relation, met: Mapping[Condition, Met], *, version: int, actor_id: int, at: datetime
) -> None:
    """Say how the conditions around a municipality's own volunteers are met; raises Stale."""
    ensure_current(relation.version, version)
    kept = queries.condition_rows(session, relation.id)
    changes: dict[str, tuple[object, object]] = {}
    for condition, new in met.items():
        row = kept.get(condition)
        if row is None:
            row = VolunteerCondition(relation_id=relation.id, condition=condition, text="")
            session.add(row)
        changes[condition] = (row.text, new.text)
        changes[f"{condition} date"] = (row.dated_on, new.dated_on)
        row.text, row.dated_on = new.text, new.dated_on
    _told(session, relation, "met", changes, actor_id=actor_id, at=at)


def co_create(
    session: Session,
    relation: Relation,
    *,
    reason: str,
    agreed_step: int | None,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Say that and why the parties co-create, or without a reason that they do not; raises Stale."""
    ensure_current(relation.version, version)
    if reason and not relation.co_creation:
        rules.ensure_may_co_create(agreed_step)
    changes: dict[str, tuple[object, object]] = {"co_creation": (relation.co_creation_reason, reason)}
    relation.co_creation, relation.co_creation_reason = bool(reason), reason
    _told(session, relation, "co_created", changes, actor_id=actor_id, at=at)


def wish(
    session: Session, relation: Relation, *, step: int, reason: str, version: int, actor_id: int, at: datetime
) -> None:
    """Wish for a step, or to stay; raises Stale."""
    ensure_current(relation.version, version)
    changes = {"wished_step": (relation.wished_step, step), "wished_reason": (relation.wished_reason, reason)}
    relation.wished_step, relation.wished_reason = step, reason
    audit.record(session, relation, "wished", actor_id=actor_id, at=at, changes=changes)


def end(
    session: Session,
    relation: Relation,
    side: Side,
    *,
    ended_on: date,
    reason: str,
    begun_on: date,
    today: date,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """End a cooperation and tell the other side; all that was written stays to be read. Raises Stale."""
    ensure_current(relation.version, version)
    rules.ensure_may_end(relation, ended_on, begun_on, today)
    relation.ended_on, relation.ended_reason = ended_on, reason
    changes: dict[str, tuple[object, object]] = {"ended_on": (None, ended_on), "ended_reason": ("", reason)}
    _told(session, relation, "ended", changes, actor_id=actor_id, at=at)
    for person in queries.answerers(session, relation, side.other):
        outbox.promise(session, "partnership.mail_end", at=at, relation_id=relation.id, person_id=person.id)


def resume(session: Session, relation: Relation, *, actor_id: int, at: datetime) -> None:
    """Take up again what has ended; what lasts goes on."""
    if relation.ended_on is None:
        return
    changes: dict[str, tuple[object, object]] = {"ended_on": (relation.ended_on, None)}
    relation.ended_on, relation.ended_reason = None, ""
    _told(session, relation, "resumed", changes, actor_id=actor_id, at=at)


def _told(
    session: Session,
    relation: Relation,
    verb: str,
    changes: Mapping[str, tuple[object, object]],
    *,
    actor_id: int,
    at: datetime,
) -> None:
    """Write the line, and let the version count, when anything has changed."""
    changed = {name: (old, new) for name, (old, new) in changes.items() if old != new}
    if changed:
        flag_modified(relation, "about")  # the version counts also what stands in rows of their own
        audit.record(session, relation, verb, actor_id=actor_id, at=at, changes=changed)
