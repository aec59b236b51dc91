"""Every room of a cooperation as every role gives what the roles table says, and an id from elsewhere opens nothing."""

import re

import pytest
from flask import Flask

from directory.accounts.guard import PUBLIC
from tests.builders import post
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.doors import (
    DRAFT_INNER,
    NOT_NOW,
    OWN_VOLUNTEERS_ONLY,
    PAGES,
    POSTS,
    POSTS_INNER,
    READ,
    READ_INNER,
    SIGN_INNER,
    WAITING_INNER,
    WHEN_SHOWN,
    WRITE,
    WRITE_INNER,
    address,
)
from tests.walls.opening import without_ids
from tests.walls.rooms import Rooms
from tests.walls.test_access import ACCOUNTS, ANSWER, ANSWER_PAGES, KRISTIANSAND, READ_PAGES, VOLDA
from tests.walls.test_access import POSTS as STAIRCASE_POSTS
from tests.walls.test_access import READ as READERS

PREFIX = "/partnership/relations/<int:relation_id>/"
WRITERS = {"cafe": KRISTIANSAND | {"org.o4"}, "walk": VOLDA | {"org.o2", "org.o2b"}}
LOOKERS = {"cafe": set[str](), "walk": {"hjt.volda", "kt.volda"}}
SIGNERS = {"kom.krs.leder", "org.o4"}
STRANGERS = ["kom.volda", "kom.tydal", "hjt.volda", "org.o6", "fri.o2", "fri.krs", "dir.1", "adm"]
OTHER = {"cafe": "walk", "walk": "cafe"}
ALL_POSTS = {**POSTS, **POSTS_INNER}


@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_person_opens_the_rooms_of_a_cooperation_that_the_roles_table_says(
    browse: Open, relations: Relations, account: str
) -> None:
    client = browse(account)
    for code, relation_id in relations.items():
        for page in READ:
            status = client.get(address(relation_id, page)).status_code
            there = 409 if (code, page) == ("P9", "agreements/") else 200
            assert status == (there if account in READERS[code] else 404), (code, page, status)
        for page in WHEN_SHOWN:
            status = client.get(address(relation_id, page)).status_code
            assert status in ({200, 409} if account in READERS[code] else {404}), (code, page, status)
        for page in WRITE:
            status = client.get(address(relation_id, page)).status_code
            assert status in ({200, 303, 409} if account in ANSWER[code] else {404}), (code, page, status)
        for page in OWN_VOLUNTEERS_ONLY:
            status = client.get(address(relation_id, page)).status_code
            assert status == (200 if code == "P9" and account in ANSWER[code] else 404), (code, page, status)


@pytest.mark.parametrize("account", [*ACCOUNTS, "kom.volda.leder"])
@pytest.mark.parametrize("name", ["cafe", "walk"])
def test_a_person_opens_what_is_in_a_room_as_the_roles_table_says(
    browse: Open, rooms: dict[str, Rooms], name: str, account: str
) -> None:
    client, inside = browse(account), rooms[name]
    for page in READ_INNER:
        status = client.get(address(inside.relation, page, inside)).status_code
        assert status == (200 if account in WRITERS[name] | LOOKERS[name] else 404), (page, status)
    now, later = (WAITING_INNER, DRAFT_INNER) if name == "cafe" else (DRAFT_INNER, WAITING_INNER)
    for page in [*WRITE_INNER, *now]:
        status = client.get(address(inside.relation, page, inside)).status_code
        assert status == (200 if account in WRITERS[name] else 404), (page, status)
    for page in [*later, *NOT_NOW]:
        status = client.get(address(inside.relation, page, inside)).status_code
        assert status == (409 if account in WRITERS[name] else 404), (page, status)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_only_leaders_of_the_parties_reach_the_place_to_sign(
    browse: Open, rooms: dict[str, Rooms], account: str
) -> None:
    inside = rooms["cafe"]
    sign, terminate = (browse(account).get(address(inside.relation, page, inside)).status_code for page in SIGN_INNER)
    assert (sign, terminate) == ((200, 409) if account in SIGNERS else (404, 404))


@pytest.mark.parametrize(
    "account", ["kom.volda", "kom.tydal", "hjt.volda", "org.o6", "fri.o2", "fri.krs", "dir.1", "adm"]
)
def test_a_stranger_changes_nothing_in_any_room(
    browse: Open, rooms: dict[str, Rooms], rows: Rows, account: str
) -> None:
    client, inside = browse(account), rooms["cafe"]
    before = rows()
    for path, values in ALL_POSTS.items():
        answer = post(client, address(inside.relation, path, inside), values)
        assert answer.status_code == 404, (path, answer.status_code)
    assert rows() == before


