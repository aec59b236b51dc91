"""Whom a roadmap has been made with, before it goes to whoever decides."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.builders import sign_in
from tests.partnership.strategic_roadmaps.builders import a_measure
from tests.partnership.teaming import Table


def test_who_has_not_been_heard_is_told_before_it_is_adopted(
    client: FlaskClient, session: Session, table: Table
) -> None:
    a_measure(session, table)
    session.commit()
    sign_in(client, session, table.coordinator)
    page = client.get(f"/partnership/core-teams/{table.team.id}/roadmap/").text
    assert "Før det går til den som skal vedta det" in page
    for words in ("eldrerådet er ikke involvert", "ungdomsrådet er ikke konsultert", "Ingen innbyggere er involvert"):
        assert words in page
