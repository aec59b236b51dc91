"""What is read: what is there already of what a list names."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import Role
from directory.bodies.models import Body, BodyKind
from directory.bodies.rules import read_org_number
from directory.organisations.models import Organisation
from partnership.invitations.models import Invitation, InvitationStatus
from partnership.invitations.rules import ANSWERING_ROLES, may_be_leader
from partnership.partner_lists.reading import Line
from partnership.partner_lists.rules import Known, World
from partnership.relations.models import Relation


def world(session: Session, municipality_id: int, lines: Iterable[Line]) -> World:
    """What a list's fates depend on; as many statements for 500 lines as for five."""
    written = list(lines)
    bodies = _bodies(session, {read_org_number(line.number) for line in written} - {None})
    ids = [known.id for known in bodies.values()]
    waiting = Invitation.status == InvitationStatus.WAITING
    return World(
        bodies=bodies,
        relations=_relations(session, municipality_id),
        staffed=_staffed(session, ids),
        invited=set(
            session.scalars(
                select(Invitation.organisation_id).where(Invitation.municipality_id == municipality_id, waiting)
            )
        ),
        refused=_refused(session, {line.email for line in written if line.is_address}),
    )


def _bodies(session: Session, numbers: set[str | None]) -> dict[str, Known]:
    statement = select(Body.org_number, Body.id, Body.name, Body.kind).where(Body.org_number.in_(numbers))
    return {
        str(number): Known(body_id, name, kind is BodyKind.ORGANISATION)
        for number, body_id, name, kind in session.execute(statement)
    }


def _relations(session: Session, municipality_id: int) -> set[tuple[int, str]]:
    """What the municipality cooperates about, and with whom, now."""
    statement = select(Relation.organisation_id, Relation.scope).where(
        Relation.municipality_id == municipality_id,
        Relation.organisation_id.is_not(None),
        Relation.ended_on.is_(None),
    )
    return {(int(organisation_id or 0), scope) for organisation_id, scope in session.execute(statement)}


def _staffed(session: Session, ids: list[int]) -> set[int]:
    statement = select(RoleHolding.body_id).where(
        RoleHolding.body_id.in_(ids),
        RoleHolding.role.in_(ANSWERING_ROLES),
        RoleHolding.ended_at.is_(None),
        RoleHolding.person_id.in_(select(Person.id).where(Person.is_active)),
    )
    return {body_id for body_id in session.scalars(statement) if body_id}


def _refused(session: Session, emails: set[str]) -> set[str]:
    """The addresses of people who cannot be made an organisation's leader."""
    held = select(RoleHolding.person_id, RoleHolding.role).where(RoleHolding.ended_at.is_(None)).subquery()
    statement = select(Person, held.c.role).outerjoin(held, held.c.person_id == Person.id)
    roles: dict[Person, set[Role]] = {}
    for person, role in session.execute(statement.where(Person.email.in_(emails))):
        roles.setdefault(person, set()).update({role} - {None})
    return {person.email for person, held_now in roles.items() if not may_be_leader(person, held_now)}


def organisations(session: Session, numbers: Iterable[str]) -> dict[str, Organisation]:
    """The organisations that have some numbers, by number."""
    found = session.scalars(select(Organisation).where(Organisation.org_number.in_(set(numbers))))
    return {str(each.org_number): each for each in found}
