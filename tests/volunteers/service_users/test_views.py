"""What people see of those who are helped, and that each reading is written down."""

import logging
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel.db import db
from tests import pages
from tests.builders import a_person, an_organisation, post, sign_in
from tests.volunteers.builders import a_desk, a_safeguard, a_service_user, loaded
from volunteers.service_users.models import Place, Reading, ServiceUser

BASE = "/volunteers/service-users/"
SENT = {
    "first_name": "Borghild",
    "phone": "90 00 00 02",
    "address": "Kaivegen 3, 6133",
    "age_band": "80_89",
    "needs": ["rollator", "arm"],
    "practical": "Ring to gonger",
}


def read_by(session: Session) -> list[tuple[int, Place]]:
    """Who is in the log, and where."""
    session.rollback()
    return [(each.person_id, each.place) for each in session.scalars(select(Reading).order_by(Reading.id))]


def test_the_list_shows_codes_and_logs_nothing(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    session.commit()
    sign_in(client, session, desk.coordinator)
    for path in (BASE, f"{BASE}?format=csv", f"{BASE}?age=80_89", f"{BASE}?q={user.code}", f"{BASE}?q=6133"):
        text_of = loaded(client, path)
        assert user.code in text_of
        assert "Borghild" not in text_of
        assert "Kaivegen" not in text_of
    assert user.code not in loaded(client, f"{BASE}?age=under_67")
    assert read_by(session) == []


def test_a_reading_is_written_after_the_answer_and_loaded(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk, needs="rollator,stick", practical="Ring to gonger")
    session.commit()
    sign_in(client, session, desk.coordinator)
    page = loaded(client, f"{BASE}{user.id}/")
    for told in ("Borghild", "90 00 00 01", "Kaivegen 2, 6133", "Ring to gonger"):
        assert told in page
    assert read_by(session) == [(desk.coordinator.id, Place.PROFILE)]
    assert desk.coordinator.name in loaded(client, f"/volunteers/consents/{user.id}/who-has-seen")


def test_a_reading_that_cannot_be_written_is_an_error_in_the_log_and_breaks_no_answer(
    client: FlaskClient, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    session.commit()
    sign_in(client, session, desk.coordinator)
    with client.application.app_context(), db.engine.begin() as open_:
        open_.execute(text("ALTER TABLE service_user_reading RENAME TO away"))
    try:
        with caplog.at_level(logging.ERROR):
            assert "Borghild" in loaded(client, f"{BASE}{user.id}/")
    finally:
        with client.application.app_context(), db.engine.begin() as open_:
            open_.execute(text("ALTER TABLE away RENAME TO service_user_reading"))
    assert any("was not written" in record.message for record in caplog.records)


def test_a_profile_is_changed_and_a_stale_one_shows_both_texts(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    session.commit()
    sign_in(client, session, desk.coordinator)
    address, seen = f"{BASE}{user.id}/edit", str(user.version)
    form = next(each for each in pages.read(loaded(client, address)).forms if "version" in each.values)
    assert form.values["address"] == "Kaivegen 2, 6133"
    assert post(client, address, {**SENT, "version": seen}).status_code == 303
    session.refresh(user)
    assert (user.phone, user.address, user.needs) == ("90000002", "Kaivegen 3", "rollator,arm")
    stale = post(client, address, {**SENT, "first_name": "Borgny", "age_band": "90_plus", "version": seen})
    assert stale.status_code == 409
    for told in ('value="Borgny"', 'id="first_name-conflict"', 'id="age_band-conflict"'):
        assert told in stale.text
    form = next(each for each in pages.read(stale.text).forms if "version" in each.values)
    again = {**SENT, "first_name": "Borgny", "version": form.values["version"]}
    assert post(client, address, again).status_code == 303
    session.rollback()
    session.refresh(user)
    assert user.first_name == "Borgny"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"practical": "Har demens, ring"}, "demens"),
        ({"practical": "a" * 201}, "200"),
        ({"address": "Kaivegen 3"}, "Kaivegen 2, 6133"),
        ({"phone": "ring meg"}, "22 33 44 55"),
        ({"needs": ["diagnosis"]}, "error-summary"),
        ({"age_band": "82"}, "error-summary"),
        ({"first_name": ""}, "error-summary"),
    ],
)
def test_what_cannot_be_is_refused(client: FlaskClient, session: Session, wrong: dict[str, Any], told: str) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    session.commit()
    sign_in(client, session, desk.coordinator)
    answered = post(client, f"{BASE}{user.id}/edit", {**SENT, **wrong, "version": str(user.version)})
    assert answered.status_code == 422
    assert told in answered.text


def test_another_bodys_answers_as_an_unknown_one(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    others = an_organisation(session, "Andre")
    stranger = a_person(session, Role.ORGANISATION_LEADER, others)
    a_safeguard(session, others, actor=stranger)
    municipal = a_person(session, Role.MUNICIPAL_COORDINATOR, desk.municipality)
    nurse = a_person(session, Role.HOME_CARE, desk.municipality)
    session.commit()
    for person in (stranger, municipal, nurse):
        sign_in(client, session, person)
        for number in (user.id, user.id + 1000):
            for path in (f"{BASE}{number}/", f"{BASE}{number}/edit"):
                assert client.get(path).status_code == 404
            assert post(client, f"{BASE}{number}/edit", SENT).status_code == 404
    assert read_by(session) == []
    assert user.code not in (sign_in(client, session, stranger), loaded(client, BASE))[1]


def test_pages_take_the_same_statements_with_few_and_many(
    client: FlaskClient, session: Session, statements: list[str]
) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    session.commit()
    sign_in(client, session, desk.coordinator)
    counted = []
    for _round in range(2):
        counted.append([])
        for path, most in ((BASE, 12), (f"{BASE}{user.id}/", 20), (f"{BASE}{user.id}/edit", 20)):
            loaded(client, path)
            statements.clear()
            loaded(client, path)
            counted[-1].append(len(statements))
            assert len(statements) <= most, path
        for number in range(30):
            a_service_user(session, desk, phone=f"9100{number:04}")
        session.commit()
    assert counted[0] == counted[1]


def test_an_erased_one_shows_only_the_code(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    for name in ("first_name", "phone", "address", "phone_digest"):
        setattr(user, name, "")
    user.erased_at = user.registered_at
    session.commit()
    sign_in(client, session, desk.coordinator)
    assert user.code in loaded(client, f"{BASE}{user.id}/")
    assert user.code not in loaded(client, BASE)
    assert session.scalars(select(ServiceUser.first_name)).one() == ""
