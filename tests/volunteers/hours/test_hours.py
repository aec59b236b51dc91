"""How hours are written down by volunteers, coordinators and trips, and what they come to."""

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from tests import pages
from tests.builders import NOW, a_person, an_organisation, post, sign_in
from tests.volunteers.builders import Desk, a_desk, a_volunteer
from volunteers.hours import actions, queries
from volunteers.hours.models import HourEntry, Work
from volunteers.register.models import Volunteer, VolunteerStatus

MINE = "/volunteers/hours/mine/"
SENT = {"done_on": "20.11.2026", "time": "1.30", "work": "activity", "what": "Kafé"}


@pytest.fixture
def desk(session: Session) -> Desk:
    made = a_desk(session)
    session.commit()
    return made


@pytest.fixture
def driver(session: Session, desk: Desk) -> Volunteer:
    person = a_person(session, Role.VOLUNTEER, desk.organisation, name="Gunnar Lid")
    made = a_volunteer(session, desk.organisation, person=person)
    session.commit()
    return made


def entries(session: Session) -> list[HourEntry]:
    session.rollback()
    return list(session.scalars(select(HourEntry).order_by(HourEntry.id)))


def test_a_volunteer_writes_down_own_hours_once(client: FlaskClient, session: Session, driver: Volunteer) -> None:
    sign_in(client, session, driver.person)
    page = client.get(MINE).text
    assert pages.read(page).headings == 1
    for _again in range(2):
        assert post(client, MINE, {**SENT, "volunteer": str(driver.id)}).status_code == 303
    (kept,) = entries(session)
    assert (kept.minutes, kept.planned_minutes, kept.work, kept.done_on) == (90, 0, Work.ACTIVITY, date(2026, 11, 20))
    assert re.search(r"1 \w+ \w+ 30 min", client.get(MINE).text)
    address = f"{MINE}{kept.id}/"
    version = next(f.values["version"] for f in pages.read(client.get(address).text).forms if "version" in f.values)
    changed = {"done_on": "20.11.2026", "work": "transport", "minutes": "2", "planned_minutes": "", "version": version}
    assert post(client, address, changed).status_code == 303
    assert entries(session)[0].minutes == 120
    session.rollback()
    stale = post(client, address, {**changed, "minutes": "3", "work": "activity", "done_on": "19.11.2026"})
    assert stale.status_code == 409
    assert {"minutes", "work", "done_on"} <= set(re.findall(r'id="([a-z_]+)-conflict"', stale.text))
    assert post(client, f"{address}take-away").status_code == 303
    assert entries(session) == []


def test_a_day_to_come_is_planned_and_becomes_what_it_became(
    client: FlaskClient, session: Session, driver: Volunteer
) -> None:
    sign_in(client, session, driver.person)
    sent = {**SENT, "done_on": "1.12.2026", "volunteer": str(driver.id)}
    assert post(client, MINE, sent).status_code == 303
    (kept,) = entries(session)
    assert (kept.planned_minutes, kept.minutes) == (90, None)
    too_early = {**sent, "minutes": "1", "planned_minutes": "1.30", "version": str(kept.version)}
    session.rollback()
    assert post(client, f"{MINE}{kept.id}/", too_early).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"time": "mykje"},
        {"time": "25"},
        {"time": ""},
        {"work": "sleep"},
        {"done_on": "1.1.2020"},
        {"done_on": "i går"},
        {"volunteer": "0"},
        {"volunteer": "x"},
        {"what": "x" * 121},
    ],
)
def test_what_cannot_be_is_refused(
    *, client: FlaskClient, session: Session, driver: Volunteer, wrong: dict[str, str]
) -> None:
    sign_in(client, session, driver.person)
    answered = post(client, MINE, {**SENT, "volunteer": str(driver.id), **wrong})
    assert answered.status_code == 422
    assert 'id="error-summary"' in answered.text
    assert entries(session) == []


def test_a_coordinator_writes_sees_and_is_told_of_too_much(
    client: FlaskClient, session: Session, desk: Desk, driver: Volunteer
) -> None:
    sign_in(client, session, desk.coordinator)
    address = f"/volunteers/hours/volunteers/{driver.id}/"
    assert "More than agreed" not in client.get(address).text
    for each in range(16, 21):
        sent = {**SENT, "done_on": f"{each}.11.2026", "time": "2", "volunteer": str(driver.id)}
        assert post(client, address, sent).status_code == 303
    assert 'data-color="warning"' in client.get(address).text
    listed = client.get("/volunteers/hours/?format=csv").text
    assert "Gunnar Lid" in listed
    assert "1" in listed.splitlines()[1].split(";")
    kept = entries(session)[0]
    session.rollback()
    assert client.get(f"/volunteers/hours/entries/{kept.id}/").status_code == 200
    assert post(client, f"/volunteers/hours/entries/{kept.id}/take-away").status_code == 303
    assert len(entries(session)) == 4


