"""`trinn user add`."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts import actions
from directory.accounts.commands import group
from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import Role
from tests.builders import an_organisation, the_directorate

KARI = ["add", "Kari@example.no", "--name", "Kari Nordmann"]


def _run(app: Flask, *more: str, typed: str = "") -> tuple[int, str]:
    result = app.test_cli_runner().invoke(group, [*KARI, *more], input=typed)
    return result.exit_code, result.stderr


def test_a_first_administrator_is_added(app: Flask, session: Session) -> None:
    assert _run(app, "--role", "administrator") == (0, "")
    kari = session.scalars(select(Person)).one()
    assert (kari.email, kari.password_hash) == ("kari@example.no", None)
    assert session.scalars(select(RoleHolding.role)).one() is Role.ADMINISTRATOR


def test_a_password_is_read_from_standard_input(app: Flask, session: Session) -> None:
    assert _run(app, "--role", "administrator", "--password-stdin", typed="lakris pumpe sykkel\n") == (0, "")
    assert actions.is_password(session.scalars(select(Person)).one(), "lakris pumpe sykkel")


@pytest.mark.parametrize("role", ["organisation_leader", "reviewer"])
def test_a_role_for_a_body_is_given(app: Flask, session: Session, role: str) -> None:
    an_organisation(session, "Fjellheim", "310000019")
    the_directorate(session)
    session.commit()
    number = ["--body", "310 000 019"] if role == "organisation_leader" else []
    assert _run(app, "--role", role, *number) == (0, "")
    assert session.scalars(select(RoleHolding.role)).one() == role


@pytest.mark.parametrize(
    ("more", "typed"),
    [
        (["--role", "organisation_leader"], ""),
        (["--role", "organisation_leader", "--body", "310000027"], ""),
        (["--role", "administrator", "--body", "310000019"], ""),
        (["--role", "administrator", "--password-stdin"], "kort\n"),
        (["--role", "administrator", "--password-stdin"], ""),
    ],
)
def test_what_does_not_fit_adds_nobody_and_says_why_in_one_sentence(
    app: Flask, session: Session, more: list[str], typed: str
) -> None:
    an_organisation(session, "Fjellheim", "310000019")
    session.commit()
    code, said = _run(app, *more, typed=typed)
    assert code == 2
    assert len(said.splitlines()) == 1
    assert session.scalars(select(Person)).all() == []


def test_an_address_is_added_once(app: Flask, session: Session) -> None:
    assert [_run(app, "--role", "administrator")[0] for _ in range(2)] == [0, 2]


def test_what_is_no_address_is_refused(app: Flask) -> None:
    result = app.test_cli_runner().invoke(group, ["add", "kari", "--name", "Kari", "--role", "administrator"])
    assert result.exit_code == 2
