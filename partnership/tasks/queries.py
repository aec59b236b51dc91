"""What is read: tables of tasks, with who has confirmed them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.models import Person
from directory.accounts.permissions import Permission, Viewer
from partnership.relations.models import Relation
from partnership.relations.queries import is_visible
from partnership.relations.rules import side_of
from partnership.relations.sides import Side
from partnership.tasks.models import RelationTask, TaskConfirmation, TaskTable

THIS_VERSION = and_(TaskConfirmation.table_id == TaskTable.id, TaskConfirmation.table_version == TaskTable.version)


@dataclass(frozen=True)
class Confirmed:
    """A side's confirmation of the table as it stands, and whose it was."""

    confirmation: TaskConfirmation
    name: str


@dataclass(frozen=True)
class Division:
    """Who does what in a relation, and which sides have confirmed it as it stands."""

    table: TaskTable
    tasks: Sequence[RelationTask]
    confirmed: Mapping[Side, Confirmed]


def division_of(session: Session, relation_id: int) -> Division | None:
    """The table of a relation as it stands; None where none is written."""
    table = session.scalar(
        select(TaskTable).where(TaskTable.relation_id == relation_id).execution_options(populate_existing=True)
    )
    if table is None:
        return None
    tasks = session.scalars(select(RelationTask).where(RelationTask.table_id == table.id).order_by(RelationTask.place))
    return Division(table, list(tasks), _confirmed(session, table))


def _confirmed(session: Session, table: TaskTable) -> dict[Side, Confirmed]:
    statement = (
        select(TaskConfirmation, Person.name)
        .join(Person, Person.id == TaskConfirmation.confirmed_by_id)
        .where(TaskConfirmation.table_id == table.id, TaskConfirmation.table_version == table.version)
    )
    return {each.side: Confirmed(each, name) for each, name in session.execute(statement)}


def standing_of(session: Session, relation_id: int) -> set[Side] | None:
    """Which sides have confirmed a relation's table as it stands; None where none is written."""
    statement = (
        select(TaskTable.id, TaskConfirmation.side)
        .outerjoin(TaskConfirmation, THIS_VERSION)
        .where(TaskTable.relation_id == relation_id)
    )
    sides: set[Side | None] = {side for _table, side in session.execute(statement)}
    return {side for side in sides if side is not None} if sides else None


def waiting_for(session: Session, viewer: Viewer) -> list[Relation]:
    """The relations that last in which the viewer's side has not confirmed the table as it stands."""
    statement = (
        select(Relation, TaskConfirmation.side)
        .join(TaskTable, TaskTable.relation_id == Relation.id)
        .outerjoin(TaskConfirmation, THIS_VERSION)
        .where(is_visible(viewer), Relation.ended_on.is_(None))
        .options(joinedload(Relation.municipality), joinedload(Relation.organisation))
        .order_by(Relation.id)
    )
    found: dict[int, tuple[Relation, set[Side | None]]] = {}
    for relation, side in session.execute(statement):
        found.setdefault(relation.id, (relation, set()))[1].add(side)
    return [relation for relation, confirmed in found.values() if _waits(relation, confirmed, viewer)]


def _waits(relation: Relation, confirmed: Collection[Side | None], viewer: Viewer) -> bool:
    own = side_of(relation, viewer, Permission.RELATION_ASSESS)
    return own is not None and own not in confirmed