def test_nobody_reaches_the_hours_of_others(
    client: FlaskClient, session: Session, desk: Desk, driver: Volunteer
) -> None:
    said = actions.Given(Work.ACTIVITY, "", date(2026, 11, 20), 0, 60)
    kept = actions.log(session, driver, said, actor_id=driver.person_id, at=NOW)
    other = a_volunteer(session, desk.organisation, person=a_person(session, Role.VOLUNTEER, desk.organisation))
    stranger = a_person(session, Role.ORGANISATION_LEADER, an_organisation(session, "Andre"))
    session.commit()
    for person in (other.person, stranger):
        sign_in(client, session, person)
        for base in (f"{MINE}{kept.id}/", f"/volunteers/hours/entries/{kept.id}/"):
            assert client.get(base).status_code == 404
            assert post(client, base).status_code == 404
            assert post(client, f"{base}take-away").status_code == 404
        assert client.get(f"/volunteers/hours/volunteers/{driver.id}/").status_code == 404
        assert post(client, f"/volunteers/hours/volunteers/{driver.id}/", SENT).status_code == 404
    sign_in(client, session, other.person)
    assert post(client, MINE, {**SENT, "volunteer": str(driver.id)}).status_code == 422
    assert client.get("/volunteers/hours/").status_code == 403
    sign_in(client, session, desk.coordinator)
    assert client.get(MINE).status_code == 403


def test_a_trip_is_noted_once_and_is_corrected_but_not_taken_away(
    client: FlaskClient, session: Session, driver: Volunteer
) -> None:
    for minutes in (70, 90):
        actions.note_trip(
            session,
            driver,
            trip_key="trip-1",
            done_on=date(2026, 11, 20),
            planned_minutes=60,
            minutes=minutes,
            at=NOW,
        )
    session.commit()
    (kept,) = entries(session)
    assert (kept.minutes, kept.work) == (70, Work.TRANSPORT)
    sign_in(client, session, driver.person)
    assert post(client, f"{MINE}{kept.id}/take-away").status_code == 409
    assert len(entries(session)) == 1


def test_a_trip_longer_than_a_day_is_kept_within_one(session: Session, driver: Volunteer) -> None:
    actions.note_trip(
        session, driver, trip_key="t", done_on=date(2026, 11, 20), planned_minutes=-5, minutes=5000, at=NOW
    )
    session.commit()
    (kept,) = entries(session)
    assert (kept.planned_minutes, kept.minutes) == (0, 1440)


def test_minutes_are_summed_by_work_for_a_report(session: Session, desk: Desk, driver: Volunteer) -> None:
    given = [(Work.ACTIVITY, 60, 20), (Work.ACTIVITY, 30, 19), (Work.TRANSPORT, 45, 20), (Work.COORDINATION, 15, 1)]
    for work, minutes, day in given:
        said = actions.Given(work, "", date(2026, 11, day), 0, minutes)
        actions.log(session, driver, said, actor_id=driver.person_id, at=NOW)
    planned = actions.Given(Work.ACTIVITY, "", date(2026, 11, 20), 500, None)
    actions.log(session, driver, planned, actor_id=driver.person_id, at=NOW)
    session.flush()
    bodies = [desk.organisation.id]
    found = queries.minutes_by_work(session, bodies, date(2026, 11, 10), date(2026, 11, 30))
    assert found == {Work.ACTIVITY: 90, Work.COORDINATION: 0, Work.TRANSPORT: 45}
    assert queries.minutes_by_work(session, [0], date(2026, 1, 1), date(2026, 12, 31))[Work.ACTIVITY] == 0


def test_whoever_has_ended_writes_nothing_more(client: FlaskClient, session: Session, driver: Volunteer) -> None:
    driver.status, driver.ended_on = VolunteerStatus.ENDED, date(2026, 11, 1)
    session.commit()
    sign_in(client, session, driver.person)
    assert 'name="time"' not in client.get(MINE).text
    assert post(client, MINE, {**SENT, "volunteer": str(driver.id)}).status_code == 422


@pytest.mark.parametrize("number", [5, 500])
def test_lists_make_few_statements_whatever_there_is(
    *, client: FlaskClient, session: Session, desk: Desk, driver: Volunteer, statements: list[str], number: int
) -> None:
    for each in range(number):
        session.add(
            HourEntry(
                volunteer_id=driver.id,
                work=Work.ACTIVITY,
                what="",
                done_on=date(2026, 11, 20) - timedelta(days=each % 300),
                planned_minutes=0,
                minutes=60,
                recorded_at=NOW,
            )
        )
        a_volunteer(session, desk.organisation, name=f"Frivillig {each}")
    session.commit()
    for person, addresses in [
        (driver.person, [MINE]),
        (desk.coordinator, ["/volunteers/hours/", f"/volunteers/hours/volunteers/{driver.id}/"]),
    ]:
        sign_in(client, session, person)
        for address in addresses:
            statements.clear()
            assert client.get(address).status_code == 200
            assert len(statements) <= 12, address
