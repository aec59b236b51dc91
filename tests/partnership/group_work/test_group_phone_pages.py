"""The pages of the phones: joining, answering, and what they are told."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import clock
from partnership.group_work import actions, queries, rules
from partnership.group_work.models import GroupPlace
from tests.builders import post
from tests.conftest import TODAY
from tests.pages import read
from tests.partnership.group_work.builders import (
    BRIEFLY,
    a_room,
    address,
    answer_form,
    opened,
    phone,
    ready,
    said,
    texts,
)


@pytest.mark.usefixtures("today")
def test_a_phone_joins_by_the_code_waits_answers_and_is_thanked(app: Flask, session: Session) -> None:
    room, one = a_room(session), phone(app)
    opened(session, room)
    session.commit()
    assert room.work.code
    typed = f" {room.work.code[:3].lower()} {room.work.code[3:]}"
    assert post(one, "/join/", {"code": typed}).location == address(room)
    assert read(one.get(address(room)).text).forms[-1].action == address(room)
    for _time in range(2):
        assert post(one, address(room)).status_code == 303
    assert len(session.scalars(select(GroupPlace)).all()) == 1
    assert "Venstrehendt" not in one.get(address(room)).text
    actions.start(session, room.work, actor_id=room.centre.caseworker.id, at=clock.now())
    session.commit()
    form = answer_form(one, room)
    name = next(name for name in form.values if name.endswith("text"))
    for _time in range(2):
        sent = post(one, form.action, form.values | {name: "  Skyss til kafeen\r\n"})
        assert sent.status_code == 303
    assert texts(session, room) == ["Skyss til kafeen"]
    assert one.get(sent.location).text.count("Skyss til kafeen") == 1
    assert post(one, form.action, form.values | {name: " "}).status_code == 422
    actions.close(session, room.work, actor_id=room.centre.caseworker.id, at=clock.now() - timedelta(seconds=31))
    session.commit()
    late = post(one, form.action, form.values | {name: "For seint"})
    assert late.status_code == 409
    assert texts(session, room) == ["Skyss til kafeen"]
    assert read(one.get(address(room)).text).headings == 1


@pytest.mark.usefixtures("today")
def test_the_script_is_told_in_few_words(app: Flask, session: Session) -> None:
    room, one = a_room(session), phone(app)
    ready(session, room)
    one.get(address(room))
    assert json.loads(one.get(f"{address(room)}state").text)["is_in"] is False
    post(one, address(room))
    form = answer_form(one, room, 1)
    name = next(name for name in form.values if name.endswith("text"))
    for _time in range(2):
        sent = post(one, form.action, form.values | {name: "Frisøren"}, headers=BRIEFLY)
        assert (sent.status_code, json.loads(sent.text)) == (200, {"accepted": True})
    state = json.loads(one.get(f"{address(room)}state").text)
    assert [texts for texts in state["answers"].values() if texts] == [["Frisøren"]]
    assert (state["shown"], state["is_in"]) == ("running", True)
    refused = post(one, form.action, form.values | {name: " "}, headers=BRIEFLY)
    assert (refused.status_code, json.loads(refused.text)["accepted"]) == (422, False)
    refused = post(phone(app), form.action, {name: "Ukjent"}, headers=BRIEFLY)
    assert refused.status_code == 409
    assert "Ukjent" not in texts(session, room)


@pytest.mark.usefixtures("today")
def test_a_phone_sees_only_its_own_group(app: Flask, session: Session) -> None:
    room, one = a_room(session, group_size=2), phone(app)
    opened(session, room, "a", "b", "c")
    session.commit()
    one.get(address(room))
    post(one, address(room))
    actions.start(session, room.work, actor_id=room.centre.caseworker.id, at=clock.now())
    session.commit()
    mine = json.loads(one.get(f"{address(room)}state").text)["group"]
    numbers = {secret: rules.group_of(queries.place_of(session, room.work, secret)) for secret in "abc"}
    for secret in "abc":
        said(session, room, secret, f"Fra {numbers[secret]}", at=clock.now(), key=secret)
    session.commit()
    shown = one.get(address(room)).text
    assert f"Fra {mine}" in shown
    assert f"Fra {3 - mine}" not in shown


@pytest.mark.parametrize("path", ["/join/ABCDEF/", "/join/ABCDEF/state", f"/join/{'x' * 300}/"])
def test_a_code_that_opens_nothing_is_answered_kindly(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert post(client, "/join/ABCDEF/").status_code == 404
    assert post(client, "/join/ABCDEF/questions/1/").status_code == 404
    assert post(client, "/join/", {"code": "abc def"}).status_code == 404
    assert post(client, "/join/", {"code": ""}).status_code == 422


def test_what_is_being_prepared_opens_to_nobody(client: FlaskClient, session: Session) -> None:
    room = a_room(session)
    room.work.code = "ABCDEF"
    session.commit()
    assert client.get("/join/ABCDEF/").status_code == 404


def test_a_question_of_other_group_work_takes_no_answer(app: Flask, session: Session) -> None:
    clock.set_today(TODAY)
    room, other, one = ready(session, a_room(session)), ready(session, a_room(session), "two"), phone(app)
    one.get(address(room))
    post(one, address(room))
    foreign = queries.questions_of(session, other.work)[0].id
    sent = post(one, f"{address(room)}questions/{foreign}/", {f"q{foreign}-text": "Feil sted", f"q{foreign}-key": "k"})
    assert sent.status_code == 404
    assert texts(session, other) == []


@pytest.mark.usefixtures("today")
def test_the_cookie_holds_no_more_than_the_phones_own_secret(app: Flask, session: Session) -> None:
    room, one = a_room(session), phone(app)
    opened(session, room)
    session.commit()
    given = one.get(address(room)).headers.getlist("Set-Cookie")
    assert [each.partition("=")[0] for each in given] == [app.config["SESSION_COOKIE_NAME"]]
    assert all("HttpOnly" in each and "Expires" not in each for each in given)
    with one.session_transaction() as cookie:
        assert set(cookie) == {"phone", "csrf_token"}
