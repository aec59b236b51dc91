"""What is read: organisations with their home municipality."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory.bodies.models import Body
from directory.municipalities.models import County, Municipality
from directory.organisations.models import Organisation, OrganisationKind
from kernel.web.lists import Statement

HOME = Municipality.__table__.alias("home")
HOME_BODY = Body.__table__.alias("home_body")


def register() -> Statement:
    """The register as a list: one row for each organisation."""
    return (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.org_number,
            Organisation.organisation_kind,
            HOME_BODY.c.name.label("home"),
            County.name.label("county"),
        )
        .outerjoin(HOME, HOME.c.id == Organisation.home_id)
        .outerjoin(HOME_BODY, HOME_BODY.c.id == HOME.c.id)
        .outerjoin(County, County.number == HOME.c.county_number)
    )


def narrowed(statement: Statement, *, kind: str) -> Statement:
    """The list for one kind; what is no kind narrows nothing."""
    if kind in set(OrganisationKind):
        return statement.where(Organisation.organisation_kind == OrganisationKind(kind))
    return statement


def organisation(session: Session, organisation_id: int) -> Organisation | None:
    """An organisation with its home municipality and county."""
    home = joinedload(Organisation.home).joinedload(Municipality.county)
    return session.scalar(select(Organisation).where(Organisation.id == organisation_id).options(home))


def body_by_number(session: Session, org_number: str) -> Body | None:
    """The body of any kind that has an organisation number."""
    return session.scalar(select(Body).where(Body.org_number == org_number))
