"""Requests and trips beside the story's, so that each form of the wing has its page."""

from datetime import date

from sqlalchemy.orm import Session

from kernel import clock
from tests.volunteers.builders import TUESDAY, Desk, a_request, a_service_user, a_trip, a_vehicle, a_volunteer
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
    """A request of somebody new, who has said yes unless the request waits for it."""
    has_said_yes = other.get("status") != RequestStatus.AWAITING_CONSENT
    who = {"phone": phone, "code": f"W-{phone[-4:]}", "has_consent": has_said_yes}
    user = a_service_user(session, desk, needs=needs, **who)
    return a_request(session, desk, user, **other)


def unchecked(session: Session, desk: Desk, phone: str) -> RideRequest:
    """A request of somebody who has said yes, and that waits for the check."""
    unasked = dict.fromkeys((*QUESTIONS, "assessed_on", "assessed_by_id"))
    return somebodys(session, desk, phone, status=RequestStatus.TO_ASSESS, **unasked)


def rides_of(session: Session, desk: Desk, driver_id: int) -> dict[str, object]:
    """A request to be checked, a trip that somebody was asked about, one with a driver, and some of a driver's."""
    one = a_trip(session, somebodys(session, desk, "90000078"))
    driver, car = a_driver(session, desk, "Nils")
    booked = {"status": TripStatus.PLANNED, "volunteer_id": driver.id, "vehicle_id": car.id}
    lost = a_trip(session, somebodys(session, desk, "90000079"), **booked)
    ask = asking.ask(session, one, a_driver(session, desk, "Frida")[0], actor_id=desk.leader.id, at=clock.now())
    theirs, today = {"volunteer_id": driver_id}, clock.local_date(clock.now())

    def ride(phone: str, on: date, status: TripStatus) -> Trip:
        return a_trip(session, somebodys(session, desk, phone, "handover", starts_on=on), status=status, **theirs)

    made: dict[str, Trip | RideRequest] = {
        "unchecked": unchecked(session, desk, "90000076"),
        "silent": somebodys(session, desk, "90000080", status=RequestStatus.AWAITING_CONSENT),
        "one": one,
        "lost": lost,
        "handed": ride("90000072", today, TripStatus.ON_THE_WAY),
        "underway": ride("90000073", today, TripStatus.ON_THE_WAY),
        "planned": ride("90000074", TUESDAY, TripStatus.PLANNED),
        "driven": ride("90000075", YESTERDAY, TripStatus.CLOSED),
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
