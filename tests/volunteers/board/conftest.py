"""What the tests of the board stand on: a Tuesday with trips of each kind, on that day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from kernel import clock
from tests.volunteers.builders import (
    TUESDAY,
    Desk,
    a_desk,
    a_request,
    a_service_user,
    a_trip,
    a_vehicle,
    a_volunteer,
)
from volunteers.register.models import Volunteer
from volunteers.trips.models import Trip, TripStatus


@dataclass
class Tuesday:
    """A desk, somebody who drives, and the day's trips by how they stand."""

    desk: Desk
    gunnar: Volunteer
    lone: Trip
    planned: Trip
    moving: Trip
    red: Trip

    @property
    def address(self) -> str:
        """The day's board."""
        return f"/volunteers/transport/board/1577/{TUESDAY}/"


@pytest.fixture
def at_the_day() -> Iterator[None]:
    """Let it be that Tuesday."""
    clock.set_today(TUESDAY)
    yield
    clock.set_today(date(2026, 11, 21))


@pytest.fixture
def tuesday(session: Session, at_the_day: None) -> Tuesday:
    """One trip without a volunteer, one planned, one on the way, and one that should have been home long ago."""
    desk = a_desk(session)
    gunnar, car = a_volunteer(session, desk.organisation), a_vehicle(session, desk.organisation)
    lone, planned, moving, red = (_a_trip(session, desk, number, hours) for number, hours in enumerate((3, 2, -1, -6)))
    for trip in (planned, moving, red):
        trip.volunteer_id, trip.vehicle_id, trip.status = gunnar.id, car.id, TripStatus.PLANNED
    moving.status, moving.left_at = TripStatus.ON_THE_WAY, moving.leave_at
    red.status = TripStatus.ARRIVED
    session.commit()
    return Tuesday(desk, gunnar, lone, planned, moving, red)


def _a_trip(session: Session, desk: Desk, number: int, hours: int) -> Trip:
    """A trip of the day that leaves in some hours, whatever time it is now, and is home 100 minutes later."""
    user = a_service_user(
        session,
        desk,
        phone=f"9000000{number}",
        first_name=f"Namn{number}",
        address=f"Kaivegen {number}",
        needs="rollator,arm",
        practical="Nøkkel hos naboen",
    )
    leave = clock.now() + timedelta(hours=hours)
    times = {"arrive_at": 30, "return_at": 70, "home_at": 100}
    moments = {name: leave + timedelta(minutes=minutes) for name, minutes in times.items()}
    return a_trip(session, a_request(session, desk, user), leave_at=leave, **moments)
