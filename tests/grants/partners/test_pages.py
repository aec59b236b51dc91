"""The applicant's pages about partners."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from grants.applications.models import ApplicationStatus, Partner
from grants.partners import actions
from grants.partners.rules import Answer
from kernel import clock
from tests.builders import a_municipality, a_person, a_relation, an_organisation, post, sign_in
from tests.grants.partners.conftest import Stage
from tests.pages import read

PART = {"task": "Synger med", "mode": "shared", "hours": "40", "amount": "25 000", "email": "koret@example.no"}


@pytest.fixture
def kom(stage: Stage, client: FlaskClient) -> FlaskClient:
    """The applicant's browser."""
    sign_in(client, stage.session, stage.kom)
    return client


def standings(html: str) -> list[str]:
    """How each confirmation stands, in the order of the page."""
    return re.findall(r'data-status="(\w+)"', html)


def test_the_page_says_how_each_confirmation_stands_and_what_is_set_aside(stage: Stage, kom: FlaskClient) -> None:
    stage.asked(stage.choir)
    text = kom.get(stage.pages).text
    assert standings(text) == ["not_asked", "asked"]
    assert "160\xa0000" in text
    actions.answer(stage.session, stage.choir, Answer(True, "Odd Lie", None, stage.choir.version), now=clock.now())
    stage.session.commit()
    text = kom.get(stage.pages).text
    assert standings(text) == ["not_asked", "confirmed"]
    assert "160\xa0000" not in text
    assert "Odd Lie" in text


def test_somebody_one_cooperates_with_is_added_in_one_tap(stage: Stage, kom: FlaskClient) -> None:
    club = an_organisation(stage.session, "Turlaget")
    a_relation(stage.session, stage.volda, club, actor=stage.kom)
    stage.session.commit()
    offered = [form for form in read(kom.get(stage.pages).text).forms if form.action.endswith("/take")]
    assert [form.values["body"] for form in offered] == [str(club.id)]
    assert post(kom, offered[0].action, {"body": str(club.id)}).status_code == 303
    assert "/take" not in kom.get(stage.pages).text
    assert post(kom, offered[0].action, {"body": str(club.id)}).status_code == 409
    assert post(kom, offered[0].action, {"body": str(stage.volda.id)}).status_code == 404


def test_a_partner_is_added_from_the_register_by_number_or_municipality(stage: Stage, kom: FlaskClient) -> None:
    club, selbu = an_organisation(stage.session, "Korpset", "974760673"), a_municipality(stage.session, "Selbu")
    stage.session.commit()
    by_number = {"org_number": "974 760 673", "municipality_number": ""}
    by_name = {"org_number": "", "municipality_number": selbu.number}
    for sent in (by_number, by_name):
        assert post(kom, f"{stage.pages}new/register", sent).status_code == 303
    there = set(stage.session.scalars(select(Partner.body_id)))
    assert {club.id, selbu.id} <= there
    assert post(kom, f"{stage.pages}new/register", by_name).status_code == 422


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"org_number": "123456789"},
        {"org_number": "974760673"},
        {"org_number": "974760673", "municipality_number": "own"},
        {"municipality_number": "own"},
        {"municipality_number": "9999"},
    ],
)
def test_what_is_no_other_body_of_the_register_is_refused_with_words(
    stage: Stage, kom: FlaskClient, sent: dict[str, str]
) -> None:
    sent = {name: stage.volda.number if value == "own" else value for name, value in sent.items()}
    answer = post(kom, f"{stage.pages}new/register", sent)
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text


def test_a_partner_is_added_by_name_and_address_and_only_once(stage: Stage, kom: FlaskClient) -> None:
    sent = {"name": "Historielaget", "email": "historie@example.no"}
    answer = post(kom, f"{stage.pages}new/", sent)
    assert answer.status_code == 303
    assert kom.get(answer.headers["Location"]).status_code == 200
    assert post(kom, f"{stage.pages}new/", sent).status_code == 422


@pytest.mark.parametrize("email", ["", "tull", "a,b@x.no", "ø@x.no", "a@x..no", "<a>@x.no", "a..b@x.no", "a@x.no\x00"])
def test_an_address_that_no_mail_can_leave_for_is_refused(stage: Stage, kom: FlaskClient, email: str) -> None:
    assert post(kom, f"{stage.pages}new/", {"name": "Turlaget", "email": email}).status_code == 422
    part = {**PART, "name": "Koret", "version": str(stage.choir.version), "email": email}
    assert post(kom, f"{stage.pages}{stage.choir.id}/", part).status_code == 422


