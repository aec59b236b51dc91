"""Two who decide at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from grants.applications.models import Application, ApplicationStatus
from grants.decisions import actions, queries
from grants.decisions.models import Decision, DecisionStatus
from grants.submissions import actions as submissions
from kernel.db import transaction
from kernel.jobs.outbox import OutboxJob
from tests.builders import a_person
from tests.grants.assessing import DECIDED, Office, a_call, an_application
from tests.grants.decisions.conftest import propose, reviewed


def at_once(app: Flask, *doing: Callable[[Session], None]) -> list[str]:
    """Do things at the same moment, each in its own transaction; what became of each."""
    barrier, became = Barrier(len(doing)), []

    def run(action: Callable[[Session], None]) -> None:
        with app.app_context():
            barrier.wait()
            try:
                with transaction() as session:
                    action(session)
            except Exception as no:
                became.append(type(no).__name__)
            else:
                became.append("done")

    threads = [Thread(target=run, args=(action,)) for action in doing]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(became)


def deciding(decision: Decision, person_id: int) -> Callable[[Session], None]:
    """Make a decision as it was seen, in whatever transaction it is called."""
    seen = decision.version

    def act(opened: Session) -> None:
        mine = opened.get_one(Decision, decision.id)
        actions.make(opened, mine, version=seen, actor_id=person_id, at=DECIDED)

    return act


def test_two_leads_at_once_make_one_decision(app: Flask, session: Session, office: Office) -> None:
    application = reviewed(session, office, an_application(session, a_call(session)))
    decision, other = propose(session, office, application), a_person(session, Role.LEAD, office.body)
    session.commit()
    leads = (office.lead.id, other.id)

    assert at_once(app, *(deciding(decision, lead_id) for lead_id in leads)) == ["NotAllowed", "done"]
    assert session.scalar(select(func.count()).where(OutboxJob.name == "grants.tell_of_decision")) == 1


def test_two_decisions_at_once_do_not_spend_the_same_money(app: Flask, session: Session, office: Office) -> None:
    call = a_call(session, frame=1_000_000)
    found = [propose(session, office, reviewed(session, office, an_application(session, call))) for _ in range(2)]
    session.commit()

    assert at_once(app, *(deciding(each, office.lead.id) for each in found)) == ["NotAllowed", "done"]
    assert queries.granted_in(session, call.id) == 850_000


def test_of_a_decision_and_a_withdrawal_at_once_one_wins(app: Flask, session: Session, office: Office) -> None:
    application = reviewed(session, office, an_application(session, a_call(session)))
    decision = propose(session, office, application)
    session.commit()

    def withdrawing(opened: Session) -> None:
        mine = opened.get_one(Application, application.id, with_for_update=True)
        submissions.withdraw(opened, mine, actor_id=application.created_by_id, at=DECIDED)

    assert at_once(app, deciding(decision, office.lead.id), withdrawing) == ["NotAllowed", "done"]
    session.refresh(application)
    session.refresh(decision)
    is_decided = application.status is ApplicationStatus.DECIDED
    assert is_decided == (decision.status is DecisionStatus.MADE)
    assert is_decided == (application.withdrawn_at is None)
