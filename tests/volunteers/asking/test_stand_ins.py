"""The stand-in board, and the list of stand-ins in its order."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from tests import pages
from tests.activities.builders import shown
from tests.builders import a_person, an_organisation, post, sign_in
from tests.volunteers.asking.conftest import BEFORE, DAY, Asking, on
from tests.volunteers.builders import a_trip
from tests.volunteers.messages.conftest import SECRETS
from tests.volunteers.messages.post import move_clock, promise, run, texts
from volunteers.asking.models import AskStatus, StandIn
from volunteers.register.models import Volunteer
from volunteers.trips.models import TripStatus

BOARD = "/volunteers/transport/stand-ins/"


def order(session: Session) -> list[str]:
    """The names in their order."""
    session.rollback()
    rows = session.execute(select(Volunteer.name).join(StandIn).order_by(StandIn.place))
    return [row.name.split()[0] for row in rows]


def test_stand_ins_are_added_moved_and_taken_away(client: FlaskClient, session: Session, asking: Asking) -> None:
    page = f"{BOARD}offers/{asking.desk.offer.id}/"
    sign_in(client, session, asking.desk.coordinator)
    for volunteer in (asking.gunnar, asking.solveig, asking.arne):
        assert post(client, page, {"volunteer": str(volunteer.id)}).status_code == 303
    assert post(client, page, {"volunteer": ""}).status_code == 422
    assert post(client, page, {"volunteer": str(asking.arne.id)}).status_code == 422, "who is there is no choice"
    assert order(session) == ["Gunnar", "Solveig", "Arne"]
    ids = {name: number for number, name in session.execute(select(StandIn.id, Volunteer.name).join(Volunteer))}
    for _again in range(3):
        assert post(client, f"{BOARD}{ids['Arne Vik']}/earlier").status_code == 303
    assert order(session) == ["Arne", "Gunnar", "Solveig"]
    assert post(client, f"{BOARD}{ids['Gunnar Lid']}/away").status_code == 303
    assert post(client, f"{BOARD}{ids['Gunnar Lid']}/away").status_code == 404
    assert order(session) == ["Arne", "Solveig"]
    assert "Arne Vik, Solveig Aa" in shown(client, BOARD)


def test_the_board_says_how_far_the_asking_is(
    app: Flask, client: FlaskClient, session: Session, asking: Asking
) -> None:
    asking.stand_ins(session, asking.solveig, asking.arne)
    post(client, asking.ask(asking.gunnar), {"said": "no"})
    run(app)
    sign_in(client, session, asking.desk.coordinator)
    page = pages.read(shown(client, BOARD))
    assert page.headings == 1
    for words in ("Tysdagsturen", "Lauvstad", "Solveig Aa"):
        assert words in page.text
    for secret in SECRETS:
        assert secret not in page.text
    assert post(client, f"{BOARD}trips/{asking.trip_id}/next").status_code == 303
    assert asking.statuses(session) == {
        "Gunnar Lid": AskStatus.NO,
        "Solveig Aa": AskStatus.WAITING,
        "Arne Vik": AskStatus.WAITING,
    }
    assert post(client, f"{BOARD}trips/{asking.trip_id}/next").status_code == 303, "and says that nobody is left"


def test_what_is_late_is_red_and_in_my_work_and_can_be_given_up(
    app: Flask, client: FlaskClient, session: Session, asking: Asking
) -> None:
    sign_in(client, session, asking.desk.coordinator)
    move_clock(on(BEFORE, 17, 59))
    assert f"/volunteers/transport/trips/{asking.trip_id}/" not in shown(client, "/my-work")
    assert "give-up" not in shown(client, BOARD)
    move_clock(on(BEFORE, 18, 0))
    promise(app, "volunteers.go_on_asking")
    assert f"/volunteers/transport/trips/{asking.trip_id}/" in shown(client, "/my-work")
    assert 'data-status="escalated"' in shown(client, BOARD)
    assert post(client, f"{BOARD}trips/{asking.trip_id}/give-up").status_code == 303
    run(app)
    assert asking.trip(session).status is TripStatus.UNMET
    assert len(texts(app)) == 1
    assert post(client, f"{BOARD}trips/{asking.trip_id}/give-up").status_code == 409


def test_another_body_sees_nothing_of_it(client: FlaskClient, session: Session, asking: Asking) -> None:
    asking.stand_ins(session, asking.gunnar)
    stand_in = session.scalars(select(StandIn)).one()
    other = a_person(session, Role.ORGANISATION_COORDINATOR, an_organisation(session, "Koret"))
    session.commit()
    assert client.get(BOARD).status_code == 303
    sign_in(client, session, other)
    assert "Tysdagsturen" not in shown(client, BOARD)
    doors = [
        f"{BOARD}offers/{asking.desk.offer.id}/",
        f"{BOARD}{stand_in.id}/away",
        f"{BOARD}trips/{asking.trip_id}/next",
        f"{BOARD}trips/{asking.trip_id}/give-up",
    ]
    assert client.get(doors[0]).status_code == 404
    assert [post(client, door, {"volunteer": str(asking.arne.id)}).status_code for door in doors] == [404] * 4


@pytest.mark.parametrize("role", [Role.HOME_CARE, Role.VOLUNTEER])
def test_others_have_no_board(client: FlaskClient, session: Session, asking: Asking, role: Role) -> None:
    body = asking.desk.municipality if role is Role.HOME_CARE else asking.desk.organisation
    person = a_person(session, role, body)
    session.commit()
    sign_in(client, session, person)
    assert client.get(BOARD).status_code == 403


def test_the_board_asks_as_little_of_the_database_for_many_trips_as_for_one(
    client: FlaskClient, session: Session, asking: Asking, statements: list[str]
) -> None:
    asking.stand_ins(session, asking.gunnar, asking.solveig)
    asking.ask(asking.arne)
    sign_in(client, session, asking.desk.coordinator)
    client.get(BOARD)
    statements.clear()
    client.get(BOARD)
    few = len(statements)
    for day in range(2, 5):
        a_trip(session, asking.request, DAY.replace(day=day))
    session.commit()
    for volunteer in (asking.gunnar, asking.solveig):
        asking.ask(volunteer)
    statements.clear()
    client.get(BOARD)
    assert len(statements) == few <= 12
