"""How cooperations come about and are looked over: requests, invitations, partner lists, overviews and versions."""

import json
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.accounts.guard import PUBLIC
from directory.organisations.models import Organisation
from kernel import clock
from partnership.invitations import actions as invitations
from partnership.invitations import queries as invited
from partnership.invitations.actions import Leader, Moment
from partnership.invitations.models import Invitation
from partnership.staircase import actions as staircase
from tests.builders import PROPOSAL, an_organisation, post
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.rooms import Crew, ask
from tests.walls.team_doors import SLICES
from tests.walls.test_access import ACCOUNTS, FIXED, KRISTIANSAND, OFFICES, TYDAL, VOLDA

LEADERS = {"org.o1", "org.o2", "org.o2b", "org.o3", "org.o4", "org.o5", "org.o6"}
LISTS = {
    "/partnership/distribution/": {"dir.1", "dir.2", "dir.3", "dir.4"},
    "/partnership/invitations/": OFFICES,
    "/partnership/invitations/new": OFFICES,
    "/partnership/partner-lists/new": OFFICES,
    "/partnership/partner-lists/sample.xlsx": OFFICES,
    "/partnership/requests/": FIXED["/partnership/relations/"],
    "/partnership/requests/new": LEADERS,
    "/partnership/versions/": {"adm"},
    "/partnership/versions/new": {"adm"},
}
OVERVIEWS = {"5033": TYDAL | {"hjt.tydal"}, "1577": VOLDA | {"hjt.volda", "kt.volda"}, "4204": KRISTIANSAND}
POSTS = {
    "requests/{request}/accept": {},
    "requests/{request}/decline": {"reason": "Kapret"},
    "requests/{request}/withdraw": {},
    "invitations/asked/{asked}/": {"accept": "1"},
    "invitations/sent/{sent}/send-again": {},
    "invitations/sent/{sent}/withdraw": {},
    "versions/{version}/dry-run": {},
    "versions/{version}/propose": {},
    "versions/{version}/put-in-force": {"version": "1"},
    "versions/{version}/return": {"remark": "Kapret", "version": "1"},
}
NEW = {
    "invitations/new": {"org_number": "974760673", "name": "Kapret", "email": "x@example.no"},
    "partner-lists/new": {},
    "partner-lists/take-in": {"sealed": "x"},
    "requests/new": {"municipality": "1577", "scope": "Kapret", "about": "x", "reason": "x", "version": "0"},
    "versions/new": {},
}


@dataclass(frozen=True)
class Arrivals:
    """The ids of what waits: a request to Kristiansand, an invitation by mail, one to people, and a draft version."""

    request: int
    sent: int
    asked: int
    version: int
    token: str


@pytest.fixture(scope="module")
def arrivals(stage: tuple[Session, Relations], crews: dict[str, Crew]) -> Arrivals:
    """What comes to Kristiansand from organisation 4, and from Kristiansand to two others."""
    opened, crew = stage[0], crews["cafe"]
    moment = Moment(clock.now(), clock.real())
    request = ask(opened, crew, by=crew.leader)

    def invite(organisation: Organisation, leader: Leader) -> Invitation:
        return invitations.invite(
            opened,
            municipality_id=crew.municipality.id,
            organisation=organisation,
            scope="Invitert",
            leader=leader,
            actor_id=crew.coordinator.id,
            moment=moment,
        )

    sent = invite(an_organisation(opened, "Nykomarane"), Leader("Sara Lund", "sara@example.no", ""))
    asked = invite(crew.organisation, Leader("", "", "Vil de?"))
    document = json.loads(PROPOSAL.read_text(encoding="utf-8"))
    document["version"]["code"] = "vegg-1"
    version = staircase.import_version(opened, document, actor_id=None, at=clock.now())
    opened.commit()
    return Arrivals(request.id, sent.id, asked.id, version.id, invited.token_of(sent))


PAGES = {
    "requests/{request}/": KRISTIANSAND | {"org.o4"},
    "invitations/asked/{asked}/": {"org.o4"},
    "invitations/sent/{sent}/": KRISTIANSAND,
    "invitations/sent/{asked}/": KRISTIANSAND,
    "versions/{version}/": {"adm"},
    "versions/{version}/dry-run": {"adm"},
    "versions/{version}/json": {"adm"},
    "versions/{version}/csv": {"adm"},
}


@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_person_opens_the_lists_and_overviews_that_the_roles_table_says(browse: Open, account: str) -> None:
    client = browse(account)
    for address, people in LISTS.items():
        assert client.get(address).status_code == (200 if account in people else 403), address
    for number, people in OVERVIEWS.items():
        status = client.get(f"/partnership/municipalities/{number}/staircase/").status_code
        assert status == (200 if account in people else 404), number


