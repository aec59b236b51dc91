"""A trip's page: who could take it and why not, asking and assigning, and each other thing that is done with it."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel import clock
from kernel.jobs.outbox import OutboxJob
from tests.activities.builders import shown
from tests.builders import a_municipality, a_person, an_organisation, post, sign_in
from tests.volunteers.builders import (
    Desk,
    a_consent,
    a_desk,
    a_request,
    a_service_user,
    a_transport_offer,
    a_trip,
    a_vehicle,
    a_volunteer,
    loaded,
)
from volunteers.asking.models import Ask, AskStatus
from volunteers.register.models import Volunteer
from volunteers.service_users.models import Place, Reading, ServiceUser
from volunteers.transport.models import TransportKind
from volunteers.trips.models import Trip, TripStatus
from volunteers.unmet.models import UnmetNeed

TRIPS = "/volunteers/transport/trips/"


@dataclass
class World:
    """A desk with somebody who is to be driven on a Tuesday."""

    desk: Desk
    user: ServiceUser
    trip: Trip

    @property
    def address(self) -> str:
        """The trip's page."""
        return f"{TRIPS}{self.trip.id}/"


@pytest.fixture
def world(session: Session) -> World:
    """A trip that looks for somebody."""
    desk = a_desk(session)
    user = a_service_user(session, desk, practical="Ring to gonger")
    made = World(desk, user, a_trip(session, a_request(session, desk, user)))
    session.commit()
    return made


def now_on(session: Session, trip: Trip) -> Trip:
    """The trip as it stands in the database now."""
    session.rollback()
    session.expire_all()
    return session.scalars(select(Trip).where(Trip.id == trip.id)).one()


def words(text: str) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def order_on(text: str) -> list[int]:
    """Who stands on the page, in order."""
    return [int(number) for number in re.findall(r'data-volunteer="(\d+)"', text)]


def test_those_who_could_stand_in_order_and_the_others_with_every_reason(
    client: FlaskClient, session: Session, world: World
) -> None:
    near = a_volunteer(session, world.desk.organisation, name="Nær", postcode="6133")
    far = a_volunteer(session, world.desk.organisation, name="Langt", postcode="6100")
    before = a_request(session, world.desk, world.user, starts_on=date(2026, 11, 10))
    a_trip(session, before, volunteer_id=far.id, status=TripStatus.CLOSED)
    a_volunteer(session, world.desk.organisation, name="Utan", basic_training_to=None, kinds="escort")
    session.commit()
    sign_in(client, session, world.desk.coordinator)
    page = shown(client, world.address)
    assert order_on(page) == [far.id, near.id]
    assert 'data-reasons="kind basic_training"' in page
    for told in ("Borghild", "90 00 00 01", "Ring to gonger", "Volda bibliotek", "6133"):
        assert told in words(page), told


def test_whoever_reads_of_the_passenger_is_written_down(client: FlaskClient, session: Session, world: World) -> None:
    sign_in(client, session, world.desk.coordinator)
    loaded(client, world.address)
    session.rollback()
    read = session.scalars(select(Reading)).one()
    assert (read.service_user_id, read.person_id, read.place) == (world.user.id, world.desk.coordinator.id, Place.TRIP)


def test_one_is_asked_and_then_stands_among_the_asked(client: FlaskClient, session: Session, world: World) -> None:
    gunnar = a_volunteer(session, world.desk.organisation)
    session.commit()
    sign_in(client, session, world.desk.coordinator)
    assert post(client, f"{world.address}ask", {"volunteer": gunnar.id, "vehicle": ""}).status_code == 303
    page = shown(client, world.address)
    assert order_on(page) == []
    assert 'data-status="waiting"' in page
    assert 'data-reasons="asked"' in page
    again = post(client, f"{world.address}ask", {"volunteer": gunnar.id, "vehicle": ""})
    assert again.status_code == 409
    assert session.query(Ask).count() == 1


