"""An application that is ready to be sent, and the people around it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from grants.applications import queries
from grants.applications.models import Application, SignedAs
from grants.applications.queries import Folder
from grants.calls.models import Call
from grants.submissions import actions
from grants.submissions.rules import version_of
from kernel import i18n
from partnership.relations.models import Relation
from tests.builders import (
    NOW,
    a_municipality,
    a_person,
    a_relation,
    an_organisation,
    sign_in,
    the_directorate,
    the_staircase,
)
from tests.grants.builders import a_call, an_application

CLOSED = "2026-11-15T12:00:00Z"
BEFORE = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
Browse = Callable[[Person], FlaskClient]


@dataclass
class Scene:
    """An application of an organisation with a municipality as its partner, and who has to do with it."""

    call: Call
    application: Application
    relation: Relation
    friends: Organisation
    volda: Municipality
    leader: Person
    kom: Person
    caseworker: Person
    reviewer: Person


def scene_of(session: Session, *, closes_at: str = "2026-12-01T12:00:00Z", now: datetime = NOW) -> Scene:
    """Tell of a draft with every question answered, to a call that closes at a moment."""
    the_staircase(session)
    volda, friends, directorate = a_municipality(session), an_organisation(session), the_directorate(session)
    leader = a_person(session, Role.ORGANISATION_LEADER, friends, name="Oddny Leder")
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    call = a_call(session, closes_at=closes_at)
    relation = a_relation(session, volda, friends, actor=kom)
    scene = Scene(
        call=call,
        application=an_application(session, call, friends, actor=leader, partners=[volda], now=now),
        relation=relation,
        friends=friends,
        volda=volda,
        leader=leader,
        kom=kom,
        caseworker=a_person(session, Role.CASEWORKER, directorate, name="Dag Saksbehandler"),
        reviewer=a_person(session, Role.REVIEWER, directorate),
    )
    partner = queries.partners_of(session, scene.application)[0]
    partner.task, partner.amount, partner.invited_at = "Henter og bringer", 100_000, now
    session.commit()
    return scene


@pytest.fixture
def scene(session: Session) -> Scene:
    return scene_of(session)


@pytest.fixture
def late(session: Session) -> Scene:
    return scene_of(session, closes_at=CLOSED, now=BEFORE)


@pytest.fixture
def browse(app: Flask, session: Session) -> Browse:
    """A browser in which somebody is signed in."""

    def opened(person: Person) -> FlaskClient:
        client = app.test_client()
        sign_in(client, session, person)
        return client

    return opened


def folder(session: Session, scene: Scene) -> Folder:
    """All that the application holds, read anew."""
    session.commit()
    session.expire_all()
    return queries.folder(session, scene.application)


def send(session: Session, scene: Scene, *, now: datetime = NOW, actor: Person | None = None) -> bool:
    """Send the application as the organisation's leader does."""
    found = folder(session, scene)
    sent = actions.submit(
        session,
        found,
        signed_as=SignedAs.CHAIR,
        actor=actor or scene.leader,
        version=version_of(found),
        now=now,
    )
    session.commit()
    return sent


@pytest.fixture(scope="session")
def speaking() -> Flask:
    """Give an application with languages and nothing else."""
    made = Flask("submissions")
    i18n.init(made)
    return made


@pytest.fixture
def english(speaking: Flask) -> Iterator[None]:
    """Read in English."""
    with speaking.app_context(), i18n.force_locale("en"):
        yield
