"""What is no longer needed is erased whole, once, and leaves no trace in the database's files."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel.db import db, transaction, wipe
from kernel.jobs.worker import run_due
from kernel.registry import registry
from tests.builders import NOW, a_municipality, a_person, an_organisation, post, sign_in
from tests.conftest import TODAY
from tests.volunteers.builders import Desk, a_desk, a_request, a_service_user, a_trip
from volunteers.incidents.models import Incident, IncidentKind, ToldTo
from volunteers.requests.models import Recurrence, RequestStatus, RideRequest
from volunteers.retention import actions, queries
from volunteers.retention.models import DeletionReport
from volunteers.retention.rules import Terms
from volunteers.service_users.models import Consent, Place, Reading, ServiceUser
from volunteers.trips.models import Trip, TripStatus

TERMS = Terms()
LONG_AGO = datetime(2024, 1, 1, 12, tzinfo=NOW.tzinfo)


def a_past_trip(session: Session, desk: Desk, on: date, user: ServiceUser | None = None, **other: Any) -> Trip:
    """A trip that is over, of somebody who was registered long ago."""
    user = user or a_service_user(session, desk, registered_at=LONG_AGO)
    status = {"status": RequestStatus.DONE, "starts_on": on, "received_at": LONG_AGO}
    request = a_request(session, desk, user, **{**status, **other})
    return a_trip(session, request, on, status=TripStatus.CLOSED)


def erase(session: Session, desk: Desk, at: datetime = NOW) -> bool:
    session.flush()
    more = actions.erase_some(session, desk.organisation.id, TERMS, at=at)
    session.commit()
    session.expire_all()
    return more


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


def test_it_goes_on_in_batches_and_twice_is_once(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "BATCH", 2)
    desk = a_desk(session)
    user = a_service_user(session, desk)
    for place in range(5):
        a_past_trip(session, desk, date(2026, 1, 1) + timedelta(days=place), user)
    rounds = 1
    while erase(session, desk):
        rounds += 1
    assert rounds == 3
    assert sum(session.scalars(select(DeletionReport.trips))) == 5
    assert not erase(session, desk)
    assert session.scalar(select(func.count()).select_from(DeletionReport)) == 3


def test_a_run_that_is_killed_leaves_nothing_half(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = a_desk(session)
    a_past_trip(session, desk, date(2024, 5, 1))
    session.commit()

    def killed(*_args: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(actions, "_report", killed)
        with pytest.raises(KeyboardInterrupt), app.app_context(), transaction() as opened:
            actions.erase_some(opened, desk.organisation.id, TERMS, at=NOW)
    session.expire_all()
    assert session.scalars(select(Trip)).one().from_address == "Kaivegen 2"
    assert session.scalars(select(ServiceUser)).one().first_name == "Borghild"
    session.rollback()
    erase(session, desk)
    assert session.scalars(select(ServiceUser)).one().erased_at == NOW


def test_the_job_runs_every_day_for_each_body_by_its_own_times(app: Flask, session: Session) -> None:
    assert registry.schedule["volunteers.erase_old"] == 24 * 60 * 60
    desk = a_desk(session)
    trip = a_past_trip(session, desk, TODAY - timedelta(days=40))
    session.execute(text("UPDATE safeguard SET trip_days = 30"))
    session.commit()
    with app.app_context(), transaction() as opened:
        registry.jobs["volunteers.erase_old"](opened, key="1", now=NOW)
    run_due(app)
    session.rollback()
    session.expire_all()
    assert trip.from_address == ""
    assert session.scalars(select(DeletionReport)).one().trips == 1


def raw(app: Flask) -> bytes:
    """All bytes of the database's files; on PostgreSQL, which tidies its files up later, all that its tables hold."""
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            with db.engine.connect() as connection:
                found = [connection.execute(text(f'SELECT * FROM "{each}"')).all() for each in db.metadata.tables]  # noqa: S608  our own names
            return repr(found).encode()
        path = Path(str(db.engine.url.database))
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_nothing_of_the_erased_is_in_the_files_neither_in_clear_nor_sealed(app: Flask, session: Session) -> None:
    desk = a_desk(session)
    for place in range(30):
        user = a_service_user(
            session, desk, registered_at=LONG_AGO, phone=f"9123456{place}", practical="Ring på to gonger"
        )
        a_past_trip(session, desk, date(2024, 5, 1), user)
    session.commit()
    tables = {
        "service_user": ["first_name", "phone", "address", "practical", "phone_digest"],
        "trip": ["from_address", "destination"],
        "ride_request": ["destination"],
    }
    sealed = {
        value
        for table, columns in tables.items()
        for row in session.execute(text(f"SELECT {', '.join(columns)} FROM {table}"))  # noqa: S608  our own names
        for value in row
    }
    session.rollback()
    assert all(value.encode() in raw(app) for value in sealed if value)
    erase(session, desk)
    session.close()
    with app.app_context():
        db.session.remove()
        wipe()
    found = raw(app)
    for value in (*sealed, "Borghild", "Kaivegen", "Volda bibliotek", "91234567"):
        assert not value or value.encode() not in found, value


