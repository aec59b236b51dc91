"""Builders of the directory's tests, over the common ones."""

from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.bodies.models import Body
from directory.municipalities import actions as municipalities
from directory.municipalities.register import PACKAGED, RegisterRow, read
from tests.builders import NOW, a_municipality, a_person, an_organisation, sign_in, the_directorate


def packaged_rows(path: Path = PACKAGED) -> list[RegisterRow]:
    """The rows of the register that comes with Trinn."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return read(lines)


def the_register(session: Session) -> None:
    """All 357 municipalities."""
    municipalities.load(session, packaged_rows(), actor_id=None, at=NOW)
    session.commit()


def as_role(client: FlaskClient, session: Session, role: Role) -> Person:
    """Sign somebody in with a role, for a body of the kind that it belongs to."""
    body: Body | None
    match role.value.partition("_")[0]:
        case "municipal" | "home" | "core" | "volunteers":
            body = a_municipality(session)
        case "organisation" | "volunteer":
            body = an_organisation(session)
        case "administrator":
            body = None
        case _:
            body = the_directorate(session)
    person = a_person(session, role, body)
    sign_in(client, session, person)
    return person
