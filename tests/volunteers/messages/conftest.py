"""What the tests of messages stand on: a desk, somebody who is helped on Tuesday 1 December, and a volunteer."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from tests.builders import a_person
from tests.volunteers.builders import Desk, a_desk, a_request, a_service_user, a_trip, a_vehicle, a_volunteer
from volunteers.register.models import Volunteer
from volunteers.requests.models import RideRequest
from volunteers.service_users.models import ServiceUser
from volunteers.trips.models import Trip, TripStatus

SECRETS = ("Borghild", "90000001", "Kaivegen", "Volda bibliotek", "døra bak")


@dataclass
class Day:
    """A trip with its volunteer, and all that it hangs on."""

    desk: Desk
    user: ServiceUser
    request: RideRequest
    gunnar: Volunteer
    person: Person
    trip: Trip


def a_day(session: Session, *, takes_text_messages: bool = True, **trip: Any) -> Day:
    """A planned trip at half past ten, from Lauvstad."""
    desk = a_desk(session)
    person = a_person(session, Role.VOLUNTEER, desk.organisation, name="Gunnar Lid")
    gunnar = a_volunteer(session, desk.organisation, person=person)
    a_vehicle(session, desk.organisation, volunteer=gunnar)
    user = a_service_user(session, desk, practical="Bruk døra bak", takes_text_messages=takes_text_messages)
    request = a_request(session, desk, user)
    made = a_trip(session, request, **{"status": TripStatus.PLANNED, "volunteer_id": gunnar.id, **trip})
    session.commit()
    return Day(desk, user, request, gunnar, person, made)


@pytest.fixture
def day(session: Session) -> Day:
    """A planned trip of somebody who takes text messages."""
    return a_day(session)
