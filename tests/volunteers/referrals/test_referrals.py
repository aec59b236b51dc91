"""What home care may ask for, and the little that it is told afterwards."""

from datetime import date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from tests.builders import NOW, a_municipality, a_person, post, sign_in
from tests.volunteers.builders import (
    Desk,
    a_consent,
    a_desk,
    a_request,
    a_safeguard,
    a_service_user,
    a_transport_offer,
    a_trip,
    loaded,
)
from volunteers.referrals.rules import ASKED, Arrival, arrival
from volunteers.requests.models import Channel, RequestStatus, RideRequest
from volunteers.service_users.models import Consent, Place, Purpose, Reading, ServiceUser
from volunteers.service_users.queries import consents_of
from volunteers.trips.models import TripStatus

PAGE = "/volunteers/home-care/1577/"
TYPED = {
    "phone": "90 00 00 01",
    "first_name": "Borghild",
    "address": "Kaivegen 2, 6133",
    "destination": "Volda bibliotek, 6100",
    "on": "1.12.2026",
    "there_at": "11",
    "home_from": "13",
    "needs": "rollator",
    "practical": "Ring to gonger",
    "way_home": "with_us",
    "recurrence": "once",
    "flexible_minutes": "0",
    "has_said_yes": "y",
    "tells_arrival": "y",
}
HOME_CARE = {"channel": Channel.HOME_CARE}
BASIS = {"home_care_basis": "Vedtak 1", "home_care_basis_on": date(2026, 2, 1)}


def a_nurse(session: Session, desk: Desk, *, has_basis: bool = True) -> Person:
    """Somebody in home care, where the municipality has recorded its basis or not."""
    nurse = a_person(session, Role.HOME_CARE, desk.municipality, name="Heime Teneste")
    a_safeguard(session, desk.municipality, actor=nurse, **(BASIS if has_basis else {}))
    session.commit()
    return nurse


def test_home_care_asks_and_the_coordinator_checks(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    nurse = a_nurse(session, desk)
    sign_in(client, session, nurse)
    assert client.get("/volunteers/home-care/").location == PAGE
    page = loaded(client, PAGE)
    assert 'href="/activities/offers/municipalities/1577/home-care/"' in page
    assert desk.offer.name in page
    assert 'name="phone"' in loaded(client, f"{PAGE}new")
    for _again in range(2):
        sent = {**TYPED, "transport_offer": str(desk.offer.id)}
        assert post(client, f"{PAGE}new", sent).status_code == 303
    session.rollback()
    request = session.scalars(select(RideRequest)).one()
    assert (request.channel, request.status, request.received_by_id) == (
        Channel.HOME_CARE,
        RequestStatus.TO_ASSESS,
        nurse.id,
    )
    user = request.service_user
    assert (user.is_from_home_care, user.body_id, user.practical) == (True, desk.organisation.id, "Ring to gonger")
    said = consents_of(session, [user.id], date(2026, 11, 21))[user.id]
    assert said == {Purpose.TRANSPORT, Purpose.ARRIVAL_TO_HOME_CARE}
    assert len(session.scalars(select(Consent)).all()) == 2


def test_without_a_basis_it_is_explained_and_nothing_can_be_sent(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    nurse = a_nurse(session, desk, has_basis=False)
    sign_in(client, session, nurse)
    assert f'href="{PAGE}new"' not in loaded(client, PAGE)
    assert 'name="phone"' not in loaded(client, f"{PAGE}new")
    assert post(client, f"{PAGE}new", {**TYPED, "transport_offer": str(desk.offer.id)}).status_code == 422
    session.rollback()
    assert session.scalars(select(ServiceUser)).all() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"has_said_yes": ""},
        {"practical": "Har demens"},
        {"transport_offer": "99999"},
        {"address": "Kaivegen"},
        {"on": "1.1.2020"},
        {"regular_volunteer": "1"},
    ],
)
def test_what_cannot_be_is_refused(client: FlaskClient, session: Session, wrong: dict[str, Any]) -> None:
    desk = a_desk(session)
    sign_in(client, session, a_nurse(session, desk))
    answered = post(client, f"{PAGE}new", {**TYPED, "transport_offer": str(desk.offer.id), **wrong})
    assert answered.status_code == 422
    assert 'id="error-summary"' in answered.text
    session.rollback()
    assert session.scalars(select(RideRequest)).all() == []


