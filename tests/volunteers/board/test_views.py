"""The coordinator's day and week: what stands where, what can be done at once, and what is written down of it."""

import re
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel import clock
from kernel.registry import registry
from tests.builders import a_municipality, a_person, an_organisation, post, sign_in
from tests.volunteers.board.conftest import Tuesday
from tests.volunteers.builders import (
    TUESDAY,
    a_request,
    a_service_user,
    a_transport_offer,
    a_trip,
    a_volunteer,
    loaded,
)
from volunteers.service_users.models import Place, Reading
from volunteers.trips.models import Trip, TripStatus

WEEK = f"/volunteers/transport/weeks/1577/{TUESDAY}/"


def section(text: str, heading: str) -> str:
    """A part of the board by the id of its heading; empty where it is not there."""
    found = re.search(rf'<section[^>]*aria-labelledby="{heading}".*?</section>', text, re.DOTALL)
    return found[0] if found else ""


def now_on(session: Session, trip: Trip) -> Trip:
    """The trip as it stands in the database now."""
    session.rollback()
    session.expire_all()
    return session.scalars(select(Trip).where(Trip.id == trip.id)).one()


def test_each_trip_stands_where_it_belongs_and_the_lost_one_is_red_with_numbers_to_ring(
    client: FlaskClient, session: Session, tuesday: Tuesday
) -> None:
    sign_in(client, session, tuesday.desk.coordinator)
    page = loaded(client, tuesday.address)
    red, moving, lone = (section(page, name) for name in ("not-home", "on-the-way", "without"))
    assert f'data-trip="{tuesday.red.id}" data-red="true"' in red
    assert "tel:40000001" in red
    assert "tel:90000003" in red
    assert f'data-trip="{tuesday.moving.id}"' in moving
    assert f'data-trip="{tuesday.lone.id}"' in lone
    for status in ("open", "planned", "on_the_way", "arrived", "red"):
        assert f'data-status="{status}"' in page, status
    for hidden in ("naboen", "Kaivegen"):
        assert hidden not in page


def test_whoever_is_read_about_on_the_board_is_written_down_each_once(
    client: FlaskClient, session: Session, tuesday: Tuesday
) -> None:
    sign_in(client, session, tuesday.desk.coordinator)
    loaded(client, tuesday.address)
    session.rollback()
    read = session.scalars(select(Reading)).all()
    trips = (tuesday.lone, tuesday.planned, tuesday.moving, tuesday.red)
    assert sorted(each.service_user_id for each in read) == sorted(trip.service_user_id for trip in trips)
    assert {each.place for each in read} == {Place.BOARD}


def test_one_button_says_that_the_passenger_is_home_and_leads_back(
    client: FlaskClient, session: Session, tuesday: Tuesday
) -> None:
    sign_in(client, session, tuesday.desk.coordinator)
    page = section(loaded(client, tuesday.address), "not-home")
    address = re.search(r'action="([^"]*steps/home)"', page)
    assert address
    answered = post(client, address[1], {"back": "board"})
    assert (answered.status_code, answered.location) == (303, tuesday.address)
    assert now_on(session, tuesday.red).status is TripStatus.HOME
    assert not section(loaded(client, tuesday.address), "not-home")


def test_somebody_is_put_on_a_trip_by_hand_and_what_breaks_is_said(
    client: FlaskClient, session: Session, tuesday: Tuesday
) -> None:
    kari = a_volunteer(session, tuesday.desk.organisation, name="Kari")
    session.commit()
    sign_in(client, session, tuesday.desk.coordinator)
    sent = {"trip": tuesday.planned.id, "volunteer": kari.id, "vehicle": ""}
    assert post(client, tuesday.address, {**sent, "trip": tuesday.red.id}).status_code == 422
    assert post(client, tuesday.address, {**sent, "volunteer": ""}).status_code == 422
    assert post(client, tuesday.address, sent).status_code == 303
    assert now_on(session, tuesday.planned).volunteer_id == kari.id
    lacking = a_volunteer(session, tuesday.desk.organisation, name="Utan kurs", basic_training_to=None)
    session.commit()
    answered = post(client, tuesday.address, {**sent, "volunteer": lacking.id})
    assert answered.status_code == 409
    assert "Utan kurs" in answered.text
    assert now_on(session, tuesday.planned).volunteer_id == kari.id


