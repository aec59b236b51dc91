"""Signing in by a one-time link."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from directory.accounts import actions, rules
from directory.accounts.models import Person, SignInLink
from kernel import clock
from kernel.jobs import run_due
from tests.builders import post
from tests.directory.accounts.ways import attempt, is_in


def _ask(app: Flask, client: FlaskClient, email: str, **more: str) -> list[str]:
    """Ask for a link and give the addresses in the mails that were laid out."""
    answer = post(client, "/sign-in/link", {"email": email, **more})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in/link-sent")
    run_due(app)
    mails = sorted(Path(app.extensions["trinn"].var).glob("mail/*.eml"))
    texts = [message_from_bytes(mail.read_bytes(), policy=default).get_content() for mail in mails]
    return [match[0] for text in texts if (match := re.search(r"/sign-in/link/\S+", text))]


def test_a_link_shows_a_button_and_only_the_button_signs_in_once(app: Flask, client: FlaskClient, kari: Person) -> None:
    (address,) = _ask(app, client, kari.email)
    for _ in range(2):
        assert client.get(address).status_code == 200
        assert not is_in(client)
    assert post(client, address).headers["Location"] == "/my-work"
    assert is_in(client)
    again = app.test_client()
    assert again.get(address).status_code == 410
    assert post(again, address).status_code == 410
    assert not is_in(again)


def test_a_link_leads_on_to_where_one_was_going(app: Flask, client: FlaskClient, kari: Person) -> None:
    (address,) = _ask(app, client, kari.email, next="/directory/municipalities/?q=volda")
    assert post(client, address).headers["Location"] == "/directory/municipalities/?q=volda"


def test_a_link_lasts_for_a_quarter_of_an_hour(app: Flask, client: FlaskClient, session: Session, kari: Person) -> None:
    (address,) = _ask(app, client, kari.email)
    made = session.scalars(select(SignInLink)).one()
    assert made.expires_at - made.created_at == timedelta(minutes=15)
    made.expires_at = clock.real()
    session.commit()
    assert client.get(address).status_code == 410
    assert post(client, address).status_code == 410


@pytest.mark.parametrize("token", ["1", "1-", "1-abc", "x-abc", "١-abc", "99999999999-abc", "-"])
def test_a_made_up_link_opens_nothing(app: Flask, client: FlaskClient, kari: Person, token: str) -> None:
    _ask(app, client, kari.email)
    assert client.get(f"/sign-in/link/{token}").status_code == 410


def test_an_unknown_address_gets_the_same_answer_and_no_mail(app: Flask, client: FlaskClient) -> None:
    assert _ask(app, client, "nobody@example.no") == []


def test_only_a_few_links_are_on_their_way_at_once(
    app: Flask, client: FlaskClient, session: Session, kari: Person
) -> None:
    for _ in range(rules.LINKS_AT_ONCE + 2):
        _ask(app, client, kari.email)
    assert session.scalar(select(func.count()).select_from(SignInLink)) == rules.LINKS_AT_ONCE


def test_a_link_of_somebody_who_is_shut_out_opens_nothing(
    app: Flask, client: FlaskClient, session: Session, kari: Person
) -> None:
    (address,) = _ask(app, client, kari.email)
    session.execute(update(Person).values(is_active=False))
    session.commit()
    assert post(client, address).status_code == 410


def test_who_forgot_the_password_signs_in_by_link_and_chooses_a_new_one(
    app: Flask, client: FlaskClient, session: Session, kari: Person
) -> None:
    post(client, "/sign-in/link", {"email": kari.email})
    token = actions.link_token(session.scalars(select(SignInLink)).one())
    post(client, f"/sign-in/link/{token}")
    assert 'name="current"' not in client.get("/profile").text
    assert post(client, "/profile/password", {"wanted": "hest brygge tusenfryd"}).status_code == 303
    assert attempt(app.test_client(), kari.email, "hest brygge tusenfryd")[0] == 303
