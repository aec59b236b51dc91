"""Codes are not guessed without end, and nobody in a room with the right one is stopped."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.models import Throttle
from kernel import clock
from partnership.group_work import guessing
from tests.builders import post, sign_in
from tests.grants.rush import Browser, served
from tests.partnership.group_work.builders import BRIEFLY, Room, a_room, address, opened, phone
from tests.services import free_port

pytestmark = pytest.mark.usefixtures("today")
WRONG = ("/join/ABCDEF/", "/join/GHJKLM/state")
SCHOOL, HOME = {"REMOTE_ADDR": "198.51.100.7"}, {"REMOTE_ADDR": "203.0.113.9"}


def at(app: Flask, place: dict[str, str]) -> FlaskClient:
    """A phone on somebody's network."""
    client = phone(app)
    client.environ_base.update(place)
    return client


@pytest.fixture
def room(session: Session) -> Room:
    """Group work that has been opened, so far known in no network."""
    made = a_room(session)
    opened(session, made)
    session.commit()
    return made


def guess(client: FlaskClient, times: int = guessing.FREE_GUESSES) -> set[int]:
    """Try wrong codes, in the form, the address and where the script looks; the statuses."""
    return {post(client, "/join/", {"code": f"AAA{number:03}"}).status_code for number in range(times - 2)} | {
        client.get(address).status_code for address in WRONG
    }


def test_wrong_codes_are_stopped_after_some_with_a_kind_word(app: Flask, room: Room) -> None:
    one = at(app, SCHOOL)
    assert guess(one) == {404}
    stopped = post(one, "/join/", {"code": "AAA BBB"})
    assert stopped.status_code == 429
    assert 0 < int(stopped.headers["Retry-After"]) <= 61
    assert "Vent et minutt, se på koden en gang til" in stopped.text
    assert 'value="AAA BBB"' in stopped.text
    assert [one.get(path).status_code for path in WRONG] == [429, 429]
    assert post(one, "/join/ABCDEF/").status_code == 429
    told = post(one, "/join/ABCDEF/questions/1/", headers=BRIEFLY)
    assert (told.status_code, "Vent et minutt" in str(told.json)) == (429, True)
    assert post(at(app, SCHOOL), "/join/", {"code": "AAABBB"}).status_code == 429, "another phone there"
    assert post(at(app, HOME), "/join/", {"code": "AAABBB"}).status_code == 404, "somewhere else"
    assert at(app, SCHOOL).get(address(room)).status_code == 429, "one learns nothing by the right one either"
    assert at(app, HOME).get(address(room)).status_code == 200


def test_the_words_are_nynorsk_for_who_reads_it(app: Flask) -> None:
    one = at(app, SCHOOL)
    post(one, "/language/nn")
    guess(one)
    assert "Det har kome for mange feil kodar" in one.get(WRONG[0]).text


def test_thirty_phones_behind_one_address_with_the_right_code_are_never_stopped(app: Flask, room: Room) -> None:
    typed = str(room.work.code).lower()
    for _number in range(guessing.FREE_GUESSES + 2):
        one = at(app, SCHOOL)
        assert post(one, "/join/", {"code": f" {typed[:3]} {typed[3:]}"}).status_code == 303
        assert post(one, address(room)).status_code == 303
        assert one.get(address(room)).status_code == 200


def test_a_room_where_somebody_is_in_is_let_in_whatever_another_there_guesses(app: Flask, room: Room) -> None:
    first, late = at(app, SCHOOL), at(app, SCHOOL)
    first.get(address(room))
    post(first, address(room))
    guess(at(app, SCHOOL))
    assert late.get(WRONG[0]).status_code == 429
    assert first.get(f"{address(room)}state").status_code == 200
    assert late.get(address(room)).status_code == 200
    assert post(late, address(room)).status_code == 303


def test_who_is_in_may_go_to_a_network_that_guesses(app: Flask, room: Room) -> None:
    one = at(app, HOME)
    one.get(address(room))
    post(one, address(room))
    guess(at(app, SCHOOL))
    one.environ_base.update(SCHOOL)
    assert one.get(address(room)).status_code == 200


def test_where_the_centre_opened_it_the_right_code_is_let_in(app: Flask, session: Session) -> None:
    room, centre = a_room(session), at(app, SCHOOL)
    sign_in(centre, session, room.centre.caseworker)
    post(centre, f"{room.base}open")
    session.refresh(room.work)
    guess(at(app, SCHOOL))
    assert at(app, SCHOOL).get(address(room)).status_code == 200


def test_it_is_forgotten_after_a_while_and_tells_nobody_where_from(app: Flask, session: Session) -> None:
    one = at(app, SCHOOL)
    guess(one)
    kept = session.scalars(select(Throttle)).one()
    assert SCHOOL["REMOTE_ADDR"] not in str(vars(kept))
    kept.blocked_until = clock.real() - timedelta(seconds=1)
    kept.updated_at = clock.real() - timedelta(minutes=61)
    session.commit()
    assert guess(one) == {404}


def test_a_right_code_forgives_no_wrong_ones(app: Flask, room: Room) -> None:
    one = at(app, SCHOOL)
    guess(one, guessing.FREE_GUESSES - 1)
    assert one.get(address(room)).status_code == 200
    assert [one.get(WRONG[0]).status_code for _time in range(2)] == [404, 429]


@pytest.mark.faults
def test_a_served_trinn_tells_networks_apart_behind_the_proxy(app: Flask, room: Room, tmp_path: Path) -> None:
    port = free_port()
    with served(app.extensions["trinn"], port, tmp_path / "served.log"):
        school, home = (Browser(port, network=f"192.0.2.1, {place['REMOTE_ADDR']}") for place in (SCHOOL, HOME))
        statuses = [school.get("/join/ABCDEF/").status for _time in range(guessing.FREE_GUESSES + 1)]
        assert statuses == [404] * guessing.FREE_GUESSES + [429]
        assert school.get(address(room)).status == 429
        assert home.get("/join/ABCDEF/").status == 404
        assert home.get(address(room)).status == 200


@pytest.mark.usefixtures("app")
def test_guesses_at_accounts_and_at_codes_are_counted_apart() -> None:
    assert guessing.key_of("kari@example.no") != accounts.throttle_key("kari@example.no")