def test_a_part_is_changed_and_what_is_wrong_is_said(stage: Stage, kom: FlaskClient) -> None:
    address = f"{stage.pages}{stage.choir.id}/"
    sent = {**PART, "name": "Koret", "version": str(stage.choir.version)}
    for wrong in ({"task": ""}, {"amount": "mye"}, {"amount": "900 001"}, {"mode": "other"}, {"email": ""}):
        assert post(kom, address, sent | wrong).status_code == 422, wrong
    assert post(kom, address, sent).status_code == 303
    changed = stage.now(stage.choir)
    assert (changed.task, changed.hours, changed.amount) == ("Synger med", 40, 25_000)


def test_the_second_of_two_writers_sees_both_texts(stage: Stage, kom: FlaskClient) -> None:
    address = f"{stage.pages}{stage.choir.id}/"
    sent = {**PART, "name": "Koret", "version": str(stage.choir.version)}
    assert post(kom, address, sent).status_code == 303
    answer = post(kom, address, sent | {"task": "Spiller", "amount": "1"})
    assert answer.status_code == 409
    form = next(form for form in read(answer.text).forms if "task" in form.values)
    assert form.values["task"] == "Spiller"
    assert "Synger med" in answer.text
    assert post(kom, address, sent | form.values).status_code == 303
    assert stage.now(stage.choir).task == "Spiller"


def test_a_change_of_what_was_confirmed_meanwhile_is_asked_about_first(stage: Stage, kom: FlaskClient) -> None:
    stage.asked(stage.choir)
    seen = stage.choir.version
    answered = Answer(True, "Odd", None, seen)
    actions.answer(stage.session, stage.choir, answered, now=clock.now())
    stage.session.commit()
    address = f"{stage.pages}{stage.choir.id}/"
    sent = {**PART, "name": "Koret", "version": str(seen)}
    assert post(kom, address, sent).status_code == 409
    assert stage.now(stage.choir).confirmed_at is not None
    assert post(kom, address, sent | {"version": str(stage.choir.version)}).status_code == 303
    assert stage.now(stage.choir).confirmed_at is None


def test_asking_removing_and_asking_all_lead_back_to_the_page(stage: Stage, kom: FlaskClient) -> None:
    for address in (f"{stage.choir.id}/ask", f"{stage.choir.id}/ask", "ask", "ask"):
        answer = post(kom, stage.pages + address)
        assert (answer.status_code, answer.headers["Location"]) == (303, stage.pages)
    assert stage.now(stage.partner).invited_at is not None
    for _ in range(2):
        assert post(kom, f"{stage.pages}{stage.choir.id}/remove").status_code == 303
    assert post(kom, f"{stage.pages}{stage.choir.id}/ask").status_code == 404


DOORS = ["", "new/", "{id}/"]
DEEDS = ["take", "ask", "new/", "new/register", "{id}/", "{id}/ask", "{id}/remove"]


def test_others_neither_read_nor_write_them(stage: Stage, client: FlaskClient) -> None:
    stranger = a_person(stage.session, Role.MUNICIPAL_LEADER, a_municipality(stage.session, "Ørsta"))
    stage.session.commit()
    stage.asked(stage.partner)
    for person, expected in ((stranger, 404), (stage.org, 409)):
        sign_in(client, stage.session, person)
        for door in DOORS:
            assert client.get(stage.pages + door.format(id=stage.choir.id)).status_code == expected, door
        for deed in DEEDS:
            assert post(client, stage.pages + deed.format(id=stage.choir.id)).status_code == expected, deed


def test_nothing_is_changed_once_the_application_is_sent(stage: Stage, kom: FlaskClient) -> None:
    stage.application.status = ApplicationStatus.WITHDRAWN
    stage.application.withdrawn_at = clock.now()
    stage.session.commit()
    for deed in DEEDS:
        assert post(kom, stage.pages + deed.format(id=stage.choir.id)).status_code == 409, deed


def test_a_partner_of_another_application_is_not_reached_through_this(stage: Stage, kom: FlaskClient) -> None:
    for door in ("999/", "999999999/"):
        assert kom.get(stage.pages + door).status_code == 404


def statements_of(client: FlaskClient, address: str, statements: list[str]) -> int:
    client.get(address)
    statements.clear()
    assert client.get(address).status_code == 200
    return len([each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))])


def test_the_page_asks_the_database_as_often_with_two_partners_as_with_twenty(
    stage: Stage, kom: FlaskClient, session: Session, statements: list[str]
) -> None:
    with_two = statements_of(kom, stage.pages, statements)
    partners = [stage.partner, stage.choir]
    for number in range(18):
        body = an_organisation(session, f"Lag {number}")
        a_person(session, Role.ORGANISATION_LEADER, body)
        a_relation(session, stage.volda, body, actor=stage.kom)
        given = {"name": body.name, "body": body, "actor_id": stage.kom.id, "at": clock.now()}
        partners.append(actions.add(session, stage.application, partners, **given))
        partners[-1].task = "Følger"
        session.flush()
    stage.asked(*partners)
    assert with_two == statements_of(kom, stage.pages, statements) <= 14
