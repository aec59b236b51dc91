"""What is read: agreements with what is written in them, what the relation knows for them, and who signed."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.models import Person
from directory.accounts.permissions import PERMISSIONS, Permission
from directory.accounts.queries import people_with
from partnership.agreements.models import (
    Agreement,
    AgreementSection,
    AgreementSignature,
    AgreementStatus,
    AgreementText,
)
from partnership.agreements.template import template_of
from partnership.assessments.queries import pictures
from partnership.contacts.models import Contact, ContactList
from partnership.relations.models import Relation, RelationGroup, TargetGroup
from partnership.relations.queries import answerers
from partnership.relations.rules import body_of
from partnership.relations.sides import Side
from partnership.tasks.models import RelationTask, TaskTable


@dataclass(frozen=True)
class Known:
    """What a relation knows that an agreement takes up."""

    groups: Sequence[TargetGroup]
    tasks: Sequence[RelationTask]
    contacts: Sequence[tuple[Side, Contact]]


def agreements_of(session: Session, relation: Relation) -> list[Agreement]:
    """The agreements of a relation, the newest first."""
    statement = select(Agreement).where(Agreement.relation_id == relation.id).order_by(Agreement.number.desc())
    return list(session.scalars(statement))


def numbered(session: Session, relation: Relation, number: int) -> Agreement:
    """A relation's agreement with a number; raises NotFound."""
    found = session.scalar(select(Agreement).where(Agreement.relation_id == relation.id, Agreement.number == number))
    if found is None:
        raise NotFound
    return found


def next_number(session: Session, relation: Relation) -> int:
    """The number that a relation's next agreement gets."""
    statement = select(func.coalesce(func.max(Agreement.number), 0)).where(Agreement.relation_id == relation.id)
    return int(session.scalar(statement) or 0) + 1


def renewed_by(session: Session, agreement: Agreement) -> Agreement | None:
    """The agreement that another one renews, if it renews one."""
    return session.get(Agreement, agreement.renews_id) if agreement.renews_id else None


def sections_of(session: Session, agreement: Agreement) -> dict[str, AgreementSection]:
    """What the parties have written in each section, by its key."""
    statement = select(AgreementSection).where(AgreementSection.agreement_id == agreement.id)
    return {each.key: each for each in session.scalars(statement)}


def section_of(session: Session, agreement: Agreement, key: str) -> AgreementSection:
    """What the parties have written in one section; raises NotFound."""
    statement = select(AgreementSection).where(
        AgreementSection.agreement_id == agreement.id, AgreementSection.key == key
    )
    found = session.scalar(statement)
    section = template_of(agreement.template).section(key)
    if found is None or section is None or (section.in_annex and not agreement.has_annex):
        raise NotFound
    return found


def latest_text(session: Session, agreement: Agreement) -> AgreementText | None:
    """The text that was sent to signing last, if any was."""
    statement = select(AgreementText).where(AgreementText.agreement_id == agreement.id)
    return session.scalar(statement.order_by(AgreementText.number.desc()).limit(1))


def signatures_of(session: Session, text: AgreementText | None) -> list[AgreementSignature]:
    """The signatures below a text, in the order they were given."""
    if text is None:
        return []
    statement = select(AgreementSignature).where(AgreementSignature.text_id == text.id)
    return list(session.scalars(statement.order_by(AgreementSignature.signed_at, AgreementSignature.id)))


def known_of(session: Session, relation: Relation) -> Known:
    """The target groups, tasks and contacts of a relation, in three statements."""
    groups = select(RelationGroup.target_group).where(RelationGroup.relation_id == relation.id)
    tasks = select(RelationTask).join(TaskTable, TaskTable.id == RelationTask.table_id)
    contacts = select(ContactList.side, Contact).join(ContactList, ContactList.id == Contact.list_id)
    people = session.execute(contacts.where(ContactList.relation_id == relation.id).order_by(Contact.place))
    return Known(
        groups=sorted(session.scalars(groups), key=list(TargetGroup).index),
        tasks=session.scalars(tasks.where(TaskTable.relation_id == relation.id).order_by(RelationTask.place)).all(),
        contacts=sorted(((side, each) for side, each in people), key=lambda found: list(Side).index(found[0])),
    )


def needs_annex(session: Session, relation: Relation, agreement: Agreement, today: date) -> bool:
    """Whether the parties wish for, or stand on, a step where personal data is shared."""
    step = template_of(agreement.template).annex_from_step
    if (relation.wished_step or 0) >= step:
        return True
    levels = pictures(session, [relation], eyes={}, as_of=today)[relation.id].levels
    return levels.agreed is not None and levels.agreed.number >= step


def person_of(session: Session, person_id: int) -> Person:
    """Who is to sign."""
    return session.get_one(Person, person_id)


def kept_in(session: Session, relation_ids: Collection[int]) -> list[Agreement]:
    """The agreements of some relations but for those put aside, oldest first."""
    statement = select(Agreement).where(
        Agreement.relation_id.in_(relation_ids), Agreement.status != AgreementStatus.DISCARDED
    )
    return list(session.scalars(statement.order_by(Agreement.id)))


def signed_sides(session: Session, agreements: Collection[Agreement]) -> dict[int, set[Side]]:
    """Which sides have signed the text that each agreement waits with, by the agreement's id."""
    ids = [each.id for each in agreements if each.status is AgreementStatus.FOR_SIGNING]
    latest = (
        select(func.max(AgreementText.id))
        .where(AgreementText.agreement_id.in_(ids))
        .group_by(AgreementText.agreement_id)
    )
    statement = (
        select(AgreementText.agreement_id, AgreementSignature.side)
        .join(AgreementSignature, AgreementSignature.text_id == AgreementText.id)
        .where(AgreementText.id.in_(latest))
    )
    found: dict[int, set[Side]] = defaultdict(set)
    for agreement_id, side in session.execute(statement) if ids else ():
        found[agreement_id].add(side)
    return found


def with_relation(session: Session, agreement_id: int) -> Agreement:
    """An agreement with its relation and parties."""
    parties = joinedload(Agreement.relation)
    options = [parties.joinedload(Relation.municipality), parties.joinedload(Relation.organisation)]
    return session.get_one(Agreement, agreement_id, options=options)


def signers_waited_for(session: Session, agreement: Agreement) -> list[Person]:
    """Those who may sign for a side that has not signed yet."""
    signed = signed_sides(session, [agreement])[agreement.id]
    roles = {role for role, allowed in PERMISSIONS.items() if Permission.AGREEMENT_SIGN in allowed}
    if agreement.status is not AgreementStatus.FOR_SIGNING:
        return []
    waited = [side for side in Side if side not in signed]
    return [person for side in waited for person in people_with(session, roles, body_of(agreement.relation, side))]


def told_of(session: Session, agreement: Agreement) -> list[Person]:
    """Everybody who answers for a side."""
    return [person for side in Side for person in answerers(session, agreement.relation, side)]
