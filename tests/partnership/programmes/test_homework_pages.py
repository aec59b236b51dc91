"""The pages of homework: written by the team, alone or by two at once, and answered by the centre."""

import re
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from partnership.programmes.models import HandIn, HandInStatus, Homework
from tests.builders import NOW, post, sign_in
from tests.pages import read
from tests.partnership.programmes.builders import Scene, a_task
from tests.partnership.programmes.filling import fields
from tests.partnership.teaming import a_table, an_event, takes_part


def test_homework_from_draft_to_feedback(client: FlaskClient, session: Session, scene: Scene) -> None:
    task, team = a_task(session, scene), scene.table.team
    address = f"{scene.base}homework/{task.id}/teams/{team.id}/"
    centre = client.application.test_client()
    sign_in(centre, session, scene.centre.caseworker)
    sign_in(client, session, scene.table.member)
    assert post(client, address, {"text": "Uferdig", "version": "0"}).status_code == 303
    assert "Uferdig" not in centre.get(address).text, "a draft is the team's own"
    assert 'data-status="draft"' in centre.get(f"{scene.base}homework/{task.id}/").text
    roadmap = f"/partnership/core-teams/{team.id}/roadmap/"
    assert roadmap in read(client.get(address).text).links
    empty = post(client, address, {"text": "", "address": "", "version": "1", "hand_in": "1"})
    assert empty.status_code == 422
    assert post(client, address, {"text": "Ferdig", "version": "1", "hand_in": "1"}).status_code == 303
    page = centre.get(address).text
    assert "Ferdig" in page
    assert roadmap not in read(page).links
    form = next(each for each in read(page).forms if "feedback" in each.values)
    bare = post(centre, f"{address}feedback", {"feedback": "", "version": form.values["version"], "send_back": "1"})
    assert bare.status_code == 422
    said = {"feedback": "Si mer.", "version": form.values["version"], "send_back": "1"}
    assert post(centre, f"{address}feedback", said).status_code == 303
    assert post(centre, f"{address}feedback", said | {"feedback": "Noe annet"}).status_code == 409
    assert "Si mer." in client.get(address).text
    assert 'data-status="returned"' in client.get(scene.base).text


def test_what_is_written_is_kept_while_it_is_written(client: FlaskClient, session: Session, scene: Scene) -> None:
    task, team = a_task(session, scene), scene.table.team
    address = f"{scene.base}homework/{task.id}/teams/{team.id}/"
    sign_in(client, session, scene.table.member)
    first = post(client, f"{address}autosave", {"text": "Halvferdig", "version": "0"})
    assert first.status_code == 200
    version = first.json["version"] if first.json else None
    assert "Halvferdig" in client.get(address).text
    late = post(client, f"{address}autosave", {"text": "Fra en annen fane", "version": "0"})
    assert late.status_code == 409
    assert post(client, address, {"text": "Ferdig", "version": str(version), "hand_in": "1"}).status_code == 303
    assert post(client, f"{address}autosave", {"text": "For sent", "version": "99"}).status_code == 409
    stranger = client.application.test_client()
    sign_in(stranger, session, a_table(session, name="Tydal").member)
    assert post(stranger, f"{address}autosave", {"text": "x", "version": "0"}).status_code == 404


def test_two_of_a_team_who_write_at_once_see_both_texts(client: FlaskClient, session: Session, scene: Scene) -> None:
    task, team = a_task(session, scene), scene.table.team
    address = f"{scene.base}homework/{task.id}/teams/{team.id}/"
    other = client.application.test_client()
    sign_in(client, session, scene.table.member)
    sign_in(other, session, scene.table.coordinator)
    first = {"text": "Randis ord", "version": "0"}
    assert post(client, address, first).status_code == 303
    assert post(client, address, first).status_code == 303, "the same twice is no quarrel"
    late = post(other, address, {"text": "Karis ord", "version": "0", "hand_in": "1"})
    assert late.status_code == 409
    assert "Randis ord" in late.text
    assert "Karis ord" in late.text
    session.expire_all()
    assert session.scalars(select(HandIn)).one().status is HandInStatus.DRAFT
    form = next(each for each in read(late.text).forms if "text" in each.values)
    chosen = {"text": "Karis ord", "version": form.values["version"], "hand_in": "1"}
    assert post(other, address, chosen).status_code == 303
    over = post(client, address, {"text": "For sent", "version": "1"})
    assert over.status_code == 409
    assert "For sent" in over.text


def test_homework_keeps_its_meeting_when_it_is_written_anew(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    event = an_event(session, scene.programme)
    task = a_task(session, scene)
    session.commit()
    sign_in(client, session, scene.centre.caseworker)
    address = f"{scene.base}homework/{task.id}/change"
    form = fields(client.get(address).text, "due_on")
    assert post(client, address, form | {"event": str(event.id)}).status_code == 303
    session.expire_all()
    assert session.get_one(Homework, task.id).event_id == event.id


def test_homework_that_was_due_before_a_team_joined_is_not_asked_of_it(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    old, new = a_task(session, scene, title="Den første", days=-20), a_task(session, scene, title="Den neste", days=5)
    late = a_table(session, name="Tydal")
    takes_part(session, scene.programme, late.team, joined_on=NOW.date() - timedelta(days=3))
    session.commit()
    card, overdue = f"/partnership/core-teams/{late.team.id}/", "Hjemmelekse over fristen: Den første"
    sign_in(client, session, late.member)
    assert 'data-status="not_asked"' in client.get(scene.base).text
    assert "over fristen" not in client.get(card).text
    work = client.get("/my-work").text
    assert (old.title in work, new.title in work) == (False, True)
    centre = client.application.test_client()
    sign_in(centre, session, scene.centre.caseworker)
    assert overdue not in centre.get(f"{scene.base}teams/{late.team.id}/").text
    assert overdue in centre.get(f"{scene.base}teams/{scene.table.team.id}/").text
    assert re.findall(r">(\d av \d)<", centre.get(f"{scene.base}homework/").text) == ["0 av 1", "0 av 2"]
    sent = {"text": "Vi gjorde den likevel.", "version": "0", "hand_in": "1"}
    assert post(client, f"{scene.base}homework/{old.id}/teams/{late.team.id}/", sent).status_code == 303
    assert re.findall(r">(\d av \d)<", centre.get(f"{scene.base}homework/").text) == ["1 av 2", "0 av 2"]
