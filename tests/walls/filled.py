"""A body of the volunteers' wing that holds so many things of each kind."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from tests.builders import NOW, a_person
from tests.volunteers.builders import (
    TUESDAY,
    Desk,
    a_consent,
    a_desk,
    a_request,
    a_service_user,
    a_trip,
    a_vehicle,
    a_volunteer,
)
from volunteers.asking.models import Ask, AskStatus, StandIn
from volunteers.hours.models import HourEntry, Work
from volunteers.messages.models import By, Notice, NoticeKind, Recipient
from volunteers.mileage.models import ClaimStatus, MileageClaim
from volunteers.register.models import Volunteer
from volunteers.requests.models import RequestStatus, RideRequest
from volunteers.retention.models import DeletionReport
from volunteers.service_users.models import Purpose
from volunteers.transport.models import Payer
from volunteers.trips.models import Trip, TripStatus
from volunteers.unmet.models import PublicTransport, UnmetNeed, UnmetReason

STAND_INS, WEEK = 20, timedelta(days=7)


@dataclass(frozen=True)
class House:
    """A desk with its volunteers and trips, who drives most of it, and a nurse who refers to it."""

    session: Session
    desk: Desk
    driver: Person
    nurse: Person
    volunteers: tuple[Volunteer, ...]
    request: RideRequest
    trips: tuple[Trip, ...]

    @property
    def ids(self) -> dict[str, object]:
        """What the addresses of its pages take."""
        return {
            "number": self.desk.municipality.number,
            "offer": self.desk.offer.id,
            "trip": self.trips[0].id,
            "request": self.request.id,
            "user": self.request.service_user_id,
            "volunteer": self.volunteers[0].id,
            "day": TUESDAY,
        }


def a_house(session: Session, number: str, size: int) -> House:
    """A body with so many volunteers, persons, trips of a day, trips of a request, hours, claims, calls and so on."""
    desk = a_desk(session, number=number)
    nurse = a_person(session, Role.HOME_CARE, desk.municipality)
    driver = a_person(session, Role.VOLUNTEER, desk.organisation, name="Gunnar Lid")
    volunteers = [a_volunteer(session, desk.organisation, person=driver)]
    volunteers += [
        a_volunteer(session, desk.organisation, name=f"Hjelpar {each}", email=f"h{each}@example.no", phone="")
        for each in range(size)
    ]
    request = a_request(session, desk, a_service_user(session, desk, phone="90000000"))
    a_vehicle(session, desk.organisation, volunteer=volunteers[0])
    for each in range(size // 2):
        booked = {"status": TripStatus.PLANNED, "volunteer_id": volunteers[0].id} if each % 2 else {}
        a_trip(session, request, TUESDAY + timedelta(days=each), **booked)
    trips = [_a_ride(session, desk, volunteers[each % len(volunteers)], each) for each in range(size)]
    for each, trip in enumerate(trips):
        _around(session, desk, trip, volunteers, each)
    session.commit()
    return House(session, desk, driver, nurse, tuple(volunteers), request, tuple(trips))


def _a_ride(session: Session, desk: Desk, volunteer: Volunteer, each: int) -> Trip:
    """A trip of somebody new on the same day, open or booked, whom home care has registered."""
    user = a_service_user(session, desk, phone=f"91{each:06}", needs="walker", is_from_home_care=True)
    a_consent(session, user, actor=desk.coordinator, purpose=Purpose.ARRIVAL_TO_HOME_CARE)
    status = RequestStatus.OPEN if each % 3 else RequestStatus.TO_ASSESS
    kept = a_request(session, desk, user, status=status)
    booked = {"status": TripStatus.PLANNED, "volunteer_id": volunteer.id} if each % 2 else {}
    return a_trip(session, kept, **booked)


def _around(session: Session, desk: Desk, trip: Trip, volunteers: list[Volunteer], each: int) -> None:
    """What hangs on a trip: who was asked, who is to be rung, hours, a claim for one that is over, and what failed."""
    mine, other = volunteers[0].id, volunteers[each % len(volunteers)].id
    past = a_trip(session, trip.request, date(2026, 11, 20), status=TripStatus.CLOSED, volunteer_id=mine)
    asked = {"status": AskStatus.WAITING, "is_stand_in": False, "salt": "x", "asked_at": NOW}
    made: list[object] = [
        Ask(trip_id=trip.id, volunteer_id=other, expires_at=trip.leave_at, **asked),
        HourEntry(
            volunteer_id=other, work=Work.TRANSPORT, what="", done_on=date(2026, 11, 1), planned_minutes=60,
            minutes=60, trip_key=f"{trip.id}", recorded_at=NOW,
        ),
        MileageClaim(
            trip_id=past.id, volunteer_id=mine, status=ClaimStatus.SENT, km=1, km_empty=1, tolls=0, parking=0,
            payer=Payer.ORGANISATION, note="", sent_at=NOW,
        ),
        Notice(
            trip_id=trip.id, kind=NoticeKind.CHANGED, recipient=Recipient.PASSENGER, by=By.CALL,
            once=f"full:{trip.id}", created_at=NOW,
        ),
        DeletionReport(
            body_id=desk.organisation.id, run_at=NOW - timedelta(days=each), trips=1, profiles=0, incidents=0,
            readings=0,
        ),
        UnmetNeed(
            body_id=desk.organisation.id, municipality_id=desk.municipality.id, kind=desk.offer.kind,
            reason=UnmetReason.NO_VOLUNTEER, postcode="6100", weekday="monday", wanted_on=date(2026, 11, 2),
            is_short_notice=False, public_transport=PublicTransport.NONE_THERE, once=f"full-{trip.id}",
            recorded_at=NOW,
        ),
    ]  # fmt: skip
    if each < STAND_INS:
        made.append(StandIn(offer_id=desk.offer.id, volunteer_id=volunteers[each].id, place=each + 1))
    session.add_all(made)
    session.flush()
