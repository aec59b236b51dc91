"""What happens: the table of tasks is written by either side, and confirmed by both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from kernel import clock
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current
from partnership.assessments.actions import Proof, lock, prove
from partnership.relations.models import Relation
from partnership.relations.queries import answerers
from partnership.relations.sides import Side
from partnership.tasks import queries, rules
from partnership.tasks.models import RelationTask, TaskConfirmation, TaskMode, TaskTable


@dataclass(frozen=True)
class Share:
    """A task as it is written."""

    description: str
    mode: TaskMode
    responsible: Side
    frequency: str


def share_of(task: RelationTask) -> Share:
    """A task as it was written."""
    return Share(task.description, task.mode, task.responsible, task.frequency)


def write(
    session: Session, relation: Relation, shares: Sequence[Share], *, version: int, actor_id: int, at: datetime
) -> None:
    """Write who does what; what is changed is no longer confirmed. Raises Stale.

    What both had confirmed before stays shown as evidence: it was agreed on its day.
    """
    lock(session, relation)
    rules.ensure_some(len(shares))
    division = queries.division_of(session, relation.id)
    ensure_current(division.table.version if division else 0, version)
    before = [share_of(task) for task in division.tasks] if division else []
    if before == list(shares):
        return
    table = division.table if division else TaskTable(relation_id=relation.id)
    table.edited_at, table.edited_by_id = at, actor_id
    session.add(table)
    for task in division.tasks if division else ():
        session.delete(task)
    if division:
        flag_modified(table, "edited_at")  # the version counts every writing, also at the same moment
    session.flush()
    for place, share in enumerate(shares):
        session.add(RelationTask(table_id=table.id, place=place, **vars(share)))
    changes: dict[str, tuple[object, object]] = {"tasks": (_listed(before), _listed(shares))}
    audit.record(session, table, "written", actor_id=actor_id, at=at, changes=changes)


def _listed(shares: Sequence[Share]) -> str:
    return "; ".join(f"{each.description} ({each.mode}, {each.responsible}, {each.frequency})" for each in shares)


def confirm(
    session: Session, relation: Relation, side: Side, *, version: int, reference: str, actor_id: int, at: datetime
) -> None:
    """Confirm the table for a side; once both have, it shows that roles are clarified. Raises Stale."""
    lock(session, relation)
    division = queries.division_of(session, relation.id)
    table = rules.ensure_written(division.table if division else None)
    ensure_current(table.version, version)
    confirmed = set(division.confirmed) if division else set()
    if side in confirmed:
        return
    confirmation = TaskConfirmation(
        table_id=table.id, table_version=table.version, side=side, confirmed_at=at, confirmed_by_id=actor_id
    )
    session.add(confirmation)
    changes: dict[str, tuple[object, object]] = {"side": (None, side), "version": (None, table.version)}
    audit.record(session, confirmation, "confirmed", actor_id=actor_id, at=at, changes=changes)
    if rules.is_confirmed(confirmed | {side}):
        shown = Proof(reference, clock.local_date(at))
        prove(session, relation, "role_clarification", shown, actor_id=actor_id, at=at)
        return
    for person in answerers(session, relation, side.other):
        outbox.promise(
            session, "partnership.mail_tasks", at=at, table_id=table.id, version=version, person_id=person.id
        )