def test_one_button_asks_the_first_three_and_passes_by_who_cannot_be_written_to(
    client: FlaskClient, session: Session, world: World
) -> None:
    mute = a_volunteer(session, world.desk.organisation, name="Stum", postcode="6133", email="", phone="")
    them = [a_volunteer(session, world.desk.organisation, name=f"Nr {number}") for number in range(4)]
    session.commit()
    sign_in(client, session, world.desk.coordinator)
    assert post(client, f"{world.address}ask-first").status_code == 303
    asked = set(session.scalars(select(Ask.volunteer_id)))
    assert asked == {each.id for each in them[:3]}
    assert mute.id not in asked


def test_nobody_to_ask_is_said_in_words(client: FlaskClient, session: Session, world: World) -> None:
    sign_in(client, session, world.desk.coordinator)
    assert post(client, f"{world.address}ask-first").status_code == 409


def test_assigning_tells_and_ends_the_asking(client: FlaskClient, session: Session, world: World) -> None:
    gunnar, kari = (a_volunteer(session, world.desk.organisation, name=name) for name in ("Gunnar", "Kari"))
    session.commit()
    sign_in(client, session, world.desk.coordinator)
    post(client, f"{world.address}ask", {"volunteer": kari.id})
    assert post(client, f"{world.address}assign", {"volunteer": gunnar.id}).status_code == 303
    trip = now_on(session, world.trip)
    assert (trip.status, trip.volunteer_id) == (TripStatus.PLANNED, gunnar.id)
    assert session.scalars(select(Ask.status)).all() == [AskStatus.WITHDRAWN]
    told = session.scalars(select(OutboxJob).where(OutboxJob.name == "volunteers.tell")).all()
    assert [job.args["kind"] for job in told] == ["assigned"]


def test_what_the_checker_says_stands_on_the_page_and_nothing_is_changed(
    client: FlaskClient, session: Session, world: World
) -> None:
    gunnar = a_volunteer(session, world.desk.organisation)
    other = a_service_user(session, world.desk, phone="90000002")
    a_trip(session, a_request(session, world.desk, other), volunteer_id=gunnar.id, status=TripStatus.PLANNED)
    session.commit()
    sign_in(client, session, world.desk.coordinator)
    assert 'data-reasons="busy"' in shown(client, world.address)
    answered = post(client, f"{world.address}assign", {"volunteer": gunnar.id})
    assert answered.status_code == 409
    assert "Gunnar Lid" in answered.text
    assert now_on(session, world.trip).status is TripStatus.OPEN


def test_what_stands_in_the_way_is_told_before_anybody_presses(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk, has_consent=False)
    trip = a_trip(session, a_request(session, desk, user))
    gunnar = a_volunteer(session, desk.organisation)
    session.commit()
    sign_in(client, session, desk.coordinator)
    address = f"{TRIPS}{trip.id}/"
    before = shown(client, address)
    a_consent(session, user, actor=desk.coordinator)
    session.commit()
    after = shown(client, address)
    assert "ds-alert" in before.split("<main")[1]
    assert "ds-alert" not in after.split("<main")[1].split("</main>")[0]
    assert post(client, f"{address}assign", {"volunteer": gunnar.id}).status_code == 303


