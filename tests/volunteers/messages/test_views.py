"""The calls that wait: whom to ring, what to say, and one button each."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel import clock
from tests import pages
from tests.activities.builders import shown
from tests.builders import a_person, an_organisation, post, sign_in
from tests.volunteers.builders import a_trip
from tests.volunteers.messages.conftest import Day, a_day
from tests.volunteers.messages.post import tell, tell_all
from volunteers.messages.models import By, Notice, NoticeKind, Recipient
from volunteers.service_users.models import Reading
from volunteers.trips.models import Trip, TripStatus

CALLS = "/volunteers/transport/messages/"


@pytest.fixture
def day(session: Session) -> Day:
    """A planned trip of somebody who is rung."""
    return a_day(session, takes_text_messages=False)


def test_one_call_a_person_is_ticked_with_one_button(
    app: Flask, client: FlaskClient, session: Session, day: Day
) -> None:
    later = a_trip(session, day.request, date(2026, 12, 8), status=TripStatus.PLANNED, volunteer_id=day.gunnar.id)
    session.commit()
    tell_all(app, NoticeKind.ASSIGNED, [day.trip, later], day.gunnar.id)
    sign_in(client, session, day.desk.coordinator)
    assert f'href="{CALLS}"' in shown(client, "/my-work")
    page = pages.read(shown(client, CALLS))
    for words in ("Borghild", "90 00 00 01", "1. desember", "8. desember"):
        assert words in page.text
    assert "Kaivegen" not in page.text
    buttons = [form.action for form in page.forms if form.action.endswith("/told")]
    assert len(buttons) == 1
    for _again in range(2):
        assert post(client, buttons[0]).status_code == 303
    assert "Borghild" not in shown(client, CALLS)
    told = session.scalars(select(Notice).where(Notice.recipient == Recipient.PASSENGER)).all()
    assert all(each.told_at and each.told_by_id == day.desk.coordinator.id for each in told)
    assert f'href="{CALLS}"' not in shown(client, "/my-work")


def test_who_reads_the_names_is_written_down(app: Flask, client: FlaskClient, session: Session, day: Day) -> None:
    tell(app, NoticeKind.ASSIGNED, day.trip.id, day.gunnar.id)
    sign_in(client, session, day.desk.coordinator)
    client.get(CALLS).close()
    assert session.scalars(select(Reading.service_user_id)).all() == [day.user.id]


def test_what_is_overtaken_need_not_be_rung_about_but_what_we_cancel_must(
    app: Flask, client: FlaskClient, session: Session, day: Day
) -> None:
    tell(app, NoticeKind.ASSIGNED, day.trip.id, day.gunnar.id)
    session.execute(update(Trip).values(status=TripStatus.CANCELLED_BY_OFFER))
    session.commit()
    sign_in(client, session, day.desk.coordinator)
    assert "Borghild" not in shown(client, CALLS)
    tell(app, NoticeKind.CANCELLED_BY_US, day.trip.id, day.gunnar.id)
    assert "Borghild" in shown(client, CALLS)


def test_only_those_who_run_the_offer_see_its_calls(
    app: Flask, client: FlaskClient, session: Session, day: Day
) -> None:
    tell(app, NoticeKind.ASSIGNED, day.trip.id, day.gunnar.id)
    other = a_person(session, Role.ORGANISATION_COORDINATOR, an_organisation(session, "Koret"))
    session.commit()
    notice = session.scalars(select(Notice).where(Notice.recipient == Recipient.PASSENGER)).one()
    assert client.get(CALLS).status_code == 303
    sign_in(client, session, other)
    assert "Borghild" not in shown(client, CALLS)
    assert post(client, f"{CALLS}{notice.id}/told").status_code == 404
    sign_in(client, session, day.person)
    assert client.get(CALLS).status_code == 403
    assert session.scalars(select(Notice.told_at).where(Notice.id == notice.id)).one() is None


def test_the_page_asks_as_little_of_the_database_for_many_as_for_one(
    app: Flask, client: FlaskClient, session: Session, day: Day, statements: list[str]
) -> None:
    tell(app, NoticeKind.ASSIGNED, day.trip.id, day.gunnar.id)
    sign_in(client, session, day.desk.coordinator)
    client.get(CALLS)
    statements.clear()
    client.get(CALLS)
    few = len(statements)
    days = [date(2026, 12, number) for number in range(2, 20)]
    trips = [a_trip(session, day.request, on, status=TripStatus.PLANNED, volunteer_id=day.gunnar.id) for on in days]
    session.commit()
    tell_all(app, NoticeKind.ASSIGNED, trips, day.gunnar.id)
    statements.clear()
    client.get(CALLS)
    assert len(statements) == few <= 12


def test_a_text_message_that_did_not_get_out_is_to_be_rung_about(
    client: FlaskClient, session: Session, day: Day
) -> None:
    values = {"trip_id": day.trip.id, "kind": NoticeKind.ASSIGNED, "recipient": Recipient.PASSENGER, "by": By.TEXT}
    session.add(Notice(once="x", created_at=clock.now(), **values))
    session.commit()
    sign_in(client, session, day.desk.coordinator)
    assert "Borghild" not in shown(client, CALLS)
    session.execute(update(Notice).values(created_at=clock.now() - timedelta(hours=4)))
    session.commit()
    assert "Borghild" in shown(client, CALLS)
