"""Who takes part in the story: the register, the organisations, the people and their roles."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from demo import script
from directory.accounts import actions as accounts
from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import Role
from directory.audit import actions as audit
from directory.bodies.models import Body, LanguageForm
from directory.municipalities import actions as municipalities
from directory.municipalities.models import Municipality
from directory.municipalities.register import PACKAGED, read
from directory.organisations import actions as organisations
from directory.organisations.models import OrganisationKind
from kernel.clock import OSLO

DOMAIN = "demo.example"
PASSWORD = "trinn-demo-2026"  # noqa: S105  printed by the demo and of no use outside it
DIRECTORATE = "directorate"


@dataclass(frozen=True)
class Cast:
    """The people by their account, and the bodies by their number."""

    people: dict[str, Person]
    bodies: dict[str, Body]


def address(account: str) -> str:
    """The e-mail address of an account in the demo."""
    return f"{account}@{DOMAIN}"


def roster(session: Session) -> list[tuple[str, str, str, str]]:
    """The address, name, title and body of everybody in the story."""
    statement = (
        select(Person.email, Person.name, Person.title, Body.name)
        .join(RoleHolding, RoleHolding.person_id == Person.id)
        .outerjoin(Body, Body.id == RoleHolding.body_id)
        .where(Person.email.endswith(f"@{DOMAIN}"))
        .order_by(Person.id)
    )
    return [(email, name, title, body or "") for email, name, title, body in session.execute(statement)]


def gather(session: Session) -> Cast:
    """Bring in everybody who takes part."""
    told = script.cast()
    at = datetime.combine(told["added_on"], time(8), OSLO)
    with PACKAGED.open(encoding="utf-8-sig", newline="") as lines:
        municipalities.load(session, read(lines), actor_id=None, at=at)
    bodies: dict[str, Body] = {one.number: one for one in session.scalars(select(Municipality))}
    for raw in told["organisations"]:
        bodies[raw["number"]] = _organisation(session, raw, bodies, at)
    bodies[DIRECTORATE] = _directorate(session, told["directorate"], at)
    people = {raw["account"]: _person(session, raw, bodies, at) for raw in told["people"]}
    _give_passwords(list(people.values()))
    return Cast(people, bodies)


def _give_passwords(people: list[Person]) -> None:
    """They all have the published one, which is slow to hash and therefore hashed once."""
    first, *others = people
    accounts.keep_password(first, PASSWORD)
    for person in others:
        person.password_hash = first.password_hash


def _organisation(session: Session, raw: dict[str, Any], bodies: dict[str, Body], at: datetime) -> Body:
    home = bodies.get(raw.get("home", ""))
    return organisations.add(
        session,
        name=raw["name"],
        org_number=raw["number"],
        kind=OrganisationKind(raw["kind"]),
        home=home if isinstance(home, Municipality) else None,
        language_form=LanguageForm(raw["form"]),
        about=raw["about"],
        actor_id=None,
        at=at,
    )


def _directorate(session: Session, raw: dict[str, Any], at: datetime) -> Body:
    """No page adds a directorate: there is one, and it comes with the installation."""
    directorate = Body(name=raw["name"], language_form=LanguageForm(raw["form"]))
    session.add(directorate)
    audit.record(session, directorate, "added", actor_id=None, at=at, changes={"name": (None, raw["name"])})
    return directorate


def _person(session: Session, raw: dict[str, Any], bodies: dict[str, Body], at: datetime) -> Person:
    person = accounts.add_person(
        session,
        name=raw["name"],
        email=address(raw["account"]),
        title=raw["title"],
        language=raw.get("language"),
        actor_id=None,
        at=at,
    )
    body = bodies[raw["body"]] if "body" in raw else None
    accounts.give_role(session, person, Role(raw["role"]), body, actor_id=None, at=at)
    return person
