"""An administrator's register of people."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from tests.builders import a_municipality, a_person, an_organisation, post, sign_in, the_directorate
from tests.directory.builders import as_role

NEW = "/directory/people/new"
KARI = {
    "name": "Kari Nordmann",
    "email": "Kari@Example.no",
    "title": "Koordinator",
    "role": "municipal_coordinator",
    "municipality_number": "1577",
    "org_number": "",
}


@pytest.fixture
def admin(client: FlaskClient, session: Session) -> Person:
    """An administrator who is signed in, in a register with a body of each kind."""
    a_municipality(session, "Volda", "1577")
    an_organisation(session, "Fjellheim", "310000019")
    the_directorate(session)
    return as_role(client, session, Role.ADMINISTRATOR)


def _people(session: Session) -> list[Person]:
    session.rollback()
    return list(session.scalars(select(Person).where(Person.email == "kari@example.no")))


def _roles(session: Session, person: Person) -> list[tuple[Role, bool]]:
    session.rollback()
    statement = select(RoleHolding).where(RoleHolding.person_id == person.id).order_by(RoleHolding.id)
    return [(held.role, held.ended_at is None) for held in session.scalars(statement)]


def _page(person: Person, rest: str = "") -> str:
    return f"/directory/people/{person.id}/{rest}"


def test_a_person_is_added_with_a_role(client: FlaskClient, session: Session, admin: Person) -> None:
    assert client.get(NEW).status_code == 200
    answer = post(client, NEW, KARI)
    (kari,) = _people(session)
    assert (answer.status_code, answer.headers["Location"]) == (303, _page(kari))
    assert _roles(session, kari) == [(Role.MUNICIPAL_COORDINATOR, True)]
    assert "Volda kommune" in client.get(_page(kari)).text
    assert "Kari Nordmann" in client.get("/directory/people/?q=KARI").text
    lines = session.scalars(select(AuditLine).where(AuditLine.actor_id == admin.id)).all()
    assert {(line.subject, line.verb) for line in lines} == {("person", "added"), ("role_holding", "given")}
    assert "Kari" not in str([line.changes for line in lines])


def test_sending_twice_adds_once_and_says_so(client: FlaskClient, session: Session, admin: Person) -> None:
    assert [post(client, NEW, KARI).status_code for _ in range(2)] == [303, 422]
    assert len(_people(session)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "x" * 121},
        {"email": ""},
        {"email": "kari"},
        {"email": "kari@example.no\0"},
        {"role": ""},
        {"role": "king"},
        {"municipality_number": "9999"},
        {"municipality_number": "", "org_number": "310000027"},
        {"org_number": "310000019"},
        {"municipality_number": ""},
        {"municipality_number": "", "org_number": "310000019"},
        {"role": "organisation_leader"},
        {"role": "volunteers_representative", "municipality_number": "", "org_number": "310000019"},
        {"role": "reviewer"},
        {"role": "administrator"},
        {"title": "x" * 5_000},
    ],
)
def test_a_bad_form_keeps_what_was_typed_and_adds_nobody(
    client: FlaskClient, session: Session, admin: Person, change: dict[str, str]
) -> None:
    answer = post(client, NEW, {**KARI, **change})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert "name" in change or 'value="Kari Nordmann"' in answer.text
    assert _people(session) == []


@pytest.mark.parametrize(
    "change",
    [
        {"role": "organisation_leader", "municipality_number": "", "org_number": "310 000 019"},
        {"role": "reviewer", "municipality_number": ""},
        {"role": "administrator", "municipality_number": ""},
        {"role": "volunteers_representative"},
    ],
)
def test_each_kind_of_role_can_be_given(
    client: FlaskClient, session: Session, admin: Person, change: dict[str, str]
) -> None:
    assert post(client, NEW, {**KARI, **change}).status_code == 303
    (kari,) = _people(session)
    assert _roles(session, kari) == [(Role(change["role"]), True)]


def test_roles_are_given_and_ended_and_the_next_click_knows(
    app: Flask, client: FlaskClient, session: Session, admin: Person
) -> None:
    kari = a_person(session)
    theirs = app.test_client()
    sign_in(theirs, session, kari)
    assert theirs.get("/directory/organisations/new").status_code == 403
    role = {"role": "municipal_leader", "municipality_number": "1577"}
    for _ in range(2):
        assert post(client, _page(kari, "roles"), role).status_code == 303
    assert theirs.get("/directory/organisations/new").status_code == 200
    held = session.scalars(select(RoleHolding).where(RoleHolding.person_id == kari.id)).one()
    for _ in range(2):
        assert post(client, _page(kari, f"roles/{held.id}/end")).status_code == 303
    assert _roles(session, kari) == [(Role.MUNICIPAL_LEADER, False)]
    assert theirs.get("/directory/organisations/new").status_code == 403
    page = client.get(_page(kari)).text
    assert page.count("Volda kommune") == 1


def test_a_role_of_somebody_else_is_not_ended(client: FlaskClient, session: Session, admin: Person) -> None:
    kari, ola = a_person(session, Role.ADMINISTRATOR), a_person(session)
    session.commit()
    held = session.scalars(select(RoleHolding).where(RoleHolding.person_id == kari.id)).one()
    post(client, _page(ola, f"roles/{held.id}/end"))
    assert _roles(session, kari) == [(Role.ADMINISTRATOR, True)]


def test_shutting_out_works_at_once_and_can_be_undone(
    app: Flask, client: FlaskClient, session: Session, admin: Person
) -> None:
    kari = a_person(session, Role.REVIEWER, the_directorate(session))
    theirs = app.test_client()
    sign_in(theirs, session, kari)
    assert theirs.get("/my-work").status_code == 200
    assert post(client, _page(kari, "shut-out")).status_code == 303
    assert theirs.get("/my-work").status_code == 303
    assert post(client, _page(kari, "let-in")).status_code == 303
    assert theirs.get("/my-work").status_code == 303
    sign_in(theirs, session, kari)
    assert theirs.get("/my-work").status_code == 200


def test_administrators_do_not_lock_themselves_out(client: FlaskClient, session: Session, admin: Person) -> None:
    held = session.scalars(select(RoleHolding).where(RoleHolding.person_id == admin.id)).one()
    assert post(client, _page(admin, "shut-out")).status_code == 409
    assert post(client, _page(admin, f"roles/{held.id}/end")).status_code == 409
    assert client.get("/directory/people/").status_code == 200
    assert not re.search(r"/(shut-out|end)\"", client.get(_page(admin)).text)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_finds_the_register(client: FlaskClient, session: Session, role: Role) -> None:
    person = as_role(client, session, role)
    for address in ("/directory/people/", NEW):
        assert client.get(address).status_code == 403
    assert post(client, NEW, KARI).status_code == 403
    for rest in ("", "roles", "shut-out", "let-in", "roles/1/end"):
        assert post(client, _page(person, rest)).status_code in {404, 405}
    assert "/directory/people/" not in client.get("/my-work").text


def test_a_person_who_is_none_is_not_found(client: FlaskClient, session: Session, admin: Person) -> None:
    for rest in ("shut-out", "let-in", "roles/1/end"):
        assert post(client, f"/directory/people/999999/{rest}").status_code == 404
    assert post(client, "/directory/people/999999/roles", {**KARI}).status_code == 404
    assert client.get("/directory/people/999999/").status_code == 404


def test_the_list_tells_who_is_shut_out(client: FlaskClient, session: Session, admin: Person) -> None:
    kari = a_person(session)
    session.execute(update(Person).where(Person.id == kari.id).values(is_active=False))
    session.commit()
    page = client.get("/directory/people/").text
    assert page.count('data-status="inactive"') == 1
    assert page.count('data-status="active"') == 1
