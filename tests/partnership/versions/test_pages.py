"""The administrators' pages: two of them take a version from a file to being in force, and nobody else gets in."""

import io
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts.permissions import Role
from partnership.staircase.models import StaircaseVersion
from tests.builders import NOW, a_municipality, a_person, an_organisation, post, sign_in, the_directorate, the_staircase
from tests.pages import read
from tests.partnership.versions.builders import (
    a_document,
    a_draft,
    a_relation_on_step,
    a_stricter_document,
    an_administrator,
)

HOME = "/partnership/versions/"


@pytest.fixture
def two(app: Flask, session: Session) -> list[FlaskClient]:
    """Two administrators who are signed in, and the staircase in force."""
    the_staircase(session, NOW - timedelta(days=1))  # before today, whatever the hour
    clients = []
    for name in ("Ada", "Bo"):
        person = an_administrator(session, name)
        session.commit()
        client = app.test_client()
        sign_in(client, session, person)
        clients.append(client)
    return clients


def send(client: FlaskClient, document: object, name: str = "ny.json") -> TestResponse:
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    return post(client, HOME + "new", {"file": (io.BytesIO(raw), name)}, content_type="multipart/form-data")


def taken_in(client: FlaskClient, document: object) -> str:
    answer = send(client, document)
    assert answer.status_code == 303
    return answer.headers["Location"]


def status(client: FlaskClient, address: str) -> str:
    text = client.get(address).text
    return text.split('data-status="')[1].split('"')[0]


def proposal_version(client: FlaskClient, address: str) -> str:
    forms = read(client.get(address).text).forms
    return next(form.values["version"] for form in forms if form.action.endswith("return"))


def test_from_a_file_to_in_force_by_two(session: Session, two: list[FlaskClient]) -> None:
    ada, bo = two
    address = taken_in(ada, a_document())
    assert status(ada, address) == "draft"

    assert post(ada, address + "propose", {"valid_from": ""}).status_code == 303
    assert status(bo, address) == "proposed"
    assert "lokal-2" in bo.get("/my-work").text
    assert "lokal-2" not in ada.get("/my-work").text
    seen = proposal_version(bo, address)

    assert "put-in-force" not in ada.get(address).text
    assert post(ada, address + "put-in-force", {"version": seen}).status_code == 409
    assert post(bo, address + "put-in-force", {"version": "9"}).status_code == 409
    assert post(bo, address + "put-in-force", {"version": seen}).status_code == 303
    assert status(bo, address) == "active"
    assert post(bo, address + "put-in-force", {"version": seen}).status_code == 409
    page = ada.get(HOME)
    assert page.text.count('data-status="active"') == 1
    assert 'data-status="retired"' in page.text


def test_a_proposal_is_returned_with_a_word(two: list[FlaskClient]) -> None:
    ada, bo = two
    address = taken_in(ada, a_document())
    post(ada, address + "propose", {"valid_from": "01.01.2027"})
    seen = proposal_version(bo, address)
    assert post(bo, address + "return", {"version": seen, "remark": " "}).status_code == 422
    assert post(bo, address + "return", {"version": seen, "remark": "Trinn 3 mangler"}).status_code == 303
    page = ada.get(address).text
    assert "Trinn 3 mangler" in page
    assert status(ada, address) == "draft"


def test_a_planned_version_waits_for_its_day(two: list[FlaskClient]) -> None:
    ada, bo = two
    address = taken_in(ada, a_document())
    post(ada, address + "propose", {"valid_from": "01.01.2027"})
    assert post(bo, address + "put-in-force", {"version": proposal_version(bo, address)}).status_code == 303
    assert status(ada, address) == "planned"
    assert "put-in-force" not in bo.get(address).text


@pytest.mark.parametrize("day", ["i morgen", "20.11.2026", "01.01.2030", "0"])
def test_a_day_that_cannot_be_is_refused_and_stays_in_the_field(two: list[FlaskClient], day: str) -> None:
    address = taken_in(two[0], a_document())
    answer = post(two[0], address + "propose", {"valid_from": day})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert f'value="{day}"' in answer.text
    assert status(two[0], address) == "draft"


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (b"{", "Line 1, column 2 is not JSON"),
        (b"", "is not JSON"),
        ({"version": 1}, "the document has no steps"),
        (a_document() | {"steps": []}, "numbered 0, 1, 2"),
    ],
)
def test_a_file_with_a_fault_is_refused_with_its_place(
    session: Session, two: list[FlaskClient], document: object, place: str
) -> None:
    answer = send(two[0], document)
    assert answer.status_code == 422
    assert place in answer.text
    assert session.scalars(select(StaircaseVersion.code)).all() == ["forslag-2026-1"]


