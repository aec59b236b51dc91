"""What each role may do with a cooperation of its own body: write for its side, only read, or not see it at all."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.bodies.models import BodyKind
from tests.builders import (
    a_municipality,
    a_person,
    a_relation,
    an_organisation,
    sign_in,
    the_directorate,
    the_staircase,
)

WRITERS = {
    Role.MUNICIPAL_COORDINATOR: BodyKind.MUNICIPALITY,
    Role.MUNICIPAL_LEADER: BodyKind.MUNICIPALITY,
    Role.ORGANISATION_LEADER: BodyKind.ORGANISATION,
    Role.ORGANISATION_COORDINATOR: BodyKind.ORGANISATION,
}
READERS = {Role.HOME_CARE: BodyKind.MUNICIPALITY, Role.CORE_TEAM_MEMBER: BodyKind.MUNICIPALITY}
STRANGERS = {
    Role.VOLUNTEER: BodyKind.ORGANISATION,
    Role.VOLUNTEERS_REPRESENTATIVE: BodyKind.MUNICIPALITY,
    Role.CASEWORKER: BodyKind.DIRECTORATE,
    Role.REVIEWER: BodyKind.DIRECTORATE,
    Role.LEAD: BodyKind.DIRECTORATE,
    Role.ADMINISTRATOR: None,
}
ROLES = {**WRITERS, **READERS, **STRANGERS}
READ = ("", "staircase/", "contacts/", "tasks/", "dialogue/", "agreements/", "quality/", "roadmap/", "history/")
WRITE = (
    "contacts/edit",
    "tasks/edit",
    "dialogue/meetings/new/",
    "agreements/new",
    "roadmap/goals/new",
    "quality/insurance/",
)


def test_every_role_is_tried() -> None:
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.value)
def test_a_role_opens_what_it_may_and_nothing_else(client: FlaskClient, session: Session, role: Role) -> None:
    the_staircase(session)
    bodies = {
        BodyKind.MUNICIPALITY: a_municipality(session),
        BodyKind.ORGANISATION: an_organisation(session),
        BodyKind.DIRECTORATE: the_directorate(session),
        None: None,
    }
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, bodies[BodyKind.MUNICIPALITY])
    relation = a_relation(session, bodies[BodyKind.MUNICIPALITY], bodies[BodyKind.ORGANISATION], actor=kom)
    sign_in(client, session, a_person(session, role, bodies[ROLES[role]]))

    def opens(pages: tuple[str, ...]) -> set[bool]:
        return {client.get(f"/partnership/relations/{relation.id}/{page}").status_code == 200 for page in pages}

    assert opens(READ) == {role in WRITERS or role in READERS}
    assert opens(WRITE) == {role in WRITERS}
