"""What people see of erasing: one person's right to see and to be erased, and what a body has erased."""

import json
from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from tests.builders import a_municipality, a_person, an_organisation, post, sign_in
from tests.volunteers.builders import a_desk, a_request, a_service_user, a_trip
from tests.volunteers.retention.builders import a_past_trip, erase
from volunteers.retention.models import DeletionReport
from volunteers.service_users.models import Reading, ServiceUser


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
