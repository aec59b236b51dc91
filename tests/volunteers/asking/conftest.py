"""What the tests of asking stand on: an open trip on Tuesday 1 December, and three volunteers who drive."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import clock
from kernel.db import transaction
from tests.conftest import TODAY
from tests.volunteers.builders import Desk, a_desk, a_request, a_service_user, a_trip, a_vehicle, a_volunteer, moment
from volunteers.asking import actions, queries
from volunteers.asking.models import Ask, AskStatus, StandIn
from volunteers.register.models import Volunteer
from volunteers.requests.models import RideRequest
from volunteers.service_users.models import ServiceUser
from volunteers.trips.models import Trip
from volunteers.trips.queries import whole

DAY = date(2026, 12, 1)
BEFORE = date(2026, 11, 30)


@dataclass
class Asking:
    """An open trip, three who drive, and what the tests do with them."""

    app: Flask
    desk: Desk
    user: ServiceUser
    request: RideRequest
    trip_id: int
    gunnar: Volunteer
    solveig: Volunteer
    arne: Volunteer

    def ask(self, volunteer: Volunteer, *, at: datetime | None = None) -> str:
        """Ask somebody, and give the address of the link."""
        volunteer_id, actor_id = volunteer.id, self.desk.coordinator.id  # read before another transaction begins
        with self.app.app_context(), transaction() as opened:
            trip = opened.scalars(whole().where(Trip.id == self.trip_id)).one()
            asked = opened.get_one(Volunteer, volunteer_id)
            actions.ask(opened, trip, asked, actor_id=actor_id, at=at or clock.now())
        return self.link(volunteer)

    def link(self, volunteer: Volunteer) -> str:
        """The address by which somebody answers."""
        volunteer_id = volunteer.id
        with self.app.app_context(), transaction() as opened:
            ask = queries.ask_of(opened, self.trip_id, volunteer_id)
            assert ask is not None
            return f"/volunteers/answer/{queries.token_of(ask)}/"

    def fall_out(self) -> None:
        """Let the trip's volunteer fall out."""
        actor_id = self.desk.coordinator.id
        with self.app.app_context(), transaction() as opened:
            trip = opened.scalars(whole().where(Trip.id == self.trip_id)).one()
            actions.fall_out(opened, trip, actor_id=actor_id, at=clock.now())

    def stand_ins(self, session: Session, *volunteers: Volunteer) -> None:
        """Let volunteers stand in, in this order."""
        for place, volunteer in enumerate(volunteers, 1):
            session.add(StandIn(offer_id=self.desk.offer.id, volunteer_id=volunteer.id, place=place))
        session.commit()

    def statuses(self, session: Session) -> dict[str, AskStatus]:
        """How it stands with each who was asked."""
        session.rollback()
        rows = session.execute(select(Volunteer.name, Ask.status).join(Ask.volunteer))
        return {row.name: row.status for row in rows}

    def trip(self, session: Session) -> Trip:
        """The trip as it stands."""
        session.rollback()
        return session.get_one(Trip, self.trip_id, populate_existing=True)


@pytest.fixture
def asking(app: Flask, session: Session) -> Iterator[Asking]:
    """An open trip at half past ten; the clock stands as it did afterwards."""
    desk = a_desk(session)
    people = []
    for name in ("Gunnar Lid", "Solveig Aa", "Arne Vik"):
        email = f"{name.split()[0].lower()}@example.no"
        people.append(a_volunteer(session, desk.organisation, name=name, email=email, phone=f"4000000{len(people)}"))
        a_vehicle(session, desk.organisation, volunteer=people[-1])
    user = a_service_user(session, desk, takes_text_messages=True, practical="Bruk døra bak")
    request = a_request(session, desk, user)
    trip = a_trip(session, request)
    session.commit()
    yield Asking(app, desk, user, request, trip.id, *people)
    clock.set_today(TODAY)


def on(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in Oslo."""
    return moment(day, time(hour, minute))
