"""Bad input on the forms of volunteers and the way there: told plainly, all kept, nothing half-saved, no fault."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission
from tests.builders import post
from tests.volunteers.builders import TUESDAY
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.helping import PLACE, WING, Ids, desk_of, doors, every_way, is_of_the_wing, what_there_is
from tests.walls.hostile import own_forms, send_each_alone, send_everything, typed_in
from tests.walls.rides import an_incident, rides_of
from tests.walls.test_hostile_input import forms_of
from volunteers.safeguards import sign_up_link
from volunteers.safeguards.models import Safeguard

TRANSPORT, REGISTER = f"{WING}transport/", f"{WING}register/{{volunteer_id}}/"
POST, TRIP, REQUEST = f"{WING}coordinators/{{post_id}}/", f"{TRANSPORT}trips/", f"{TRANSPORT}requests/"
PAGES = {
    None: [f"{WING}sign-up/{{sign_up}}/", f"{WING}answer/{{answer}}/"],
    "org.o2": [
        f"{WING}bodies/{{body_id}}/safeguards/",
        f"{WING}roads/{PLACE}",
        f"{WING}coordinators/new",
        *(f"{POST}{step}" for step in ("change", "begin", "describe", "end")),
        f"{WING}register/new",
        *(f"{REGISTER}{part}/" for part in ("wish", "where", "when", "contact")),
        f"{REGISTER}pause",
        f"{REGISTER}qualifications/new",
        f"{REGISTER}police-certificate",
        f"{WING}hours/volunteers/{{volunteer_id}}/",
        f"{WING}hours/entries/{{entry_id}}/",
        f"{WING}service-users/{{service_user_id}}/edit",
        f"{WING}consents/{{service_user_id}}/record",
        f"{WING}mileage/rates/",
        f"{WING}mileage/claims/{{claim_id}}/",
        f"{TRANSPORT}offers/new",
        *(f"{TRANSPORT}offers/{{offer_id}}/{part}/" for part in ("what", "when", "who")),
        f"{TRANSPORT}vehicles/new",
        f"{TRANSPORT}vehicles/{{vehicle_id}}/",
        f"{TRANSPORT}stand-ins/offers/{{offer_id}}/",
        f"{TRANSPORT}incidents/new",
        f"{TRANSPORT}incidents/{{open_incident}}/",
        f"{TRANSPORT}board/{PLACE}/{TUESDAY}/",
        f"{REQUEST}new",
        f"{REQUEST}{{unchecked}}/",
        f"{TRIP}{{lost}}/",
        f"{REQUEST}{{request_id}}/edit",
        f"{TRIP}{{trip_id}}/move",
        f"{TRIP}{{one}}/",
        f"{TRIP}{{underway}}/",
        f"{TRIP}{{trip_id}}/",
        f"{REQUEST}{{request_id}}/cancel",
        f"{REQUEST}{{request_id}}/close",
    ],
    "kom.volda.leder": [f"{WING}bodies/{{municipality}}/safeguards/"],
    "fri.o2": [
        f"{WING}hours/mine/",
        f"{WING}hours/mine/{{entry_id}}/",
        f"{WING}mileage/trips/{{driven}}/",
        f"{WING}my-incidents/trips/{{own_trip}}/",
        f"{WING}my-trips/{{handed}}/",
        f"{WING}my-trips/{{own_trip}}/stop",
    ],
    "hjt.volda": [f"{WING}home-care/{PLACE}/new"],
}
CASES = [(account, page) for account, pages in PAGES.items() for page in pages]
NAMES = [f"{account} {page}" for account, page in CASES]
VIEWERS = {Permission.TRIP_OWN: "fri.o2", Permission.TRANSPORT_REFER: "hjt.volda"}


BUTTONS = [("org.o2", f"{REQUEST}{{silent}}/"), ("fri.o2", f"{WING}my-trips/{{planned}}/")]
LATER = {  # buttons without a field, which stand on their page at another time; all are sent junk below
    "hours.correcting.take_entry_away",
    "hours.correcting.take_mine_away",
    "messages.tick",
    "mileage_approval.export",
    "own_trips.nobody_home",
    "retention.erase",
    "stand_ins.give_up",
    "trip_desk.part",
}


@pytest.fixture(scope="module")
def places(stage: tuple[Session, Relations]) -> Ids:
    """The ids of what the pages are about; what the story lacks is added."""
    opened = stage[0]
    ids, own = what_there_is(opened)
    desk = desk_of(opened)
    rides = rides_of(opened, desk, int(str(ids["volunteer_id"])))
    safeguard = opened.scalars(select(Safeguard).where(Safeguard.body_id == desk.organisation.id)).one()
    safeguard.sign_up_salt = "vegg"
    more = {"open_incident": an_incident(opened, desk).id, "municipality": desk.municipality.id}
    opened.commit()
    return {**ids, **rides, **more, "own_trip": own["trip_id"], "sign_up": sign_up_link.token_of(safeguard)}


def test_no_form_of_the_wing_is_forgotten(whole_app: Flask, browse: Open, places: Ids) -> None:
    own = {**places, "trip_id": places["own_trip"], "event": "0" * 32}
    listed = {(account, page.format(**places)) for account, page in CASES}
    pages = listed | {(account, page.format(**places)) for account, page in BUTTONS}
    for door in doors(whole_app, places, own):
        pages |= {(VIEWERS.get(door.permission, "org.o2"), way) for way in every_way(door) if door.method == "GET"}
    adapter, reached = whole_app.url_map.bind("localhost"), set[str]()
    for account, address in sorted(pages, key=str):
        answer = browse(account).get(address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            forms = list(own_forms(answer.text))
            assert (account, address) in listed or not any(map(typed_in, forms)), f"{address} has a form"
            reached |= {adapter.match((form.action or address).split("?")[0], "POST")[0] for form in forms}
    sent = {rule.endpoint for rule in whole_app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    wing = {rule.endpoint for rule in whole_app.url_map.iter_rules() if is_of_the_wing(rule.rule)}
    assert (sent & wing) - reached == LATER, " ".join(sorted((sent & wing) - reached))


@pytest.mark.parametrize(("account", "page"), CASES, ids=NAMES)
def test_a_form_stands_what_is_typed(browse: Open, places: Ids, rows: Rows, account: str, page: str) -> None:
    client, address = browse(account), page.format(**places)
    assert any(map(typed_in, forms_of(client, address))) or "answer" in page
    send_everything(client, address, rows, presses=False)


@pytest.mark.parametrize(("account", "page"), CASES, ids=NAMES)
def test_each_field_alone_stands_what_is_typed(browse: Open, places: Ids, account: str, page: str) -> None:
    client, address = browse(account), page.format(**places)
    if client.get(address).status_code == 200:
        send_each_alone(client, address)


JUNK = {
    "version": "9" * 400,
    "volunteer": "9" * 30,
    "vehicle": "-1",
    "other": "9" * 30,
    "seen": "9" * 400,
    "said": "\x00",
    "to": "\x00",
    "back": "//example.com",
    "who": "x",
    "reason": "x",
    "handed_over_to": "x" * 20_000,
}


def test_no_address_falls_over_what_no_page_would_send(whole_app: Flask, browse: Open, places: Ids) -> None:
    own = {**places, "trip_id": places["own_trip"]}
    for door in [each for each in doors(whole_app, places, own) if each.method == "POST"]:
        client = browse(VIEWERS.get(door.permission, "org.o2"))
        for way in every_way(door):
            answer = post(client, way, JUNK)
            assert answer.status_code < 500, door.rule
            assert not (answer.location or "").startswith(("//", "http://example", "\\")), door.rule


STRANGE = "99999999999999999999"


@pytest.mark.parametrize(
    "path",
    [
        "answer/%00/",
        f"answer/{STRANGE}-x/",
        "answer/%C3%A6-%C3%B8/",
        "sign-up/%00/",
        f"sign-up/{STRANGE}-x/",
        "sign-up/1-%C3%A6/done",
        "calendar/%00.ics",
        "calendar/trips/%00.ics",
        f"bodies/{STRANGE}/safeguards/",
        f"consents/{STRANGE}/",
        "consents/?q=%00&sort=-nonsense&page=-1",
        f"deletions/people/{STRANGE}/everything.json",
        "figures/%00/",
        f"figures/1577/?format=pdf&page={STRANGE}&from=%00&to=31.12.9999",
        "home-care/%00/",
        "hours/?year=99999&q=%00&format=pdf",
        f"hours/?year={STRANGE}&page={STRANGE}",
        f"mileage/trips/{STRANGE}/",
        "mileage/claims/?status=%00&sort=x&page=-1",
        f"my-trips/{STRANGE}/",
        "register/?q=%ED%A0%80&status=x&help=%00&readiness=x&page=-1&sort=-name",
        f"register/{STRANGE}/",
        "roads/%00",
        "service-users/?q=%00",
        "transport/board/1577/0001-01-01/",
        "transport/board/1577/9999-12-31/",
        "transport/board/1577/2026-02-30/",
        "transport/board/%00/2026-12-01/",
        "transport/board/1577/0001-01-01/list.pdf",
        "transport/weeks/1577/0001-01-01/",
        "transport/weeks/1577/9999-12-31/",
        f"transport/incidents/new?trip={STRANGE}",
        f"transport/offers/{STRANGE}/",
        f"transport/requests/new?offer={STRANGE}&known=%00",
        f"transport/requests/?status=x&q=%00&page={STRANGE}",
        f"transport/trips/{STRANGE}/",
        f"transport/vehicles/{STRANGE}/",
        f"unmet/1577/?year={STRANGE}&kind=%00&format=pdf",
        "unmet/1577/?from=0001-01-01&to=9999-12-31&month=13",
    ],
)
def test_a_strange_address_is_no_fault(browse: Open, path: str) -> None:
    for account in ("org.o2", "fri.o2", "hjt.volda", None):
        assert browse(account).get(f"{WING}{path}").status_code < 500, account
