"""Every address as every role gives what the roles table says, and forbidden and unknown answer alike."""

import re

import pytest

from tests.builders import post
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.opening import without_ids

ACCOUNTS = [
    *("kom.tydal", "kom.tydal.leder", "hjt.tydal", "kom.volda", "hjt.volda", "kom.krs", "kom.krs2", "kom.krs.leder"),
    *("org.o1", "org.o2", "org.o2b", "org.o3", "org.o4", "org.o5", "org.o6", "fri.o2", "fri.o4", "fri.krs"),
    *("dir.1", "dir.2", "dir.3", "dir.4", "adm", "kom.selbu", "kt.volda"),
]
TYDAL, VOLDA = {"kom.tydal", "kom.tydal.leder"}, {"kom.volda", "kom.volda.leder"}
KRISTIANSAND, SELBU = {"kom.krs", "kom.krs2", "kom.krs.leder"}, {"kom.selbu"}
OFFICES = TYDAL | VOLDA | KRISTIANSAND | SELBU
ANSWER = {
    "P1": TYDAL | {"org.o1"},
    "P2": TYDAL | {"org.o6"},
    "P3": VOLDA | {"org.o2", "org.o2b"},
    "P4": VOLDA | {"org.o3"},
    "P5": VOLDA | {"org.o6"},
    "P6": KRISTIANSAND | {"org.o4"},
    "P7": KRISTIANSAND | {"org.o5"},
    "P8": KRISTIANSAND | {"org.o6"},
    "P9": KRISTIANSAND | {"fri.krs"},
}
HOME_CARE = {"P1": {"hjt.tydal"}, "P2": {"hjt.tydal"}, "P3": {"hjt.volda"}, "P4": {"hjt.volda"}, "P5": {"hjt.volda"}}
MEMBERS = {"P3": {"kt.volda"}, "P4": {"kt.volda"}, "P5": {"kt.volda"}}
READ = {code: people | HOME_CARE.get(code, set()) | MEMBERS.get(code, set()) for code, people in ANSWER.items()}
READ_PAGES = ["", "staircase/", "staircase/points/3.5/", "staircase/staircase.pdf"]
ANSWER_PAGES = ["staircase/quick-start/", "staircase/wish/", "staircase/assessment/", "staircase/assessment/2/"]
POSTS = {
    "staircase/quick-start/": {"step": "1", "sentence": "", "version": "0"},
    "staircase/wish/": {"step": "1", "sentence": "x", "version": "1"},
    "staircase/assessment/2/": {"a2-1": "no", "version": "0"},
    "staircase/assessment/2/autosave": {"a2-1": "no", "version": "0"},
    "staircase/assessment/submit": {"version": "1"},
    "staircase/assessment/new": {},
    "staircase/assessment/show-alone": {},
    "staircase/points/2.3/evidence": {"reference": "Sak 1", "dated_on": "1.11.2026"},
    "staircase/points/2.4/dispute": {"value": "no", "comment": "x"},
    "staircase/points/2.4/agree": {},
}
FIXED = {
    "/my-work": set(ACCOUNTS),
    "/profile": set(ACCOUNTS),
    "/directory/municipalities/": set(ACCOUNTS),
    "/directory/organisations/": set(ACCOUNTS),
    "/directory/organisations/new": OFFICES,
    "/directory/people/": {"adm"},
    "/directory/people/new": {"adm"},
    "/partnership/relations/": SELBU.union(*READ.values()),
    "/partnership/relations/new": OFFICES,
}
OPEN = ["/sign-in", "/accessibility", "/privacy", "/help", "/health/live", "/health/ready", "/.well-known/security.txt"]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_person_opens_what_the_roles_table_says_and_nothing_else(
    browse: Open, relations: Relations, account: str
) -> None:
    client = browse(account)
    for address, people in FIXED.items():
        assert client.get(address).status_code == (200 if account in people else 403), address
    for code, relation_id in relations.items():
        for page in READ_PAGES:
            address = f"/partnership/relations/{relation_id}/{page}"
            assert client.get(address).status_code == (200 if account in READ[code] else 404), (code, address)
        for page in ANSWER_PAGES:
            status = client.get(f"/partnership/relations/{relation_id}/{page}").status_code
            assert status in ({200, 303} if account in ANSWER[code] else {404}), (code, page)


def test_nobody_signed_in_is_led_to_sign_in_and_the_open_pages_are_open(browse: Open, relations: Relations) -> None:
    client = browse(None)
    for address in [*FIXED, f"/partnership/relations/{relations['P6']}/", "/partnership/relations/999999/"]:
        answer = client.get(address)
        assert answer.status_code == 303, address
        assert answer.location.startswith("/sign-in?next=")
    for address in OPEN:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("account", ["kom.volda", "hjt.volda", "org.o6", "fri.o2", "dir.1", "adm"])
def test_a_stranger_changes_nothing_by_sending_a_form(
    browse: Open, relations: Relations, rows: Rows, account: str
) -> None:
    client = browse(account)
    before = rows()
    for path, values in POSTS.items():
        answer = post(client, f"/partnership/relations/{relations['P6']}/{path}", values)
        assert answer.status_code == 404, (path, answer.status_code)
    assert rows() == before


@pytest.mark.parametrize("account", ["kom.krs", "org.o4", "hjt.volda", "fri.o2", "dir.2", "adm"])
def test_a_forbidden_id_and_an_unknown_one_answer_alike(browse: Open, relations: Relations, account: str) -> None:
    client = browse(account)
    for page in [*READ_PAGES, *ANSWER_PAGES]:
        forbidden = (
            client.get(f"/partnership/relations/{relations['P3']}/{page}")
            if account != "hjt.volda"
            else client.get(f"/partnership/relations/{relations['P6']}/{page}")
        )
        unknown = client.get(f"/partnership/relations/999999/{page}")
        assert forbidden.status_code == unknown.status_code == 404
        assert without_ids(forbidden.text) == without_ids(unknown.text)


def test_a_relation_of_others_is_in_no_list_search_or_download(browse: Open) -> None:
    client = browse("kom.volda")
    for query in ("", "?q=S%C3%B8rkyst", "?format=csv", "?format=csv&q=S%C3%B8rkyst", "?sort=-scope"):
        answer = client.get(f"/partnership/relations/{query}")
        rows = answer.get_data(as_text=True).replace('value="Sørkyst"', "")
        assert "Sørkyst" not in re.sub(r"[?&]q=[^\"&]*", "", rows), query
        assert "Kristiansand" not in rows, query