def test_who_only_reads_a_cooperation_changes_nothing_in_it(browse: Open, rooms: dict[str, Rooms], rows: Rows) -> None:
    client, inside = browse("hjt.volda"), rooms["walk"]
    before = rows()
    for path, values in ALL_POSTS.items():
        answer = post(client, address(inside.relation, path, inside), values)
        assert answer.status_code == 404, (path, answer.status_code)
    assert rows() == before


def test_nobody_signed_in_is_led_to_sign_in_from_every_room(browse: Open, rooms: dict[str, Rooms], rows: Rows) -> None:
    client, inside = browse(None), rooms["cafe"]
    before = rows()
    for page in PAGES:
        answer = client.get(address(inside.relation, page, inside))
        assert answer.status_code == 303, page
        assert answer.location.startswith("/sign-in?next="), page
    for path, values in ALL_POSTS.items():
        assert post(client, address(inside.relation, path, inside), values).status_code == 401, path
    assert rows() == before


@pytest.mark.parametrize("account", ["kom.krs", "org.o5", "hjt.volda", "fri.o2", "dir.2", "adm"])
def test_a_forbidden_room_and_an_unknown_one_answer_alike(browse: Open, rooms: dict[str, Rooms], account: str) -> None:
    client, inside = browse(account), rooms["cafe" if account == "hjt.volda" else "walk"]
    if account == "org.o5":
        inside = rooms["cafe"]
    for page in PAGES:
        forbidden = client.get(address(inside.relation, page, inside))
        unknown = client.get(address(999_999, page, inside))
        assert forbidden.status_code == unknown.status_code == 404, page
        assert without_ids(forbidden.text) == without_ids(unknown.text), page


@pytest.mark.parametrize(
    ("account", "name"), [("kom.krs", "cafe"), ("org.o4", "cafe"), ("kom.volda", "walk"), ("org.o2", "walk")]
)
def test_what_belongs_to_another_cooperation_is_not_in_ones_own(
    browse: Open, rooms: dict[str, Rooms], rows: Rows, account: str, name: str
) -> None:
    _is_nowhere_in(rows, browse, account, rooms[name].relation, rooms[OTHER[name]])


@pytest.mark.parametrize("code", ["P7", "P8", "P9"])
def test_what_belongs_to_one_cooperation_is_not_in_another_of_the_same_person(
    browse: Open, relations: Relations, rooms: dict[str, Rooms], rows: Rows, code: str
) -> None:
    _is_nowhere_in(rows, browse, "kom.krs", relations[code], rooms["cafe"])


def _is_nowhere_in(rows: Rows, browse: Open, account: str, relation: int, foreign: Rooms) -> None:
    """No page and no form below a cooperation opens or changes what another one holds."""
    client, before = browse(account), rows()
    for page in [each for each in PAGES if "{" in each and "{agreement}" not in each]:
        status = client.get(address(relation, page, foreign)).status_code
        assert status == 404, (page, status)
    for path, values in POSTS_INNER.items():
        if "{agreement}" not in path:
            answer = post(client, address(relation, path, foreign), values)
            assert answer.status_code in {404, 409}, (path, answer.status_code)
    assert rows() == before


def test_an_agreement_that_is_not_there_opens_nowhere(browse: Open, rooms: dict[str, Rooms], rows: Rows) -> None:
    client, before = browse("kom.krs.leder"), rows()
    for page in [each for each in PAGES if "{agreement}" in each]:
        assert client.get(address(rooms["cafe"].relation, page.format(agreement=7))).status_code == 404, page
    for path, values in POSTS_INNER.items():
        if "{agreement}" in path:
            answer = post(client, address(rooms["cafe"].relation, path.format(agreement=7)), values)
            assert answer.status_code == 404, (path, answer.status_code)
    assert rows() == before


def test_every_address_below_a_cooperation_is_tried_here(whole_app: Flask) -> None:
    tried = {_shape(page) for page in [*PAGES, *READ_PAGES, *ANSWER_PAGES, *ALL_POSTS, *STAIRCASE_POSTS]}
    known = {
        _shape(rule.rule.removeprefix(PREFIX))
        for rule in whole_app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX) and rule.endpoint not in PUBLIC
    }
    assert known - tried == set()


def _shape(path: str) -> str:
    """An address with the same sign wherever an id, a code or a name stands."""
    path = re.sub(r"<[^>]*>|\{\w+\}", "*", path)
    path = re.sub(r"(?<=points/)[\d.]+|(?<=assessment/)\d+|(?<=sections/)\w+", "*", path)
    return re.sub(r"(?<=quality/)(confidentiality|.*-training|insurance|incident-routine)/", "*/", path)
