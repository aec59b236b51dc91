"""What is read: people, and who is asking."""

from collections.abc import Collection
from datetime import datetime
from itertools import compress

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory.accounts import rules
from directory.accounts.models import Person, RoleHolding, SignInLink, Throttle, UserSession
from directory.accounts.permissions import Holding, Role, Viewer
from directory.bodies.models import Body, BodyKind
from kernel.registry import registry


def person_by_email(session: Session, email: str) -> Person | None:
    """The active person with an e-mail address."""
    return session.scalar(select(Person).where(Person.email == email, Person.is_active))


def myself(session: Session, viewer: Viewer) -> Person:
    """The viewer's own row."""
    return session.get_one(Person, viewer.id)


def throttle(session: Session, key: str) -> Throttle | None:
    """How often a key was tried in vain."""
    return session.get(Throttle, key)


def link(session: Session, link_id: int) -> SignInLink | None:
    """A one-time link with its person."""
    return session.get(SignInLink, link_id, options=[joinedload(SignInLink.person)])


def viewer(session: Session, token: str, token_hash: str, now: datetime) -> Viewer | None:
    """Who holds an open session, with the roles held now; two statements."""
    statement = select(UserSession).where(UserSession.token_hash == token_hash).options(joinedload(UserSession.person))
    opened = session.scalar(statement)
    if opened is None or not rules.is_open(opened, now) or not opened.person.is_active:
        return None
    person = opened.person
    return Viewer(
        id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        session_id=opened.id,
        is_by_link=opened.is_by_link,
        token=token,
        last_seen_at=opened.last_seen_at,
        seconds_left=int((rules.session_ends_at(opened) - now).total_seconds()),
        holdings=holdings(session, person.id),
    )


def holdings(session: Session, person_id: int) -> tuple[Holding, ...]:
    """The roles that a person holds now, with the marks of the bodies that they are held for."""
    marks = [says(RoleHolding.body_id) for says in registry.marks.values()]
    statement = (
        select(RoleHolding.role, RoleHolding.body_id, Body.name, *marks)
        .outerjoin(Body, Body.id == RoleHolding.body_id)
        .where(RoleHolding.person_id == person_id, RoleHolding.ended_at.is_(None))
        .order_by(RoleHolding.id)
    )
    return tuple(
        Holding(role, body_id, name or "", frozenset(compress(registry.marks, said)))
        for role, body_id, name, *said in session.execute(statement)
    )


def people_with(session: Session, roles: Collection[Role], body_id: int | None) -> list[Person]:
    """The active people who hold one of some roles for a body, by name."""
    statement = (
        select(Person)
        .where(
            Person.is_active,
            Person.id.in_(
                select(RoleHolding.person_id).where(
                    RoleHolding.body_id == body_id, RoleHolding.ended_at.is_(None), RoleHolding.role.in_(roles)
                )
            ),
        )
        .order_by(Person.name)
    )
    return list(session.scalars(statement))


def body_for(session: Session, role: Role, org_number: str) -> Body | None:
    """The body that a role is to be held for, by organisation number; roles in the directorate need none."""
    if org_number:
        return session.scalar(select(Body).where(Body.org_number == org_number))
    if rules.ROLE_KINDS[role] == BodyKind.DIRECTORATE:
        return session.scalar(select(Body).where(Body.kind == BodyKind.DIRECTORATE).order_by(Body.id).limit(1))
    return None
