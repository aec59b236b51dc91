"""A volunteer's own trips: who it is for is seen in its time and written down; one large button says what is next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from kernel import clock
from kernel.registry import registry
from tests import pages
from tests.builders import NOW, a_person, post, sign_in
from tests.volunteers.builders import TUESDAY, Desk, a_desk, a_request, a_service_user, a_trip, a_volunteer, moment
from volunteers.register.models import Volunteer
from volunteers.service_users.models import Reading
from volunteers.trips.models import Trip, TripStatus

MINE = "/volunteers/my-trips/"
SECRETS = ("Borghild", "tel:90000001", "90 00 00 01", "Kaivegen 2", "Volda bibliotek", "Ring på to gonger", "rullator")


@dataclass
class Helper:
    """A volunteer who is signed in, with a trip."""

    desk: Desk
    person: Person
    volunteer: Volunteer
    trip: Trip


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Let the domain's clock stand at a moment."""

    def stand(when: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: when)

    return stand


def a_helper(session: Session, client: FlaskClient, needs: str = "rollator", **other: Any) -> Helper:
    desk = a_desk(session)
    person = a_person(session, Role.VOLUNTEER, desk.organisation, name="Gunnar Lid")
    volunteer = a_volunteer(session, desk.organisation, person=person)
    user = a_service_user(session, desk, needs=needs, practical="Ring på to gonger")
    request = a_request(session, desk, user)
    trip = a_trip(session, request, **{"status": TripStatus.VOLUNTEER_CONFIRMED, "volunteer_id": volunteer.id, **other})
    session.commit()
    sign_in(client, session, person)
    return Helper(desk, person, volunteer, trip)


def shown(client: FlaskClient, address: str) -> str:
    """A page, read to its end, after which it is written down who has read."""
    with client.get(address) as answer:
        return answer.get_data(as_text=True)


def readings(session: Session) -> list[int]:
    session.rollback()
    return list(session.scalars(select(Reading.service_user_id)))


LEAVE = moment(TUESDAY, time(10, 30))
HOME = moment(TUESDAY, time(13, 30))


@pytest.mark.parametrize(
    ("when", "is_seen"),
    [
        (LEAVE - timedelta(hours=48, minutes=1), False),
        (LEAVE - timedelta(hours=48), True),
        (HOME + timedelta(hours=24), True),
    ],
)
def test_x10_who_it_is_for_is_seen_from_48_hours_before_to_24_after_and_written_down(
    client: FlaskClient, session: Session, at: Callable[[datetime], None], when: datetime, is_seen: bool
) -> None:
    helper = a_helper(session, client)
    at(when)
    page = shown(client, f"{MINE}{helper.trip.id}/")
    assert "Tysdagsturen" in page
    assert "6133" in page
    for secret in SECRETS:
        assert (secret.lower() in page.lower()) is is_seen
    index = shown(client, MINE)
    assert ("Borghild" in index) is is_seen
    assert readings(session) == ([helper.trip.service_user_id] * 2 if is_seen else [])


def test_x10_a_day_and_a_minute_after_nothing_is_left(
    client: FlaskClient, session: Session, at: Callable[[datetime], None]
) -> None:
    helper = a_helper(session, client)
    at(HOME + timedelta(hours=24, minutes=1))
    assert client.get(f"{MINE}{helper.trip.id}/").status_code == 404
    index = shown(client, MINE)
    assert not any(secret in index for secret in SECRETS)
    assert f"{MINE}{helper.trip.id}/" not in index


def test_a_cancelled_trip_says_so_and_shows_nobody(
    client: FlaskClient, session: Session, at: Callable[[datetime], None]
) -> None:
    helper = a_helper(session, client, status=TripStatus.CANCELLED_BY_USER)
    at(LEAVE)
    page = shown(client, f"{MINE}{helper.trip.id}/")
    assert 'data-status="cancelled_by_user"' in page
    assert "Borghild" not in page


def test_one_large_button_at_a_time_leads_from_the_door_to_home_again(
    client: FlaskClient, session: Session, at: Callable[[datetime], None]
) -> None:
    helper = a_helper(session, client, needs="")
    address = f"{MINE}{helper.trip.id}/"
    at(LEAVE)
    for to in ("at_door", "on_the_way", "arrived", "return_on_the_way", "home"):
        page = shown(client, address)
        steps = [form.values["to"] for form in pages.read(page).forms if form.action == f"{address}step"]
        assert steps == [to]
        assert post(client, f"{address}step", {"to": to}).status_code == 303
        assert post(client, f"{address}step", {"to": to}).status_code == 303
    session.expire_all()
    assert helper.trip.status is TripStatus.HOME
    assert helper.trip.home_again_at == LEAVE
    assert f"{address}step" not in shown(client, address)


def test_who_must_be_handed_over_is_handed_over_by_name(
    client: FlaskClient, session: Session, at: Callable[[datetime], None]
) -> None:
    helper = a_helper(session, client, needs="handover", status=TripStatus.ON_THE_WAY)
    address = f"{MINE}{helper.trip.id}/step"
    at(LEAVE)
    assert post(client, address, {"to": "arrived"}).status_code == 422
    assert post(client, address, {"to": "arrived", "handed_over_to": "Anne"}).status_code == 303
    session.expire_all()
    assert helper.trip.handed_over_to == "Anne"


