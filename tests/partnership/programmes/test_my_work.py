"""What waits for a team and for the centre, and how often it is asked for."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Holding, Role, Viewer
from partnership.programmes import actions
from partnership.programmes.my_work import programmes
from tests.builders import NOW, sign_in
from tests.pages import read
from tests.partnership.programmes.builders import ANSWER, Scene, a_task
from tests.partnership.teaming import a_team, an_event, takes_part


def test_my_work_tells_a_team_of_homework_and_the_next_meeting(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    task, team, by = a_task(session, scene), scene.table.team, scene.table.member.id
    done = a_task(session, scene, title="Gjort")
    actions.hand_in(session, done, team, ANSWER, version=0, actor_id=by, at=NOW)
    for title, days in (("Neste samling", 3), ("Langt fram", 40), ("Forbi", -3)):
        an_event(session, scene.programme, title=title, starts_at=NOW + timedelta(days=days))
    session.commit()
    sign_in(client, session, scene.table.member)
    page = client.get("/my-work").text
    assert task.title in page
    assert "Neste samling" in page
    for words in ("Gjort", "Langt fram", "Forbi"):
        assert words not in page
    sign_in(client, session, scene.centre.caseworker)
    assert "Gjort" in client.get("/my-work").text


def test_my_work_asks_once_for_each_and_not_at_all_for_others(
    session: Session, scene: Scene, statements: list[str]
) -> None:
    def viewer(role: Role, body_id: int) -> Viewer:
        holdings = (Holding(role, body_id, "x"),)
        return Viewer(1, "x", "x", None, 1, False, "x", NOW, 1, holdings)

    for role, body_id, most in (
        (Role.CASEWORKER, scene.centre.body.id, 1),
        (Role.CORE_TEAM_MEMBER, scene.table.municipality.id, 1),
        (Role.ORGANISATION_LEADER, scene.table.municipality.id, 0),
    ):
        statements.clear()
        list(programmes(session, viewer(role, body_id), NOW))
        session.rollback()
        assert len([each for each in statements if not each.startswith(("BEGIN", "PRAGMA"))]) == most, role


def test_homework_of_several_teams_is_one_line_that_says_how_many(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    task, done = a_task(session, scene), a_task(session, scene, title="Bare én igjen")
    other = a_team(session, scene.table.municipality, actor=scene.table.coordinator, name="Det andre")
    takes_part(session, scene.programme, other)
    by = scene.table.coordinator.id
    actions.hand_in(session, done, other, ANSWER, version=0, actor_id=by, at=NOW)
    session.commit()
    sign_in(client, session, scene.table.coordinator)
    page = client.get("/my-work").text
    assert f"{task.title} – 2 av teamene deres" in page
    links = read(page).links
    assert f"{scene.base}homework/{task.id}/" in links
    assert f"{scene.base}homework/{done.id}/teams/{scene.table.team.id}/" in links


def test_what_was_not_done_when_the_programme_ended_does_not_wait(
    client: FlaskClient, session: Session, scene: Scene
) -> None:
    task = a_task(session, scene, days=-3)
    sign_in(client, session, scene.table.member)
    assert task.title in client.get("/my-work").text
    scene.programme.ends_on = NOW.date() - timedelta(days=1)
    session.commit()
    assert task.title not in client.get("/my-work").text
