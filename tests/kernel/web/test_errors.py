"""What a fault tells the person and the log."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from werkzeug.exceptions import default_exceptions

from app import create_app
from kernel import clock
from kernel.db import db
from kernel.web import errors
from tests.conftest import settings_for


def test_a_failed_statement_does_not_repeat_what_people_wrote(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection, pytest.raises(DBAPIError) as fault:
        connection.execute(text("SELECT :name FROM nowhere"), {"name": "Kari Nordmann"})
    assert "Kari" not in str(fault.value)


def test_two_writings_that_collide_are_told_calmly_and_logged_without_their_words(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    fault = IntegrityError("INSERT INTO person (name)", {"name": "Kari"}, Exception("Key (name)=(Kari) already exists"))
    with app.test_request_context():
        answer = app.make_response(errors.collided(fault))
    assert answer.status_code == 409
    assert "<h1" in answer.get_data(as_text=True)
    assert "INSERT INTO person" in caplog.text
    assert "Kari" not in caplog.text


@pytest.mark.parametrize("code", sorted(errors.DRAWN & default_exceptions.keys()))
def test_a_page_of_an_error_that_was_given_no_words_says_its_own(app: Flask, code: int) -> None:
    with app.test_request_context():
        page = app.make_response(errors.answered(default_exceptions[code]())).get_data(as_text=True)
    assert "<h1" in page
    assert "&lt;" not in page


@pytest.mark.parametrize("url", ["sqlite:///{}/missing/trinn.sqlite3", "postgresql+psycopg://127.0.0.1:1/nothing"])
@pytest.mark.parametrize("address", ["/my-work", "/profile", "/sign-in", "/help", "/health/ready"])
def test_without_its_database_the_site_says_calmly_that_it_rests(tmp_path: Path, url: str, address: str) -> None:
    client = create_app(settings_for(url.format(tmp_path), tmp_path)).test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "somebody's token"
    answer = client.get(address)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "<h1" in answer.text
    assert client.get("/health/live").status_code == 200


def test_whom_to_tell_of_a_hole_is_said_and_does_not_expire_soon(client: FlaskClient) -> None:
    told = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").text.splitlines())
    assert told["Contact"] == "mailto:hjelp@example.no"
    left = datetime.fromisoformat(told["Expires"]) - clock.real()
    assert timedelta(days=30) < left < timedelta(days=366)
