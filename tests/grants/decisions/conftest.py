"""Decisions on their way, and the pages on which they are proposed and made."""

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from grants.applications.models import Application
from grants.decisions import actions, queries
from grants.decisions.models import Decision, Outcome
from grants.decisions.rules import Proposal
from tests.builders import a_municipality, a_person, an_organisation
from tests.grants.assessing import (
    A1,
    DECIDED,
    PROPOSED,
    WEIGHTS,
    Office,
    a_call,
    a_check,
    a_review,
    an_application,
    an_office,
)
from tests.pages import read

REASONS = dict.fromkeys(WEIGHTS, "Fordi.")
GRANTED = Proposal(Outcome.GRANTED, "Ja.", "Kap. 765.", amount=850_000, further_years=2, reasons=REASONS)
REASON = "Begrunnelse som søkeren skal lese."


def reviewed(session: Session, office: Office, application: Application) -> Application:
    a_check(session, application, office)
    for reviewer in office.reviewers[:2]:
        a_review(session, application, reviewer, office, A1)
    return application


def propose(session: Session, office: Office, application: Application, proposal: Proposal = GRANTED) -> Decision:
    by = office.caseworker.id
    made = actions.propose(session, application, proposal, version=0, actor_id=by, at=PROPOSED)
    session.flush()
    return made


def make(session: Session, office: Office, decision: Decision) -> None:
    actions.make(session, decision, version=decision.version, actor_id=office.lead.id, at=DECIDED)
    session.flush()


@pytest.fixture
def office(session: Session) -> Office:
    return an_office(session)


@dataclass
class Case:
    """An application that is reviewed, its people, and the directorate's."""

    application: Application
    office: Office
    writer: Person
    partner: Person

    @property
    def page(self) -> str:
        """The address of the application."""
        return f"/grants/applications/{self.application.reference}/"

    @property
    def proposal(self) -> str:
        """The address of the proposal."""
        return f"{self.page}decision/proposal/"


@pytest.fixture
def case(session: Session, office: Office) -> Case:
    volda, friends = a_municipality(session), an_organisation(session, "Følgjevenene")
    application = an_application(session, a_call(session), applicant=volda, partners=[friends])
    reviewed(session, office, application)
    writer = session.get_one(Person, application.created_by_id)
    partner = a_person(session, Role.ORGANISATION_LEADER, friends)
    session.commit()
    return Case(application, office, writer, partner)


def decision_of(session: Session, case: Case) -> Decision | None:
    session.rollback()
    session.expire_all()
    return queries.decision_of(session, case.application.id)


def proposed(session: Session, case: Case, proposal: Proposal = GRANTED) -> Decision:
    made = propose(session, case.office, case.application, proposal)
    session.commit()
    return made


def made(session: Session, case: Case, proposal: Proposal = GRANTED) -> Decision:
    decision = propose(session, case.office, case.application, proposal)
    make(session, case.office, decision)
    session.commit()
    return decision


def filled_in(client: FlaskClient, case: Case, **changes: str) -> dict[str, str]:
    """The proposal as the page shows it, filled in as granted, with changes."""
    forms = read(client.get(case.proposal).text).forms
    values = next(form.values for form in forms if "outcome" in form.kinds)
    given = {
        "outcome": "granted",
        "amount": "850 000",
        "further_years": "2",
        "summary": "Ja.",
        "legal_basis": "Kap. 765.",
        **{f"{code}_reason": REASON for code in WEIGHTS},
    }
    return values | given | changes