def test_no_file_at_all_is_refused(two: list[FlaskClient]) -> None:
    assert post(two[0], HOME + "new", {"file": "text"}).status_code == 422
    assert post(two[0], HOME + "new", {}).status_code == 422


def test_a_known_code_with_another_text_is_refused(two: list[FlaskClient]) -> None:
    answer = send(two[0], a_stricter_document("forslag-2026-1"))
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_what_is_downloaded_can_be_taken_in_again(session: Session, two: list[FlaskClient]) -> None:
    number = session.scalars(select(StaircaseVersion.id)).one()
    assert taken_in(two[0], json.loads(two[0].get(f"{HOME}{number}/json").data)) == f"{HOME}{number}/"
    table = two[0].get(f"{HOME}{number}/csv")
    assert table.headers["Content-Disposition"] == 'attachment; filename="staircase-forslag-2026-1.csv"'
    other = table.data.replace(b"forslag-2026-1", b"fra-tabell")
    assert send(two[0], other, "tabell.csv").status_code == 303


def test_the_dry_run_tells_numbers_and_no_names(session: Session, two: list[FlaskClient]) -> None:
    relation = a_relation_on_step(session, 3)
    version = a_draft(session, a_stricter_document())
    session.commit()
    assert "2.9" not in two[0].get(f"{HOME}{version.id}/dry-run").text
    assert post(two[0], f"{HOME}{version.id}/dry-run").status_code == 303
    page = two[0].get(f"{HOME}{version.id}/dry-run")
    assert "2.9" in page.text
    assert relation.municipality.name not in read(page.text).text
    assert relation.organisation is not None
    assert relation.organisation.name not in page.text


ADDRESSES = ["", "new", "1/", "1/dry-run", "1/json", "1/csv", "1/propose", "1/put-in-force", "1/return"]


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.ADMINISTRATOR])
def test_nobody_but_administrators_gets_in(client: FlaskClient, session: Session, role: Role) -> None:
    the_staircase(session)
    bodies: dict[str, Callable[..., object]] = {
        "organisation": an_organisation,
        "volunteer": an_organisation,
        "caseworker": the_directorate,
        "reviewer": the_directorate,
        "lead": the_directorate,
    }
    body = bodies.get(role.value.partition("_")[0], a_municipality)(session)
    person = a_person(session, role, body)  # type: ignore[arg-type]  # each builder gives a body
    sign_in(client, session, person)
    for address in ADDRESSES:
        is_post = address.endswith(("propose", "force", "return"))
        answer = post(client, HOME + address) if is_post else client.get(HOME + address)
        assert answer.status_code in {403, 404}, address
    assert post(client, HOME + "new").status_code == 403


def test_who_is_not_signed_in_is_sent_to_the_door(client: FlaskClient, session: Session) -> None:
    the_staircase(session)
    session.commit()
    for address in ADDRESSES[:6]:
        assert client.get(HOME + address).status_code in {302, 303}


def test_a_version_that_is_not_there_is_not_found(two: list[FlaskClient]) -> None:
    for address in ("99/", "99/dry-run", "99/json", "99/csv"):
        assert two[0].get(HOME + address).status_code == 404
    for address in ("99/propose", "99/put-in-force", "99/dry-run"):
        assert post(two[0], HOME + address, {"version": "1"}).status_code == 404


def test_a_version_in_force_is_not_tried(session: Session, two: list[FlaskClient]) -> None:
    number = session.scalars(select(StaircaseVersion.id)).one()
    page = read(two[0].get(f"{HOME}{number}/dry-run").text)
    assert not [form for form in page.forms if form.action.endswith("dry-run")]
    assert post(two[0], f"{HOME}{number}/dry-run").status_code == 409


def test_every_page_has_one_heading(session: Session, two: list[FlaskClient]) -> None:
    version = a_draft(session)
    session.commit()
    for address in ("", "new", f"{version.id}/", f"{version.id}/dry-run"):
        assert read(two[0].get(HOME + address).text).headings == 1
