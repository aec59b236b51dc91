"""One walk through the wing: from a new relation to the picture, as both sides."""

import json
import re

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from partnership.relations.models import CoordinationModel
from partnership.staircase.content import read
from tests.builders import PROPOSAL, a_municipality, a_person, an_organisation, post, sign_in, the_staircase

CONTENT = read(json.loads(PROPOSAL.read_text(encoding="utf-8")))


def answers_of(html: str, value: str = "yes") -> dict[str, str]:
    names = set(re.findall(r'name="(a[\d-]+)"', html))
    version = re.search(r'name="version"[^>]*value="(\d+)"', html) or re.search(
        r'value="(\d+)"[^>]*name="version"', html
    )
    assert version
    return dict.fromkeys(names, value) | {"version": version[1]}


def answer_all(client: FlaskClient, address: str, value: str = "yes") -> str:
    """Answer page after page as a person does, and send."""
    pages = re.findall(r'href="([^"]+/assessment/\d+/)"', client.get(f"{address}staircase/assessment/").text)
    for page in dict.fromkeys(pages):
        html = client.get(page).text
        answer = post(client, page, answers_of(html, value))
        assert answer.status_code == 303, answer.text
    check = client.get(f"{address}staircase/assessment/check/").text
    version = re.search(r'name="version" value="(\d+)"', check)
    assert version
    sent = post(client, f"{address}staircase/assessment/submit", {"version": version[1]})
    assert sent.status_code == 303, sent.text
    return sent.location


def test_both_sides_place_answer_and_see_each_other(client: FlaskClient, session: Session) -> None:
    the_staircase(session)
    volda, friends = a_municipality(session), an_organisation(session)
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    org = a_person(session, Role.ORGANISATION_LEADER, friends)
    session.commit()

    sign_in(client, session, kom)
    form = {"municipality": volda.id, "organisation": friends.id, "model": CoordinationModel.ORGANISATION.value}
    begun = post(client, "/partnership/relations/new", form)
    assert begun.status_code == 303, begun.text
    assert post(client, "/partnership/relations/new", form).location == begun.location
    address = begun.location

    placed = post(
        client, f"{address}staircase/quick-start/", {"step": "2", "sentence": "Vi møtes fast.", "version": "0"}
    )
    assert placed.status_code == 303
    answer_all(client, address)
    page = client.get(address).text
    assert 'data-level-agreed="pending"' in page
    assert 'data-level-organisation="pending"' in page

    other = client.application.test_client()
    sign_in(other, session, org)
    assert 'data-level-municipality="pending"' in other.get(address).text
    post(other, f"{address}staircase/quick-start/", {"step": "1", "sentence": "", "version": "0"})
    answer_all(other, address)
    page = other.get(address).text
    assert 'data-level-agreed="0"' in page
    for path in (
        "",
        "staircase/",
        "staircase/points/2.1/",
        "staircase/wish/",
        "staircase/conversation-sheet/",
        "staircase/quick-start/",
        "staircase/assessment/",
    ):
        for browser in (client, other):
            assert browser.get(address + path).status_code == 200, path
    assert client.get("/partnership/relations/").status_code == 200
    assert client.get("/my-work").status_code == 200
    for name in ("staircase.pdf", "conversation-sheet.pdf"):
        assert client.get(f"{address}staircase/{name}").data.startswith(b"%PDF")
