"""Incidents are told of without names, told on when they are grave, and closed."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel.jobs.outbox import OutboxJob
from kernel.jobs.worker import run_due
from tests.builders import a_person, a_relation, an_organisation, post, sign_in
from tests.volunteers.builders import a_desk, a_request, a_service_user, a_trip, a_volunteer
from volunteers.incidents.models import Incident
from volunteers.trips.models import TripStatus

ADDRESS = "/volunteers/transport/incidents/"
WHAT = "Passasjeren gleid på isete trapp."
TOLD = {"happened_on": "10.11.2026", "kind": "fall", "severity": "1", "told_to": "relative", "what": WHAT, "action": ""}


def the_incident(session: Session) -> Incident:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Incident)).one()


def test_the_desk_reports_an_incident_and_closes_it(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    sign_in(client, session, desk.coordinator)
    form = {**TOLD, "offer": str(desk.offer.id)}
    for _again in range(2):
        assert post(client, f"{ADDRESS}new", form).status_code == 303
    made = the_incident(session)
    assert (made.severity, made.trip_id, made.closed_on) == (1, None, None)
    assert WHAT in client.get(f"{ADDRESS}{made.id}/").get_data(as_text=True)
    assert ADDRESS in client.get("/my-work").get_data(as_text=True)
    done = {"action": "Trappa er sanda.", "closed_on": "12.11.2026", "version": made.version}
    assert post(client, f"{ADDRESS}{made.id}/", {**done, "action": ""}).status_code == 422
    assert post(client, f"{ADDRESS}{made.id}/", {**done, "version": "7"}).status_code == 409
    assert post(client, f"{ADDRESS}{made.id}/", done).status_code == 303
    assert post(client, f"{ADDRESS}{made.id}/", done).status_code == 422
    assert the_incident(session).closed_on == date(2026, 11, 12)


@pytest.mark.parametrize(
    "wrong",
    [
        {"severity": "4"},
        {"kind": "other_kind"},
        {"what": ""},
        {"what": "x" * 301},
        {"what": "Passasjeren har demens."},
        {"what": "Ho gleid, og Borghild ropte."},
        {"happened_on": "22.11.2026"},
        {"offer": "999999"},
    ],
)
def test_a_wrong_form_is_told(client: FlaskClient, session: Session, wrong: dict[str, str]) -> None:
    desk = a_desk(session)
    sign_in(client, session, desk.coordinator)
    form = {**TOLD, "offer": str(desk.offer.id), **wrong}
    assert post(client, f"{ADDRESS}new", form).status_code == 422
    assert session.scalar(select(func.count()).select_from(Incident)) == 0


def test_what_may_be_a_name_is_kept_when_somebody_has_looked(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    sign_in(client, session, desk.coordinator)
    form = {**TOLD, "offer": str(desk.offer.id), "what": "Bilen fekk stopp ved Volda bibliotek."}
    warned = post(client, f"{ADDRESS}new", form)
    assert warned.status_code == 422
    assert 'name="is_nameless"' in warned.get_data(as_text=True)
    assert post(client, f"{ADDRESS}new", {**form, "is_nameless": "y"}).status_code == 303


def test_a_volunteer_tells_of_a_trip_and_names_nobody(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    driver = a_person(session, Role.VOLUNTEER, desk.organisation)
    volunteer = a_volunteer(session, desk.organisation, person=driver)
    request = a_request(session, desk, a_service_user(session, desk))
    trip = a_trip(session, request, date(2026, 11, 10), status=TripStatus.HOME, volunteer_id=volunteer.id)
    sign_in(client, session, driver)
    address = f"/volunteers/my-incidents/trips/{trip.id}/"
    page = client.get(address).get_data(as_text=True)
    assert "Borghild" not in page
    form = {**TOLD, "offer": str(desk.offer.id)}
    assert post(client, address, {**form, "what": "Borghild gleid."}).status_code == 422
    assert post(client, address, form).status_code == 303
    assert the_incident(session).trip_id == trip.id
    assert WHAT in client.get("/volunteers/my-incidents/").get_data(as_text=True)
    assert client.get(ADDRESS).status_code == 403
    sign_in(client, session, a_person(session, Role.VOLUNTEER, desk.organisation))
    assert client.get(address).status_code == 404
    sign_in(client, session, desk.coordinator)
    assert client.get(f"{ADDRESS}new?trip={trip.id}").status_code == 200
    assert client.get(f"{ADDRESS}new?trip=x").status_code == 404
    assert client.get(f"{ADDRESS}new?trip=999999").status_code == 404


def test_coordinator_and_leader_are_told_of_a_grave_one_and_not_what(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    desk = a_desk(session)
    sign_in(client, session, desk.coordinator)
    form = {**TOLD, "offer": str(desk.offer.id), "severity": "3"}
    for _again in range(2):
        assert post(client, f"{ADDRESS}new", form).status_code == 303
    session.rollback()
    jobs = session.scalars(select(OutboxJob).where(OutboxJob.name == "volunteers.mail_incident")).all()
    assert {job.args["person_id"] for job in jobs} == {desk.coordinator.id, desk.leader.id}
    session.rollback()
    run_due(app)
    mails = [path.read_text(encoding="utf-8") for path in (app.extensions["trinn"].var / "mail").glob("*.eml")]
    assert len(mails) == 2
    for text in mails:
        assert f"{ADDRESS}{the_incident(session).id}/" in text
        assert not any(word in text for word in ("gleid", "trapp", "fall", "Tysdagsturen"))


def test_others_see_no_incident(client: FlaskClient, session: Session) -> None:
    desk = a_desk(session)
    sign_in(client, session, desk.coordinator)
    post(client, f"{ADDRESS}new", {**TOLD, "offer": str(desk.offer.id)})
    made = the_incident(session)
    for role, body in (
        (Role.ORGANISATION_COORDINATOR, an_organisation(session, "Andre")),
        (Role.MUNICIPAL_COORDINATOR, desk.municipality),
    ):
        sign_in(client, session, a_person(session, role, body))
        assert client.get(f"{ADDRESS}{made.id}/").status_code == 404
        assert WHAT not in client.get(ADDRESS).get_data(as_text=True)
        assert post(client, f"{ADDRESS}new", {**TOLD, "offer": str(desk.offer.id)}).status_code == 422


def test_the_list_leads_to_where_incidents_are_gone_through_together(
    client: FlaskClient, session: Session, statements: list[str]
) -> None:
    desk = a_desk(session)
    relation = a_relation(session, desk.municipality, desk.organisation, actor=desk.leader)
    sign_in(client, session, desk.coordinator)
    assert f"/partnership/relations/{relation.id}/quality/incident-reviews/" in client.get(ADDRESS).get_data(
        as_text=True
    )

    def sent() -> int:
        statements.clear()
        assert client.get(ADDRESS).status_code == 200
        return len(statements)

    few = sent()
    for day in range(1, 9):
        post(client, f"{ADDRESS}new", {**TOLD, "offer": str(desk.offer.id), "happened_on": f"{day}.11.2026"})
    assert sent() == few <= 12
    assert WHAT in client.get(f"{ADDRESS}?format=csv&severity=1&state=open").get_data().decode("utf-8-sig")
