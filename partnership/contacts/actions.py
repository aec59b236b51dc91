"""What happens: a side writes its contacts, confirms them, and is told when it is time to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current
from partnership.assessments.actions import Proof, lock, prove
from partnership.contacts import queries, rules
from partnership.contacts.models import Contact, ContactList, Told
from partnership.relations.models import Relation
from partnership.relations.queries import answerers
from partnership.relations.sides import Side


@dataclass(frozen=True)
class Named:
    """A contact as it is written."""

    name: str
    title: str
    phone: str
    email: str
    is_first: bool


def write(
    session: Session,
    relation: Relation,
    side: Side,
    people: Sequence[Named],
    *,
    version: int,
    reference: str,
    actor_id: int,
    at: datetime,
) -> None:
    """Write a side's contacts, which confirms them too; raises Stale when somebody of the same side was quicker."""
    lock(session, relation)
    rules.ensure_somebody(len(people))
    written = queries.lists_of(session, relation.id).get(side)
    ensure_current(written.contacts.version if written else 0, version)
    contacts = written.contacts if written else ContactList(relation_id=relation.id, side=side, version=0)
    before = written.people if written else []
    contacts.version += 1
    contacts.confirmed_at, contacts.confirmed_by_id, contacts.told = at, actor_id, None
    session.add(contacts)
    for person in before:
        session.delete(person)
    session.flush()
    for place, named in enumerate(people):
        session.add(Contact(list_id=contacts.id, place=place, **vars(named)))
    personal = {"contacts": ("; ".join(each.name for each in before), "; ".join(each.name for each in people))}
    changes = {"number": (len(before), len(people))}
    audit.record(session, contacts, "written", actor_id=actor_id, at=at, changes=changes, personal=personal)
    _prove(session, relation, side, reference, actor_id=actor_id, at=at)


def confirm(
    session: Session, relation: Relation, side: Side, *, version: int, reference: str, actor_id: int, at: datetime
) -> None:
    """Say that a side's contacts are still right; raises Stale when they are not those that were seen."""
    lock(session, relation)
    written = queries.lists_of(session, relation.id).get(side)
    contacts = rules.ensure_written(written.contacts if written else None)
    ensure_current(contacts.version, version)
    if clock.local_date(contacts.confirmed_at) < clock.local_date(at):
        audit.record(
            session, contacts, "confirmed", actor_id=actor_id, at=at, changes={"at": (contacts.confirmed_at, at)}
        )
        contacts.confirmed_at, contacts.confirmed_by_id, contacts.told = at, actor_id, None
        _prove(session, relation, side, reference, actor_id=actor_id, at=at)


def _prove(session: Session, relation: Relation, side: Side, reference: str, *, actor_id: int, at: datetime) -> None:
    shown = Proof(reference, clock.local_date(at))
    prove(session, relation, f"contact_of_{side.value}", shown, actor_id=actor_id, at=at)


def tell(session: Session, contacts: ContactList, told: Told, *, at: datetime) -> None:
    """Promise a mail to each who keeps a list that is due or stale."""
    contacts.told = told
    for person in answerers(session, contacts.relation, contacts.side):
        outbox.promise(
            session, "partnership.mail_contacts", at=at, list_id=contacts.id, person_id=person.id, told=told.value
        )
