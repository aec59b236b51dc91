"""The list of applications, and how the directorate works through it."""

import csv
import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from grants.applications.models import Application, ApplicationStatus
from tests.builders import sign_in
from tests.grants.assessing import CHECKED, a_call, an_application, an_office
from tests.pages import read

ADDRESS = "/grants/applications/"


@pytest.fixture
def sent(client: FlaskClient, session: Session) -> tuple[Application, Application, Application]:
    """Two applications in a call, one of them withdrawn, and one in another call; the caseworker is signed in."""
    office, first = an_office(session), a_call(session)
    kept, withdrawn, other = (an_application(session, call) for call in (first, first, a_call(session, "T2")))
    withdrawn.status, withdrawn.withdrawn_at = ApplicationStatus.WITHDRAWN, CHECKED
    sign_in(client, session, office.caseworker)
    return kept, withdrawn, other


def listed(client: FlaskClient, query: str) -> list[str]:
    """The references that the list shows."""
    links = read(client.get(f"{ADDRESS}?{query}").text).links
    return [link.removeprefix(ADDRESS).strip("/") for link in links if link.startswith(ADDRESS) and link != ADDRESS]


def test_a_list_is_narrowed_by_call_and_by_status(
    client: FlaskClient, sent: tuple[Application, Application, Application]
) -> None:
    kept, withdrawn, other = (each.reference for each in sent)

    assert sorted(listed(client, "")) == sorted([kept, withdrawn, other])
    assert listed(client, "call=T2") == [other]
    assert listed(client, "status=withdrawn") == [withdrawn]
    assert listed(client, "call=T1&status=submitted") == [kept]
    assert listed(client, "call=T9") == []
    assert len(listed(client, "status=nonsense")) == 3


def test_only_what_occurs_can_be_chosen(
    client: FlaskClient, session: Session, sent: tuple[Application, Application, Application]
) -> None:
    page = client.get(ADDRESS).text
    assert 'value="T2"' in page
    assert 'value="withdrawn"' in page
    assert 'value="decided"' not in page

    sent[1].status, sent[1].withdrawn_at = ApplicationStatus.SUBMITTED, None
    session.commit()
    assert 'name="status"' not in client.get(ADDRESS).text


def test_a_downloaded_list_says_the_status_in_words(
    client: FlaskClient, sent: tuple[Application, Application, Application]
) -> None:
    rows = list(csv.reader(io.StringIO(client.get(f"{ADDRESS}?format=csv&status=withdrawn").text), delimiter=";"))

    assert len(rows) == 2
    assert rows[1][0] == sent[1].reference
    assert rows[1][3] == "Trukket"