def test_all_that_breaks_in_the_day_stands_on_top_at_once(
    client: FlaskClient, session: Session, tuesday: Tuesday
) -> None:
    sign_in(client, session, tuesday.desk.coordinator)
    other = a_service_user(session, tuesday.desk, phone="90000009")
    a_trip(
        session,
        a_request(session, tuesday.desk, other),
        volunteer_id=tuesday.gunnar.id,
        status=TripStatus.PLANNED,
        **{name: getattr(tuesday.planned, name) for name in ("leave_at", "arrive_at", "return_at", "home_at")},
    )
    session.commit()
    page = loaded(client, tuesday.address)
    problems = re.search(r'id="problems".*?</ul>', page, re.DOTALL)
    assert problems
    assert "Gunnar Lid" in problems[0]


def test_the_week_shows_every_day_without_anybodys_name(
    client: FlaskClient, session: Session, tuesday: Tuesday
) -> None:
    sign_in(client, session, tuesday.desk.coordinator)
    page = loaded(client, WEEK)
    assert page.count('id="day-') == 7
    assert "Namn0" not in page
    assert f'href="/volunteers/transport/trips/{tuesday.lone.id}/"' in page
    session.rollback()
    assert session.scalars(select(Reading)).all() == []


def test_today_leads_to_the_day_or_lets_one_choose(client: FlaskClient, session: Session, tuesday: Tuesday) -> None:
    sign_in(client, session, tuesday.desk.coordinator)
    assert client.get("/volunteers/transport/board/").location == tuesday.address
    a_transport_offer(session, tuesday.desk.organisation, a_municipality(session, "Ørsta", number="1520"))
    session.commit()
    page = loaded(client, "/volunteers/transport/board/")
    assert "/board/1577/" in page
    assert "/board/1520/" in page


def test_a_board_of_others_answers_as_an_unknown_one_and_shows_nothing_of_theirs(
    client: FlaskClient, session: Session, tuesday: Tuesday
) -> None:
    volda = tuesday.desk.municipality
    people = {
        a_person(session, Role.ORGANISATION_COORDINATOR, an_organisation(session, "Andre")): 404,
        a_person(session, Role.HOME_CARE, volda): 404,
        a_person(session, Role.VOLUNTEER, tuesday.desk.organisation): 404,
    }
    kom = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    session.commit()
    for person, status in people.items():
        sign_in(client, session, person)
        for address in (tuesday.address, WEEK, f"{tuesday.address}list.pdf"):
            assert client.get(address).status_code == status
        assert post(client, tuesday.address, {"trip": tuesday.lone.id}).status_code == status
    sign_in(client, session, kom)
    page = loaded(client, tuesday.address)
    assert "Namn0" not in page
    for address in (f"/volunteers/transport/board/1577/{TUESDAY.replace(year=2099)}/", tuesday.address):
        assert client.get(address).status_code == 200
    assert client.get("/volunteers/transport/board/1577/2026-13-01/").status_code == 404


def test_what_waits_says_who_is_not_home_and_which_trips_of_tomorrow_have_nobody(
    client: FlaskClient, session: Session, tuesday: Tuesday
) -> None:
    tuesday.lone.on_date = TUESDAY + timedelta(days=1)
    session.commit()
    sign_in(client, session, tuesday.desk.coordinator)
    page = loaded(client, "/my-work")
    assert f'href="{tuesday.address}"' in page
    card = page.partition(f'href="{tuesday.address}"')[0].rpartition("ds-card")[2]
    assert "Fristen" not in card, "the day of a trip is no deadline"
    assert registry.panels["volunteers.card"]
    assert 'href="/volunteers/transport/board/"' in loaded(client, "/volunteers/")
    if clock.now().astimezone(clock.OSLO).hour < 18:
        assert f"/board/1577/{tuesday.lone.on_date}/" in page


def test_a_board_of_200_asks_as_many_questions_as_one_of_five(
    client: FlaskClient, session: Session, tuesday: Tuesday, statements: list[str]
) -> None:
    sign_in(client, session, tuesday.desk.coordinator)
    loaded(client, tuesday.address)
    counts = {}
    for address in (tuesday.address, f"{tuesday.address}list.pdf", WEEK):
        statements.clear()
        assert client.get(address, buffered=True).status_code == 200
        counts[address] = len([each for each in statements if "INSERT" not in each])
    user = a_service_user(session, tuesday.desk, phone="90000055")
    for number in range(196):
        request = a_request(session, tuesday.desk, user)
        status = (TripStatus.OPEN, TripStatus.ARRIVED, TripStatus.CLOSED)[number % 3]
        gunnar = None if status is TripStatus.OPEN else a_volunteer(session, tuesday.desk.organisation).id
        a_trip(session, request, status=status, volunteer_id=gunnar)
    session.commit()
    for address, count in counts.items():
        statements.clear()
        assert client.get(address, buffered=True).status_code == 200
        assert len([each for each in statements if "INSERT" not in each]) == count <= 20, address
