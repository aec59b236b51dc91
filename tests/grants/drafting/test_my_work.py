"""My work names the drafts that can still be sent, to those who may write in them."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from grants.applications.models import Application, ApplicationStatus
from kernel import clock
from tests.builders import a_municipality, a_person, an_organisation, sign_in
from tests.grants.builders import a_call, an_application

WAITS = "søknaden er ikke sendt ennå"


def a_draft(session: Session) -> tuple[Application, Person]:
    """A draft of an organisation's, and the leader who may write in it."""
    friends = an_organisation(session)
    leader = a_person(session, Role.ORGANISATION_LEADER, friends)
    draft = an_application(session, a_call(session), friends, actor=leader)
    session.commit()
    return draft, leader


def my_work(client: FlaskClient, session: Session, person: Person) -> str:
    sign_in(client, session, person)
    return client.get("/my-work").text


def test_an_own_draft_waits_until_its_deadline(client: FlaskClient, session: Session) -> None:
    draft, leader = a_draft(session)
    page = my_work(client, session, leader)
    assert WAITS in page
    assert f'href="/grants/applications/{draft.reference}/"' in page


def test_a_draft_of_others_does_not_wait_for_me(client: FlaskClient, session: Session) -> None:
    a_draft(session)
    stranger = a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session))
    session.commit()
    assert WAITS not in my_work(client, session, stranger)


def test_a_draft_whose_call_has_closed_no_longer_waits(client: FlaskClient, session: Session) -> None:
    draft, leader = a_draft(session)
    draft.call.closes_at = clock.now() - timedelta(minutes=1)
    session.commit()
    assert WAITS not in my_work(client, session, leader)


def test_a_draft_that_was_withdrawn_no_longer_waits(client: FlaskClient, session: Session) -> None:
    draft, leader = a_draft(session)
    draft.status, draft.withdrawn_at = ApplicationStatus.WITHDRAWN, clock.now()
    session.commit()
    assert WAITS not in my_work(client, session, leader)
