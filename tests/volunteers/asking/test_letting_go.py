"""Whoever ends or has a break lets go of the trips ahead: each once, in the right days, and a stand-in is asked."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import clock
from kernel.db import transaction
from kernel.lifecycle import NotAllowed
from kernel.registry import registry
from tests.activities.builders import shown
from tests.builders import NOW, post, sign_in
from tests.volunteers.asking.conftest import DAY, Asking
from tests.volunteers.builders import a_trip
from tests.volunteers.messages.post import everything, mails, run
from volunteers.asking import letting_go, queries
from volunteers.asking.models import AskStatus, StandIn
from volunteers.messages.models import By, Notice, NoticeKind, Recipient
from volunteers.messages.queries import waiting
from volunteers.register import actions
from volunteers.register.models import Volunteer
from volunteers.transport.models import Vehicle
from volunteers.transport.queries import drivers_of, vehicles_of
from volunteers.transport.rules import ensure_right_driver
from volunteers.trips.models import Trip, TripStatus

WEEK = timedelta(days=7)


@pytest.fixture
def booked(session: Session, asking: Asking) -> list[int]:
    """Three trips of Gunnar's, a week apart; Solveig stands in."""
    vehicle = session.scalars(select(Trip).where(Trip.id == asking.trip_id)).one()
    first = [vehicle, *(a_trip(session, asking.request, DAY + WEEK * number) for number in (1, 2))]
    for trip in first:
        trip.volunteer_id, trip.status = asking.gunnar.id, TripStatus.VOLUNTEER_CONFIRMED
    asking.stand_ins(session, asking.solveig)
    return [trip.id for trip in first]


def statuses(session: Session) -> list[TripStatus]:
    """How the trips stand, the first first."""
    session.rollback()
    return list(session.scalars(select(Trip.status).order_by(Trip.on_date)))


def pause(session: Session, asking: Asking, first: date, last: date) -> None:
    """Give Gunnar a break."""
    volunteer = session.get_one(Volunteer, asking.gunnar.id)
    actions.pause(session, volunteer, first, last, actor_id=asking.desk.coordinator.id, at=NOW)
    session.commit()


def end(session: Session, asking: Asking) -> None:
    """Let Gunnar end."""
    volunteer = session.get_one(Volunteer, asking.gunnar.id)
    actions.end(session, volunteer, actor_id=asking.desk.coordinator.id, at=NOW)
    session.commit()


@pytest.mark.usefixtures("booked")
def test_a_break_lets_go_of_its_own_days_and_a_stand_in_is_asked(app: Flask, session: Session, asking: Asking) -> None:
    pause(session, asking, DAY + timedelta(days=1), DAY + WEEK)
    run(app)
    confirmed = TripStatus.VOLUNTEER_CONFIRMED
    assert statuses(session) == [confirmed, TripStatus.OPEN, confirmed]
    assert asking.statuses(session) == {"Gunnar Lid": AskStatus.FELL_OUT, "Solveig Aa": AskStatus.WAITING}
    assert [str(mail["To"]) for mail in mails(app)] == ["solveig@example.no"]


@pytest.mark.usefixtures("booked")
def test_whoever_ends_has_no_trip_ahead_and_is_not_rung(app: Flask, session: Session, asking: Asking) -> None:
    end(session, asking)
    run(app)
    assert statuses(session) == [TripStatus.OPEN] * 3
    said = {"said": "yes", "seen": seen(session)}
    assert post(app.test_client(), asking.link(asking.solveig), said).status_code == 303
    run(app)
    with app.app_context(), transaction() as opened:
        registry.jobs["volunteers.go_on_asking"](opened, key="", now=clock.now())
    run(app)
    session.rollback()
    told = session.execute(select(Notice.kind, Notice.volunteer_id).where(Notice.trip_id == asking.trip_id)).all()
    assert asking.gunnar.id not in {row.volunteer_id for row in told}
    assert {row.kind for row in told if row.volunteer_id is None} == {"assigned", "stand_in_found"}
    assert "gunnar" not in everything(app).lower()


