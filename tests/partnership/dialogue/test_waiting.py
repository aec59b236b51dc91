"""What waits for people: on the relation's page, and among what each has to do."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from partnership.dialogue import actions
from partnership.dialogue.models import Meeting
from partnership.relations.sides import Side
from tests.builders import NOW, sign_in
from tests.partnership.dialogue.builders import Pair, a_held_meeting, a_meeting


def work(client: FlaskClient, session: Session, person: Person) -> str:
    """What somebody's list of work says."""
    browser = client.application.test_client()
    sign_in(browser, session, person)
    return browser.get("/my-work").text


def sent(session: Session, pair: Pair) -> Meeting:
    """Minutes that the municipality has sent."""
    meeting = a_held_meeting(session, pair)
    actions.send(session, meeting, Side.MUNICIPALITY, version=meeting.version, actor_id=pair.kom.id, at=NOW)
    return meeting


def test_minutes_wait_for_the_side_that_approves_them(client: FlaskClient, session: Session, pair: Pair) -> None:
    meeting = sent(session, pair)
    session.commit()
    assert pair.page(meeting) in work(client, session, pair.org)
    assert pair.page(meeting) not in work(client, session, pair.kom)


@pytest.mark.parametrize(("day", "is_told"), [(date(2026, 12, 3), True), (date(2026, 12, 20), False)])
def test_a_meeting_is_told_of_two_weeks_ahead(
    client: FlaskClient, session: Session, pair: Pair, day: date, is_told: bool
) -> None:
    meeting = a_meeting(session, pair, day)
    session.commit()
    for person in (pair.kom, pair.org):
        assert (pair.page(meeting) in work(client, session, person)) is is_told


def test_a_meeting_that_has_been_waits_for_its_minutes(client: FlaskClient, session: Session, pair: Pair) -> None:
    meeting = a_meeting(session, pair, date(2026, 11, 10))
    session.commit()
    assert pair.page(meeting) in work(client, session, pair.kom)


def test_the_relation_says_when_one_meets_next_and_what_waits(
    client: FlaskClient, session: Session, pair: Pair
) -> None:
    address = f"/partnership/relations/{pair.relation.id}/"
    sign_in(client, session, pair.org)
    assert pair.home in client.get(address).text
    a_meeting(session, pair)
    sent(session, pair)
    session.commit()
    page = client.get(address).text
    assert "3. desember 2026" in page
    assert f'href="{pair.home}"' in page
