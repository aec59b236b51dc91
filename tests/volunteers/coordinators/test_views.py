"""How a post is set up, held, left and confirmed, and whom one finds in the network."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from tests import pages
from tests.activities.conftest import Town
from tests.builders import a_person, an_organisation, post, sign_in
from tests.volunteers.coordinators.builders import a_post
from volunteers.coordinators.models import CoordinatorPost, CoordinatorTenure

PAGE = "/volunteers/coordinators/"
POST = {
    "title": "Frivilligkoordinator",
    "share": "30",
    "areas": "Heile",
    "stand_in_name": "Sverre",
    "stand_in_phone": "70 07 00 01",
    "begins_on": "1.1.2026",
    "ends_on": "",
    "version": "0",
}
HOLDER = {
    "name": "Kari Lid",
    "phone": "90 00 00 00",
    "email": "kari@example.no",
    "education": "Ni dagar",
    "is_in_network": "y",
    "begins_on": "1.2.2026",
}


def test_a_post_is_set_up_held_changed_and_left(client: FlaskClient, session: Session, town: Town) -> None:
    sign_in(client, session, town.kom)
    made = post(client, f"{PAGE}new", {**POST, "body": str(town.volda.id)})
    assert made.status_code == 303
    row = session.scalars(select(CoordinatorPost)).one()
    base = f"{PAGE}{row.id}/"
    assert 'data-status="vacant"' in client.get(base).text
    assert post(client, f"{base}begin", HOLDER).status_code == 303
    text = client.get(base).text
    assert "Kari Lid" in text
    assert 'data-status="held"' in text
    session.rollback()
    session.refresh(row)
    version = str(row.version)
    session.rollback()
    assert post(client, f"{base}change", {**POST, "share": "40", "version": version}).status_code == 303
    assert post(client, f"{base}confirm").status_code == 303
    assert post(client, f"{base}end", {"ends_on": "20.11.2026"}).status_code == 303
    text = client.get(base).text
    assert 'data-status="vacant"' in text
    session.rollback()
    tenure = session.scalars(select(CoordinatorTenure)).one()
    assert (tenure.name, tenure.phone, tenure.email, tenure.is_in_network) == ("Kari Lid", "", "", False)
    told = str([line.changes for line in session.scalars(select(AuditLine))])
    assert "Kari" not in told
    assert "90000000" not in told


@pytest.mark.parametrize(
    "wrong",
    [
        {"share": "101"},
        {"share": ""},
        {"title": ""},
        {"stand_in_phone": ""},
        {"stand_in_name": ""},
        {"stand_in_phone": "ring meg"},
        {"ends_on": "1.1.2025"},
        {"body": "0"},
        {"body": "x"},
    ],
)
def test_what_cannot_be_is_refused(*, client: FlaskClient, session: Session, town: Town, wrong: dict[str, Any]) -> None:
    sign_in(client, session, town.kom)
    answered = post(client, f"{PAGE}new", {**POST, "body": str(town.volda.id), **wrong})
    assert answered.status_code == 422
    assert 'id="error-summary"' in answered.text
    assert session.scalars(select(CoordinatorPost)).all() == []


def test_a_second_holder_and_a_wrong_day_are_refused(client: FlaskClient, session: Session, town: Town) -> None:
    row = a_post(session, town.volda, actor=town.kom)
    session.commit()
    sign_in(client, session, town.kom)
    base = f"{PAGE}{row.id}/"
    assert post(client, f"{base}begin", {**HOLDER, "name": "Ein annan"}).status_code == 422
    assert post(client, f"{base}end", {"ends_on": "22.11.2026"}).status_code == 422
    assert post(client, f"{base}end", {"ends_on": "1.11.2026"}).status_code == 303
    for day in ("1.11.2026", "22.11.2026", "31.12.2025"):
        assert post(client, f"{base}begin", {**HOLDER, "begins_on": day}).status_code == 422, day
    assert post(client, f"{base}end", {"ends_on": "20.11.2026"}).status_code == 422, "nobody holds it"
    assert post(client, f"{base}describe", {**HOLDER, "version": "99"}).status_code == 422


@pytest.mark.parametrize(
    ("step", "sent", "theirs"),
    [("change", {**POST, "title": "Mitt", "share": "20"}, {"title", "share"}), ("describe", HOLDER, {"name"})],
)
def test_the_second_writer_sees_both_texts(
    *, client: FlaskClient, session: Session, town: Town, step: str, sent: dict[str, str], theirs: set[str]
) -> None:
    row = a_post(session, town.volda, actor=town.kom)
    session.commit()
    sign_in(client, session, town.kom)
    address = f"{PAGE}{row.id}/{step}"
    answered = post(client, address, {**sent, "version": "0"})
    assert answered.status_code == 409
    assert theirs <= set(re.findall(r'id="([a-z_]+)-conflict"', answered.text))
    version = next(form.values["version"] for form in pages.read(answered.text).forms if "version" in form.values)
    assert post(client, address, {**sent, "version": version}).status_code == 303


def test_those_one_works_with_are_found_when_they_wish_it(client: FlaskClient, session: Session, town: Town) -> None:
    leader = a_post(session, town.venene, actor=town.leader, title="Leiar av Heilt fram")
    stranger = an_organisation(session, "Framande")
    a_post(session, stranger, actor=a_person(session, Role.ORGANISATION_LEADER, stranger), title="Framand")
    session.commit()
    sign_in(client, session, town.kom)
    text = client.get(PAGE).text
    assert "kari@example.no" in text
    assert "Framande" not in text
    tenure = select(CoordinatorTenure).where(CoordinatorTenure.post_id == leader.id)
    session.scalars(tenure).one().is_in_network = False
    session.commit()
    assert "kari@example.no" not in client.get(PAGE).text


def test_somebody_elses_post_answers_as_an_unknown_one(client: FlaskClient, session: Session, town: Town) -> None:
    row = a_post(session, town.volda, actor=town.kom)
    session.commit()
    for person in (town.leader, town.nurse):
        sign_in(client, session, person)
        for number in (row.id, row.id + 1000):
            for path in ("", "change", "begin", "describe", "end"):
                assert client.get(f"{PAGE}{number}/{path}").status_code == 404
            for path in ("confirm", "end", "begin", "change"):
                assert post(client, f"{PAGE}{number}/{path}", HOLDER).status_code == 404
    assert client.get(PAGE).status_code == 403
    sign_in(client, session, town.leader)
    assert post(client, f"{PAGE}new", {**POST, "body": str(town.volda.id)}).status_code == 422


@pytest.mark.parametrize("number", [2, 60])
def test_a_list_and_a_page_make_few_statements(
    *, client: FlaskClient, session: Session, town: Town, statements: list[str], number: int
) -> None:
    for each in range(number):
        row = a_post(session, town.volda, actor=town.kom, title=f"Stilling {each}")
    for each in range(number):
        a_post(session, town.venene, actor=town.leader, title=f"Stilling {each}")
    session.commit()
    sign_in(client, session, town.kom)
    statements.clear()
    assert client.get(PAGE).status_code == 200
    assert len(statements) <= 12
    statements.clear()
    assert client.get(f"{PAGE}{row.id}/").status_code == 200
    assert len(statements) <= 20
    for form in ("csv", "xlsx"):
        assert client.get(f"{PAGE}?format={form}").status_code == 200
