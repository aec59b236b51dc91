"""Who opens what of volunteers and the way there: every address and every form, as everybody and as nobody."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.helping import doors, what_there_is
from tests.walls.opening import (
    Door,
    assert_answers_alike,
    assert_changes_nothing,
    assert_leads_to_sign_in,
    assert_opens,
)
from tests.walls.test_access import ACCOUNTS, OFFICES, VOLDA

HELPING = OFFICES | {"org.o1", "org.o2", "org.o2b", "org.o3", "org.o4", "org.o5", "org.o6"}
HOLDERS = {
    Permission.COORDINATOR_WRITE: HELPING,
    Permission.VOLUNTEER_WRITE: HELPING,
    Permission.TRANSPORT_WRITE: HELPING,
    Permission.FIGURES_READ: HELPING,
    Permission.SAFEGUARD_WRITE: {"kom.krs.leder", "org.o1", "org.o2", "org.o3", "org.o4", "org.o5", "org.o6"},
    Permission.TRIP_OWN: {"fri.o2", "fri.o2b", "fri.o4", "fri.krs"},
    Permission.TRANSPORT_REFER: {"hjt.tydal", "hjt.volda"},
    Permission.DISTRIBUTION_READ: {"dir.1", "dir.2", "dir.3", "dir.4", "dir.5"},
}
DESK = {"org.o2", "org.o2b"}
OWNERS = {
    Permission.COORDINATOR_WRITE: DESK,
    Permission.VOLUNTEER_WRITE: DESK,
    Permission.TRANSPORT_WRITE: DESK,
    Permission.FIGURES_READ: DESK,
    Permission.SAFEGUARD_WRITE: {"org.o2"},
    Permission.TRIP_OWN: {"fri.o2"},
    Permission.TRANSPORT_REFER: {"hjt.volda"},
}
STRANGERS = [
    "kom.volda",
    "kom.tydal",
    "hjt.volda",
    "hjt.tydal",
    "org.o1",
    "org.o4",
    "fri.o2b",
    "fri.krs",
    "dir.1",
    "adm",
]
PARTIES = DESK | VOLDA | {"org.o3", "org.o6"}  # all who cooperate in Volda write down how its roads are
AT_HOME = DESK | VOLDA | {"org.o3"}  # each sees its own figures there
BOARDS = ("/volunteers/transport/board/", "/volunteers/transport/weeks/")  # of a place, with one's own trips only
NOT_NOW = {"/volunteers/my-trips/<int:trip_id>/nobody-home"}  # only at the door


@pytest.fixture(scope="module")
def known(whole_app: Flask, stage: tuple[Session, Relations]) -> list[Door]:
    """Every address of the wing with the ids of what there is."""
    return list(doors(whole_app, *what_there_is(stage[0])))


def opens(door: Door, account: str) -> bool:
    """Whether somebody opens an address, by the table of roles and what belongs to whom."""
    assert door.permission is not None, door.rule
    if not door.is_of_somebody:
        return account in HOLDERS[door.permission]
    if door.rule.startswith("/volunteers/roads/"):
        return account in PARTIES
    if "<municipality:number>" in door.rule and door.permission is Permission.FIGURES_READ:
        return account in AT_HOME
    if door.rule.startswith(BOARDS):
        return account in DESK | VOLDA
    if door.rule in NOT_NOW:
        return False
    return account in OWNERS[door.permission]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_person_opens_what_the_roles_table_says(browse: Open, known: list[Door], account: str) -> None:
    assert_opens(browse(account), known, lambda door: opens(door, account))


@pytest.mark.parametrize("account", STRANGERS)
def test_a_stranger_s_form_changes_nothing(browse: Open, known: list[Door], rows: Rows, account: str) -> None:
    assert_changes_nothing(browse(account), rows, known, lambda door: opens(door, account))


def test_nobody_signed_in_is_led_to_sign_in_from_everywhere(browse: Open, known: list[Door], rows: Rows) -> None:
    assert_leads_to_sign_in(browse(None), rows, known)


@pytest.mark.parametrize("account", ["kom.volda", "org.o4", "hjt.tydal", "fri.o2b"])
def test_a_forbidden_address_and_an_unknown_one_answer_alike(browse: Open, known: list[Door], account: str) -> None:
    assert_answers_alike(browse(account), known, lambda door: opens(door, account))


def test_a_board_of_a_place_shows_only_one_s_own_trips(browse: Open, known: list[Door]) -> None:
    board = next(each.path for each in known if each.rule.startswith(BOARDS[0]) and each.rule.endswith(">/"))
    theirs, others = (browse(account).get(board).text for account in ("org.o2", "kom.volda"))
    assert "/volunteers/transport/trips/" in theirs
    assert "/volunteers/transport/trips/" not in others
