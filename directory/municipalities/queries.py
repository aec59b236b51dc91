"""What is read: municipalities with their counties."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory.municipalities.models import County, Municipality, SizeBand
from kernel.alphabet import alphabetical
from kernel.web.lists import Statement


def register() -> Statement:
    """The register as a list: one row for each municipality."""
    return select(
        Municipality.number,
        Municipality.name,
        County.name.label("county"),
        Municipality.population,
        Municipality.population_67,
        Municipality.population_80,
        Municipality.size_band,
        Municipality.centrality,
        Municipality.org_number,
        Municipality.official_name,
    ).join(County, County.number == Municipality.county_number)


def narrowed(statement: Statement, *, county: str, band: str) -> Statement:
    """The list for one county, one size band, or both; what is none of them narrows nothing."""
    if county:
        statement = statement.where(Municipality.county_number == county)
    if band in set(SizeBand):
        statement = statement.where(Municipality.size_band == SizeBand(band))
    return statement


def counties(session: Session) -> list[County]:
    """The counties by name."""
    return list(session.scalars(select(County).order_by(alphabetical(County.name))))


def municipality(session: Session, number: str) -> Municipality | None:
    """A municipality by its number, with its county."""
    statement = select(Municipality).where(Municipality.number == number)
    return session.scalar(statement.options(joinedload(Municipality.county)))


def municipality_choices(session: Session) -> list[tuple[str, str]]:
    """Every municipality by name, as its number and its name with the county."""
    statement = (
        select(Municipality.number, Municipality.name, County.name)
        .join(County, County.number == Municipality.county_number)
        .order_by(alphabetical(Municipality.name), Municipality.number)
    )
    return [(number, f"{name} ({county})") for number, name, county in session.execute(statement)]


def names(session: Session) -> dict[str, str]:
    """What every municipality is called, by its number."""
    rows = session.execute(select(Municipality.number, Municipality.name))
    return {row.number: row.name for row in rows}
