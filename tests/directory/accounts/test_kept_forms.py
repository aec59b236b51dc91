"""A form that was sent while signed out can be sent after signing in."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from tests.builders import post
from tests.directory.accounts.ways import PASSWORD, attempt
from tests.pages import read


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    assert found, page
    return found[1]


def _name(session: Session, person: Person) -> str:
    session.rollback()
    return session.scalars(select(Person.name).where(Person.id == person.id)).one()


def test_what_was_sent_while_signed_out_can_be_sent_after_signing_in(
    client: FlaskClient, session: Session, kari: Person
) -> None:
    typed = {"name": "Kari Nyheim", "title": "Rådgiver <b>&\nlinje", "version": str(kari.version)}
    ended = post(client, "/profile", typed)
    assert ended.status_code == 401
    resumed = post(client, "/sign-in", {"email": kari.email, "password": PASSWORD, "kept": _hidden(ended.text, "kept")})
    assert resumed.status_code == 200
    assert 'action="/profile"' in resumed.text
    assert "Kari Nyheim" in resumed.text
    assert "&lt;b&gt;&amp;" in resumed.text
    assert _name(session, kari) == "Kari Nordmann"
    sent = client.post("/profile", data={**typed, "csrf_token": _hidden(resumed.text, "csrf_token")})
    assert sent.status_code == 303
    assert _name(session, kari) == "Kari Nyheim"


def test_a_form_from_before_signing_out_in_another_window_is_kept_too(client: FlaskClient, kari: Person) -> None:
    attempt(client, kari.email)
    post(client, "/sign-out")
    typed = {"name": "Kari Nyheim", "csrf_token": "from before"}
    ended = client.post("/profile", data=typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert ended.status_code == 401
    assert _hidden(ended.text, "kept")


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", None])
def test_a_form_from_elsewhere_is_never_kept(client: FlaskClient, site: str | None) -> None:
    headers = {"Sec-Fetch-Site": site} if site else {}
    answer = client.post("/profile", data={"name": "Kari Nyheim"}, headers=headers)
    assert answer.status_code == 400
    assert "kept" not in answer.text


def test_what_was_kept_survives_a_wrong_password(client: FlaskClient, kari: Person) -> None:
    ended = post(client, "/profile", {"name": "Kari Nyheim"})
    kept = _hidden(ended.text, "kept")
    wrong = post(client, "/sign-in", {"email": kari.email, "password": "feil", "kept": kept})
    assert wrong.status_code == 422
    assert _hidden(wrong.text, "kept") == kept


@pytest.mark.parametrize("kept", ["", "x", "WyIvcHJvZmlsZSIsW11d.abc.def", "\ud800"])
def test_what_was_kept_by_somebody_else_is_forgotten(client: FlaskClient, kari: Person, kept: str) -> None:
    assert attempt(client, kari.email, kept=kept.encode("utf-8", "replace").decode()) == (303, "/my-work")


def test_the_password_that_what_was_kept_comes_along_with_stands_first(client: FlaskClient) -> None:
    ended = read(post(client, "/profile", {"name": "Kari Nyheim"}).text)
    assert [form.action for form in ended.forms if form.action.startswith("/sign-in")] == ["/sign-in", "/sign-in/link"]
