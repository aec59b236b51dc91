"""Bad input on the forms of core teams and their programme: told plainly, all kept, nothing half-saved, no fault."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.builders import post
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.hostile import own_forms, send_each_alone, send_everything, typed_in
from tests.walls.teams import (
    CODE,
    JOINING,
    LEARNING,
    PHONE,
    PLANNING,
    SENIORS,
    TEAM,
    Ids,
    doors,
    what_teams_have,
)
from tests.walls.test_hostile_input import forms_of

OURS, WISHES, ROADMAP = f"{TEAM}{{team_id}}/", f"{SENIORS}{{team_id}}/", f"{TEAM}{{team_id}}/roadmap/"
COURSE, PLAN, GROUPS = f"{LEARNING}{CODE}/", f"{PLANNING}{{guide_id}}/", f"{LEARNING}{CODE}/group-work/"
TASK = f"{COURSE}homework/{{homework_id}}/"
PAGES = {
    "kom.volda": [
        f"{TEAM}new",
        f"{OURS}change",
        *(f"{OURS}people/{page}" for page in ("new", "{seat_id}", "{leader_id}", "{seat_id}/leave")),
        f"{OURS}municipalities/new",
        f"{OURS}guests/new",
        *(f"{OURS}hours/{page}" for page in ("", "{entry_id}")),
        *(f"{OURS}meetings/{page}" for page in ("new", "{meeting_id}")),
        *(f"{OURS}involvement/anchoring/{page}" for page in ("{municipality_id}", "{own_municipality}")),
        *(f"{OURS}involvement/actors/{page}" for page in ("new", "{involvement_id}")),
        *(f"{OURS}involvement/councils/{page}" for page in ("new", "{contact_id}")),
        *(f"{ROADMAP}goals/{page}" for page in ("new", "{goal_id}", "{goal_id}/measures/new")),
        *(f"{ROADMAP}measures/{page}" for page in ("{measure_id}", "{measure_id}/progress")),
        *(f"{ROADMAP}{page}" for page in ("aim", "adoptions/new", "lessons/new", "lessons/{lesson_id}")),
        f"{COURSE}meetings/{{held_id}}/attendance",
        f"{TASK}teams/{{team_id}}/",
        *(f"{COURSE}teams/{{team_id}}/{page}" for page in ("ask", "network")),
        f"{PLANNING}new",
        *(f"{PLAN}{part}/" for part in ("existing", "wishes", "right", "partners", "trial", "sharing")),
        *(f"{PLAN}{page}" for page in ("lessons/new", "offer")),
        *(f"{WISHES}resources/new/{kind}" for kind in ("person", "group", "organisation")),
        *(f"{WISHES}resources/{{resource_id}}/{page}" for page in ("change", "connect")),
        f"{WISHES}connections/{{connection_id}}/answer",
        *(f"{WISHES}needs/{page}" for page in ("new", "{number}/change")),
        *(f"{WISHES}opportunities/{page}" for page in ("new", "{chance}/change")),
        f"{WISHES}segments/change",
    ],
    "dir.1": [
        f"{LEARNING}new",
        f"{COURSE}change",
        *(f"{COURSE}meetings/{page}" for page in ("new", "{event_id}/change", "{event_id}/attendance")),
        *(f"{COURSE}{page}" for page in ("tools/new", "homework/new", "teams/add")),
        *(f"{TASK}{page}" for page in ("change", "teams/{handed}/")),
        f"{COURSE}teams/{{team_id}}/telephone",
        f"{COURSE}guidance/{{guidance_id}}/",
        f"{GROUPS}{{work_id}}/questions/{{question_id}}/sum-up",  # before more time is given, which begins it anew
        *(f"{GROUPS}{page}" for page in ("new", "{draft_work}/change", "{running_work}/", "{work_id}/")),
    ],
    "phone": [f"{JOINING}{{join_code}}/"],
    None: [JOINING],
}
CASES = [(account, page) for account, pages in PAGES.items() for page in pages]
NAMES = [f"{account} {page}" for account, page in CASES]
BUTTONS = [  # pages with buttons that stand there for one of the centre or the team only at a certain time
    ("kom.volda", f"{TEAM}{{alone}}/municipalities/{{own_municipality}}/invitation"),
    ("dir.1", f"{GROUPS}{{draft_work}}/"),
    ("dir.1", f"{GROUPS}{{open_work}}/"),
    (None, f"{JOINING}{{open_code}}/"),
]
LATER = {  # sent by a script, or a button without a field that stands on its page at another time; sent junk below
    "programmes.answers.autosave",
    "strategic_roadmaps.remove_goal",
}


@pytest.fixture(scope="module")
def places(stage: tuple[Session, Relations]) -> Ids:
    """The ids of what the pages are about."""
    return what_teams_have(stage[0])


@pytest.fixture
def sit_down(browse: Open) -> Open:
    """A browser in which somebody is signed in, or the phone that has joined the group work."""

    def browser(account: str | None) -> FlaskClient:
        client = browse(None if account == "phone" else account)
        if account == "phone":
            with client.session_transaction() as cookie:
                cookie["phone"] = PHONE
        return client

    return browser


def test_no_form_of_these_slices_is_forgotten(whole_app: Flask, sit_down: Open, places: Ids) -> None:
    listed = {(account, page.format(**places)) for account, page in CASES}
    pages = listed | {(account, page.format(**places)) for account, page in BUTTONS}
    pages |= {
        (account, door.path)
        for account in ("kom.volda", "dir.1")
        for door in doors(whole_app, places)
        if door.method == "GET"
    }
    tried, adapter = {page for _account, page in listed}, whole_app.url_map.bind("localhost")
    reached, written, typed = set[str](), set[str](), set[str]()
    for account, address in sorted(pages, key=str):
        answer = sit_down(account).get(address)
        assert answer.status_code < 500, address
        if answer.status_code == 200 and answer.mimetype == "text/html":
            for form in own_forms(answer.text):
                endpoint = adapter.match((form.action or address).split("?")[0], "POST")[0]
                assert address in tried or not typed_in(form), f"{address} has a form"
                reached.add(endpoint)
                written |= {endpoint} if typed_in(form) else set()
                typed |= {endpoint} if typed_in(form) and (account, address) in listed else set()
    assert written == typed, "every form is typed in by whoever sees it"
    sent = {door.endpoint for door in doors(whole_app, places) if door.method == "POST"}
    assert sent - reached == LATER, " ".join(sorted(sent - reached))


@pytest.mark.parametrize(("account", "page"), CASES, ids=NAMES)
def test_a_form_stands_what_is_typed(sit_down: Open, places: Ids, rows: Rows, account: str | None, page: str) -> None:
    client, address = sit_down(account), page.format(**places)
    assert any(map(typed_in, forms_of(client, address)))
    send_everything(client, address, rows, presses=False)


@pytest.mark.parametrize(("account", "page"), CASES, ids=NAMES)
def test_each_field_alone_stands_what_is_typed(sit_down: Open, places: Ids, account: str | None, page: str) -> None:
    client, address = sit_down(account), page.format(**places)
    if client.get(address).status_code == 200:
        send_each_alone(client, address)


JUNK = {
    "version": "9" * 400,
    "seen": "9" * 400,
    "progress": "x",
    "team": "9" * 30,
    "need": "9" * 30,
    "status": "\x00",
    "hand_in": "\x00",
    "minutes": "-1",
    "key": "\x00" * 2_000,
    "text": "x" * 20_000,
}


def test_no_address_falls_over_what_no_page_would_send(whole_app: Flask, sit_down: Open, places: Ids) -> None:
    for account in ("kom.volda", "dir.1", "org.o3", "phone"):
        for door in [each for each in doors(whole_app, places) if each.method == "POST"]:
            answer = post(sit_down(account), door.path, JUNK)
            assert answer.status_code < 500, door.rule
            assert not (answer.location or "").startswith(("//", "http://example", "\\")), door.rule


STRANGE = "99999999999999999999"
STRANGE_LIST = "?q=%00%ED%A0%80&sort=-nonsense&page=-1&status=%00"


@pytest.mark.parametrize(
    "path",
    [
        f"{TEAM}{STRANGE_LIST}",
        f"{TEAM}?page={STRANGE}&format=xlsx",
        f"{TEAM}{STRANGE}/",
        f"{OURS}people/{STRANGE}",
        f"{OURS}hours/{STRANGE_LIST}",
        f"{OURS}hours/?year={STRANGE}&format=pdf",
        f"{OURS}hours/{STRANGE}",
        f"{OURS}meetings/{STRANGE_LIST}",
        f"{OURS}meetings/{STRANGE}",
        f"{OURS}involvement/actors/new?kind=%00%ED%A0%80",
        f"{OURS}involvement/anchoring/{STRANGE}",
        f"{OURS}involvement/councils/new?municipality={STRANGE}&council=%00",
        f"{ROADMAP}measures/{STRANGE_LIST}",
        f"{ROADMAP}measures/{STRANGE}/progress",
        f"{ROADMAP}goals/{STRANGE}/measures/new",
        f"{ROADMAP}timeline/?from=0001-01-01&to=9999-12-31",
        f"{ROADMAP}board/?progress=%00",
        f"{ROADMAP}lessons/new?measure={STRANGE}",
        f"{LEARNING}{STRANGE_LIST}",
        f"{LEARNING}%00/",
        f"{LEARNING}%C3%A6%ED%A0%80/",
        f"{LEARNING}{STRANGE}/meetings/calendar.ics",
        f"{COURSE}meetings/{STRANGE_LIST}",
        f"{COURSE}meetings/{STRANGE}/attendance",
        f"{COURSE}tools/new?meeting={STRANGE}",
        f"{COURSE}homework/new?meeting=%00",
        f"{COURSE}homework/{STRANGE}/teams/{STRANGE}/",
        f"{COURSE}guidance/?shown=%00&page={STRANGE}",
        f"{COURSE}network/{STRANGE_LIST}",
        f"{COURSE}teams/{STRANGE}/",
        f"{COURSE}teams/{STRANGE_LIST}",
        f"{COURSE}lessons/{STRANGE_LIST}",
        f"{COURSE}report/?language=%00",
        f"{GROUPS}new?event={STRANGE}",
        f"{GROUPS}new?event=-1",
        f"{GROUPS}{STRANGE}/state",
        f"{GROUPS}{{work_id}}/answers/{STRANGE_LIST}",
        f"{GROUPS}{{work_id}}/questions/{STRANGE}/sum-up",
        f"{JOINING}%00/",
        f"{JOINING}%ED%A0%80/state",
        f"{JOINING}{'x' * 3_000}/",
        f"{JOINING}{{join_code}}/?sent={STRANGE}",
        f"{JOINING}{{join_code}}/?sent=%00",
        f"{JOINING}{{join_code}}%00/state",
        f"{PLANNING}{STRANGE_LIST}",
        f"{PLANNING}{STRANGE}/existing/",
        f"{PLAN}nowhere/",
        f"{PLAN}offer?title=%00&kind=x",
        f"{WISHES}resources/{STRANGE_LIST}",
        f"{WISHES}resources/{STRANGE}/",
        f"{WISHES}resources/{{resource_id}}/connect?need={STRANGE}&opportunity=%00",
        f"{WISHES}needs/{STRANGE_LIST}&theme=%00",
        f"{WISHES}opportunities/{STRANGE_LIST}",
        f"{WISHES}connections/{STRANGE_LIST}",
        f"{WISHES}connections/{STRANGE}/answer",
        f"{WISHES}segments/change?place=%00%ED%A0%80",
        f"{SENIORS}{STRANGE}/figures/",
    ],
)
def test_a_strange_address_is_no_fault(sit_down: Open, places: Ids, path: str) -> None:
    for account in ("kom.volda", "dir.1", "org.o3", "phone", None):
        assert sit_down(account).get(path.format(**places)).status_code < 500, account


@pytest.mark.parametrize("cookie", [7, ["x"], "\x00", "x" * 3_000, {"a": 1}, "\udc80"])
def test_a_bent_cookie_is_no_fault_on_a_phone(browse: Open, places: Ids, cookie: object) -> None:
    for way in (f"{JOINING}{places['join_code']}/", f"{JOINING}{places['join_code']}/state"):
        client = browse(None)
        with client.session_transaction() as kept:
            kept["phone"] = cookie
        assert client.get(way).status_code == 200
    assert post(client, f"{JOINING}{places['join_code']}/", {}).status_code == 303
