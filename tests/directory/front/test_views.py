"""The front page, my work, and the pages that anybody may read."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.front.saying import due_words
from kernel.i18n import force_locale
from kernel.registry import Task, Visit, registry
from tests.builders import a_person, post, sign_in
from tests.directory.builders import as_role

OPEN = ("/", "/sign-in", "/sign-in/link-sent", "/accessibility", "/privacy", "/help")
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("address", OPEN)
def test_a_page_for_all_has_one_heading_that_its_title_begins_with(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    headings = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    title = re.search(r"<title>(.*?)</title>", page)
    assert len(headings) == 1
    assert title
    assert title[1].startswith(headings[0].strip())


def test_the_front_page_leads_who_is_signed_in_to_their_work(client: FlaskClient, session: Session) -> None:
    as_role(client, session, Role.VOLUNTEER)
    assert client.get("/").headers["Location"] == "/my-work"


@pytest.fixture
def visits() -> Iterator[None]:
    """One way to look around."""
    before = list(registry.visits)
    registry.visits[:] = [Visit("a coordinator", "See this.", "kom@demo.example", "demo password")]
    yield
    registry.visits[:] = before


@pytest.mark.usefixtures("visits")
def test_looking_around_is_offered_in_the_demo_only(app: Flask, client: FlaskClient) -> None:
    settings = app.extensions["trinn"]
    assert "kom@demo.example" not in client.get("/").text
    app.extensions["trinn"] = replace(settings, demo=True)
    page = client.get("/").text
    assert 'action="/sign-in"' in page
    assert 'name="email" value="kom@demo.example"' in page


def test_my_work_shows_the_most_urgent_first(client: FlaskClient, session: Session) -> None:
    as_role(client, session, Role.VOLUNTEER)
    tasks = [
        Task("Senere", "/b", "Se", date(2026, 12, 1)),
        Task("En gang", "/c", "Se"),
        Task("Straks", "/a", "Se", TODAY),
        Task("Turen", "/d", "Se", on=date(2026, 11, 22)),
    ]
    share = lambda *_: tasks  # noqa: E731  a share is any function
    registry.my_work.append(share)
    try:
        page = client.get("/my-work").text
    finally:
        registry.my_work.remove(share)
    assert re.findall(r"Straks|Senere|En gang|Turen", page) == ["Straks", "Turen", "Senere", "En gang"]
    assert page.count("Fristen er") == 2, "the day of a trip is no deadline"
    assert "<p>søndag 22. november 2026</p>" in page


def test_my_work_without_tasks_says_so_and_what_one_can_do(client: FlaskClient, session: Session) -> None:
    as_role(client, session, Role.REVIEWER)
    page = client.get("/my-work").text
    assert 'class="empty"' in page
    assert 'href="/directory/municipalities/"' in page


def test_somebody_without_a_role_is_told_nothing_of_the_registers(client: FlaskClient, session: Session) -> None:
    person = a_person(session)
    sign_in(client, session, person)
    assert client.get("/directory/municipalities/").status_code == 403


def test_somebody_without_a_role_sees_what_is_their_own_and_can_leave(client: FlaskClient, session: Session) -> None:
    sign_in(client, session, a_person(session))
    assert client.get("/my-work").status_code == 200
    assert client.get("/profile").status_code == 200
    assert post(client, "/sign-out").status_code == 303
    assert client.get("/profile").status_code == 303


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 12), "Was due 9 days ago, 12 November 2026."),
        (date(2026, 11, 20), "Was due yesterday, 20 November 2026."),
        (TODAY, "Due today, 21 November 2026."),
        (date(2026, 11, 22), "Due tomorrow, 22 November 2026."),
        (date(2026, 11, 30), "Due in 9 days, 30 November 2026."),
    ],
)
def test_a_deadline_is_told_in_words(app: Flask, due: date, words: str) -> None:
    with app.test_request_context(), force_locale("en"):
        assert due_words(due, TODAY) == words


@pytest.mark.parametrize("code", ["nb", "nn", "en"])
def test_a_language_is_kept_on_the_account_and_in_the_browser(client: FlaskClient, session: Session, code: str) -> None:
    person = as_role(client, session, Role.VOLUNTEER)
    answer = post(client, f"/language/{code}", {"next": "/help"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/help")
    assert f'<html lang="{code}"' in client.get("/help").text
    session.refresh(person)
    assert person.language == code


def test_a_language_that_is_none_is_not_found(client: FlaskClient) -> None:
    assert post(client, "/language/da").status_code == 404


@pytest.mark.parametrize(
    ("code", "told"), [("nb", "Er foreningen ny her?"), ("nn", "Er foreininga ny her?"), ("en", "the association new")]
)
def test_an_association_that_is_new_is_told_whom_to_ask(client: FlaskClient, code: str, told: str) -> None:
    post(client, f"/language/{code}", {"next": "/help"})
    assert told in client.get("/help").text
