"""Signing in and out by password, sessions and passwords."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.accounts import actions, rules
from directory.accounts.models import Person, UserSession
from directory.audit.models import AuditLine
from kernel import clock
from tests.builders import a_person, post
from tests.directory.accounts.ways import PASSWORD, attempt, is_in
from tests.pages import read


def test_a_password_signs_in_and_leads_to_my_work(client: FlaskClient, kari: Person) -> None:
    assert attempt(client, kari.email.upper()) == (303, "/my-work")
    assert is_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: FlaskClient, kari: Person) -> None:
    answers = [
        post(client, "/sign-in", {"email": email, "password": "feil passord her"})
        for email in (kari.email, "nobody@example.no")
    ]
    pages = [re.sub(r'name="csrf_token" value="[^"]*"|\S+@example\.no"', "", answer.text) for answer in answers]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert pages[0] == pages[1]
    assert not is_in(client)


def test_somebody_who_is_shut_out_cannot_sign_in(client: FlaskClient, session: Session, kari: Person) -> None:
    kari.is_active = False
    session.commit()
    assert attempt(client, kari.email)[0] == 422


def test_too_many_tries_block_the_account_and_no_other(client: FlaskClient, session: Session, kari: Person) -> None:
    other = a_person(session)
    actions.keep_password(other, PASSWORD)
    session.commit()
    assert {attempt(client, kari.email, "feil")[0] for _ in range(rules.FREE_TRIES)} == {422}
    blocked = post(client, "/sign-in", {"email": kari.email, "password": PASSWORD})
    assert blocked.status_code == 429
    assert 0 < int(blocked.headers["Retry-After"]) <= 61
    assert attempt(client, other.email)[0] == 303


def test_an_unknown_address_is_blocked_just_the_same(client: FlaskClient) -> None:
    assert [attempt(client, "nobody@example.no", "feil")[0] for _ in range(rules.FREE_TRIES + 1)] == [422] * 5 + [429]


def test_a_right_password_forgets_the_tries_before(client: FlaskClient, kari: Person) -> None:
    for _ in range(rules.FREE_TRIES - 1):
        attempt(client, kari.email, "feil")
    assert attempt(client, kari.email)[0] == 303
    assert [attempt(client, kari.email, "feil")[0] for _ in range(rules.FREE_TRIES - 1)] == [422] * 4


def test_signing_out_ends_the_session_at_the_server(app: Flask, client: FlaskClient, kari: Person) -> None:
    attempt(client, kari.email)
    stolen = client.get_cookie("trinn")
    assert stolen
    assert post(client, "/sign-out").status_code == 303
    thief = app.test_client()
    thief.set_cookie("trinn", stolen.value)
    assert not is_in(thief)


def test_signing_in_makes_a_new_session_each_time(client: FlaskClient, session: Session, kari: Person) -> None:
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    attempt(client, kari.email)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        token = cookie["_user_id"]
    kept = session.scalars(select(UserSession.token_hash)).all()
    assert kept == [actions.token_hash(token)]
    assert token not in kept


@pytest.mark.parametrize("column", ["last_seen_at", "created_at"])
def test_a_session_ends_by_itself(client: FlaskClient, session: Session, kari: Person, column: str) -> None:
    attempt(client, kari.email)
    assert is_in(client)
    life = {"last_seen_at": rules.IDLE, "created_at": rules.ABSOLUTE}[column]
    session.execute(update(UserSession).values({column: clock.real() - life}))
    session.commit()
    assert client.get("/my-work").headers["Location"] == "/sign-in?next=/my-work"


def test_using_the_site_keeps_the_session_open(client: FlaskClient, session: Session, kari: Person) -> None:
    attempt(client, kari.email)
    before = clock.real() - timedelta(hours=11)
    session.execute(update(UserSession).values(last_seen_at=before))
    session.commit()
    client.get("/my-work", buffered=True)
    assert session.scalars(select(UserSession.last_seen_at)).one() > before + timedelta(hours=10)


def test_staying_signed_in_answers_with_the_time_left(client: FlaskClient, kari: Person) -> None:
    attempt(client, kari.email)
    answer = post(client, "/session/extend")
    assert answer.json
    assert 43_100 < answer.json["ends_in"] <= 43_200


def test_changing_the_password_ends_the_other_sessions_only(app: Flask, client: FlaskClient, kari: Person) -> None:
    elsewhere = app.test_client()
    attempt(elsewhere, kari.email)
    attempt(client, kari.email)
    wanted = {"current": PASSWORD, "wanted": "hest brygge tusenfryd"}
    assert post(client, "/profile/password", wanted).status_code == 303
    assert is_in(client)
    assert not is_in(elsewhere)
    assert attempt(elsewhere, kari.email)[0] == 422
    assert attempt(elsewhere, kari.email, wanted["wanted"])[0] == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"current": "feil", "wanted": "hest brygge tusenfryd"}, "not your password"),
        ({"current": "", "wanted": "hest brygge tusenfryd"}, "password that you have now"),
        ({"current": PASSWORD, "wanted": "kort"}, "at least 12"),
        ({"current": PASSWORD, "wanted": "x" * 1001}, "at most 1000"),
    ],
)
def test_a_bad_change_of_password_changes_nothing(
    client: FlaskClient, kari: Person, typed: dict[str, str], said: str
) -> None:
    attempt(client, kari.email)
    answer = post(client, "/profile/password", typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert attempt(client, kari.email)[0] == 303


@pytest.mark.parametrize("path", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_never_leads_off_the_site(client: FlaskClient, kari: Person, path: str) -> None:
    assert attempt(client, kari.email, next=path) == (303, "/")


@pytest.mark.parametrize(
    "typed",
    [{"email": "", "password": ""}, {"email": "x" * 300 + "@example.no", "password": "x"}, {"email": "a\0b"}, {}],
)
def test_a_bad_form_comes_back(client: FlaskClient, typed: dict[str, str]) -> None:
    answer = post(client, "/sign-in", typed)
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_a_form_without_its_token_is_refused(client: FlaskClient, kari: Person) -> None:
    assert client.post("/sign-in", data={"email": kari.email, "password": PASSWORD}).status_code == 400


def test_a_try_in_vain_stands_in_the_trail_of_whose_account_it_was(
    client: FlaskClient, session: Session, kari: Person
) -> None:
    attempt(client, kari.email, "feil passord her")
    attempt(client, "nobody@example.no", "feil passord her")
    tried = select(AuditLine.subject_id).where(AuditLine.verb == "sign_in_failed")
    assert session.scalars(tried).all() == [kari.id]


def test_the_link_that_needs_no_password_stands_first(client: FlaskClient) -> None:
    ways = [form.action for form in read(client.get("/sign-in").text).forms if form.action.startswith("/sign-in")]
    assert ways == ["/sign-in/link", "/sign-in"]