def test_a_person_may_see_everything_and_be_erased(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    trip = a_past_trip(session, desk, date(2026, 10, 1))
    user = trip.service_user
    sign_in(client, session, desk.coordinator)
    address = f"/volunteers/deletions/people/{user.id}/"
    assert "Borghild" not in client.get(address).get_data(as_text=True)
    answer = client.get(f"{address}everything.json")
    kept = json.loads(answer.get_data())
    answer.close()
    assert kept["profile"]["first_name"] == "Borghild"
    assert kept["trips"][0]["destination"] == "Volda bibliotek"
    assert kept["consents"][0]["purpose"] == "transport"
    assert session.scalar(select(func.count()).select_from(Reading)) == 1
    session.rollback()
    for _again in range(2):
        assert post(client, f"{address}erase").status_code == 303
    session.expire_all()
    assert user.erased_at is not None
    assert (user.first_name, trip.from_address, trip.request.destination) == ("", "", "")
    report = session.scalars(select(DeletionReport)).one()
    assert (report.trips, report.profiles) == (1, 1)
    assert client.get(address).status_code == 200


def test_nobody_is_erased_while_trips_are_to_come(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    request = a_request(session, desk, a_service_user(session, desk))
    a_trip(session, request)
    sign_in(client, session, desk.coordinator)
    address = f"/volunteers/deletions/people/{request.service_user_id}/"
    assert "/erase" not in client.get(address).get_data(as_text=True)
    post(client, f"{address}erase")
    session.rollback()
    session.expire_all()
    assert session.scalars(select(ServiceUser)).one().erased_at is None


def test_a_body_reads_what_was_erased_and_what_is_next(
    client: FlaskClient, session: Session, statements: list[str]
) -> None:
    desk = a_desk(session)
    a_past_trip(session, desk, date(2026, 11, 1))
    a_past_trip(session, desk, date(2024, 5, 1))
    erase(session, desk)
    sign_in(client, session, desk.coordinator)
    statements.clear()
    page = client.get("/volunteers/deletions/").get_data(as_text=True)
    assert len(statements) <= 12
    assert "31. januar 2027" in page
    assert client.get("/volunteers/deletions/?format=csv").get_data(as_text=True).count("\r\n") == 2
    sign_in(client, session, a_person(session, Role.ORGANISATION_LEADER, an_organisation(session, "Andre")))
    assert "Følgjevenene" not in client.get("/volunteers/deletions/").get_data(as_text=True)
    user = session.scalars(select(ServiceUser).limit(1)).one()
    for role, body in ((Role.VOLUNTEER, desk.organisation), (Role.MUNICIPAL_LEADER, a_municipality(session, "Ørsta"))):
        sign_in(client, session, a_person(session, role, body))
        for last in ("", "everything.json"):
            assert client.get(f"/volunteers/deletions/people/{user.id}/{last}").status_code == 404
        assert post(client, f"/volunteers/deletions/people/{user.id}/erase").status_code == 404


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
