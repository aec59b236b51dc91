"""Who may open a programme's pages, and who is not told that they are there."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from partnership.core_teams.models import TeamGuest, TeamMunicipality
from partnership.programmes import actions
from partnership.programmes.models import Participation
from tests.builders import NOW, a_municipality, a_person, an_organisation, post, sign_in
from tests.pages import read
from tests.partnership.programmes.builders import Scene, a_programme_draft
from tests.partnership.programmes.filling import CENTRE, EVENT, PROGRAMME, READ, TEAM, filled
from tests.partnership.teaming import a_table, an_event, takes_part


@pytest.mark.parametrize("path", READ + TEAM + CENTRE)
def test_every_door_knows_who_knocks(client: FlaskClient, session: Session, scene: Scene, path: str) -> None:
    address = scene.base + path.format(**filled(session, scene))
    stranger = a_table(session, name="Tydal").member
    session.commit()
    for person, may in (
        (scene.centre.caseworker, path not in TEAM),
        (scene.table.member, path not in CENTRE),
        (scene.table.coordinator, path not in CENTRE),
        (stranger, False),
    ):
        browser = client.application.test_client()
        sign_in(browser, session, person)
        answer = browser.get(address)
        assert answer.status_code == (200 if may else 404), person.email
        if may and answer.content_type.startswith("text/html"):
            assert read(answer.text).headings == 1


def test_a_guest_of_the_team_and_an_organisation_see_no_programme(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    friends = an_organisation(session)
    leader = a_person(session, Role.ORGANISATION_LEADER, friends)
    by = scene.table.coordinator.id
    session.add(TeamGuest(team_id=scene.table.team.id, organisation_id=friends.id, invited_at=NOW, invited_by_id=by))
    session.commit()
    sign_in(client, session, leader)
    assert client.get(scene.base).status_code == 404
    assert scene.programme.code not in client.get("/partnership/programmes/").text
    assert "/partnership/programmes/" not in read(client.get("/my-work").text).links


@pytest.mark.parametrize(
    "path",
    [
        "change",
        "meetings/new",
        "meetings/{event}/change",
        "meetings/{event}/cancel",
        "tools/new",
        "homework/new",
        "homework/{task}/change",
        "homework/{task}/teams/{team}/feedback",
        "guidance/{guidance}/",
        "teams/add",
        "teams/{team}/telephone",
        "teams/{team}/leave",
    ],
)
def test_a_team_cannot_do_what_is_the_centres(client: FlaskClient, session: Session, scene: Scene, path: str) -> None:
    address = scene.base + path.format(**filled(session, scene))
    sign_in(client, session, scene.table.member)
    assert post(client, address, EVENT | PROGRAMME | {"answer": "x", "feedback": "x"}).status_code == 404


def test_another_team_reads_and_writes_nothing_of_this_one(client: FlaskClient, session: Session, scene: Scene) -> None:
    ids = filled(session, scene)
    other = a_table(session, name="Tydal")
    takes_part(session, scene.programme, other.team)
    session.commit()
    sign_in(client, session, other.member)
    for path in ("homework/{task}/teams/{team}/", "guidance/{guidance}/", "teams/{team}/", "teams/{team}/ask"):
        assert client.get(scene.base + path.format(**ids)).status_code == 404, path
    for path in ("homework/{task}/teams/{team}/", "teams/{team}/ask", "teams/{team}/network"):
        assert post(client, scene.base + path.format(**ids), {"text": "x"}).status_code == 404, path
    for path in ("guidance/", "meetings/{event}/", ""):
        page = client.get(scene.base + path.format(**ids)).text
        assert "Hvordan begynner vi?" not in page
        assert "Ola Medlem" not in page


def test_a_meeting_of_another_programme_is_not_found_through_this_one(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    draft, owner, by = a_programme_draft(), scene.centre.body.id, scene.centre.caseworker.id
    other = actions.create(session, draft, owner_id=owner, actor_id=by, at=NOW)
    session.flush()
    event = an_event(session, other)
    session.commit()
    sign_in(client, session, scene.centre.caseworker)
    assert client.get(f"{scene.base}meetings/{event.id}/").status_code == 404
    assert post(client, f"{scene.base}meetings/{event.id}/cancel").status_code == 404


def test_a_team_that_left_still_reads_what_it_did(client: FlaskClient, session: Session, scene: Scene) -> None:
    ids = filled(session, scene)
    sign_in(client, session, scene.centre.caseworker)
    assert post(client, f"{scene.base}teams/{ids['team']}/leave").status_code == 303
    other = client.application.test_client()
    sign_in(other, session, scene.table.member)
    for path in ("", "teams/{team}/", "homework/{task}/teams/{team}/", "guidance/{guidance}/"):
        assert other.get(scene.base + path.format(**ids)).status_code == 200, path
    asked = {"topic": "methods", "question": "Er vi med?"}
    assert post(other, f"{scene.base}teams/{ids['team']}/ask", asked).status_code == 422
    assert other.get(f"{scene.base}teams/{ids['team']}/network").status_code == 409
    session.expire_all()
    assert session.scalars(select(Participation)).one().left_on is not None


def test_programmes_stand_in_the_menu_of_those_with_a_team_and_of_the_centre(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    nobody = a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session, "Uten team"))
    gone = a_table(session, name="Var med")
    part = session.scalars(select(TeamMunicipality).where(TeamMunicipality.team_id == gone.team.id)).one()
    part.left_on = NOW.date()
    session.commit()
    for person, expected in (
        (scene.centre.caseworker, True),
        (scene.table.coordinator, True),
        (scene.table.member, True),
        (nobody, False),
        (gone.coordinator, False),
    ):
        browser = client.application.test_client()
        sign_in(browser, session, person)
        page = read(browser.get("/my-work").text)
        assert ("/partnership/programmes/" in page.links) is expected, person.email
        assert browser.get("/partnership/programmes/").status_code == 200, "a bookmark leads to the page that says why"