def test_a_rollator_is_driven_in_a_vehicle_that_takes_it(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    trip = a_trip(session, a_request(session, desk, a_service_user(session, desk, needs="rollator")))
    gunnar = a_volunteer(session, desk.organisation)
    small = a_vehicle(session, desk.organisation, name="Den vesle", boot=0)
    session.commit()
    sign_in(client, session, desk.coordinator)
    address = f"{TRIPS}{trip.id}/"
    assert 'data-reasons="vehicle"' in shown(client, address)
    large = a_vehicle(session, desk.organisation, name="Den store", boot=2)
    session.commit()
    assert "Den store" in shown(client, address)
    refused = post(client, f"{address}assign", {"volunteer": gunnar.id, "vehicle": small.id})
    assert refused.status_code == 409
    assert post(client, f"{address}assign", {"volunteer": gunnar.id}).status_code == 303
    assert now_on(session, trip).vehicle_id == large.id


def test_an_old_driver_is_out_with_the_reason_and_in_as_an_escort(client: FlaskClient, session: Session) -> None:
    """X11."""
    desk = a_desk(session)
    desk.offer.upper_age_limit = 70
    escort = a_transport_offer(
        session, desk.organisation, desk.municipality, kind=TransportKind.ESCORT, upper_age_limit=70
    )
    user = a_service_user(session, desk)
    drive = a_trip(session, a_request(session, desk, user))
    walk = a_trip(session, a_request(session, replace(desk, offer=escort), user, starts_on=date(2026, 12, 2)))
    old = a_volunteer(session, desk.organisation, born_year=1952)
    session.commit()
    sign_in(client, session, desk.coordinator)
    assert 'data-reasons="age_limit"' in shown(client, f"{TRIPS}{drive.id}/")
    assert post(client, f"{TRIPS}{drive.id}/assign", {"volunteer": old.id}).status_code == 409
    assert order_on(shown(client, f"{TRIPS}{walk.id}/")) == [old.id]
    assert post(client, f"{TRIPS}{walk.id}/assign", {"volunteer": old.id}).status_code == 303


def planned(session: Session, world: World) -> Volunteer:
    """Somebody who has the trip."""
    gunnar = a_volunteer(session, world.desk.organisation)
    world.trip.volunteer_id, world.trip.status = gunnar.id, TripStatus.PLANNED
    session.commit()
    return gunnar


def test_a_trip_moves_and_two_who_move_it_see_both_texts(client: FlaskClient, session: Session, world: World) -> None:
    planned(session, world)
    sign_in(client, session, world.desk.coordinator)
    seen = str(world.trip.version)
    sent = {"on_date": "2.12.2026", "there_at": "12", "home_from": "14", "version": seen}
    assert "11.00" in shown(client, f"{world.address}move")
    assert post(client, f"{world.address}move", {**sent, "there_at": "25"}).status_code == 422
    assert post(client, f"{world.address}move", {**sent, "home_from": "11"}).status_code == 422
    assert post(client, f"{world.address}move", sent).status_code == 303
    assert now_on(session, world.trip).on_date == date(2026, 12, 2)
    answered = post(client, f"{world.address}move", {**sent, "there_at": "13"})
    assert answered.status_code == 409
    assert "12.00" in answered.text


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("skip", {}, TripStatus.SKIPPED),
        ("cancel", {"who": "user"}, TripStatus.CANCELLED_BY_USER),
        ("cancel", {"who": "offer"}, TripStatus.CANCELLED_BY_OFFER),
        ("fall-out", {}, TripStatus.OPEN),
    ],
)
def test_a_planned_trip_is_left_out_cancelled_or_opened_again(  # noqa: PLR0917  the case, and what it stands on
    client: FlaskClient, session: Session, world: World, path: str, sent: dict[str, str], status: TripStatus
) -> None:
    planned(session, world)
    sign_in(client, session, world.desk.coordinator)
    assert post(client, f"{world.address}{path}", sent).status_code == 303
    assert now_on(session, world.trip).status is status
    assert 'data-status="' in shown(client, world.address)


def test_a_trip_is_given_up_with_a_reason_and_counted_without_the_person(
    client: FlaskClient, session: Session, world: World
) -> None:
    sign_in(client, session, world.desk.coordinator)
    assert post(client, f"{world.address}give-up").status_code == 422
    assert post(client, f"{world.address}give-up", {"reason": "no_vehicle"}).status_code == 303
    assert now_on(session, world.trip).status is TripStatus.UNMET
    assert session.query(UnmetNeed).count() == 1
    assert post(client, f"{world.address}cancel", {}).status_code == 422
    assert post(client, f"{world.address}give-up", {"reason": "no_vehicle"}).status_code == 409


