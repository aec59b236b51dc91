"""Personal texts stand in the database sealed, and other keys open what they have sealed."""

from dataclasses import replace

import pytest
from cryptography.fernet import InvalidToken
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from kernel import keys
from tests.volunteers.builders import a_desk, a_service_user
from volunteers.service_users.models import ServiceUser


def test_a_personal_text_is_sealed_in_the_database_and_open_in_the_program(session: Session) -> None:
    someone = a_service_user(session, a_desk(session), practical="Bank to gonger")
    session.commit()
    kept = session.execute(text("SELECT first_name, phone, address, practical, contact_name FROM service_user")).one()
    assert "Borghild" not in kept.first_name
    assert "90000001" not in kept.phone
    assert kept.contact_name == ""
    session.expire_all()
    again = session.get_one(ServiceUser, someone.id)
    assert (again.first_name, again.phone, again.practical) == ("Borghild", "90000001", "Bank to gonger")


def test_the_first_key_seals_and_the_others_still_open(app: Flask) -> None:
    settings = app.extensions["trinn"]
    old = keys.seal("Borghild")
    digested = keys.digest("x", "Borghild")
    try:
        keys.init(replace(settings, data_keys=("n" * 40, *settings.data_keys)))
        assert keys.unseal(old) == "Borghild"
        assert digested in keys.digests("x", "Borghild")
        new = keys.seal("Borghild")
        keys.init(settings)
        with pytest.raises(InvalidToken):
            keys.unseal(new)
    finally:
        keys.init(settings)


def test_the_same_text_is_sealed_differently_each_time(app: Flask) -> None:
    assert keys.seal("Borghild") != keys.seal("Borghild")
