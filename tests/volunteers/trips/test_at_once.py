"""Two at the same moment: one volunteer gets one of two trips, one vehicle one driver, and each day one trip."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel.db import transaction
from tests.builders import NOW
from tests.volunteers.builders import a_desk, a_request, a_service_user, a_trip, a_vehicle, a_volunteer
from volunteers.register.models import Volunteer
from volunteers.requests.models import Recurrence
from volunteers.transport.models import Vehicle
from volunteers.trips import actions, queries
from volunteers.trips.models import Trip, TripStatus

UPTO = date(2027, 1, 31)


def at_once(app: Flask, *doing: Callable[[Session], object]) -> list[str]:
    """Do things at the same moment, each in its own transaction; what became of each."""
    barrier, became = Barrier(len(doing)), []

    def run(action: Callable[[Session], object]) -> None:
        with app.app_context():
            barrier.wait()
            try:
                with transaction() as session:
                    action(session)
            except Exception as no:
                became.append(type(no).__name__)
            else:
                became.append("done")

    threads = [Thread(target=run, args=(action,)) for action in doing]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(became)


def assigning(trip_id: int, volunteer_id: int, vehicle_id: int | None) -> Callable[[Session], None]:
    """Give a trip to somebody, in whatever transaction it is called."""

    def act(opened: Session) -> None:
        opened.execute(select(Trip.id).where(Trip.id == trip_id).with_for_update())
        trip = opened.scalars(queries.whole().where(Trip.id == trip_id)).one()
        volunteer = opened.get_one(Volunteer, volunteer_id)
        vehicle = opened.get_one(Vehicle, vehicle_id) if vehicle_id else None
        actions.assign(opened, trip, volunteer, vehicle, actor_id=None, at=NOW)

    return act


def planned(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).where(Trip.status == TripStatus.PLANNED)) or 0


def test_two_coordinators_cannot_send_one_volunteer_to_two_places(app: Flask, session: Session) -> None:
    desk = a_desk(session)
    gunnar = a_volunteer(session, desk.organisation)
    trips = [
        a_trip(session, a_request(session, desk, a_service_user(session, desk, phone=f"9000000{number}")))
        for number in range(4)
    ]
    session.commit()
    became = at_once(app, *(assigning(trip.id, gunnar.id, None) for trip in trips))
    assert became == ["NotAllowed"] * 3 + ["done"]
    assert planned(session) == 1


def test_two_coordinators_cannot_give_one_vehicle_to_two_drivers(app: Flask, session: Session) -> None:
    desk = a_desk(session)
    bus = a_vehicle(session, desk.organisation)
    pairs = [
        (
            a_trip(session, a_request(session, desk, a_service_user(session, desk, phone=f"9000000{number}"))).id,
            a_volunteer(session, desk.organisation).id,
        )
        for number in range(3)
    ]
    session.commit()
    assert at_once(app, *(assigning(*pair, bus.id) for pair in pairs)) == ["NotAllowed"] * 2 + ["done"]
    assert planned(session) == 1


def test_one_passenger_is_not_fetched_by_two(app: Flask, session: Session) -> None:
    desk = a_desk(session)
    user = a_service_user(session, desk)
    pairs = [
        (a_trip(session, a_request(session, desk, user)).id, a_volunteer(session, desk.organisation).id)
        for _number in range(3)
    ]
    session.commit()
    assert at_once(app, *(assigning(*pair, None) for pair in pairs)) == ["NotAllowed"] * 2 + ["done"]


def test_days_are_made_once_when_two_make_them(app: Flask, session: Session) -> None:
    desk = a_desk(session)
    request = a_request(session, desk, a_service_user(session, desk), recurrence=Recurrence.WEEKLY)
    session.commit()
    number = request.id

    def make(opened: Session) -> None:
        held = queries.held_request(opened, number)
        assert held is not None
        actions.generate(opened, held, upto=UPTO, at=NOW)

    assert at_once(app, make, make, make) == ["done"] * 3
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Trip)) == 9
