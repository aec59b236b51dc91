"""Decisions on their way."""

import pytest
from sqlalchemy.orm import Session

from grants.applications.models import Application
from grants.decisions import actions
from grants.decisions.models import Decision, Outcome
from grants.decisions.rules import Proposal
from tests.grants.assessing import (
    A1,
    DECIDED,
    PROPOSED,
    WEIGHTS,
    Office,
    a_check,
    a_review,
    an_office,
)

REASONS = dict.fromkeys(WEIGHTS, "Fordi.")
GRANTED = Proposal(Outcome.GRANTED, "Ja.", "Kap. 765.", amount=850_000, further_years=2, reasons=REASONS)


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
