"""Bad input on the forms of a call for places, and of choosing who takes part: told plainly, all kept, no fault."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.builders import post
from tests.grants.programme import CONTENT
from tests.walls.choosing import a_draft, fields
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.hostile import own_forms, send_each_alone, send_everything, typed_in
from tests.walls.test_hostile_input import forms_of

DRAFT, CHOOSING = "/grants/applications/{draft}/", "/grants/selections/"
A8 = "/grants/applications/T2-2026-0001/"
PAGES = {
    "kom.krs": [
        *(f"{DRAFT}edit/{page.code}/" for page in CONTENT.pages if page.code != "partners"),
        f"{DRAFT}edit/partners/new/",
        f"{DRAFT}check/",
        "/grants/calls/T2/apply/",
    ],
    "dir.1": [f"{CHOOSING}V1/", f"{CHOOSING}V1/?places=1", f"{A8}formal-check/"],
    "dir.3": [f"{CHOOSING}V2/"],
}
CASES = [(account, page) for account, pages in PAGES.items() for page in pages]
NAMES = [f"{account} {page}" for account, page in CASES]
LATER = {"selecting.found_team"}  # stands there when a team could not be founded by itself; sent junk below
Ids = dict[str, object]


@pytest.fixture(scope="module")
def places(stage: tuple[Session, Relations]) -> Ids:
    """The draft that the pages are about."""
    opened = stage[0]
    held = fields(opened)
    return {"draft": a_draft(opened), "chosen": held["V2"].sent[0].reference}


def test_no_form_of_choosing_is_forgotten(whole_app: Flask, browse: Open, places: Ids) -> None:
    adapter, reached = whole_app.url_map.bind("localhost"), set[str]()
    pages = {(account, page.format(**places)) for account, page in CASES}
    for account in ("dir.1", "dir.3"):
        for code in ("V1", "V2"):
            for page in ("", "applications/"):
                address = f"{CHOOSING}{code}/{page}"
                answer = browse(account).get(address)
                forms = list(own_forms(answer.text))
                assert (account, address) in pages or not any(map(typed_in, forms)), (account, address)
                reached |= {adapter.match((form.action or address).split("?")[0], "POST")[0] for form in forms}
    rules = [rule for rule in whole_app.url_map.iter_rules() if rule.rule.startswith(CHOOSING)]
    sent = {rule.endpoint for rule in rules if "POST" in (rule.methods or ())}
    assert sent - reached == LATER, " ".join(sorted(sent - reached))


@pytest.mark.parametrize(("account", "page"), CASES, ids=NAMES)
def test_a_form_stands_what_is_typed(browse: Open, places: Ids, rows: Rows, account: str, page: str) -> None:
    client, address = browse(account), page.format(**places)
    assert any(map(typed_in, forms_of(client, address))) or "check" in page
    send_everything(client, address, rows, presses=False)


@pytest.mark.parametrize(("account", "page"), CASES, ids=NAMES)
def test_each_field_alone_stands_what_is_typed(browse: Open, places: Ids, account: str, page: str) -> None:
    client, address = browse(account), page.format(**places)
    if client.get(address).status_code == 200:
        send_each_alone(client, address)


JUNK = {
    "version": "9" * 400,
    "places": "9" * 400,
    "seen": "\x00",
    "legal_basis": "\x00",
    "let_1": "x" * 9_000,
    "leave_1": "\x00",
}


@pytest.mark.parametrize("account", ["dir.1", "dir.3", "kom.krs", None])
def test_no_address_falls_over_what_no_page_would_send(browse: Open, places: Ids, account: str | None) -> None:
    for code in ("V1", "V2", "T2", "%00", "9" * 30):
        for door in ("", "make", "return", f"applications/{places['chosen']}/team", "applications/x/team"):
            assert post(browse(account), f"{CHOOSING}{code}/{door}", JUNK).status_code < 500, (code, door)


@pytest.mark.parametrize(
    "path",
    [
        f"{CHOOSING}%00/",
        f"{CHOOSING}%ED%A0%80/applications/",
        *(f"{CHOOSING}V1/?places={value}" for value in ("-1", "9" * 30, "%00", "%EF%BC%91", "1e400", "")),
        f"{CHOOSING}V1/applications/",
        f"{CHOOSING}V2/applications/?q=%00&sort=-nonsense&page=-1",
        f"{CHOOSING}V2/applications/?page={'9' * 30}&format=pdf",
        f"{CHOOSING}T2/",
        f"{DRAFT}edit/nowhere/",
        f"{DRAFT}edit/team/?row=%00",
    ],
)
def test_a_strange_address_is_no_fault(browse: Open, places: Ids, path: str) -> None:
    for account in ("dir.1", "dir.3", "kom.krs", None):
        assert browse(account).get(path.format(**places)).status_code < 500, account
