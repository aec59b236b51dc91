"""What every answer tells the browser, and what no answer gives away."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import create_app
from directory.accounts.permissions import Role
from kernel.web.headers import HEADERS
from tests.builders import a_municipality, a_person, sign_in
from tests.conftest import settings_for

ADDRESSES = ["/", "/sign-in", "/help", "/my-work", "/nowhere", "/health/live"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_says_how_careful_the_browser_shall_be(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value, name
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


def test_personal_pages_and_downloads_are_kept_by_no_cache(client: FlaskClient, session: Session) -> None:
    sign_in(client, session, a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session)))
    for address in (
        "/my-work",
        "/profile",
        "/partnership/relations/?format=csv",
        "/partnership/relations/?format=xlsx",
    ):
        assert client.get(address).headers["Cache-Control"] == "no-store", address


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_over_https_the_cookie_belongs_to_this_host_and_https_is_remembered(database_url: str, tmp_path: Path) -> None:
    secure = create_app(replace(settings_for(database_url, tmp_path), base_url="https://trinn.example"))
    answer = secure.test_client().get("/sign-in", base_url="https://trinn.example")
    assert answer.headers["Set-Cookie"].startswith("__Host-trinn=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_the_host_that_a_browser_claims_is_not_repeated(client: FlaskClient) -> None:
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    for address in ("/sign-in", "/my-work", "/nowhere", "/grants/calls"):
        answer = client.get(address, headers=forged)
        assert "evil.example" not in answer.get_data(as_text=True) + str(answer.headers), address


def test_a_missing_slash_leads_to_the_same_site_and_keeps_the_question(client: FlaskClient) -> None:
    answer = client.get("/grants//calls?q=a%26b", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.location) == (308, "/grants/calls/?q=a%26b")


def test_a_fault_of_ours_tells_nothing_of_the_inside(app: Flask, client: FlaskClient, session: Session) -> None:
    sign_in(client, session, a_person(session))
    broken = app.view_functions["accounts.profile"]
    app.view_functions["accounts.profile"] = _fail
    try:
        answer = client.get("/profile")
    finally:
        app.view_functions["accounts.profile"] = broken
    assert answer.status_code == 500
    assert "<h1" in answer.text
    assert "Traceback" not in answer.text
    assert "secret" not in answer.text


def _fail() -> str:
    raise RuntimeError("secret")


_fail.permission = "work:read"  # type: ignore[attr-defined]  # as a door has it
