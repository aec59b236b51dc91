"""Requests and trips beside the story's, so that each form of the wing has its page."""

from datetime import date

from sqlalchemy.orm import Session

from kernel import clock
from tests.volunteers.builders import Desk, a_request, a_service_user, a_trip, a_vehicle, a_volunteer
from volunteers.asking import actions as asking
from volunteers.asking import queries as asked
from volunteers.incidents.models import Incident, IncidentKind, ToldTo
from volunteers.register.models import Volunteer
from volunteers.requests.models import RequestStatus, RideRequest
from volunteers.transport.models import Vehicle
from volunteers.trips.models import Trip, TripStatus

QUESTIONS = ("needs_no_lifting", "needs_no_care", "is_safe_alone", "is_well_informed", "is_no_statutory")
YESTERDAY = date(2026, 11, 20)


def a_driver(session: Session, desk: Desk, name: str) -> tuple[Volunteer, Vehicle]:
    """A volunteer with a car."""
    driver = a_volunteer(session, desk.organisation, name=name, email=f"{name.lower()}@example.no")
    return driver, a_vehicle(session, desk.organisation, volunteer=driver, name=f"Bilen til {name}")


def somebodys(session: Session, desk: Desk, phone: str, needs: str = "", **other: object) -> RideRequest:
    """A request of somebody new."""
    user = a_service_user(session, desk, phone=phone, needs=needs, code=f"W-{phone[-4:]}")
    return a_request(session, desk, user, **other)


def unchecked(session: Session, desk: Desk, phone: str) -> RideRequest:
    """A request of somebody who has said yes, and that waits for the check."""
    unasked = dict.fromkeys((*QUESTIONS, "assessed_on", "assessed_by_id"))
    return somebodys(session, desk, phone, status=RequestStatus.TO_ASSESS, **unasked)


def rides_of(session: Session, desk: Desk, driver_id: int) -> dict[str, object]:
    """A request to be checked, a trip that somebody was asked about, one with a driver, and three of a driver's."""
    one = a_trip(session, somebodys(session, desk, "90000078"))
    driver, car = a_driver(session, desk, "Nils")
    booked = {"status": TripStatus.PLANNED, "volunteer_id": driver.id, "vehicle_id": car.id}
    a_trip(session, somebodys(session, desk, "90000079"), **booked)
    ask = asking.ask(session, one, a_driver(session, desk, "Frida")[0], actor_id=desk.leader.id, at=clock.now())
    theirs, today = {"volunteer_id": driver_id}, clock.local_date(clock.now())
    days = {"90000073": today, "90000074": today, "90000075": YESTERDAY}
    handed, at_door, driven = (somebodys(session, desk, one, "handover", starts_on=day) for one, day in days.items())
    made: dict[str, Trip | RideRequest] = {
        "unchecked": unchecked(session, desk, "90000076"),
        "one": one,
        "handed": a_trip(session, handed, status=TripStatus.ON_THE_WAY, **theirs),
        "at_door": a_trip(session, at_door, status=TripStatus.AT_DOOR, at_door_at=clock.now(), **theirs),
        "driven": a_trip(session, driven, status=TripStatus.CLOSED, **theirs),
    }
    return {**{name: each.id for name, each in made.items()}, "answer": asked.token_of(ask)}


def an_incident(session: Session, desk: Desk) -> Incident:
    """Something that went wrong and is not closed."""
    made = Incident(
        offer_id=desk.offer.id,
        kind=IncidentKind.OTHER,
        severity=1,
        happened_on=date(2026, 11, 1),
        told_to=ToldTo.NOBODY,
        what="Punktering",
        action="",
        reported_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made
