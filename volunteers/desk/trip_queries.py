"""What is read for a trip's page: who and what may be chosen, and whose car may be shared."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.alphabet import alphabetical
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.requests import rules as request_rules
from volunteers.requests.models import RideRequest
from volunteers.roads.estimate import Roads
from volunteers.transport.models import TransportKind, TransportOffer, Vehicle
from volunteers.trips import queries, rules
from volunteers.trips.checker import problems
from volunteers.trips.duties import Problem
from volunteers.trips.models import Trip


@dataclass(frozen=True)
class Shared:
    """A trip of the same day whose car may be shared."""

    trip_id: int
    leave_at: datetime
    neutral_name: str
    volunteer: str
    vehicle: str


def problems_around(session: Session, trip: Trip, roads: Roads) -> list[Problem]:
    """What breaks for a trip as it stands, with all that binds its volunteer, its vehicle and its passenger."""
    bound = queries.bound(
        session,
        [trip.volunteer_id] if trip.volunteer_id else [],
        [trip.vehicle_id] if trip.vehicle_id else [],
        [trip.service_user_id],
        trip.leave_at - queries.NEAR,
        rules.planned_end(trip) + queries.NEAR,
    )
    around = {each.id: each for each in [*bound, trip]}.values()
    cars = {each.vehicle.id: each.vehicle for each in around if each.vehicle}
    names = {each.volunteer.id: each.volunteer.name for each in around if each.volunteer}
    found = problems([queries.duty_of(each) for each in around], roads, cars, names)
    return [each for each in found if trip.id in each.trip_ids]


def shareable(session: Session, trip: Trip) -> list[Shared]:
    """The trips of the same day that have a driver and a vehicle, and whose car may be shared."""
    if trip.offer.kind is not TransportKind.TRANSPORT or trip.status not in rules.AHEAD:
        return []
    statement = (
        select(Trip.id, Trip.leave_at, TransportOffer.neutral_name, Volunteer.name, Vehicle.name)
        .join(TransportOffer, TransportOffer.id == Trip.offer_id)
        .join(Volunteer, Volunteer.id == Trip.volunteer_id)
        .join(Vehicle, Vehicle.id == Trip.vehicle_id)
        .where(
            Trip.on_date == trip.on_date,
            Trip.id != trip.id,
            Trip.status.in_(rules.AHEAD),
            TransportOffer.provider_id == trip.offer.provider_id,
            TransportOffer.kind == TransportKind.TRANSPORT,
        )
        .order_by(Trip.leave_at, Trip.id)
    )
    if trip.together_id is not None:
        statement = statement.where(Trip.together_id.is_distinct_from(trip.together_id))
    return [Shared(*row) for row in session.execute(statement)]


def live_requests_of(session: Session, offer_id: int) -> list[RideRequest]:
    """The requests to an offer that are not over, held for writing."""
    statement = select(RideRequest).where(RideRequest.offer_id == offer_id, RideRequest.status.in_(request_rules.LIVE))
    return list(session.scalars(statement.order_by(RideRequest.id).with_for_update()))


def vehicle_names(session: Session, body_id: int) -> list[tuple[int, str]]:
    """The vehicles of a body that are in use, by name."""
    statement = select(Vehicle.id, Vehicle.name).where(Vehicle.body_id == body_id, Vehicle.is_in_use)
    found = session.execute(statement.order_by(alphabetical(Vehicle.name), Vehicle.id))
    return [(row.id, row.name) for row in found]


def volunteer_names(session: Session, body_id: int) -> list[tuple[int, str]]:
    """The active volunteers of a body, by name."""
    statement = select(Volunteer.id, Volunteer.name)
    where = (Volunteer.body_id == body_id, Volunteer.status == VolunteerStatus.ACTIVE)
    found = session.execute(statement.where(*where).order_by(alphabetical(Volunteer.name), Volunteer.id))
    return [(row.id, row.name) for row in found]
