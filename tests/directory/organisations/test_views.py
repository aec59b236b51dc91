"""The register of organisations, and adding to it."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from directory.organisations.models import Organisation, OrganisationKind
from tests.builders import a_municipality, an_organisation, post
from tests.directory.builders import as_role

NEW = "/directory/organisations/new"
FJELLHEIM = {
    "org_number": "310 000 019",
    "name": "Fjellheim Seniorlag",
    "kind": "local_association",
    "home_number": "5033",
    "language_form": "nb",
    "about": "Møteplass\nfor eldre.",
}


def _count(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Organisation)) or 0


def test_a_coordinator_adds_an_organisation(client: FlaskClient, session: Session) -> None:
    tydal = a_municipality(session, "Tydal", "5033")
    actor = as_role(client, session, Role.MUNICIPAL_COORDINATOR)
    assert client.get(NEW).status_code == 200
    answer = post(client, NEW, FJELLHEIM)
    added = session.scalars(select(Organisation)).one()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/directory/organisations/{added.id}/")
    assert (added.name, added.org_number, added.home_id) == ("Fjellheim Seniorlag", "310000019", tydal.id)
    assert added.organisation_kind is OrganisationKind.LOCAL_ASSOCIATION
    line = session.scalars(select(AuditLine).where(AuditLine.subject == "organisation")).one()
    assert (line.verb, line.actor_id, line.subject_id) == ("added", actor.id, added.id)
    page = client.get(answer.headers["Location"]).text
    assert re.search(r"<h1[^>]*>Fjellheim Seniorlag</h1>", page)
    assert "Tydal kommune" in page


def test_sending_twice_adds_once_and_leads_to_the_one_there_is(client: FlaskClient, session: Session) -> None:
    a_municipality(session, "Tydal", "5033")
    as_role(client, session, Role.MUNICIPAL_COORDINATOR)
    first = post(client, NEW, FJELLHEIM)
    again = post(client, NEW, {**FJELLHEIM, "name": "Et annet navn", "org_number": "310000019"})
    assert again.status_code == 303
    assert again.headers["Location"] == first.headers["Location"]
    assert _count(session) == 1


def test_an_organisation_without_a_home_works_in_the_whole_country(client: FlaskClient, session: Session) -> None:
    as_role(client, session, Role.MUNICIPAL_LEADER)
    assert post(client, NEW, {**FJELLHEIM, "home_number": ""}).status_code == 303
    assert session.scalars(select(Organisation)).one().home_id is None


@pytest.mark.parametrize(
    "change",
    [
        {"org_number": ""},
        {"org_number": "310000018"},
        {"org_number": "3" * 5000},
        {"org_number": "310000019\0"},
        {"name": ""},
        {"name": "x" * 201},
        {"name": "\0"},
        {"kind": "club"},
        {"kind": ""},
        {"home_number": "9999"},
        {"language_form": "da"},
        {"about": "x" * 2001},
        {"about": "a\x07b"},
    ],
)
def test_a_bad_form_keeps_what_was_typed_and_saves_nothing(
    client: FlaskClient, session: Session, change: dict[str, str]
) -> None:
    a_municipality(session, "Tydal", "5033")
    as_role(client, session, Role.MUNICIPAL_COORDINATOR)
    answer = post(client, NEW, {**FJELLHEIM, **change})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert "name" in change or 'value="Fjellheim Seniorlag"' in answer.text
    assert _count(session) == 0


def test_an_empty_form_comes_back(client: FlaskClient, session: Session) -> None:
    as_role(client, session, Role.MUNICIPAL_COORDINATOR)
    assert post(client, NEW).status_code == 422


def test_what_is_typed_is_never_markup(client: FlaskClient, session: Session) -> None:
    as_role(client, session, Role.MUNICIPAL_COORDINATOR)
    typed = {**FJELLHEIM, "home_number": "", "name": "<script>alert(1)</script>", "about": "<b>x</b>"}
    page = client.get(post(client, NEW, typed).headers["Location"]).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>x</b>" not in page


def test_the_number_of_a_municipality_is_no_organisation(client: FlaskClient, session: Session) -> None:
    volda = a_municipality(session)
    volda.org_number = "939760946"
    as_role(client, session, Role.MUNICIPAL_COORDINATOR)
    answer = post(client, NEW, {**FJELLHEIM, "home_number": "", "org_number": "939 760 946"})
    assert answer.status_code == 422
    assert "Volda kommune" in answer.text
    assert _count(session) == 0


@pytest.mark.parametrize("role", [Role.ORGANISATION_LEADER, Role.VOLUNTEER, Role.REVIEWER, Role.ADMINISTRATOR])
def test_others_may_not_add(client: FlaskClient, session: Session, role: Role) -> None:
    as_role(client, session, role)
    before = _count(session)
    assert client.get(NEW).status_code == 403
    assert post(client, NEW, FJELLHEIM).status_code == 403
    assert "/directory/organisations/new" not in client.get("/directory/organisations/").text
    assert _count(session) == before


def test_a_search_finds_by_name_number_and_home(client: FlaskClient, session: Session) -> None:
    home = a_municipality(session, "Ørsta", "1520")
    an_organisation(session, "Øvre lag", "310000027").home_id = home.id
    an_organisation(session, "Nedre lag", "310000035")
    as_role(client, session, Role.VOLUNTEER)
    for search in ("ØVRE", "310000027", "ørsta"):
        page = client.get("/directory/organisations/", query_string={"q": search}).text
        assert "Øvre lag" in page
        assert "Nedre lag" not in page


def test_an_id_that_is_none_is_not_found(client: FlaskClient, session: Session) -> None:
    as_role(client, session, Role.VOLUNTEER)
    volda = a_municipality(session)
    session.commit()
    assert client.get(f"/directory/organisations/{volda.id}/").status_code == 404
    assert client.get("/directory/organisations/999999/").status_code == 404
