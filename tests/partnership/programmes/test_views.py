"""The programme's pages: what the centre fills in, what they refuse, and two browsers at once."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from partnership.programmes.models import Material, ProgrammeEvent
from tests.builders import post, sign_in
from tests.pages import read
from tests.partnership.programmes.builders import Scene, a_task
from tests.partnership.programmes.filling import EVENT, PROGRAMME, READ, fields, filled
from tests.partnership.teaming import a_team, takes_part


def test_the_centre_makes_a_programme_and_fills_it(client: FlaskClient, session: Session, scene: Scene) -> None:
    sign_in(client, session, scene.centre.caseworker)
    assert post(client, "/partnership/programmes/new", PROGRAMME).status_code == 303
    base = "/partnership/programmes/KT-2028/"
    planned = post(client, f"{base}meetings/new", EVENT)
    event = session.scalars(select(ProgrammeEvent)).one()
    assert planned.location == f"{base}meetings/{event.id}/", (
        "one goes on from the meeting: tools, group work, homework"
    )
    assert (event.starts_at.hour, event.ends_at.minute) == (11, 30), "hours are those of Oslo"
    task = {"title": "Snakk med ti", "text": "Spør.", "due_on": "15.12.2026", "event": str(event.id), "version": "0"}
    assert post(client, f"{base}homework/new", task).status_code == 303
    tool = {
        "title": "Kort",
        "address": "https://example.no/kort",
        "permission": "CC BY 4.0",
        "edition": "2",
        "event": str(event.id),
    }
    assert post(client, f"{base}tools/new", tool).status_code == 303
    assert post(client, f"{base}teams/add", {"team": str(scene.table.team.id)}).status_code == 303
    page = client.get(f"{base}meetings/{event.id}/")
    assert "CC BY 4.0" in page.text
    assert "Snakk med ti" in page.text
    session.rollback()
    material = session.scalars(select(Material)).one()
    assert post(client, f"{base}tools/{material.id}/remove").status_code == 303
    again = post(client, "/partnership/programmes/new", PROGRAMME)
    assert again.status_code == 422
    assert "Kjerneteam 2028" in again.text


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("new", PROGRAMME | {"code": "KT 28"}),
        ("new", PROGRAMME | {"ends_on": "1.1.2028"}),
        ("{code}/change", PROGRAMME | {"contact_email": "senter"}),
        ("{code}/meetings/new", EVENT | {"ends": "11"}),
        ("{code}/meetings/new", EVENT | {"mode": "in_person"}),
        ("{code}/meetings/new", EVENT | {"link": "javascript:alert(1)"}),
        ("{code}/tools/new", {"title": "Kort", "address": "kort.pdf", "permission": "eget"}),
        ("{code}/homework/new", {"title": "x", "text": "y", "due_on": "snart", "version": "0"}),
        ("{code}/homework/new", {"title": "x", "text": "y", "due_on": "1.12.2026", "event": "999", "version": "0"}),
        ("{code}/teams/add", {"team": "999"}),
        ("{code}/teams/{team}/telephone", {"topic": "roadmap", "question": "Hva?", "answer": ""}),
    ],
)
def test_a_bad_form_of_the_centres_comes_back(
    client: FlaskClient, session: Session, scene: Scene, path: str, sent: dict[str, str]
) -> None:
    sign_in(client, session, scene.centre.caseworker)
    code, team = scene.programme.code, scene.table.team.id
    answer = post(client, "/partnership/programmes/" + path.format(code=code, team=team), sent)
    assert answer.status_code == 422
    assert read(answer.text).headings == 1


@pytest.mark.parametrize("what", ["programme", "meeting", "homework", "network"])
def test_the_later_of_two_browsers_sees_both_and_chooses(
    client: FlaskClient, session: Session, scene: Scene, what: str
) -> None:
    ids = filled(session, scene)
    path, name, who = {
        "programme": ("change", "process_leader", scene.centre.caseworker),
        "meeting": ("meetings/{event}/change", "title", scene.centre.caseworker),
        "homework": ("homework/{task}/change", "title", scene.centre.caseworker),
        "network": ("teams/{team}/network", "good_at", scene.table.member),
    }[what]
    address = scene.base + path.format(**ids)
    other = client.application.test_client()
    sign_in(client, session, who)
    sign_in(other, session, who)
    form = fields(client.get(address).text, name)
    assert post(client, address, form | {name: "De førstes ord"}).status_code == 303
    late = post(other, address, form | {name: "De andres ord"})
    assert late.status_code == 409
    assert "De førstes ord" in late.text
    assert "De andres ord" in late.text
    assert post(other, address, fields(late.text, name)).status_code == 303
    assert "De andres ord" in client.get(address).text


@pytest.mark.parametrize("path", [*READ, "report/"])
def test_what_the_centre_writes_says_its_language_on_pages_in_another(
    client: FlaskClient, session: Session, scene: Scene, path: str
) -> None:
    address = scene.base + path.format(**filled(session, scene))
    for reader, foreign in (("nn", True), ("nb", False)):
        scene.centre.caseworker.language = reader
        session.commit()
        browser = client.application.test_client()
        sign_in(browser, session, scene.centre.caseworker)
        answer = browser.get(address)
        if answer.content_type.startswith("text/html"):
            titles = re.findall(r"<[^>]*>(?=(?:Snakk med ti|Første samling))", answer.text)
            spoken = [each for each in titles if each != "<title>"]
            assert all(('lang="nb' in each) is foreign for each in spoken), spoken


def test_whoever_has_many_teams_reads_how_many_have_done_what(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    task, here = a_task(session, scene), scene.table.municipality
    for number in range(3):
        more = a_team(session, here, actor=scene.table.coordinator, name=f"Team {number}")
        takes_part(session, scene.programme, more)
    session.commit()
    sign_in(client, session, scene.table.coordinator)
    for path in ("", "homework/"):
        page = client.get(scene.base + path)
        assert f"{scene.base}homework/{task.id}/" in read(page.text).links
        assert "0 av 4" in page.text
        assert 'data-status="not_begun"' not in page.text
    assert client.get(f"{scene.base}homework/{task.id}/").text.count('data-status="not_begun"') == 4
