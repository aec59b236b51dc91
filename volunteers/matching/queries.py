"""What is read: all that a ranking needs of a body's volunteers, as columns, in a fixed number of statements."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel import clock
from volunteers.matching.bookings import Book, book_of, minutes_of
from volunteers.matching.candidates import Candidate, Car, Knows, Wanted
from volunteers.matching.ranking import Ranking, rank
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.register.rules import Slot, slots, split
from volunteers.roads.estimate import Roads
from volunteers.roads.queries import roads_of
from volunteers.transport.models import TransportKind
from volunteers.transport.queries import vehicles_of
from volunteers.trips import fitness, rules
from volunteers.trips.models import Trip
from volunteers.trips.queries import duty_of

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Asked:
    """Who has been asked about a trip and has not answered, and who has said no."""

    waiting: frozenset[int] = frozenset()
    said_no: frozenset[int] = frozenset()


NOBODY = Asked()


def ranking_for(
    session: Session, trip: Trip, *, now: datetime, asked: Asked = NOBODY, roads: Roads | None = None
) -> Ranking:
    """Who could take a trip, in their order, and why the others cannot; `asked` is by the slice that asks."""
    body_id = trip.offer.provider_id
    book = book_of(session, body_id, trip)
    cars = [
        Car(vehicle, book.vehicle_duties.get(vehicle.id, ()))
        for vehicle in (vehicles_of(session, body_id) if trip.offer.kind is TransportKind.TRANSPORT else ())
    ]
    wanted = Wanted(
        duty=duty_of(trip),
        kind=trip.offer.kind,
        day=trip.on_date,
        minutes=rules.minutes_planned(trip),
        needs_special_training=fitness.needs_special_training(trip),
        upper_age_limit=trip.offer.upper_age_limit,
        covers_accident=trip.offer.covers_accident,
        cars=cars,
        volunteer_id=trip.volunteer_id,
    )
    candidates = _candidates(session, trip, book, asked, now)
    return rank(wanted, candidates, roads or roads_of(session, trip.offer.municipality_id))


def _candidates(session: Session, trip: Trip, book: Book, asked: Asked, now: datetime) -> list[Candidate]:
    """A body's active volunteers as a ranking sees them."""
    body_id = trip.offer.provider_id
    lately = _lately(session, body_id, trip, clock.local_date(now))
    known = _known(session, trip)
    return [
        Candidate(
            *row[:4],
            _codes(row.kinds),
            _codes(row.areas),
            _slots(row.availability),
            *row[7:],
            duties=book.duties.get(row.id, ()),
            week_trips=len(book.week.get(row.id, ())),
            week_minutes=sum(minutes_of(line) for line in book.week.get(row.id, ())),
            recent_trips=lately.get(row.id, 0),
            knows=known.get(row.id, Knows.NO),
            is_asked=row.id in asked.waiting,
            has_said_no=row.id in asked.said_no,
        )
        for row in session.execute(
            select(*COLUMNS).where(Volunteer.body_id == body_id, Volunteer.status == VolunteerStatus.ACTIVE)
        )
    ]


COLUMNS = (
    Volunteer.id,
    Volunteer.name,
    Volunteer.postcode,
    Volunteer.born_year,
    Volunteer.kinds,
    Volunteer.areas,
    Volunteer.availability,
    Volunteer.reach,
    Volunteer.trips_a_week,
    Volunteer.hours_a_week,
    Volunteer.paused_from,
    Volunteer.paused_to,
    Volunteer.basic_training_to,
    Volunteer.special_training_to,
    Volunteer.confidential_since,
    Volunteer.may_drive_until,
)
"""In the order of a candidate's first fields."""


@lru_cache(maxsize=4096)
def _codes(joined: str) -> frozenset[str]:
    return frozenset(split(joined))


@lru_cache(maxsize=4096)
def _slots(availability: str) -> tuple[Slot, ...]:
    return slots(availability)


def _lately(session: Session, body_id: int, trip: Trip, today: date) -> dict[int, int]:
    """How many trips each volunteer has had in the last 30 days, and has until the day of a trip."""
    statement = (
        select(Trip.volunteer_id, func.count())
        .join(Volunteer, Volunteer.id == Trip.volunteer_id)
        .where(
            Volunteer.body_id == body_id,
            Trip.on_date.between(today - LATELY, max(today, trip.on_date)),
            Trip.status.in_(rules.HELD),
            Trip.id != trip.id,
        )
        .group_by(Trip.volunteer_id)
    )
    return {row[0]: row[1] for row in session.execute(statement) if row[0] is not None}


def _known(session: Session, trip: Trip) -> dict[int, Knows]:
    """Who has helped the passenger before, who did it last, and who does it as a rule. Source: T8."""
    latest = func.max(Trip.leave_at)
    statement = (
        select(Trip.volunteer_id, latest)
        .where(
            Trip.service_user_id == trip.service_user_id,
            Trip.volunteer_id.is_not(None),
            Trip.status.in_(rules.HELD),
            Trip.leave_at < trip.leave_at,
            Trip.id != trip.id,
        )
        .group_by(Trip.volunteer_id)
        .order_by(latest.desc(), Trip.volunteer_id)
    )
    helpers = [row[0] for row in session.execute(statement) if row[0] is not None]
    known = dict.fromkeys(helpers, Knows.BEFORE)
    known |= dict.fromkeys(helpers[:1], Knows.LAST)
    if trip.request.regular_volunteer_id is not None:
        known[trip.request.regular_volunteer_id] = Knows.LAST
    return known
