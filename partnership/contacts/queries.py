"""What is read: the lists of contacts of relations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.permissions import Permission, Viewer
from partnership.contacts.models import Contact, ContactList
from partnership.relations.models import Relation
from partnership.relations.queries import is_visible
from partnership.relations.rules import side_of
from partnership.relations.sides import Side

DUE_AFTER = timedelta(days=330)  # a little before any list is due


@dataclass(frozen=True)
class Written:
    """A side's list with those on it."""

    contacts: ContactList
    people: Sequence[Contact]

    @property
    def first(self) -> Contact:
        """Whom one turns to first."""
        return next((each for each in self.people if each.is_first), self.people[0])


def lists_of(session: Session, relation_id: int) -> dict[Side, Written]:
    """The lists of both sides, those that are written."""
    statement = (
        select(ContactList, Contact)
        .join(Contact, Contact.list_id == ContactList.id)
        .where(ContactList.relation_id == relation_id)
        .order_by(Contact.place)
        .execution_options(populate_existing=True)
    )
    found: dict[Side, tuple[ContactList, list[Contact]]] = {}
    for contacts, person in session.execute(statement):
        found.setdefault(contacts.side, (contacts, []))[1].append(person)
    return {side: Written(contacts, people) for side, (contacts, people) in found.items()}


def own_of(session: Session, viewer: Viewer, now: datetime) -> list[ContactList]:
    """The lists that the viewer keeps and that may be due, in relations that last."""
    statement = _old(now).where(is_visible(viewer))
    return [
        each
        for each in session.scalars(statement)
        if side_of(each.relation, viewer, Permission.RELATION_ASSESS) is each.side
    ]


def old(session: Session, now: datetime) -> list[ContactList]:
    """The lists that may be due, in relations that last."""
    return list(session.scalars(_old(now)))


def _old(now: datetime) -> Select[ContactList]:
    return (
        select(ContactList)
        .join(Relation, Relation.id == ContactList.relation_id)
        .where(ContactList.confirmed_at <= now - DUE_AFTER, Relation.ended_on.is_(None))
        .order_by(ContactList.id)
        .options(
            joinedload(ContactList.relation).joinedload(Relation.municipality),
            joinedload(ContactList.relation).joinedload(Relation.organisation),
        )
    )
