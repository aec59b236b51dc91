"""Who opens what of core teams and of what carries them: every address and every form, as everybody and as nobody."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission
from tests.builders import post
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.opening import assert_answers_alike, assert_changes_nothing, assert_leads_to_sign_in, assert_opens
from tests.walls.team_doors import (
    NEXT_PROGRAMME,
    PLANNING,
    PROGRAMMES,
    RESOURCES,
    SELECTIONS,
    TEAMS,
    Door,
    Ids,
    doors,
    team_of,
    what_there_is,
)
from tests.walls.test_access import ACCOUNTS, KRISTIANSAND, SELBU, TYDAL, VOLDA

CENTRE, LEADERS = {"dir.1", "dir.3"}, {"org.o1", "org.o2", "org.o3", "org.o4", "org.o5", "org.o6"}
OWN = VOLDA | {"kt.volda"}
OFFICES = OWN | TYDAL | KRISTIANSAND | SELBU
ORGANISED = LEADERS | {"org.o2b"}
HOLDERS = {
    Permission.TEAM_READ: OFFICES | ORGANISED | CENTRE,
    Permission.TEAM_WRITE: OFFICES,
    Permission.PROGRAMME_MANAGE: CENTRE,
}
OF_TEAM = {Permission.TEAM_READ: OWN | CENTRE | {"org.o3"}, Permission.TEAM_WRITE: OWN}
TOGETHER = OWN | TYDAL | KRISTIANSAND | CENTRE  # all whose teams take part see what is for them all
OWNERS = {
    TEAMS: OF_TEAM,
    RESOURCES: OF_TEAM,
    PROGRAMMES: {
        Permission.TEAM_READ: TOGETHER,
        Permission.TEAM_WRITE: OWN,
        Permission.PROGRAMME_MANAGE: CENTRE,
    },
    PLANNING: {Permission.TEAM_READ: {"org.o1"}, Permission.OFFER_WRITE: {"org.o1"}},
    SELECTIONS: {
        Permission.PROGRAMME_MANAGE: CENTRE,
        Permission.DECISION_PROPOSE: {"dir.1"},
        Permission.DECISION_MAKE: {"dir.3"},
    },
}
OF_ONE_TEAM = ("<int:team_id>", "<int:guidance_id>")  # below a programme, what one team and the centre have together
STRANGERS = [
    *("kom.volda", "kt.volda", "kom.tydal", "kom.krs", "kom.selbu", "hjt.volda", "org.o1", "org.o3", "org.o4"),
    *("fri.o2", "fri.krs", "dir.1", "dir.2", "dir.3", "adm"),
]
NOT_NOW = {"/grants/selections/<call_code>/applications/"}  # only when something is proposed


@pytest.fixture(scope="module")
def ids(stage: tuple[Session, Relations]) -> Ids:
    """The ids of what there is."""
    return what_there_is(stage[0])


@pytest.fixture(scope="module")
def known(whole_app: Flask, ids: Ids) -> list[Door]:
    """Every address of the slices with those ids."""
    return list(doors(whole_app, ids))


def opens(door: Door, account: str) -> bool:
    """Whether somebody opens an address, by the table of roles and what belongs to whom."""
    assert door.permission is not None, door.rule
    if not door.is_of_somebody:
        return account in HOLDERS[door.permission]
    if door.rule in NOT_NOW:
        return False
    if door.of == PROGRAMMES and door.permission is Permission.TEAM_READ and any(map(door.rule.count, OF_ONE_TEAM)):
        return account in OWN | CENTRE
    return account in OWNERS[door.of][door.permission]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_person_opens_what_the_roles_table_says(browse: Open, known: list[Door], account: str) -> None:
    assert_opens(browse(account), known, lambda door: opens(door, account))


@pytest.mark.parametrize("account", STRANGERS)
def test_a_stranger_s_form_changes_nothing(browse: Open, known: list[Door], rows: Rows, account: str) -> None:
    assert_changes_nothing(browse(account), rows, known, lambda door: opens(door, account))


def test_nobody_signed_in_is_led_to_sign_in_from_everywhere(browse: Open, known: list[Door], rows: Rows) -> None:
    assert_leads_to_sign_in(browse(None), rows, known)


@pytest.mark.parametrize("account", ["kom.tydal", "kom.selbu", "org.o3", "org.o4", "hjt.volda", "dir.2", "dir.3"])
def test_a_forbidden_address_and_an_unknown_one_answer_alike(browse: Open, known: list[Door], account: str) -> None:
    assert_answers_alike(browse(account), known, lambda door: opens(door, account))


def knock(client: FlaskClient, door: Door) -> int:
    """How an address answers, a form with nothing written in it."""
    sent = client.get(door.path) if door.method == "GET" else post(client, door.path, {"version": "1"})
    return sent.status_code


def alike(door: Door) -> set[int]:
    """Whoever was never invited is as one that is so no more."""
    gone = ("/guests/<int:organisation_id>/remove", "/municipalities/<int:municipality_id>/withdraw")
    return {303, 404} if door.rule.endswith(gone) else {404}


def test_what_another_team_has_is_nowhere_in_ones_own(
    whole_app: Flask, browse: Open, stage: tuple[Session, Relations], ids: Ids, rows: Rows
) -> None:
    theirs = {**ids, "team_id": team_of(stage[0], "4204").id}
    client, before = browse("kom.krs"), rows()
    inner = [each for each in doors(whole_app, theirs) if each.of in {TEAMS, RESOURCES}]
    counted = "<int:wording>"  # from one in each team
    tried = [each for each in inner if each.rule.count("<int:") > 1 and counted not in each.rule]
    assert len(tried) > 40
    found = {door: knock(client, door) for door in tried}
    assert {door.path: status for door, status in found.items() if status not in alike(door)} == {}
    assert rows() == before


def test_what_one_programme_holds_is_nowhere_in_the_next(whole_app: Flask, browse: Open, ids: Ids, rows: Rows) -> None:
    client, before = browse("dir.1"), rows()
    inner = [each for each in doors(whole_app, {**ids, "code": NEXT_PROGRAMME}) if each.of == PROGRAMMES]
    tried = [each for each in inner if "<int:" in each.rule]
    assert len(tried) > 40
    found = {door: knock(client, door) for door in tried}
    assert {door.path: status for door, status in found.items() if status != 404} == {}
    assert rows() == before


@pytest.mark.parametrize("account", ["kom.volda", "kt.volda", "kom.krs"])
def test_a_team_reads_no_group_work_that_is_not_over(browse: Open, ids: Ids, account: str) -> None:
    client, below = browse(account), f"{PROGRAMMES}{ids['code']}/group-work/"
    for page in ("result/", "result.pdf"):
        assert client.get(f"{below}{ids['work_id']}/{page}").status_code == 200, page
        assert client.get(f"{below}{ids['draft_work']}/{page}").status_code == 404, page
    assert f"/group-work/{ids['draft_work']}/" not in client.get(below).text


@pytest.mark.parametrize("account", [*ACCOUNTS, None])
def test_a_code_opens_group_work_for_everybody_and_a_wrong_one_for_nobody(
    whole_app: Flask, browse: Open, ids: Ids, rows: Rows, account: str | None
) -> None:
    client, before = browse(account), rows()
    client.environ_base["REMOTE_ADDR"] = f"198.51.100.{[*ACCOUNTS, None].index(account)}"  # wrong codes are counted
    for door in doors(whole_app, ids, for_everybody=True):
        if door.method == "GET":
            assert client.get(door.path).status_code == 200, door.path
            assert client.get(door.unknown).status_code == (404 if door.is_of_somebody else 200), door.path
        else:
            values = {"code": "ZZZZZZ", f"q{ids['question_id']}-text": "Kapret"}
            assert post(client, door.path, values).status_code == (409 if door.is_of_somebody else 404), door.path
            assert post(client, door.unknown, values).status_code == 404, door.path
    assert rows() == before
