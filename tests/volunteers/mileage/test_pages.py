"""Kilometres from the driver's own word to the file that is paid from."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from kernel.db import transaction
from kernel.lifecycle import NotAllowed, Stale
from tests.builders import NOW, a_person, an_organisation, post, sign_in
from tests.volunteers.builders import Desk, a_desk, a_request, a_service_user, a_trip, a_volunteer
from volunteers.mileage import actions
from volunteers.mileage.models import ClaimStatus, MileageClaim, MileageRate
from volunteers.mileage.rules import Driven, Rate
from volunteers.transport.models import Payer
from volunteers.trips.models import Trip, TripStatus

FORM = {"km": "20", "km_empty": "15", "tolls": "42", "parking": "12,50", "version": "0"}
DROVE = Driven(20, 15, Decimal("42.00"), Decimal("12.50"))


@dataclass(frozen=True)
class Drive:
    """A trip that has been driven, by a volunteer who can sign in."""

    desk: Desk
    driver: Person
    trip: Trip


@pytest.fixture
def drive(session: Session) -> Drive:
    """A trip on the third of November, home again."""
    desk = a_desk(session)
    driver = a_person(session, Role.VOLUNTEER, desk.organisation, name="Gunnar Lid")
    volunteer = a_volunteer(session, desk.organisation, person=driver)
    request = a_request(session, desk, a_service_user(session, desk))
    trip = a_trip(session, request, date(2026, 11, 3), status=TripStatus.HOME, volunteer_id=volunteer.id)
    session.commit()
    return Drive(desk, driver, trip)


def a_rate(session: Session, desk: Desk, *, day: date = date(2026, 1, 1), per_km: str = "5.30") -> MileageRate:
    said = Rate(day, Decimal(per_km), Decimal("1.00"), "Styrevedtak 3/26")
    rate = actions.add_rate(session, desk.organisation.id, said, actor_id=desk.coordinator.id, at=NOW)
    session.commit()
    return rate


def the_claim(session: Session) -> MileageClaim:
    session.rollback()
    session.expire_all()
    return session.scalars(select(MileageClaim)).one()


def a_sent_claim(session: Session, drive: Drive) -> MileageClaim:
    claim = actions.send(session, drive.trip, DROVE, version=0, actor_id=drive.driver.id, at=NOW)
    session.commit()
    return claim


def test_nothing_stands_in_the_form_before_the_driver_writes_it(
    client: FlaskClient, session: Session, drive: Drive
) -> None:
    sign_in(client, session, drive.driver)
    page = client.get(f"/volunteers/mileage/trips/{drive.trip.id}/").get_data(as_text=True)
    for name in ("km", "km_empty", "tolls", "parking"):
        field = re.search(rf'<input[^>]* name="{name}"[^>]*>', page)
        assert field
        assert 'value=""' in field[0]


def test_a_driver_sends_a_claim_and_somebody_else_approves_it(
    client: FlaskClient, session: Session, drive: Drive
) -> None:
    a_rate(session, drive.desk)
    sign_in(client, session, drive.driver)
    assert post(client, f"/volunteers/mileage/trips/{drive.trip.id}/", FORM).status_code == 303
    claim = the_claim(session)
    assert (claim.status, claim.payer) == (ClaimStatus.SENT, Payer.ORGANISATION)
    sign_in(client, session, drive.desk.coordinator)
    shown = client.get(f"/volunteers/mileage/claims/{claim.id}/").get_data(as_text=True)
    assert "260,00" in shown
    assert "Borghild" not in shown
    address = f"/volunteers/mileage/claims/{claim.id}/approve"
    assert post(client, address, {"version": claim.version}).status_code == 303
    assert (the_claim(session).status, the_claim(session).amount) == (ClaimStatus.APPROVED, Decimal("260.00"))


def test_sending_twice_sends_once(client: FlaskClient, session: Session, drive: Drive) -> None:
    sign_in(client, session, drive.driver)
    for _again in range(2):
        assert post(client, f"/volunteers/mileage/trips/{drive.trip.id}/", FORM).status_code == 303
    assert session.scalar(select(func.count()).select_from(MileageClaim)) == 1
    other = post(client, f"/volunteers/mileage/trips/{drive.trip.id}/", {**FORM, "km": "21"})
    assert other.status_code == 422
    assert the_claim(session).km == 20


def test_what_is_kept_may_be_changed_and_sent_later_and_two_windows_see_each_other(
    client: FlaskClient, session: Session, drive: Drive
) -> None:
    sign_in(client, session, drive.driver)
    address = f"/volunteers/mileage/trips/{drive.trip.id}/"
    assert post(client, address, {**FORM, "save_draft": "1"}).status_code == 303
    assert the_claim(session).status is ClaimStatus.DRAFT
    late = post(client, address, {**FORM, "km": "30"})
    assert late.status_code == 409
    assert post(client, address, {**FORM, "km": "30", "version": "1"}).status_code == 303
    assert (the_claim(session).km, the_claim(session).status) == (30, ClaimStatus.SENT)


@pytest.mark.parametrize("wrong", [{"km": "-1"}, {"km": "2001"}, {"km": ""}, {"tolls": "mye"}, {"km": "20,5"}])
def test_a_wrong_form_is_told(client: FlaskClient, session: Session, drive: Drive, wrong: dict[str, str]) -> None:
    sign_in(client, session, drive.driver)
    assert post(client, f"/volunteers/mileage/trips/{drive.trip.id}/", {**FORM, **wrong}).status_code == 422


def test_nobody_approves_their_own_claim(client: FlaskClient, session: Session, drive: Drive) -> None:
    a_rate(session, drive.desk)
    claim = a_sent_claim(session, drive)
    with pytest.raises(NotAllowed):
        actions.approve(session, claim, version=claim.version, actor_id=drive.driver.id, at=NOW)
    session.rollback()


def test_without_a_rate_for_the_day_nothing_is_approved(client: FlaskClient, session: Session, drive: Drive) -> None:
    a_rate(session, drive.desk, day=date(2026, 11, 4))
    claim = a_sent_claim(session, drive)
    sign_in(client, session, drive.desk.coordinator)
    address = f"/volunteers/mileage/claims/{claim.id}/approve"
    assert post(client, address, {"version": claim.version}).status_code == 409
    assert the_claim(session).status is ClaimStatus.SENT


def test_a_claim_that_is_sent_back_waits_for_its_volunteer(
    client: FlaskClient, app: Flask, session: Session, drive: Drive
) -> None:
    claim = a_sent_claim(session, drive)
    sign_in(client, session, drive.desk.coordinator)
    address = f"/volunteers/mileage/claims/{claim.id}/return"
    assert post(client, address, {"version": claim.version, "note": ""}).status_code == 422
    assert post(client, address, {"version": claim.version, "note": "Skriv bomringen."}).status_code == 303
    sign_in(client, session, drive.driver)
    assert "Skriv bomringen." in client.get("/volunteers/mileage/").get_data(as_text=True)
    assert "/volunteers/mileage/" in client.get("/my-work").get_data(as_text=True)
    again = {**FORM, "tolls": "80", "version": str(the_claim(session).version)}
    assert post(client, f"/volunteers/mileage/trips/{drive.trip.id}/", again).status_code == 303
    assert the_claim(session).status is ClaimStatus.SENT


def test_approved_claims_are_handed_on_once_and_name_no_passenger(
    client: FlaskClient, session: Session, drive: Drive
) -> None:
    a_rate(session, drive.desk)
    claim = a_sent_claim(session, drive)
    actions.approve(session, claim, version=claim.version, actor_id=drive.desk.coordinator.id, at=NOW)
    session.commit()
    sign_in(client, session, drive.desk.coordinator)
    answer = post(client, "/volunteers/mileage/claims/export")
    text = answer.get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 2
    assert {"Tysdagsturen", drive.trip.service_user.code, "Gunnar Lid", "260,00"} <= set(rows[1])
    for secret in ("Borghild", "Kaivegen", "90000001", "Volda bibliotek"):
        assert secret not in text
    assert post(client, "/volunteers/mileage/claims/export").status_code == 303
    assert the_claim(session).status is ClaimStatus.EXPORTED


def test_a_rate_that_was_used_stands_and_is_followed(client: FlaskClient, session: Session, drive: Drive) -> None:
    rate = a_rate(session, drive.desk)
    claim = a_sent_claim(session, drive)
    actions.approve(session, claim, version=claim.version, actor_id=drive.desk.coordinator.id, at=NOW)
    session.commit()
    sign_in(client, session, drive.desk.coordinator)
    assert post(client, f"/volunteers/mileage/rates/{rate.id}/remove").status_code == 409
    new = {"body": str(drive.desk.organisation.id), "per_km": "5,60", "per_passenger_km": "0", "source": "Sak 4"}
    assert post(client, "/volunteers/mileage/rates/", {**new, "valid_from": "1.1.2025"}).status_code == 422
    assert post(client, "/volunteers/mileage/rates/", {**new, "valid_from": "1.1.2027"}).status_code == 303
    later = session.scalars(select(MileageRate).where(MileageRate.valid_from == date(2027, 1, 1))).one()
    assert later.per_km == Decimal("5.60")
    assert post(client, f"/volunteers/mileage/rates/{later.id}/remove").status_code == 303


def test_others_see_no_claim(client: FlaskClient, session: Session, drive: Drive) -> None:
    claim = a_sent_claim(session, drive)
    others = an_organisation(session, "Andre")
    sign_in(client, session, a_person(session, Role.ORGANISATION_COORDINATOR, others))
    assert client.get(f"/volunteers/mileage/claims/{claim.id}/").status_code == 404
    assert client.get(f"/volunteers/mileage/trips/{drive.trip.id}/").status_code == 404
    assert post(client, f"/volunteers/mileage/claims/{claim.id}/approve", {"version": "1"}).status_code == 404
    sign_in(client, session, a_person(session, Role.VOLUNTEER, drive.desk.organisation))
    assert client.get(f"/volunteers/mileage/trips/{drive.trip.id}/").status_code == 404
    assert client.get("/volunteers/mileage/claims/").status_code == 403


def test_two_who_approve_at_once_approve_once(app: Flask, session: Session, drive: Drive) -> None:
    a_rate(session, drive.desk)
    claim = a_sent_claim(session, drive)
    refused = at_once(app, claim, [drive.desk.coordinator.id, drive.desk.leader.id])
    assert len(refused) == 1
    assert the_claim(session).status is ClaimStatus.APPROVED


def at_once(app: Flask, claim: MileageClaim, actors: list[int]) -> list[Exception]:
    """Approve the same claim in two threads, and give what was refused."""
    gate, refused, claim_id, version = Barrier(len(actors)), [], claim.id, claim.version

    def one(actor_id: int) -> None:
        gate.wait()
        try:
            with app.app_context(), transaction() as opened:
                held = opened.scalars(select(MileageClaim).where(MileageClaim.id == claim_id).with_for_update()).one()
                actions.approve(opened, held, version=version, actor_id=actor_id, at=NOW)
        except (NotAllowed, Stale, StaleDataError) as fault:
            refused.append(fault)

    threads = [Thread(target=one, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def statements_of(client: FlaskClient, statements: list[str], address: str) -> int:
    statements.clear()
    assert client.get(address).status_code == 200
    return len(statements)


@pytest.mark.parametrize("address", ["/volunteers/mileage/claims/", "/volunteers/mileage/"])
def test_lists_take_the_same_number_of_statements(
    client: FlaskClient, session: Session, drive: Drive, statements: list[str], address: str
) -> None:
    person = drive.driver if address.endswith("mileage/") else drive.desk.coordinator
    a_sent_claim(session, drive)
    sign_in(client, session, person)
    few = statements_of(client, statements, address)
    request = drive.trip.request
    for day in range(4, 20):
        other = a_trip(
            session, request, date(2026, 11, day), status=TripStatus.HOME, volunteer_id=drive.trip.volunteer_id
        )
        if day % 2:
            actions.send(session, other, DROVE, version=0, actor_id=drive.driver.id, at=NOW)
    session.commit()
    assert statements_of(client, statements, address) == few <= 12
