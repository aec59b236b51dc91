"""A phone on which somebody signs in or out stays in its group."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.models import SignInLink
from kernel import clock
from partnership.group_work import actions
from partnership.group_work.models import GroupPlace
from tests.builders import post
from tests.directory.accounts.ways import PASSWORD, attempt, is_in
from tests.pages import read
from tests.partnership.group_work.builders import Room, a_room, address, opened, phone

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def room(session: Session) -> Room:
    """Group work that has been opened, and a caseworker with a password."""
    made = a_room(session)
    opened(session, made)
    accounts.keep_password(made.centre.caseworker, PASSWORD)
    session.commit()
    return made


def in_a_group(session: Session, room: Room, one: FlaskClient) -> str:
    """Join by the code's page, and let the groups be made; the group's number as the phone is told it."""
    one.get(address(room))
    post(one, address(room))
    actions.start(session, room.work, actor_id=room.centre.caseworker.id, at=clock.now())
    session.commit()
    told = group_of(one, room)
    assert told is not None
    return told


def group_of(one: FlaskClient, room: Room) -> str | None:
    """What the phone's page says of its group; None where it is asked to join."""
    shown = one.get(address(room)).text
    if any(each.action == address(room) for each in read(shown).forms):
        return None
    return shown.partition('<p class="group-number">')[2].partition("</p>")[0]


def test_signing_in_and_out_again_keeps_the_place(app: Flask, session: Session, room: Room) -> None:
    one = phone(app)
    group = in_a_group(session, room, one)
    assert attempt(one, room.centre.caseworker.email)[0] == 303
    assert is_in(one)
    assert group_of(one, room) == group
    leave = next(each for each in read(one.get("/profile").text).forms if each.action == "/sign-out")
    assert one.post(leave.action, data=leave.values).status_code == 303
    assert not is_in(one)
    assert group_of(one, room) == group
    assert len(session.scalars(select(GroupPlace)).all()) == 1


def test_a_link_keeps_the_place_too(app: Flask, session: Session, room: Room) -> None:
    one, now = phone(app), clock.real()
    group = in_a_group(session, room, one)
    accounts.send_link(session, room.centre.caseworker, next_path=address(room), now=now)
    session.commit()
    link = session.scalars(select(SignInLink)).one()
    assert post(one, f"/sign-in/link/{accounts.link_token(link)}").location == address(room)
    assert is_in(one)
    assert group_of(one, room) == group


def test_nothing_else_of_the_session_before_is_left(app: Flask, session: Session, room: Room) -> None:
    one = phone(app)
    in_a_group(session, room, one)
    with one.session_transaction() as cookie:
        before = dict(cookie)
        cookie["planted"] = "x"
    attempt(one, room.centre.caseworker.email)
    with one.session_transaction() as cookie:
        assert cookie["phone"] == before["phone"]
        assert cookie.get("csrf_token") != before["csrf_token"]
        assert "planted" not in cookie
    post(one, "/sign-out")
    with one.session_transaction() as cookie:
        assert set(cookie) <= {"phone", "_flashes", "csrf_token"}
