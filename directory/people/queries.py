"""What is read: people with the roles they hold."""

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.models import Person, RoleHolding
from kernel.web.lists import Statement


def register() -> Statement:
    """The register as a list: one row for each person."""
    held = (
        select(RoleHolding.person_id, func.count().label("role_count"))
        .where(RoleHolding.ended_at.is_(None))
        .group_by(RoleHolding.person_id)
        .subquery()
    )
    role_count = func.coalesce(held.c.role_count, 0).label("role_count")
    statement = select(Person.id, Person.name, Person.email, Person.title, role_count, Person.is_active)
    return statement.outerjoin(held, held.c.person_id == Person.id)


def person(session: Session, person_id: int) -> Person | None:
    """A person."""
    return session.get(Person, person_id)


def roles(session: Session, person_id: int) -> list[RoleHolding]:
    """Every role that a person holds or held, those held now first."""
    statement = (
        select(RoleHolding)
        .where(RoleHolding.person_id == person_id)
        .options(joinedload(RoleHolding.body))
        .order_by(RoleHolding.ended_at.is_not(None), RoleHolding.id)
    )
    return list(session.scalars(statement))


def role(session: Session, person_id: int, role_id: int) -> RoleHolding | None:
    """One role that a person holds now."""
    is_held = and_(RoleHolding.id == role_id, RoleHolding.person_id == person_id, RoleHolding.ended_at.is_(None))
    return session.scalar(select(RoleHolding).where(is_held))
