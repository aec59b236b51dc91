"""A draft with a partner on each side of Trinn: one with people in it, and one with an address only."""

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from grants.applications.models import Application, Partner, TaskMode
from grants.partners import actions
from grants.partners.rules import Terms
from kernel import clock
from tests.builders import a_municipality, a_person, an_organisation
from tests.grants.builders import a_call, an_application


@dataclass
class Stage:
    """Who is there, and what they have."""

    app: Flask
    session: Session
    volda: Municipality
    friends: Organisation
    application: Application
    kom: Person
    org: Person
    partner: Partner
    choir: Partner

    @property
    def pages(self) -> str:
        """Where the applicant's pages about partners are."""
        return f"/grants/applications/{self.application.reference}/edit/partners/"

    @property
    def own(self) -> str:
        """Where a partner that is signed in answers."""
        return f"/grants/applications/{self.application.reference}/confirmation/"

    def asked(self, *partners: Partner) -> None:
        """Ask some partners, now."""
        for partner in partners:
            actions.ask(self.session, partner, is_reached=True, actor_id=self.kom.id, now=clock.now())
        self.session.commit()

    def now(self, partner: Partner) -> Partner:
        """A partner as it stands in the database now."""
        self.session.rollback()
        self.session.refresh(partner)
        return partner


def terms(partner: Partner, **other: object) -> Terms:
    """A part to play, with what the test says of it."""
    given = {"name": partner.name, "task": "Følger til kulturhuset", "mode": TaskMode.DIVIDED, "hours": 120}
    return Terms(**{**given, "amount": 80_000, **other})  # type: ignore[arg-type]


@pytest.fixture
def stage(app: Flask, session: Session) -> Stage:
    volda, friends = a_municipality(session, "Volda"), an_organisation(session, "Følgjevenene")
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda, name="Kari Nordmann")
    org = a_person(session, Role.ORGANISATION_LEADER, friends, name="Odd Lie")
    application = an_application(session, a_call(session), volda, actor=kom, partners=[friends])
    given = {"actor_id": kom.id, "at": clock.now()}
    partner = session.query(Partner).one()
    choir = actions.add(session, application, [partner], name="Koret", email="koret@example.no", **given)
    session.flush()
    for each in (partner, choir):
        actions.change(session, each, terms(each), email=each.email, version=each.version, **given)
        session.flush()
    session.commit()
    return Stage(app, session, volda, friends, application, kom, org, partner, choir)