def test_two_share_a_car_and_are_taken_apart(client: FlaskClient, session: Session, world: World) -> None:
    gunnar, car = a_volunteer(session, world.desk.organisation), a_vehicle(session, world.desk.organisation)
    other = a_service_user(session, world.desk, phone="90000002", address="Kaivegen 4")
    driven = a_trip(
        session,
        a_request(session, world.desk, other),
        volunteer_id=gunnar.id,
        vehicle_id=car.id,
        status=TripStatus.PLANNED,
    )
    session.commit()
    sign_in(client, session, world.desk.coordinator)
    assert post(client, f"{world.address}together", {"other": "999"}).status_code == 422
    assert post(client, f"{world.address}together", {"other": driven.id}).status_code == 303
    assert now_on(session, world.trip).volunteer_id == gunnar.id
    assert "Gunnar" in shown(client, world.address)
    assert post(client, f"{world.address}apart").status_code == 303
    assert now_on(session, world.trip).status is TripStatus.OPEN


@pytest.fixture
def on_the_day() -> Iterator[None]:
    """Let it be the day of the trip."""
    clock.set_today(date(2026, 12, 1))
    yield
    clock.set_today(date(2026, 11, 21))


@pytest.mark.usefixtures("on_the_day")
def test_steps_are_said_for_a_volunteer_who_rings(client: FlaskClient, session: Session, world: World) -> None:
    planned(session, world)
    sign_in(client, session, world.desk.coordinator)
    for step in ("at-door", "on-the-way", "arrived", "return-on-the-way", "home"):
        assert f"steps/{step}" in shown(client, world.address), step
        assert post(client, f"{world.address}steps/{step}").status_code == 303, step
    assert now_on(session, world.trip).status is TripStatus.HOME


def test_somebody_elses_trip_answers_as_an_unknown_one(client: FlaskClient, session: Session, world: World) -> None:
    others = a_person(session, Role.ORGANISATION_COORDINATOR, an_organisation(session, "Andre"))
    elsewhere = a_person(session, Role.MUNICIPAL_COORDINATOR, a_municipality(session, "Ørsta"))
    here = a_person(session, Role.MUNICIPAL_COORDINATOR, world.desk.municipality)
    session.commit()
    for person in (others, elsewhere, here):
        sign_in(client, session, person)
        for path in ("", "move", "slip.pdf", "confirmation.pdf"):
            assert client.get(f"{world.address}{path}").status_code == 404
        for path in ("ask", "ask-first", "assign", "skip", "cancel", "give-up", "together", "apart", "steps/home"):
            assert post(client, f"{world.address}{path}", {"volunteer": 1, "who": "user"}).status_code == 404
    assert session.query(Reading).count() == 0


def test_somebody_elses_volunteer_is_not_put_on_a_trip(client: FlaskClient, session: Session, world: World) -> None:
    stranger = a_volunteer(session, an_organisation(session, "Andre"))
    session.commit()
    sign_in(client, session, world.desk.coordinator)
    for path in ("ask", "assign"):
        assert post(client, f"{world.address}{path}", {"volunteer": stranger.id}).status_code == 422


def test_the_page_asks_as_many_questions_for_few_volunteers_as_for_many(
    client: FlaskClient, session: Session, world: World, statements: list[str]
) -> None:
    counts = []
    sign_in(client, session, world.desk.coordinator)
    shown(client, world.address)
    for more in (3, 40):
        for number in range(more):
            gunnar = a_volunteer(session, world.desk.organisation, name=f"Nr {more} {number}")
            asked = datetime(2026, 11, 20, 12, tzinfo=clock.OSLO)
            if number < 2:
                values = {"status": AskStatus.NO, "answered_at": asked, "salt": "", "is_stand_in": False}
                more_values = {"asked_at": asked, "expires_at": asked + timedelta(days=1)}
                session.add(Ask(trip_id=world.trip.id, volunteer_id=gunnar.id, **values, **more_values))
        session.commit()
        statements.clear()
        shown(client, world.address)
        counts.append(len([each for each in statements if "service_user_reading" not in each]))
    assert counts[0] == counts[1] <= 20
