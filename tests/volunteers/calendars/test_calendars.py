"""A volunteer's calendar: the same event for ever, private, revocable, and without a word of anybody."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel import clock
from kernel.db import transaction
from tests.activities.builders import shown
from tests.builders import a_person, post, sign_in
from tests.volunteers.builders import a_service_user, a_trip, a_volunteer
from tests.volunteers.messages.conftest import SECRETS, Day, a_day
from tests.volunteers.messages.post import mails, tell
from volunteers.calendars import queries
from volunteers.calendars.models import CalendarFeed
from volunteers.messages.models import NoticeKind
from volunteers.register.models import VolunteerStatus
from volunteers.trips import actions as trips
from volunteers.trips.models import Trip, TripStatus

MINE = "/volunteers/calendar/"


@pytest.fixture
def day(session: Session) -> Day:
    """A planned trip."""
    return a_day(session)


def address(app: Flask, session: Session) -> str:
    """The path of the one feed there is."""
    session.rollback()
    feed = session.scalars(select(CalendarFeed).execution_options(populate_existing=True)).one()
    session.commit()
    with app.app_context():
        return f"/volunteers/calendar/{queries.token_of(feed)}.ics"


def made(app: Flask, client: FlaskClient, session: Session, day: Day) -> str:
    """Make a feed as its volunteer does, and leave."""
    sign_in(client, session, day.person)
    assert post(client, f"{MINE}{day.gunnar.id}/renew").status_code == 303
    path = address(app, session)
    assert path in shown(client, MINE)
    client.delete_cookie(app.config["SESSION_COOKIE_NAME"])
    return path


def test_the_feed_tells_when_and_nothing_of_anybody(
    app: Flask, client: FlaskClient, session: Session, day: Day
) -> None:
    found = client.get(made(app, client, session, day))
    assert (found.status_code, found.headers["Cache-Control"]) == (200, "no-store")
    assert found.content_type.startswith("text/calendar")
    for line in (
        f"UID:{day.trip.calendar_id}@127.0.0.1",
        "SUMMARY:Tysdagsturen",
        "DTSTART:20261201T093000Z",
        "DTEND:20261201T123000Z",
        f"URL:http://127.0.0.1:8000/volunteers/my-trips/{day.trip.id}/",
        "STATUS:CONFIRMED",
        "REFRESH-INTERVAL;VALUE=DURATION:PT2H",
    ):
        assert line in found.text.split("\r\n")
    for word in (*SECRETS, "LOCATION", "Lauvstad", "DESCRIPTION", "Gunnar"):
        assert word not in found.text


def test_what_is_called_off_or_anothers_stays_as_cancelled_for_sixty_days(
    app: Flask, client: FlaskClient, session: Session, day: Day
) -> None:
    path = made(app, client, session, day)
    tell(app, NoticeKind.ASSIGNED, day.trip.id, day.gunnar.id)
    today = clock.local_date(clock.now())
    for ago, status in ((50, TripStatus.CANCELLED_BY_OFFER), (61, TripStatus.CANCELLED_BY_OFFER)):
        a_trip(session, day.request, today - timedelta(days=ago), status=status, volunteer_id=day.gunnar.id)
    session.commit()
    before = client.get(path).text
    assert (before.count("STATUS:CONFIRMED"), before.count("STATUS:CANCELLED")) == (1, 1)
    trip_id, sequence = day.trip.id, day.trip.sequence
    with app.app_context(), transaction() as opened:
        trips.release(opened, opened.get_one(Trip, trip_id), actor_id=None, at=clock.now())
    after = client.get(path).text
    assert (after.count("STATUS:CONFIRMED"), after.count("STATUS:CANCELLED")) == (0, 2)
    assert f"SEQUENCE:{sequence + 1}" in after
    assert f"UID:{day.trip.calendar_id}@127.0.0.1" in after


def test_a_new_address_closes_the_old(app: Flask, client: FlaskClient, session: Session, day: Day) -> None:
    old = made(app, client, session, day)
    new = made(app, client, session, day)
    assert old != new
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    sign_in(client, session, day.person)
    assert post(client, f"{MINE}{day.gunnar.id}/close").status_code == 303
    assert client.get(new).status_code == 404


@pytest.mark.parametrize("what", ["wrong", "none", "letters", "left"])
def test_a_feed_that_is_nobodys_is_not_there(
    app: Flask, client: FlaskClient, session: Session, day: Day, what: str
) -> None:
    path = made(app, client, session, day)
    number = path.split("/")[-1].split("-")[0]
    if what == "left":
        day.gunnar.status, day.gunnar.ended_on = VolunteerStatus.ENDED, date(2026, 11, 20)
        session.commit()
    base = "/volunteers/calendar"
    wrong = {"wrong": f"{base}/{number}-{'0' * 64}.ics", "none": f"{base}/-.ics", "letters": f"{base}/{number}-æ.ics"}
    assert client.get(wrong.get(what, path)).status_code == 404


def test_the_mail_leads_to_the_same_event(app: Flask, client: FlaskClient, session: Session, day: Day) -> None:
    feed = client.get(made(app, client, session, day)).text
    tell(app, NoticeKind.ASSIGNED, day.trip.id, day.gunnar.id)
    (path,) = [word for word in mails(app)[0].get_content().split() if word.endswith(".ics")]
    sign_in(client, session, day.person)
    one = client.get(path.removeprefix("http://127.0.0.1:8000"))
    assert one.status_code == 200
    (uid,) = [line for line in feed.split("\r\n") if line.startswith("UID")]
    assert uid in one.text.split("\r\n")


def test_nobody_else_gets_an_event_or_a_feed_of_ones_own(client: FlaskClient, session: Session, day: Day) -> None:
    other = a_person(session, Role.VOLUNTEER, day.desk.organisation, name="Åse")
    hers = a_volunteer(session, day.desk.organisation, person=other)
    a_service_user(session, day.desk, phone="90000002")
    session.commit()
    event = f"/volunteers/calendar/trips/{day.trip.calendar_id}.ics"
    assert client.get(event).status_code == 303
    sign_in(client, session, other)
    assert client.get(event).status_code == 404
    assert post(client, f"{MINE}{day.gunnar.id}/renew").status_code == 404
    assert post(client, f"{MINE}{hers.id}/renew").status_code == 303
    sign_in(client, session, day.desk.coordinator)
    assert client.get(MINE).status_code == 403
