"""A programme's page asks the database as often whatever is in it."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from partnership.programmes import actions, guiding
from partnership.programmes.models import GuidanceTopic
from partnership.programmes.rules import HandInDraft, Question
from tests.builders import NOW, sign_in
from tests.partnership.programmes.builders import Scene, a_task
from tests.partnership.programmes.filling import CENTRE, READ, filled
from tests.partnership.teaming import a_table, an_event, takes_part


@pytest.mark.parametrize("path", ["", *READ, *CENTRE])
def test_a_page_asks_the_database_as_often_whatever_is_in_it(
    client: FlaskClient, session: Session, scene: Scene, statements: list[str], path: str
) -> None:
    address = scene.base + path.format(**filled(session, scene))
    sign_in(client, session, scene.centre.caseworker)
    counts = []
    for more in (0, 4):
        for number in range(more):
            table = a_table(session, name=f"By {number}")
            takes_part(session, scene.programme, table.team)
            task = a_task(session, scene, title=f"Oppgave {number}", days=-number)
            draft = HandInDraft("Svar", "")
            actions.hand_in(session, task, table.team, draft, version=0, actor_id=table.member.id, at=NOW)
            asked = Question(GuidanceTopic.METHODS, "Hva?")
            guiding.ask(session, scene.programme, table.team, asked, actor_id=table.member.id, at=NOW)
            held = an_event(session, scene.programme, starts_at=NOW - timedelta(days=number + 1))
            seats = {seat.id for seat in table.seats}
            actions.note_attendance(session, held, seats, among=seats, actor_id=table.member.id, at=NOW)
        session.commit()
        statements.clear()
        assert client.get(address).status_code == 200
        counts.append(len([each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1] <= 20
