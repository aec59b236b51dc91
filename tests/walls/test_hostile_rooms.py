"""Bad input on the forms of cooperations, arrivals and offers: told plainly, all kept, nothing half-saved, no fault."""

import json

import pytest
from sqlalchemy.orm import Session

from activities.offers.models import OfferStatus
from kernel import clock
from partnership.staircase import actions as staircase
from tests.activities.builders import an_offer
from tests.builders import PROPOSAL
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.hostile import send_each_alone, send_everything
from tests.walls.rooms import Crew, Rooms, ask

CAFE, WALK = "/partnership/relations/{cafe.relation}/", "/partnership/relations/{walk.relation}/"
MEETINGS, OWN = "dialogue/meetings/{cafe", "/activities/offers/own/"
PAGES = {
    "kom.krs": [
        f"{CAFE}about/edit",
        f"{CAFE}contacts/edit",
        f"{CAFE}dialogue/arenas/new/",
        f"{CAFE}dialogue/arenas/{{cafe.arena}}/",
        f"{CAFE}dialogue/meetings/new/",
        f"{CAFE}{MEETINGS}.held}}/follow-ups/new/",
        f"{CAFE}{MEETINGS}.held}}/minutes/{{cafe.point}}/",
        f"{CAFE}{MEETINGS}.held}}/",
        f"{CAFE}{MEETINGS}.planned}}/move/",
        f"{CAFE}{MEETINGS}.planned}}/participants/",
        f"{CAFE}{MEETINGS}.planned}}/points/new/",
        f"{CAFE}quality/basic-training/",
        f"{CAFE}quality/confidentiality/",
        f"{CAFE}quality/special-training/",
        f"{CAFE}quality/incident-reviews/",
        f"{CAFE}quality/incident-routine/",
        f"{CAFE}quality/insurance/",
        f"{CAFE}quality/police-certificate/",
        f"{CAFE}roadmap/goals/new",
        f"{CAFE}roadmap/goals/{{cafe.goal}}",
        f"{CAFE}roadmap/goals/{{cafe.goal}}/measures/new",
        f"{CAFE}roadmap/measures/{{cafe.measure}}",
        f"{CAFE}roadmap/measures/{{cafe.measure}}/progress",
        f"{CAFE}roadmap/",
        f"{CAFE}tasks/edit",
        "/partnership/relations/{P6}/tasks/co-creation/",
        "/partnership/relations/{P9}/about/conditions",
        "/partnership/relations/{P6}/roadmap/from-missing/",
        "/partnership/relations/{P9}/agreements/new",
        "/partnership/invitations/new",
        "/partnership/partner-lists/new",
        "/partnership/requests/{request}/",
        "/activities/offers/municipalities/4204/home-care/",
        f"{OWN}new",
        *(f"{OWN}{{offer}}/{part}" for part in ("what/", "when/", "where/", "contact/", "pause")),
        f"{CAFE}{MEETINGS}.planned}}/cancel/",
    ],
    "org.o4": [
        "/partnership/requests/new",
        f"{CAFE}contacts/edit",
        f"{CAFE}agreements/{{cafe.agreement}}/sign/",
        f"{CAFE}agreements/{{cafe.agreement}}/send-back/",
    ],
    "kom.volda": [
        f"{WALK}agreements/{{walk.agreement}}/period/",
        f"{WALK}agreements/{{walk.agreement}}/sections/tasks/",
        f"{WALK}agreements/{{walk.agreement}}/",
        f"{WALK}agreements/new",
        f"{WALK}about/end",
    ],
    "adm": ["/partnership/versions/new", "/partnership/versions/{version}/", "/partnership/versions/{version}/dry-run"],
}
CASES = [(account, page) for account, pages in PAGES.items() for page in pages]


@pytest.fixture(scope="module")
def places(stage: tuple[Session, Relations], crews: dict[str, Crew], rooms: dict[str, Rooms]) -> dict[str, object]:
    """The ids of what the pages are about."""
    opened, crew = stage[0], crews["cafe"]
    request = ask(opened, crew, by=crew.leader)
    own = an_offer(opened, crew.municipality, crew.municipality, actor=crew.coordinator, status=OfferStatus.RUNNING)
    document = json.loads(PROPOSAL.read_text(encoding="utf-8"))
    document["version"]["code"] = "vegg-1"
    version = staircase.import_version(opened, document, actor_id=None, at=clock.now())
    opened.commit()
    return {**stage[1], **rooms, "request": request.id, "offer": own.id, "version": version.id}


@pytest.mark.parametrize(("account", "page"), CASES, ids=[f"{account} {page}" for account, page in CASES])
def test_a_form_stands_what_is_typed(
    browse: Open, places: dict[str, object], rows: Rows, account: str, page: str
) -> None:
    client, address = browse(account), page.format(**places)
    found = client.get(address)
    assert found.status_code in {200, 409}, found.status_code
    if found.status_code == 200:
        send_everything(client, address, rows)


@pytest.mark.parametrize(("account", "page"), CASES, ids=[f"{account} {page}" for account, page in CASES])
def test_each_field_alone_stands_what_is_typed(
    browse: Open, places: dict[str, object], account: str, page: str
) -> None:
    client, address = browse(account), page.format(**places)
    if client.get(address).status_code == 200:
        send_each_alone(client, address)


@pytest.mark.parametrize(
    "path",
    [
        "/activities/offers/?q=%00&municipality=%ED%A0%80&weekday=x&group=1&sort=-nonsense&page=-1",
        "/activities/offers/?municipality=9999&format=pdf&page=99999999999999999999",
        "/activities/offers/99999999999999999999/",
        "/activities/offers/answer/%00/",
        "/activities/offers/municipalities/%00/gaps/",
        "/activities/offers/municipalities/4204/gaps/?reach=-1&group=%00",
        "/partnership/invitations/%00/",
        "/partnership/invitations/new?find=%00%ED%A0%80",
        "/partnership/municipalities/%00/staircase/",
        "/partnership/requests/99999999999999999999/",
        "/partnership/relations/{P6}/roadmap/from-missing/?step=99999999999999999999",
        "/partnership/relations/{P6}/roadmap/from-missing/?step=-1",
        "/partnership/relations/{P6}/dialogue/meetings/new/?arena=99999999999999999999",
        "/partnership/relations/{P6}/dialogue/meetings/99999999999999999999/",
        "/partnership/relations/{P6}/agreements/99999999999999999999/",
        "/partnership/relations/{P6}/roadmap/goals/99999999999999999999",
        "/partnership/versions/99999999999999999999/",
    ],
)
def test_a_strange_address_is_no_fault(browse: Open, relations: Relations, path: str) -> None:
    for account in ("kom.krs", "adm", None):
        assert browse(account).get(path.format(**relations)).status_code < 500, account
