"""What volunteers and vehicles have already near a trip: the day with its places, and weeks that have a limit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from volunteers.register.models import Volunteer
from volunteers.transport.models import TransportOffer
from volunteers.trips import rules
from volunteers.trips.duties import Duty, Ride, Stop
from volunteers.trips.models import Trip

ONE, WEEK = timedelta(days=1), timedelta(days=6)
Lines = Sequence[Any]


@dataclass(frozen=True)
class Book:
    """What volunteers and vehicles have already: by volunteer the week, by either the day."""

    week: Mapping[int, Lines]
    duties: Mapping[int, tuple[Duty, ...]]
    vehicle_duties: Mapping[int, tuple[Duty, ...]]


def book_of(session: Session, body_id: int, trip: Trip) -> Book:
    """What a body's volunteers and vehicles have in a trip's week, and on its day with where it is."""
    monday = trip.on_date - timedelta(days=trip.on_date.weekday())
    lines = _lines(session, body_id, trip, min(monday, trip.on_date - ONE), max(monday + WEEK, trip.on_date + ONE))
    near = [each for each in lines if abs(each.on_date - trip.on_date) <= ONE and each.status in rules.BOOKED]
    places = _places(session, [each.id for each in near if each.to_postcode == trip.to_postcode])
    week: dict[int, list[Any]] = defaultdict(list)
    for each in lines:
        if each.volunteer_id is not None and monday <= each.on_date <= monday + WEEK:
            week[each.volunteer_id].append(each)
    duties: dict[int, list[Duty]] = defaultdict(list)
    vehicle_duties: dict[int, list[Duty]] = defaultdict(list)
    for each in near:
        duty = _duty(each, places.get(each.id, f"trip {each.id}"))
        if each.volunteer_id is not None:
            duties[each.volunteer_id].append(duty)
        if each.vehicle_id is not None:
            vehicle_duties[each.vehicle_id].append(duty)
    return Book(week, _fixed(duties), _fixed(vehicle_duties))


def _fixed(found: Mapping[int, list[Duty]]) -> dict[int, tuple[Duty, ...]]:
    return {number: tuple(theirs) for number, theirs in found.items()}


def _lines(session: Session, body_id: int, trip: Trip, first: date, last: date) -> Lines:
    """The other trips of a body near a trip's day, and through its week those of volunteers who wish a limit."""
    statement = (
        select(
            Trip.id,
            Trip.volunteer_id,
            Trip.vehicle_id,
            Trip.service_user_id,
            Trip.together_id,
            Trip.status,
            Trip.on_date,
            Trip.leave_at,
            Trip.arrive_at,
            Trip.return_at,
            Trip.home_at,
            Trip.from_postcode,
            Trip.to_postcode,
            TransportOffer.kind,
        )
        .join(TransportOffer, TransportOffer.id == Trip.offer_id)
        .outerjoin(Volunteer, Volunteer.id == Trip.volunteer_id)
        .where(
            Trip.on_date.between(first, last),
            Trip.status.in_(rules.HELD),
            Trip.id != trip.id,
            TransportOffer.provider_id == body_id,
            or_(
                Trip.on_date.between(trip.on_date - ONE, trip.on_date + ONE),
                Volunteer.trips_a_week.is_not(None),
                Volunteer.hours_a_week.is_not(None),
            ),
        )
        .order_by(Trip.id)
    )
    return session.execute(statement).all()


def _places(session: Session, trip_ids: Sequence[int]) -> dict[int, str]:
    """Where the trips that end near a trip go, so that one and the same place is known; only those are opened."""
    if not trip_ids:
        return {}
    statement = select(Trip.id, Trip.destination).where(Trip.id.in_(trip_ids))
    return {row.id: row.destination.casefold() for row in session.execute(statement)}


def _whole(line: Any) -> bool:
    return rules.is_whole(line.kind, line)


def _duty(line: Any, place: str) -> Duty:
    """A trip of the lines as it binds its volunteer and vehicle; what must fit in is looked at when it is assigned."""
    home, there = Stop(line.from_postcode, f"home {line.service_user_id}"), Stop(line.to_postcode, place)
    legs = [Ride(line.leave_at, line.arrive_at, home, there, is_out=True)]
    if line.return_at and line.home_at:
        legs.append(Ride(line.return_at, line.home_at, there, home, is_out=False))
    return Duty(
        trip_id=line.id,
        volunteer=line.volunteer_id,
        vehicle=line.vehicle_id,
        passenger=line.service_user_id,
        legs=tuple(legs),
        together=line.together_id,
        is_whole=_whole(line),
    )


def minutes_of(line: Any) -> int:
    """How long a volunteer is busy with a trip."""
    starts, there, back, home = line.leave_at, line.arrive_at, line.return_at, line.home_at
    spent: timedelta = there - starts
    if back is not None and home is not None:
        spent = home - starts if _whole(line) else spent + (home - back)
    return round(spent.total_seconds() / 60)
