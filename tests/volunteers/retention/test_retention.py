"""What is no longer needed is erased on its day, whole, and not before."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.builders import NOW
from tests.conftest import TODAY
from tests.volunteers.builders import a_desk, a_service_user
from tests.volunteers.retention.builders import LONG_AGO, a_past_trip, erase
from volunteers.incidents.models import Incident, IncidentKind, ToldTo
from volunteers.requests.models import Recurrence, RequestStatus, RideRequest
from volunteers.retention.rules import Terms
from volunteers.service_users.models import Consent, Place, Reading
from volunteers.trips.models import TripStatus


@pytest.mark.parametrize(("days", "is_kept"), [(90, True), (91, False)])
def test_addresses_go_when_the_days_are_over(session: Session, days: int, is_kept: bool) -> None:
    desk = a_desk(session)
    trip = a_past_trip(session, desk, TODAY - timedelta(days=days))
    trip.handed_over_to = "Verten"
    erase(session, desk)
    told = {trip.from_address, trip.destination, trip.handed_over_to, trip.request.destination}
    assert (told == {""}) is not is_kept
    assert trip.service_user.first_name == "Borghild"


@pytest.mark.parametrize(("last_on", "is_kept"), [(date(2025, 11, 21), True), (date(2025, 11, 20), False)])
def test_a_person_goes_twelve_months_after_the_last_trip(session: Session, last_on: date, is_kept: bool) -> None:
    desk = a_desk(session)
    user = a_past_trip(session, desk, last_on).service_user
    consent = session.scalars(select(Consent)).one()
    consent.representative = "Dottera Anne"
    erase(session, desk)
    assert (user.erased_at is None) is is_kept
    assert (user.first_name, user.phone, user.address, consent.representative) == (
        ("Borghild", "90000001", "Kaivegen 2", "Dottera Anne") if is_kept else ("", "", "", "")
    )
    assert user.code.startswith("B-")


def test_somebody_without_a_trip_goes_after_registration(session: Session) -> None:
    desk = a_desk(session)
    old = a_service_user(session, desk, registered_at=LONG_AGO)
    new = a_service_user(session, desk, phone="90000002")
    erase(session, desk)
    assert (old.erased_at, new.erased_at) == (NOW, None)


@pytest.mark.parametrize(
    ("request_values", "trip_status"),
    [
        ({"status": RequestStatus.OPEN, "recurrence": Recurrence.WEEKLY}, TripStatus.CLOSED),
        ({"received_at": NOW}, TripStatus.CLOSED),
        ({}, TripStatus.OPEN),
    ],
)
def test_nobody_goes_whom_somebody_may_fetch(
    session: Session, request_values: dict[str, Any], trip_status: TripStatus
) -> None:
    desk = a_desk(session)
    trip = a_past_trip(session, desk, date(2024, 5, 1), **request_values)
    trip.status = trip_status
    erase(session, desk)
    assert trip.service_user.erased_at is None


def test_an_incident_is_cut_from_its_trip_and_stays(session: Session) -> None:
    desk = a_desk(session)
    rows = []
    for day in (date(2023, 11, 20), date(2023, 11, 21)):
        trip = a_past_trip(session, desk, day)
        told = {"kind": IncidentKind.FALL, "told_to": ToldTo.NOBODY, "what": "Isete trapp.", "action": ""}
        incident = Incident(
            offer_id=desk.offer.id, trip_id=trip.id, severity=1, happened_on=day, reported_at=NOW, **told
        )
        session.add(incident)
        rows.append(incident)
    erase(session, desk)
    assert [row.trip_id is None for row in rows] == [True, False]
    assert session.scalar(select(func.count()).select_from(Incident)) == 2


def test_who_has_seen_somebody_goes_five_years_after_the_person(session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk, registered_at=LONG_AGO)
    session.add(Reading(service_user_id=user.id, person_id=desk.coordinator.id, place=Place.PROFILE, read_at=LONG_AGO))
    erase(session, desk)
    erase(session, desk, NOW + timedelta(days=5 * 365))
    assert session.scalar(select(func.count()).select_from(Reading)) == 1
    erase(session, desk, NOW + timedelta(days=5 * 366))
    assert session.scalar(select(func.count()).select_from(Reading)) == 0


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 200), st.integers(1, 60))
def test_nothing_is_ever_erased_before_its_time_nor_a_day_after(day: date, days: int, months: int) -> None:
    terms = Terms(days, months, months)
    due = terms.trips_due(day)
    assert day < terms.trips_before(due)
    assert day >= terms.trips_before(due - timedelta(days=1))
    for due, before in (
        (terms.profiles_due(day), terms.profiles_before),
        (terms.incidents_due(day), terms.incidents_before),
    ):
        assert (due - day).days >= 28 * months
        assert day < before(due + timedelta(days=3))


def test_requests_say_where_to_until_the_last_trip_is_old(session: Session) -> None:
    desk = a_desk(session)
    trip = a_past_trip(session, desk, date(2026, 1, 1), status=RequestStatus.OPEN, recurrence=Recurrence.WEEKLY)
    erase(session, desk)
    assert trip.from_address == ""
    assert session.scalars(select(RideRequest)).one().destination == "Volda bibliotek"
