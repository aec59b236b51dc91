"""What a form of the volunteers' wing does not have changes nothing, and what is another body's is no choice in it."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import post
from tests.volunteers.builders import TUESDAY, a_desk, a_request, a_service_user, a_trip, a_vehicle, a_volunteer
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.helping import PLACE, WING, Ids, desk_of, what_there_is
from tests.walls.rides import rides_of
from tests.walls.test_helping_same_moment import FORM, PHONED
from volunteers.coordinators.models import CoordinatorPost
from volunteers.hours.models import HourEntry
from volunteers.incidents.models import Incident
from volunteers.mileage.models import MileageClaim
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.requests.models import RideRequest
from volunteers.service_users.models import Consent, ServiceUser
from volunteers.transport.models import TransportOffer, Vehicle
from volunteers.trips.models import Trip

TRANSPORT = f"{WING}transport/"
CAR = {"name": "Bilen", "body": "{body_id}", "seats": "3", "wheelchairs": "0", "boot": "1", "step_height": "0"}
EXTRA = {
    "id": "999999",
    "status": "ended",
    "body_id": "{their_body}",
    "provider_id": "{their_body}",
    "offer_id": "{their_offer}",
    "person_id": "{leader}",
    "volunteer_id": "{their_volunteer}",
    "service_user_id": "{their_user}",
    "trip_id": "{their_trip}",
    "trip_key": "trip-1",
    "amount": "9999",
    "approved_by_id": "{leader}",
    "closed_on": "1.11.2026",
    "withdrawn_at": "2026-11-01",
    "is_from_home_care": "y",
}
RATE = {"valid_from": "1.1.2027", "per_km": "3", "per_passenger_km": "1", "source": "Vedtak"}
HURT = {
    "offer": "{offer}",
    "action": "",
    "is_nameless": "y",
    "happened_on": "1.11.2026",
    "kind": "other",
    "severity": "1",
    "told_to": "nobody",
    "what": "Punktering",
}
GIVEN = {"purpose": "transport", "answer": "yes", "how": "oral", "given_on": "20.11.2026"}
NEW = {"body": "{body_id}", "name": "Nils Ny", "wish": "Å køyre", "phone": "40000055", "affiliation": "organisation"}
OFFER = {
    "provider": "{body_id}",
    "kind": "transport",
    "name": "Ny",
    "neutral_name": "Torsdagsturen",
    "municipality": PLACE,
}
DONE = {"done_on": "1.11.2026", "time": "2", "work": "activity", "what": ""}
POST = {"body": "{body_id}", "title": "Koordinator", "share": "20", "begins_on": "1.1.2026", "version": "0"}
OUR_HURT = {**HURT, "offer": "{own_offer}"}
ANEW, OWN = {"body_id": "{body_id}"}, {"volunteer_id": "{volunteer_id}"}
MINE = {"volunteer": "{volunteer_id}"}
Case = tuple[str, str, dict[str, str], type[Any], dict[str, object]]
SENT: list[Case] = [
    ("org.o2", f"{WING}register/new", NEW, Volunteer, {**ANEW, "status": VolunteerStatus.ACTIVE, "person_id": None}),
    ("org.o2", f"{TRANSPORT}vehicles/new", CAR, Vehicle, {**ANEW, "volunteer_id": None}),
    ("org.o2", f"{TRANSPORT}offers/new", OFFER, TransportOffer, {"provider_id": "{body_id}", "status": "draft"}),
    ("org.o2", f"{TRANSPORT}requests/new", PHONED, RideRequest, {"offer_id": "{offer}", "status": "awaiting_consent"}),
    ("org.o2", f"{TRANSPORT}incidents/new", HURT, Incident, {"offer_id": "{offer}", "trip_id": None}),
    ("org.o2", f"{WING}consents/{{service_user_id}}/record", GIVEN, Consent, {"service_user_id": "{service_user_id}"}),
    ("org.o2", f"{WING}hours/volunteers/{{volunteer_id}}/", {**DONE, **MINE}, HourEntry, OWN),
    ("org.o2", f"{WING}coordinators/new", POST, CoordinatorPost, ANEW),
    ("fri.o2", f"{WING}hours/mine/", {**DONE, **MINE, "time": "3"}, HourEntry, {**OWN, "trip_key": None}),
    ("fri.o2", f"{WING}mileage/trips/{{driven}}/", FORM, MileageClaim, {**OWN, "status": "sent", "amount": None}),
    (
        "fri.o2",
        f"{WING}my-incidents/trips/{{own_trip}}/",
        {**HURT, "offer": "{own_offer}"},
        Incident,
        {"trip_id": "{own_trip}", "closed_on": None},
    ),
]
NAMES = [f"{case[0]} {case[1]}" for case in SENT]
DESK = f"{TRANSPORT}trips/{{one}}/"
REFUSED: list[tuple[str, str, dict[str, str]]] = [
    ("org.o2", f"{DESK}assign", {"volunteer": "{their_volunteer}", "vehicle": ""}),
    ("org.o2", f"{DESK}assign", {**MINE, "vehicle": "{their_vehicle}"}),
    ("org.o2", f"{DESK}ask", {"volunteer": "{their_volunteer}"}),
    ("org.o2", f"{DESK}together", {"other": "{their_trip}"}),
    ("org.o2", f"{TRANSPORT}board/{PLACE}/{TUESDAY}/", {"trip": "{their_trip}", **MINE}),
    ("org.o2", f"{TRANSPORT}board/{PLACE}/{TUESDAY}/", {"trip": "{one}", "volunteer": "{their_volunteer}"}),
    ("org.o2", f"{TRANSPORT}stand-ins/offers/{{offer}}/", {"volunteer": "{their_volunteer}"}),
    ("org.o2", f"{TRANSPORT}vehicles/new", {**CAR, "body": "{their_body}"}),
    ("org.o2", f"{TRANSPORT}vehicles/new", {**CAR, "volunteer": "{their_volunteer}"}),
    ("org.o2", f"{TRANSPORT}offers/new", {**OFFER, "provider": "{their_body}"}),
    ("org.o2", f"{TRANSPORT}requests/new", {**PHONED, "transport_offer": "{their_offer}"}),
    ("org.o2", f"{TRANSPORT}requests/new", {**PHONED, "regular_volunteer": "{their_volunteer}"}),
    ("org.o2", f"{TRANSPORT}incidents/new", {**HURT, "offer": "{their_offer}"}),
    ("org.o2", f"{WING}register/new", {**NEW, "body": "{their_body}"}),
    ("org.o2", f"{WING}coordinators/new", {**POST, "body": "{their_body}"}),
    ("org.o2", f"{WING}mileage/rates/", {"body": "{their_body}", **RATE}),
    ("fri.o2", f"{WING}hours/mine/", {**DONE, "volunteer": "{their_volunteer}"}),
    ("hjt.volda", f"{WING}home-care/{PLACE}/new", {**PHONED, "transport_offer": "{their_offer}", "has_said_yes": "y"}),
]


@pytest.fixture(scope="module")
def places(stage: tuple[Session, Relations]) -> Ids:
    """What one's own forms are about, and what another body holds."""
    opened = stage[0]
    ids, own = what_there_is(opened)
    desk, theirs = desk_of(opened), a_desk(opened, number="9901")
    user = a_service_user(opened, theirs, phone="90000091")
    their_driver = a_volunteer(opened, theirs.organisation, name="Framand")
    found = {
        "their_body": theirs.organisation.id,
        "their_offer": theirs.offer.id,
        "their_user": user.id,
        "their_volunteer": their_driver.id,
        "their_vehicle": a_vehicle(opened, theirs.organisation, volunteer=their_driver).id,
        "their_trip": a_trip(opened, a_request(opened, theirs, user)).id,
        "leader": desk.leader.id,
        "place": desk.municipality.id,
    }
    own_offer = opened.get_one(Trip, int(str(own["trip_id"]))).offer_id
    rides = rides_of(opened, desk, int(str(ids["volunteer_id"])))
    opened.commit()
    return {**ids, **rides, **found, "offer": desk.offer.id, "own_trip": own["trip_id"], "own_offer": own_offer}