def test_whoever_ends_stands_in_no_more_and_the_own_car_is_not_in_use(
    app: Flask, session: Session, asking: Asking
) -> None:
    asking.stand_ins(session, asking.solveig, asking.gunnar, asking.arne)
    body_id = asking.desk.organisation.id
    pause(session, asking, DAY, DAY)
    run(app)
    assert [each.volunteer_id for each in queries.places_of(session, asking.gunnar.id)] == [asking.gunnar.id]
    assert asking.gunnar.id in {each.volunteer_id for each in vehicles_of(session, body_id)}, "a break changes neither"
    session.rollback()
    end(session, asking)
    for _again in range(2):
        with app.app_context(), transaction() as opened:
            registry.jobs["volunteers.let_go"](opened, key="", now=clock.now(), volunteer_id=asking.gunnar.id)
    session.rollback()
    order = session.scalars(select(StandIn.volunteer_id).order_by(StandIn.place)).all()
    assert order == [asking.solveig.id, asking.arne.id]
    assert {each.volunteer_id for each in vehicles_of(session, body_id)} == {asking.solveig.id, asking.arne.id}
    assert asking.gunnar.id not in {key for key, _body, _name in drivers_of(session, [body_id])}
    car = session.scalars(select(Vehicle).where(Vehicle.volunteer_id == asking.gunnar.id)).one()
    with pytest.raises(NotAllowed):
        ensure_right_driver(car, body_id)


@pytest.mark.usefixtures("booked")
def test_nobody_rings_one_who_has_ended(session: Session, asking: Asking) -> None:
    values = {"trip_id": asking.trip_id, "kind": NoticeKind.CHANGED, "by": By.CALL, "created_at": NOW}
    for volunteer in (asking.gunnar, asking.solveig):
        who = {"recipient": Recipient.VOLUNTEER, "volunteer_id": volunteer.id, "once": volunteer.name}
        session.add(Notice(**values, **who))
    session.add(Notice(**values, recipient=Recipient.PASSENGER, once="passenger"))
    session.commit()

    def rung() -> set[int | None]:
        return {each.volunteer_id for each in waiting(session, {asking.desk.organisation.id}, NOW)}

    assert rung() == {asking.gunnar.id, asking.solveig.id, None}
    end(session, asking)
    assert rung() == {asking.solveig.id, None}


def seen(session: Session) -> str:
    """The edition of the first trip."""
    session.rollback()
    return str(session.scalars(select(Trip.sequence).order_by(Trip.on_date)).first())


@pytest.mark.usefixtures("booked")
def test_letting_go_twice_or_killed_in_between_lets_go_once(app: Flask, session: Session, asking: Asking) -> None:
    end(session, asking)
    with app.app_context(), suppress(SystemExit), transaction() as opened:
        letting_go.let_go(opened, opened.get_one(Volunteer, asking.gunnar.id), at=clock.now())
        raise SystemExit
    assert TripStatus.OPEN not in statuses(session)
    for _again in range(2):
        with app.app_context(), transaction() as opened:
            registry.jobs["volunteers.let_go"](opened, key="", now=clock.now(), volunteer_id=asking.gunnar.id)
    run(app)
    assert statuses(session) == [TripStatus.OPEN] * 3
    assert len(mails(app)) == 3, "one question for each trip"


@pytest.mark.usefixtures("booked")
def test_a_break_that_was_taken_back_at_once_lets_nothing_go(app: Flask, session: Session, asking: Asking) -> None:
    pause(session, asking, DAY, DAY)
    actions.resume(session, session.get_one(Volunteer, asking.gunnar.id), actor_id=asking.desk.coordinator.id, at=NOW)
    session.commit()
    run(app)
    assert statuses(session) == [TripStatus.VOLUNTEER_CONFIRMED] * 3


def test_nobody_waits_for_an_answer_of_one_who_has_a_break(app: Flask, session: Session, asking: Asking) -> None:
    asking.stand_ins(session, asking.gunnar, asking.solveig)
    asking.ask(asking.gunnar)
    pause(session, asking, DAY, DAY)
    run(app)
    assert asking.statuses(session) == {"Gunnar Lid": AskStatus.WITHDRAWN, "Solveig Aa": AskStatus.WAITING}


@pytest.mark.usefixtures("booked")
def test_the_pages_say_beforehand_which_trips_are_let_go(client: FlaskClient, session: Session, asking: Asking) -> None:
    asking.desk.coordinator.language = "en"
    sign_in(client, session, asking.desk.coordinator)
    page = f"/volunteers/register/{asking.gunnar.id}/"
    assert "3 trips to come are let go" in shown(client, f"{page}end")
    days = "1 December 2026, 8 December 2026, 15 December 2026"
    assert f"3 trips are to come: {days}. Those" in shown(client, f"{page}pause")
    said = {"paused_from": "8.12.2026", "paused_to": "31.12.2026"}
    answer = post(client, f"{page}pause", said, follow_redirects=True)
    assert "2 trips are let go." in answer.text
