"""An organisation, and a municipality to ask."""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel.jobs import run_due
from partnership.requests.models import RelationRequest
from tests.builders import a_municipality, a_person, an_organisation, post, sign_in, the_staircase

WORDS = {"about": "Turar kvar tysdag", "reason": "Mange spør oss om følge.", "scope": "", "version": "0"}


@dataclass
class Stage:
    """An organisation, a municipality to ask, and their people."""

    app: Flask
    session: Session
    volda: Municipality
    friends: Organisation
    kom: Person
    org: Person

    def browser(self, person: Person) -> FlaskClient:
        """A browser in which somebody is signed in."""
        made = self.app.test_client()
        sign_in(made, self.session, person)
        return made

    def ask(self, browser: FlaskClient | None = None, **other: object) -> TestResponse:
        """Send the request."""
        sent = {**WORDS, "organisation": self.friends.id, "municipality": self.volda.number, **other}
        return post(browser or self.browser(self.org), "/partnership/requests/new", sent)

    def requests(self) -> list[RelationRequest]:
        """All requests as they stand in the database now."""
        self.session.rollback()
        return list(self.session.scalars(select(RelationRequest).order_by(RelationRequest.id)))

    def mails(self) -> list[EmailMessage]:
        """The mails that are laid out when the jobs have run."""
        while run_due(self.app):
            pass
        laid = sorted(Path(self.app.extensions["trinn"].var).glob("mail/*.eml"))
        return [cast("EmailMessage", message_from_bytes(each.read_bytes(), policy=default)) for each in laid]


@pytest.fixture
def stage(app: Flask, session: Session) -> Stage:
    the_staircase(session)
    volda, friends = a_municipality(session), an_organisation(session)
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    org = a_person(session, Role.ORGANISATION_COORDINATOR, friends, name="Ola Leder")
    session.commit()
    return Stage(app, session, volda, friends, kom, org)