def filled(values: Mapping[str, object], places: Ids) -> dict[str, Any]:
    """Values with the ids of what there is."""
    return {name: value.format(**places) if isinstance(value, str) else value for name, value in values.items()}


@pytest.mark.parametrize("case", SENT, ids=NAMES)
def test_what_a_form_does_not_have_is_not_kept(
    browse: Open, places: Ids, stage: tuple[Session, Relations], case: Case
) -> None:
    account, page, typed, model, expected = case
    opened = stage[0]
    opened.rollback()
    last = opened.scalar(select(model.id).order_by(model.id.desc()).limit(1)) or 0
    sent = {**filled(EXTRA, places), **filled(typed, places)}
    answer = post(browse(account), page.format(**places), sent)
    assert answer.status_code == 303, re.findall(r'href="#[^>]*>[^<]*', answer.text)
    opened.rollback()
    made = opened.scalars(select(model).where(model.id > last)).one()
    assert made.id < 900_000
    for name, value in filled(expected, places).items():
        assert str(getattr(made, name)) == str(value), (name, getattr(made, name))


@pytest.mark.parametrize("case", REFUSED, ids=[f"{case[1]} {number}" for number, case in enumerate(REFUSED)])
def test_what_is_another_body_s_is_no_choice(
    browse: Open, places: Ids, rows: Rows, case: tuple[str, str, dict[str, str]]
) -> None:
    account, page, typed = case
    before = rows()
    answer = post(browse(account), page.format(**places), filled(typed, places))
    assert answer.status_code in {404, 422}, answer.status_code
    now = rows()
    assert {name for name in now if now[name] != before[name]} <= {"reading"}


def test_a_person_of_another_body_s_is_not_found_by_the_id(
    browse: Open, places: Ids, stage: tuple[Session, Relations]
) -> None:
    sent = {**filled(PHONED, places), "phone": "90000091", "known": str(places["their_user"]), "first_name": "Ny"}
    answer = post(browse("org.o2"), f"{TRANSPORT}requests/new", sent)
    assert answer.status_code == 303
    opened = stage[0]
    opened.rollback()
    theirs = opened.get_one(ServiceUser, int(str(places["their_user"])), populate_existing=True)
    assert theirs.first_name == "Borghild"
    latest = opened.scalars(select(RideRequest).order_by(RideRequest.id.desc()).limit(1)).one()
    assert latest.service_user_id != theirs.id
    assert latest.service_user.body_id == places["body_id"]
