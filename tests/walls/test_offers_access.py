"""Who writes, confirms and shares offers, and what everybody may read of them without signing in."""

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from activities.offers.models import OfferStatus
from directory.accounts.guard import PUBLIC
from tests.activities.builders import an_offer
from tests.builders import post
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.rooms import Crew
from tests.walls.team_doors import SLICES
from tests.walls.test_access import ACCOUNTS, KRISTIANSAND, OFFICES, TYDAL, VOLDA

WRITERS = OFFICES | {"org.o1", "org.o2", "org.o2b", "org.o3", "org.o4", "org.o5", "org.o6"}
SHARERS = {"5033": TYDAL | {"hjt.tydal"}, "1577": VOLDA | {"hjt.volda"}, "4204": KRISTIANSAND}
OWN = {"walk": {"org.o2", "org.o2b"}, "town": KRISTIANSAND}
OWN_PAGES = ["", "what/", "when/", "where/", "contact/", "pause"]
OWN_POSTS = {
    "what/": {"title": "Kapret", "neutral_name": "Kapret", "about": "x", "kind": "open_group", "version": "1"},
    "when/": {"version": "1"},
    "where/": {"place": "Kapret", "version": "1"},
    "contact/": {"contact_phone": "22334455", "version": "1"},
    "start": {},
    "prepare": {},
    "end": {},
    "pause": {"until": "24.12.2026"},
    "confirm": {},
}


@dataclass(frozen=True)
class Offers:
    """The ids of what is offered: one that everybody reads, and a draft of another body."""

    walk: int
    town: int


@pytest.fixture(scope="module")
def offers(stage: tuple[Session, Relations], crews: dict[str, Crew]) -> Offers:
    """A walk that runs, of an organisation in Volda, and a draft of the municipality Kristiansand."""
    opened, walk, town = stage[0], crews["walk"], crews["cafe"]
    runs = an_offer(opened, walk.organisation, walk.municipality, actor=walk.leader, title="Vegg i vegg")
    draft = an_offer(
        opened, town.municipality, town.municipality, actor=town.coordinator, status=OfferStatus.DRAFT, title="Løyndom"
    )
    opened.commit()
    return Offers(runs.id, draft.id)


@pytest.mark.parametrize("account", [*ACCOUNTS, None])
def test_a_person_opens_the_pages_of_offers_that_the_roles_table_says(
    browse: Open, offers: Offers, account: str | None
) -> None:
    client = browse(account)
    for path in ("", f"{offers.walk}/", f"{offers.walk}/sheet.pdf"):
        assert client.get(f"/activities/offers/{path}").status_code == 200, path
    for path in ("own/", "own/new"):
        status = client.get(f"/activities/offers/{path}").status_code
        assert status == (303 if account is None else 200 if account in WRITERS else 403), path
    for name, people in OWN.items():
        for page in OWN_PAGES:
            status = client.get(f"/activities/offers/own/{getattr(offers, name)}/{page}").status_code
            assert status == (303 if account is None else 200 if account in people else 404), (name, page)
    for number, people in SHARERS.items():
        for page in ("gaps/", "home-care/", "sheet.pdf"):
            status = client.get(f"/activities/offers/municipalities/{number}/{page}").status_code
            assert status == (303 if account is None else 200 if account in people else 404), (number, page)


@pytest.mark.parametrize("account", [None, "kom.volda", "org.o4", "hjt.volda", "dir.1", "adm"])
def test_a_draft_of_others_is_on_no_page_list_or_download(browse: Open, offers: Offers, account: str | None) -> None:
    client = browse(account)
    for path in (f"{offers.town}/", f"{offers.town}/sheet.pdf"):
        draft, unknown = client.get(f"/activities/offers/{path}"), client.get("/activities/offers/999999/")
        assert draft.status_code == unknown.status_code == 404, path
        assert "Løyndom" not in draft.text
    for query in ("", "?format=csv", "?municipality=4204", "?sort=-title"):
        assert "Løyndom" not in client.get(f"/activities/offers/{query}").get_data(as_text=True), query
    assert "Løyndom" not in client.get("/activities/offers/own/").text


@pytest.mark.parametrize("account", ["kom.volda", "org.o2", "hjt.volda", "fri.krs", "dir.1", "adm", None])
def test_a_stranger_changes_nothing_of_an_offer(browse: Open, offers: Offers, rows: Rows, account: str | None) -> None:
    client, before = browse(account), rows()
    for path, values in OWN_POSTS.items():
        answer = post(client, f"/activities/offers/own/{offers.town}/{path}", values)
        assert answer.status_code == (401 if account is None else 404), (path, answer.status_code)
    briefing = {"held_on": "1.11.2026", "with_whom": "Heimetenesta", "sheets": "2"}
    answer = post(client, "/activities/offers/municipalities/4204/home-care/", briefing)
    assert answer.status_code == (401 if account is None else 404)
    assert post(client, "/activities/offers/answer/1-guessed/").status_code == 404
    assert rows() == before


def test_nobody_enters_an_offer_for_a_body_that_is_not_theirs(browse: Open, crews: dict[str, Crew], rows: Rows) -> None:
    client, before = browse("org.o4"), rows()
    for body in (crews["walk"].organisation.id, crews["cafe"].municipality.id):
        sent = {"provider": f"{body}-{body}", "municipality": "1577", "title": "Kapret", "neutral_name": "Kapret"}
        values = {**sent, "about": "x", "kind": "open_group", "mode": "physical", "version": "0"}
        assert post(client, "/activities/offers/own/new", values).status_code == 422
    assert rows() == before


def test_every_address_of_offers_is_tried_here(whole_app: Flask) -> None:
    tried = {"own/", "own/new", *(f"own/<int:offer_id>/{page}" for page in ("", "confirm", "pause"))}
    tried |= {"own/<int:offer_id>/<any(what, when, where, contact):part>/"}
    tried |= {"own/<int:offer_id>/<any(start, prepare, end):move>"}
    tried |= {f"municipalities/<municipality:number>/{page}" for page in ("gaps/", "home-care/", "sheet.pdf")}
    known = {
        rule.rule.removeprefix("/activities/offers/")
        for rule in whole_app.url_map.iter_rules()
        if rule.rule.startswith("/activities/") and not rule.rule.startswith(SLICES) and rule.endpoint not in PUBLIC
    }
    assert known == tried
