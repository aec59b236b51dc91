"""The pages of guidance: a team asks, the centre answers."""

import csv
import io

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from partnership.programmes.models import Guidance
from tests.builders import post, sign_in
from tests.pages import read
from tests.partnership.programmes.builders import Scene


def test_a_question_goes_to_the_centre_and_the_answer_back(client: FlaskClient, session: Session, scene: Scene) -> None:
    sign_in(client, session, scene.table.member)
    asked = {"topic": "methods", "question": "Hvilke kort bruker vi?"}
    assert post(client, f"{scene.base}teams/{scene.table.team.id}/ask", asked).status_code == 303
    assert post(client, f"{scene.base}teams/{scene.table.team.id}/ask", {"topic": "moon"}).status_code == 422
    guidance = session.scalars(select(Guidance)).one()
    address = f"{scene.base}guidance/{guidance.id}/"
    centre = client.application.test_client()
    sign_in(centre, session, scene.centre.caseworker)
    assert address in read(centre.get("/my-work").text).links
    assert post(centre, address, {"answer": "Samtalekortene.", "version": "1"}).status_code == 303
    late = post(centre, address, {"answer": "Noe annet.", "version": "1"})
    assert late.status_code == 409
    assert "Samtalekortene." in late.text
    assert "Samtalekortene." in client.get(address).text
    call = {"topic": "roadmap", "question": "Ringte om mål", "answer": "Begynn med ett."}
    assert post(centre, f"{scene.base}teams/{scene.table.team.id}/telephone", call).status_code == 303
    waiting = centre.get(f"{scene.base}guidance/?shown=waiting")
    assert "Ringte om mål" not in waiting.text
    rows = list(csv.reader(io.StringIO(centre.get(f"{scene.base}guidance/?format=csv").text), delimiter=";"))
    assert len(rows) == 3