@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_person_opens_what_waits_for_them_and_a_foreign_id_answers_as_an_unknown_one(
    browse: Open, arrivals: Arrivals, account: str
) -> None:
    client, unknown = browse(account), dict.fromkeys(vars(arrivals), 999_999)
    for page, people in PAGES.items():
        answer = client.get(f"/partnership/{page.format(**vars(arrivals))}")
        assert answer.status_code == (200 if account in people else 404), page
        assert client.get(f"/partnership/{page.format(**unknown)}").status_code == 404, page


@pytest.mark.parametrize("account", ["kom.volda", "org.o2", "hjt.volda", "fri.o4", "fri.krs", "dir.1", None])
def test_a_stranger_answers_nothing_that_is_not_asked_of_them(
    browse: Open, arrivals: Arrivals, rows: Rows, account: str | None
) -> None:
    client, before = browse(account), rows()
    for path, values in POSTS.items():
        answer = post(client, f"/partnership/{path.format(**vars(arrivals))}", values)
        assert answer.status_code == (401 if account is None else 404), (path, answer.status_code)
    assert rows() == before


def test_neither_party_answers_for_the_other(browse: Open, arrivals: Arrivals, rows: Rows) -> None:
    before = rows()
    for account, paths in {"org.o4": ["accept", "decline"], "kom.krs": ["withdraw"]}.items():
        for path in paths:
            answer = post(browse(account), f"/partnership/requests/{arrivals.request}/{path}", {"reason": "Kapret"})
            assert answer.status_code in {404, 409}, (account, path)
    assert (
        post(browse("kom.krs"), f"/partnership/invitations/asked/{arrivals.asked}/", {"accept": "1"}).status_code == 404
    )
    assert post(browse("org.o4"), f"/partnership/invitations/sent/{arrivals.asked}/withdraw").status_code == 404
    assert rows() == before


@pytest.mark.parametrize("account", ["hjt.volda", "fri.o2", "dir.1"])
def test_who_may_not_begin_anything_begins_nothing(browse: Open, rows: Rows, account: str) -> None:
    client, before = browse(account), rows()
    for path, values in NEW.items():
        assert post(client, f"/partnership/{path}", values).status_code == 403, path
    assert rows() == before


def test_nobody_asks_or_invites_for_a_body_that_is_not_theirs(browse: Open, crews: dict[str, Crew], rows: Rows) -> None:
    before = rows()
    request = {**NEW["requests/new"], "organisation": str(crews["walk"].organisation.id)}
    assert post(browse("org.o4"), "/partnership/requests/new", request).status_code == 422
    invitation = {**NEW["invitations/new"], "municipality": str(crews["walk"].municipality.id)}
    assert post(browse("kom.krs"), "/partnership/invitations/new", invitation).status_code == 422
    assert rows() == before


def test_opening_the_link_of_an_invitation_changes_nothing_and_a_bent_one_is_as_an_unknown(
    browse: Open, arrivals: Arrivals, rows: Rows
) -> None:
    client, before = browse(None), rows()
    assert client.get(f"/partnership/invitations/{arrivals.token}/").status_code == 200
    bent = f"{arrivals.asked}-{arrivals.token.partition('-')[2]}"
    for token in ("x", bent, arrivals.token[:-1], f"{arrivals.token}x"):
        opened, sent = client.get(f"/partnership/invitations/{token}/"), f"/partnership/invitations/{token}/"
        assert opened.status_code == 404, token
        assert post(client, sent, {"accept": "1"}).status_code == 404, token
        assert post(client, sent, {"decline": "1"}).status_code == 404, token
    assert rows() == before


def test_every_address_of_arrival_is_tried_here(whole_app: Flask) -> None:
    tried = {*LISTS, *(f"/partnership/{path}" for path in [*PAGES, *POSTS, *NEW])}
    tried |= {
        "/partnership/municipalities/{number}/staircase/",
        "/partnership/relations/",
        "/partnership/relations/new",
    }
    known = {
        rule.rule
        for rule in whole_app.url_map.iter_rules()
        if rule.rule.startswith("/partnership/")
        and not rule.rule.startswith(SLICES)
        and "<int:relation_id>" not in rule.rule
        and rule.endpoint not in PUBLIC
    }
    assert {_shape(rule) for rule in known} - {_shape(path) for path in tried} == set()


def _shape(path: str) -> str:
    """An address with the same sign wherever an id stands."""
    return "/".join("*" if part[:1] in {"<", "{"} else part for part in path.split("/"))
