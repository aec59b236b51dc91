"""Several who press the same of the wing at the same moment: one effect, a calm answer to each, no fault."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from kernel import clock
from tests.builders import post
from tests.volunteers.builders import TUESDAY, Desk, a_consent, a_service_user, a_trip, a_volunteer
from tests.walls.conftest import Open, Relations, Rows
from tests.walls.helping import WING, Ids, desk_of
from tests.walls.rides import a_driver, somebodys, unchecked
from tests.walls.test_same_moment import sent_at_once
from volunteers.asking import actions as asking
from volunteers.asking import queries as asked
from volunteers.mileage.models import ClaimStatus, MileageClaim
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.requests.models import RequestStatus
from volunteers.trips.models import Trip, TripStatus

AT_ONCE = 4
CALM = {303, 404, 409, 422}
TRANSPORT = f"{WING}transport/"
PHONED = {
    "phone": "90 00 00 61",
    "first_name": "Gudrun",
    "address": "Kaivegen 4, 6100 Volda",
    "destination": "Volda bibliotek, 6100 Volda",
    "on": "15.12.2026",
    "there_at": "11.00",
    "home_from": "13.00",
    "way_home": "with_us",
    "channel": "phone",
    "recurrence": "once",
    "flexible_minutes": "0",
    "transport_offer": "{offer}",
}
FORM = {"km": "12", "km_empty": "4", "tolls": "0", "parking": "0", "version": "0"}


@dataclass(frozen=True)
class Pressed:
    """A button: who presses it, where it goes with what, and how many rows more each table has at most."""

    name: str
    account: str | None
    action: str
    typed: dict[str, str]
    more: dict[str, int]


PRESSED = [
    Pressed("receive", "org.o2", f"{TRANSPORT}requests/new", PHONED, {"ride_request": 1, "service_user": 1}),
    Pressed("consent", "org.o2", f"{TRANSPORT}requests/{{silent}}/consent/oral", {}, {"consent": 1}),
    Pressed(
        "check",
        "org.o2",
        f"{TRANSPORT}requests/{{unchecked}}/check",
        {"all_yes": "1", "public_transport": "none_there", "version": "1"},
        {"trip": 1},
    ),
    Pressed("ask", "org.o2", f"{TRANSPORT}trips/{{asked}}/ask", {"volunteer": "{driver}"}, {"trip_ask": 1}),
    Pressed("yes", None, f"{WING}answer/{{answer}}/", {"said": "yes", "seen": "0"}, {}),
    Pressed("home", "org.o2", f"{TRANSPORT}trips/{{underway}}/steps/home", {}, {}),
    Pressed("own step", "fri.o2", f"{WING}my-trips/{{own}}/step", {"to": "home"}, {}),
    Pressed("cancel", "org.o2", f"{TRANSPORT}trips/{{cancelled}}/cancel", {"who": "user"}, {}),
    Pressed("fall out", "org.o2", f"{TRANSPORT}trips/{{lost}}/fall-out", {}, {"trip_ask": 2}),
    Pressed("claim", "fri.o2", f"{WING}mileage/trips/{{driven}}/", FORM, {"mileage_claim": 1}),
    Pressed("approve", "org.o2", f"{WING}mileage/claims/{{claim}}/approve", {"version": "1"}, {}),
    Pressed("admit", "org.o2", f"{WING}register/{{applied}}/admit", {}, {}),
    Pressed("end", "org.o2", f"{WING}register/{{leaving}}/end", {}, {}),
    Pressed("withdraw", "org.o2", f"{WING}consents/given/{{consent}}/withdraw", {}, {}),
]


@pytest.fixture(scope="module")
def places(stage: tuple[Session, Relations]) -> Ids:
    """What the buttons are about, each something of its own."""
    opened = stage[0]
    desk = desk_of(opened)
    own = opened.scalars(select(Person).where(Person.email == "fri.o2@demo.example")).one()
    driver, car = a_driver(opened, desk, "Nils")
    frida, fridas = a_driver(opened, desk, "Frida")
    gunnar = opened.scalars(select(Volunteer).where(Volunteer.person_id == own.id)).one()
    today = clock.local_date(clock.now())
    booked = {"status": TripStatus.PLANNED, "volunteer_id": frida.id, "vehicle_id": fridas.id}
    underway = {"status": TripStatus.RETURN_ON_THE_WAY, "volunteer_id": gunnar.id}
    given = a_service_user(opened, desk, phone="90000069", code="W-0069", has_consent=False)
    consent = a_consent(opened, given, actor=desk.coordinator)
    silent = somebodys(opened, desk, "90000060", status=RequestStatus.AWAITING_CONSENT)
    answered = trip_of(opened, desk, "90000062", TUESDAY)
    ask = asking.ask(opened, answered, driver, actor_id=desk.leader.id, at=clock.now())
    made = {
        "silent": silent.id,
        "unchecked": unchecked(opened, desk, "90000063").id,
        "asked": trip_of(opened, desk, "90000064", TUESDAY + timedelta(days=1)).id,
        "underway": trip_of(opened, desk, "90000065", today, **underway).id,
        "own": trip_of(opened, desk, "90000066", today, **underway).id,
        "cancelled": trip_of(opened, desk, "90000067", TUESDAY, **booked).id,
        "lost": trip_of(opened, desk, "90000068", TUESDAY + timedelta(days=2), **booked).id,
        "driven": past(opened, desk, "90000070", gunnar.id).id,
        "claim": a_claim(opened, past(opened, desk, "90000071", driver.id)).id,
        "applied": a_volunteer(opened, desk.organisation, name="Ny", status=VolunteerStatus.APPLIED, since=None).id,
        "leaving": a_volunteer(opened, desk.organisation, name="Trøytt").id,
        "consent": consent.id,
        "one": trip_of(opened, desk, "90000072", TUESDAY + timedelta(days=7)).id,
        "other": trip_of(opened, desk, "90000073", TUESDAY + timedelta(days=7)).id,
    }
    opened.commit()
    return {**made, "offer": desk.offer.id, "driver": driver.id, "car": car.id, "answer": asked.token_of(ask)}


def trip_of(session: Session, desk: Desk, phone: str, on: date, **other: object) -> Trip:
    """A trip of somebody new on a day."""
    return a_trip(session, somebodys(session, desk, phone, starts_on=on), **other)


def past(session: Session, desk: Desk, phone: str, volunteer_id: int) -> Trip:
    """A trip that is over."""
    return trip_of(session, desk, phone, date(2026, 11, 20), status=TripStatus.CLOSED, volunteer_id=volunteer_id)


def a_claim(session: Session, trip: Trip) -> MileageClaim:
    """What was driven on a trip, sent."""
    made = MileageClaim(
        trip_id=trip.id,
        volunteer_id=trip.volunteer_id,
        status=ClaimStatus.SENT,
        km=10,
        km_empty=2,
        tolls=0,
        parking=0,
        payer=trip.offer.payer,
        note="",
        sent_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made


@pytest.mark.parametrize("button", PRESSED, ids=[each.name for each in PRESSED])
def test_a_button_pressed_by_several_at_once_has_one_effect(
    browse: Open, places: Ids, rows: Rows, button: Pressed
) -> None:
    clients = [browse(button.account) for _ in range(AT_ONCE)]
    typed = {name: value.format(**places) for name, value in button.typed.items()}
    before = rows()
    answers = sent_at_once(clients, button.action.format(**places), typed)
    after = rows()
    assert 303 in answers, answers
    assert set(answers) <= CALM, answers
    grown = {name: len(after[name]) - len(before[name]) for name in ("trip", "ride_request", "consent", *button.more)}
    assert {name: number for name, number in grown.items() if number} == button.more
    assert before != after
    lines = [row[3:6] for row in after["audit_line"] if row not in before["audit_line"]]
    assert max(Counter(lines).values()) == 1, "nothing is written twice in the log"


def test_one_who_is_put_on_two_trips_at_once_goes_on_one(
    browse: Open, places: Ids, stage: tuple[Session, Relations]
) -> None:
    clients, gate = [browse("org.o2") for _ in range(AT_ONCE)], Barrier(AT_ONCE)
    typed = {"volunteer": str(places["driver"]), "vehicle": str(places["car"])}

    def send(number: int) -> int:
        gate.wait(10)
        trip_id = places[("one", "other")[number % 2]]
        return post(clients[number], f"{TRANSPORT}trips/{trip_id}/assign", typed).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, range(AT_ONCE)))
    assert set(answers) == {303, 409}, answers
    opened = stage[0]
    opened.rollback()
    both = opened.scalars(select(Trip.volunteer_id).where(Trip.id.in_([places["one"], places["other"]]))).all()
    assert sorted(both, key=str) == sorted([places["driver"], None], key=str)