def test_home_care_is_never_shown_whether_somebody_was_known_or_what_was_written(
    client: FlaskClient, session: Session
) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk, needs="arm", practical="Løyndom", contact_name="Kari")
    sign_in(client, session, a_nurse(session, desk))
    sent = {**TYPED, "transport_offer": str(desk.offer.id), "find": "1", "first_name": "", "known": str(user.id)}
    answered = post(client, f"{PAGE}new", sent)
    assert answered.status_code == 422
    for secret in ("Borghild", "Løyndom", "Kari", user.code):
        assert secret not in answered.text
    assert post(client, f"{PAGE}new", {**TYPED, "transport_offer": str(desk.offer.id)}).status_code == 303
    assert "Løyndom" not in loaded(client, PAGE)
    session.rollback()
    session.refresh(user)
    assert (user.needs, user.practical, user.contact_name) == ("rollator,arm", "Løyndom", "Kari")


def test_arrival_is_told_of_own_users_only_and_only_by_consent(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    nurse = a_nurse(session, desk)
    known = {"is_from_home_care": True, "has_consent": True}
    agreed = a_service_user(session, desk, first_name="Agnes", **known)
    silent = a_service_user(session, desk, first_name="Borghild", **known)
    foreign = a_service_user(session, desk, first_name="Clara")
    for user in (agreed, silent, foreign):
        request = a_request(session, desk, user)
        a_trip(session, request, date(2026, 11, 20), status=TripStatus.CLOSED, arrived_at=NOW)
        a_trip(session, request, date(2026, 11, 19), status=TripStatus.NO_SHOW)
    for user in (agreed, foreign):
        a_consent(session, user, actor=desk.coordinator, purpose=Purpose.ARRIVAL_TO_HOME_CARE)
    session.commit()
    sign_in(client, session, nurse)
    page = loaded(client, PAGE)
    assert page.count("Agnes") == 2
    assert 'data-status="arrived"' in page
    assert 'data-status="not_arrived"' in page
    for secret in ("Borghild", "Clara", "Kaivegen", "90 00 00 01", "bibliotek", "Gunnar"):
        assert secret not in page
    session.rollback()
    assert [(each.service_user_id, each.place) for each in session.scalars(select(Reading))] == [
        (agreed.id, Place.HOME_CARE)
    ]


def test_what_home_care_asked_for_and_has_no_trips_is_told_in_one_word_of_own_users_only(
    client: FlaskClient, session: Session
) -> None:
    desk = a_desk(session)
    nurse = a_nurse(session, desk)
    nurse.language = "en"
    own = {"is_from_home_care": True}
    users = [a_service_user(session, desk, first_name=name, **own) for name in ("Agnes", "Berit", "Clara", "Dagny")]
    shown = [each for each in RequestStatus if each in ASKED]
    assert len(shown) == len(users)
    for user, status in zip(users, shown, strict=True):
        answers = {"needs_no_lifting": status is not RequestStatus.NOT_SUITABLE}
        a_request(session, desk, user, status=status, channel=Channel.HOME_CARE, **answers)
    for status in set(RequestStatus) - set(shown):
        a_request(session, desk, a_service_user(session, desk, first_name="Else", **own), status=status, **HOME_CARE)
    waiting = {"status": RequestStatus.TO_ASSESS}
    a_request(session, desk, a_service_user(session, desk, first_name="Frida", **own), **waiting)
    a_request(session, desk, a_service_user(session, desk, first_name="Gerd"), **waiting, **HOME_CARE)
    long_ago = {"status": RequestStatus.UNMET, "starts_on": date(2026, 10, 1)}
    a_request(session, desk, a_service_user(session, desk, first_name="Hilda", **own), **long_ago, **HOME_CARE)
    session.commit()
    sign_in(client, session, nurse)
    page = loaded(client, PAGE)
    for user, status in zip(users, shown, strict=True):
        assert user.first_name in page
        assert page.count(f'data-status="{status.value}"') == 1
    assert page.count("Whoever must be lifted") == 1
    for secret in ("Else", "Frida", "Gerd", "Hilda", "Kaivegen", "90 00 00 01", "bibliotek", users[0].code):
        assert secret not in page
    session.rollback()
    readings = session.scalars(select(Reading))
    assert {(each.service_user_id, each.place) for each in readings} == {(user.id, Place.HOME_CARE) for user in users}


def test_without_a_basis_nothing_of_what_was_asked_is_shown(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk, first_name="Agnes", is_from_home_care=True)
    a_request(session, desk, user, status=RequestStatus.TO_ASSESS, **HOME_CARE)
    sign_in(client, session, a_nurse(session, desk, has_basis=False))
    assert "Agnes" not in loaded(client, PAGE)


@pytest.mark.parametrize(
    ("status", "arrived_at", "told"),
    [
        (TripStatus.HOME, None, Arrival.ARRIVED),
        (TripStatus.ABORTED, NOW, Arrival.ARRIVED),
        (TripStatus.ABORTED, None, Arrival.NOT_ARRIVED),
        (TripStatus.UNMET, None, Arrival.NOT_ARRIVED),
        (TripStatus.CANCELLED_BY_USER, None, Arrival.NOT_ARRIVED),
        (TripStatus.OPEN, None, Arrival.TO_COME),
        (TripStatus.ON_THE_WAY, None, Arrival.TO_COME),
    ],
)
def test_a_trip_is_told_as_arrived_or_not(status: TripStatus, arrived_at: datetime | None, told: Arrival) -> None:
    assert arrival(status, arrived_at) is told


def test_only_home_care_of_the_municipality_comes_in(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    a_nurse(session, desk)
    other = a_municipality(session, "Hareid", "1517")
    elsewhere = a_person(session, Role.HOME_CARE, other)
    coordinator = a_person(session, Role.MUNICIPAL_COORDINATOR, desk.municipality)
    session.commit()
    for person in (elsewhere, coordinator, desk.coordinator):
        sign_in(client, session, person)
        for path in (PAGE, f"{PAGE}new", PAGE.replace("1577", "9999")):
            assert client.get(path).status_code == 404
        assert post(client, f"{PAGE}new", {**TYPED, "transport_offer": str(desk.offer.id)}).status_code == 404


def test_an_offer_elsewhere_or_of_a_body_that_is_off_cannot_be_chosen(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    nurse = a_nurse(session, desk)
    other = a_municipality(session, "Hareid", "1517")
    elsewhere = a_transport_offer(session, desk.organisation, other, name="Andre stader")
    off = a_transport_offer(session, other, desk.municipality, name="Ikkje klar")
    session.commit()
    sign_in(client, session, nurse)
    page = loaded(client, PAGE)
    for offer in (elsewhere, off):
        assert offer.name not in page
        assert post(client, f"{PAGE}new", {**TYPED, "transport_offer": str(offer.id)}).status_code == 422


def test_pages_take_the_same_statements_with_few_and_many(
    client: FlaskClient, session: Session, statements: list[str]
) -> None:
    desk = a_desk(session)
    nurse = a_nurse(session, desk)
    sign_in(client, session, nurse)

    def one_more(number: int) -> None:
        user = a_service_user(session, desk, phone=f"9100{number:04}", is_from_home_care=True)
        a_consent(session, user, actor=desk.coordinator, purpose=Purpose.ARRIVAL_TO_HOME_CARE)
        a_trip(session, a_request(session, desk, user))
        a_request(session, desk, user, status=RequestStatus.TO_ASSESS, **HOME_CARE)

    counted: list[list[int]] = []
    one_more(0)
    session.commit()
    for is_last in (False, True):
        counted.append([])
        for path, most in ((PAGE, 20), (f"{PAGE}new", 20)):
            loaded(client, path)
            statements.clear()
            loaded(client, path)
            counted[-1].append(len(statements))
            assert len(statements) <= most, (path, statements[-25:])
        for number in range(0 if is_last else 30):
            one_more(number + 1)
        session.commit()
    assert counted[0] == counted[1]
