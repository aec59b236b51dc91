"""Signing in and out, by password and by link."""

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
from directory.accounts.models import Person, SignInLink, UserSession
from directory.accounts.permissions import Role
from directory.audit.models import AuditLine
from kernel import clock
from kernel.jobs import run_due
from tests.builders import a_municipality, a_person, post

PASSWORD = "lakris pumpe sykkel"


@pytest.fixture
def kari(session: Session) -> Person:
    """Somebody with a password."""
    person = a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session))
    person.language = "en"
    actions.keep_password(person, PASSWORD)
    session.commit()
    return person


def _try(client: FlaskClient, email: str, password: str = PASSWORD, **more: str) -> tuple[int, str]:
    answer = post(client, "/sign-in", {"email": email, "password": password, **more})
    return answer.status_code, answer.headers.get("Location", "")


def _is_in(client: FlaskClient) -> bool:
    return client.get("/my-work").status_code == 200


def test_a_password_signs_in_and_leads_to_my_work(client: FlaskClient, kari: Person) -> None:
    assert _try(client, kari.email.upper()) == (303, "/my-work")
    assert _is_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: FlaskClient, kari: Person) -> None:
    answers = [
        post(client, "/sign-in", {"email": email, "password": "feil passord her"})
        for email in (kari.email, "nobody@example.no")
    ]
    pages = [re.sub(r'name="csrf_token" value="[^"]*"|\S+@example\.no"', "", answer.text) for answer in answers]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert pages[0] == pages[1]
    assert not _is_in(client)


def test_somebody_who_is_shut_out_cannot_sign_in(client: FlaskClient, session: Session, kari: Person) -> None:
    kari.is_active = False
    session.commit()
    assert _try(client, kari.email)[0] == 422


def test_too_many_tries_block_the_account_and_no_other(client: FlaskClient, session: Session, kari: Person) -> None:
    other = a_person(session)
    actions.keep_password(other, PASSWORD)
    session.commit()
    assert {_try(client, kari.email, "feil")[0] for _ in range(rules.FREE_TRIES)} == {422}
    blocked = post(client, "/sign-in", {"email": kari.email, "password": PASSWORD})
    assert blocked.status_code == 429
    assert 0 < int(blocked.headers["Retry-After"]) <= 61
    assert _try(client, other.email)[0] == 303


def test_an_unknown_address_is_blocked_just_the_same(client: FlaskClient) -> None:
    assert [_try(client, "nobody@example.no", "feil")[0] for _ in range(rules.FREE_TRIES + 1)] == [422] * 5 + [429]


def test_a_right_password_forgets_the_tries_before(client: FlaskClient, kari: Person) -> None:
    for _ in range(rules.FREE_TRIES - 1):
        _try(client, kari.email, "feil")
    assert _try(client, kari.email)[0] == 303
    assert [_try(client, kari.email, "feil")[0] for _ in range(rules.FREE_TRIES - 1)] == [422] * 4


def test_signing_out_ends_the_session_at_the_server(app: Flask, client: FlaskClient, kari: Person) -> None:
    _try(client, kari.email)
    stolen = client.get_cookie("trinn")
    assert stolen
    assert post(client, "/sign-out").status_code == 303
    thief = app.test_client()
    thief.set_cookie("trinn", stolen.value)
    assert not _is_in(thief)


def test_signing_in_makes_a_new_session_each_time(client: FlaskClient, session: Session, kari: Person) -> None:
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    _try(client, kari.email)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        token = cookie["_user_id"]
    kept = session.scalars(select(UserSession.token_hash)).all()
    assert kept == [actions.token_hash(token)]
    assert token not in kept


@pytest.mark.parametrize("column", ["last_seen_at", "created_at"])
def test_a_session_ends_by_itself(client: FlaskClient, session: Session, kari: Person, column: str) -> None:
    _try(client, kari.email)
    assert _is_in(client)
    life = {"last_seen_at": rules.IDLE, "created_at": rules.ABSOLUTE}[column]
    session.execute(update(UserSession).values({column: clock.real() - life}))
    session.commit()
    assert client.get("/my-work").headers["Location"] == "/sign-in?next=/my-work"


def test_using_the_site_keeps_the_session_open(client: FlaskClient, session: Session, kari: Person) -> None:
    _try(client, kari.email)
    before = clock.real() - timedelta(hours=11)
    session.execute(update(UserSession).values(last_seen_at=before))
    session.commit()
    client.get("/my-work", buffered=True)
    assert session.scalars(select(UserSession.last_seen_at)).one() > before + timedelta(hours=10)


def test_staying_signed_in_answers_with_the_time_left(client: FlaskClient, kari: Person) -> None:
    _try(client, kari.email)
    answer = post(client, "/session/extend")
    assert answer.json
    assert 43_100 < answer.json["ends_in"] <= 43_200


def test_changing_the_password_ends_the_other_sessions_only(app: Flask, client: FlaskClient, kari: Person) -> None:
    elsewhere = app.test_client()
    _try(elsewhere, kari.email)
    _try(client, kari.email)
    wanted = {"current": PASSWORD, "wanted": "hest brygge tusenfryd"}
    assert post(client, "/profile/password", wanted).status_code == 303
    assert _is_in(client)
    assert not _is_in(elsewhere)
    assert _try(elsewhere, kari.email)[0] == 422
    assert _try(elsewhere, kari.email, wanted["wanted"])[0] == 303


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
    _try(client, kari.email)
    answer = post(client, "/profile/password", typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert _try(client, kari.email)[0] == 303


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
        assert not _is_in(client)
    assert post(client, address).headers["Location"] == "/my-work"
    assert _is_in(client)
    again = app.test_client()
    assert again.get(address).status_code == 410
    assert post(again, address).status_code == 410
    assert not _is_in(again)


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
    _try(client, kari.email)
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
    assert _try(client, kari.email, kept=kept.encode("utf-8", "replace").decode()) == (303, "/my-work")


@pytest.mark.parametrize("path", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_never_leads_off_the_site(client: FlaskClient, kari: Person, path: str) -> None:
    assert _try(client, kari.email, next=path) == (303, "/")


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


def test_who_forgot_the_password_signs_in_by_link_and_chooses_a_new_one(
    app: Flask, client: FlaskClient, session: Session, kari: Person
) -> None:
    post(client, "/sign-in/link", {"email": kari.email})
    token = actions.link_token(session.scalars(select(SignInLink)).one())
    post(client, f"/sign-in/link/{token}")
    assert 'name="current"' not in client.get("/profile").text
    assert post(client, "/profile/password", {"wanted": "hest brygge tusenfryd"}).status_code == 303
    assert _try(app.test_client(), kari.email, "hest brygge tusenfryd")[0] == 303


def test_a_try_in_vain_stands_in_the_trail_of_whose_account_it_was(
    client: FlaskClient, session: Session, kari: Person
) -> None:
    _try(client, kari.email, "feil passord her")
    _try(client, "nobody@example.no", "feil passord her")
    tried = select(AuditLine.subject_id).where(AuditLine.verb == "sign_in_failed")
    assert session.scalars(tried).all() == [kari.id]