def test_a_step_that_is_none_is_not_found(
    client: FlaskClient, session: Session, at: Callable[[datetime], None]
) -> None:
    helper = a_helper(session, client)
    at(LEAVE)
    assert post(client, f"{MINE}{helper.trip.id}/step", {"to": "closed"}).status_code == 404


def test_nobody_opens_shows_whom_to_ring_and_is_said_after_the_wait(
    client: FlaskClient, session: Session, at: Callable[[datetime], None]
) -> None:
    helper = a_helper(session, client, status=TripStatus.AT_DOOR, at_door_at=LEAVE)
    address = f"{MINE}{helper.trip.id}/nobody-home"
    at(LEAVE + timedelta(minutes=5))
    page = shown(client, address)
    assert "tel:90000001" in page
    assert "tel:70070000" in page
    assert "10.45" in page
    assert post(client, address).status_code == 422
    at(LEAVE + timedelta(minutes=15))
    assert post(client, address).status_code == 303
    session.expire_all()
    assert helper.trip.status is TripStatus.NO_SHOW


def test_one_cannot_come_after_all(client: FlaskClient, session: Session, at: Callable[[datetime], None]) -> None:
    helper = a_helper(session, client)
    address = f"{MINE}{helper.trip.id}/cannot-come"
    at(NOW)
    assert client.get(address).status_code == 200
    assert post(client, address).status_code == 303
    session.expire_all()
    assert (helper.trip.status, helper.trip.volunteer_id) == (TripStatus.OPEN, None)
    assert client.get(f"{MINE}{helper.trip.id}/").status_code == 404


def test_a_trip_is_broken_off_with_somebody_who_takes_over(
    client: FlaskClient, session: Session, at: Callable[[datetime], None]
) -> None:
    helper = a_helper(session, client, status=TripStatus.ON_THE_WAY)
    address = f"{MINE}{helper.trip.id}/stop"
    at(LEAVE)
    assert client.get(address).status_code == 200
    assert post(client, address, {"handed_over_to": ""}).status_code == 422
    assert post(client, address, {"handed_over_to": "Dottera"}).status_code == 303
    session.expire_all()
    assert helper.trip.status is TripStatus.ABORTED


def test_nobody_sees_another_volunteers_trip(
    client: FlaskClient, session: Session, at: Callable[[datetime], None]
) -> None:
    helper = a_helper(session, client)
    other = a_person(session, Role.VOLUNTEER, helper.desk.organisation, name="Turid")
    a_volunteer(session, helper.desk.organisation, person=other)
    session.commit()
    sign_in(client, session, other)
    at(LEAVE)
    for path in ("", "cannot-come", "nobody-home", "stop"):
        assert client.get(f"{MINE}{helper.trip.id}/{path}").status_code == 404
    assert post(client, f"{MINE}{helper.trip.id}/step", {"to": "at_door"}).status_code == 404
    assert "Borghild" not in shown(client, MINE)


def test_a_coordinator_has_no_trips_of_her_own(client: FlaskClient, session: Session) -> None:
    helper = a_helper(session, client)
    sign_in(client, session, helper.desk.coordinator)
    assert client.get(MINE).status_code == 403


def test_my_work_names_todays_trip_neutrally(
    client: FlaskClient, session: Session, at: Callable[[datetime], None]
) -> None:
    helper = a_helper(session, client)
    at(LEAVE)
    page = shown(client, "/my-work")
    assert "Tysdagsturen" in page
    assert "Borghild" not in page
    assert f"{MINE}{helper.trip.id}/" in page
    assert "Fristen" not in page, "the day of a trip is no deadline"
    assert registry.my_work


def test_my_work_does_not_call_yesterdays_trip_todays(
    client: FlaskClient, session: Session, at: Callable[[datetime], None]
) -> None:
    helper = a_helper(session, client)
    helper.person.language = "en"
    session.commit()
    at(HOME + timedelta(hours=20))
    page = shown(client, "/my-work")
    assert "Tysdagsturen, Tuesday" in page
    assert "say how it went" in page
    assert "Tysdagsturen today" not in page


def test_the_pages_ask_the_database_as_often_whatever_there_is(
    client: FlaskClient, session: Session, at: Callable[[datetime], None], statements: list[str]
) -> None:
    helper = a_helper(session, client)
    at(LEAVE)
    client.get(MINE)
    statements.clear()
    client.get(MINE)
    before = len(statements)
    for number in range(12):
        day = TUESDAY + timedelta(days=number + 1)
        a_trip(
            session, helper.trip.request, day, status=TripStatus.VOLUNTEER_CONFIRMED, volunteer_id=helper.volunteer.id
        )
    session.commit()
    statements.clear()
    client.get(MINE)
    assert len(statements) == before <= 12
    statements.clear()
    client.get(f"{MINE}{helper.trip.id}/")
    assert len(statements) <= 20


def test_a_trip_that_one_was_given_is_confirmed(
    client: FlaskClient, session: Session, at: Callable[[datetime], None]
) -> None:
    helper = a_helper(session, client, status=TripStatus.PLANNED)
    address = f"{MINE}{helper.trip.id}/"
    at(NOW)
    assert f"{address}confirm" in shown(client, address)
    assert post(client, f"{address}confirm").status_code == 303
    assert post(client, f"{address}confirm").status_code == 303
    session.expire_all()
    assert helper.trip.status is TripStatus.VOLUNTEER_CONFIRMED
