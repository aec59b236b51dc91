"""Trips are made hourly, each request by itself, and closed a day after they are home."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import clock
from kernel.jobs import run_due
from kernel.jobs.outbox import OutboxJob
from tests.builders import NOW
from tests.volunteers.builders import TUESDAY, a_desk, a_request, a_service_user, a_trip, a_volunteer
from volunteers.hours.models import HourEntry
from volunteers.requests.models import Recurrence
from volunteers.trips import jobs
from volunteers.trips.models import Trip, TripStatus
from volunteers.unmet.models import UnmetNeed, UnmetReason


def test_trips_are_made_eight_weeks_ahead_and_a_request_is_looked_at_once_a_day(session: Session) -> None:
    desk = a_desk(session)
    request = a_request(session, desk, a_service_user(session, desk), recurrence=Recurrence.WEEKLY)
    for _hour in range(3):
        jobs.generate_trips(session, key="1", now=NOW)
    promised = session.scalars(select(OutboxJob).where(OutboxJob.name == "volunteers.generate_request")).all()
    assert [each.args for each in promised] == [{"request_id": request.id}]
    for _time in range(2):
        jobs.generate_request(session, key="2", now=NOW, request_id=request.id)
    days = session.scalars(select(Trip.due_on).order_by(Trip.due_on)).all()
    assert days[0] == TUESDAY
    assert days[-1] == TUESDAY + timedelta(weeks=6)
    version = request.version
    jobs.generate_trips(session, key="3", now=NOW + timedelta(hours=1))
    assert request.version == version


def test_the_worker_makes_them(app: Flask, session: Session) -> None:
    desk = a_desk(session)
    a_request(session, desk, a_service_user(session, desk), starts_on=clock.local_date(clock.now()) + timedelta(days=3))
    jobs.generate_trips(session, key="1", now=clock.now())
    session.commit()
    run_due(app)
    session.rollback()
    assert session.scalars(select(Trip)).one().status is TripStatus.OPEN


def test_a_trip_closes_a_day_after_it_is_home(session: Session) -> None:
    desk = a_desk(session)
    gunnar, request = a_volunteer(session, desk.organisation), a_request(session, desk, a_service_user(session, desk))
    trip = a_trip(session, request, status=TripStatus.HOME, volunteer_id=gunnar.id, home_again_at=NOW)
    jobs.close_trips(session, key="1", now=NOW + timedelta(hours=23))
    assert trip.status is TripStatus.HOME
    for _time in range(2):
        jobs.close_trips(session, key="1", now=NOW + timedelta(hours=24))
    assert trip.status is TripStatus.CLOSED
    assert session.scalars(select(HourEntry)).one().planned_minutes == 60


def test_a_trip_that_found_nobody_is_counted_once(session: Session) -> None:
    desk = a_desk(session)
    trip = a_trip(session, a_request(session, desk, a_service_user(session, desk)), is_short_notice=True)
    for _time in range(2):
        jobs.close_trips(session, key="1", now=trip.arrive_at + timedelta(days=1))
    assert trip.status is TripStatus.UNMET
    assert session.scalars(select(UnmetNeed)).one().reason is UnmetReason.TOO_LATE
