"""What happens when trips share a car: they are put together with new times for all, or taken apart again."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from kernel.lifecycle import NotAllowed, _l, ensure_transition
from volunteers.roads.queries import roads_of
from volunteers.transport.models import TransportKind
from volunteers.trips import actions, queries, rules
from volunteers.trips.duties import Duty
from volunteers.trips.leaving import leave_together, rider_of, set_times
from volunteers.trips.models import Trip, TripStatus
from volunteers.trips.planning import Times
from volunteers.trips.sharing import share
from volunteers.trips.telling import ASSIGNED, CHANGED, tell


def put_together(session: Session, trip: Trip, other: Trip, *, actor_id: int | None, at: datetime) -> None:
    """Let a trip ride in the car of another, with the same volunteer; all in the car get the times of the shared way.

    Raises NotAllowed with what speaks against it, or with what would break.
    """
    ensure_may_share(trip, other)
    group = [other, *queries.companions_of(session, other)]
    everybody = sorted({each.id: each for each in [trip, *group]}.values(), key=lambda each: each.id)
    queries.hold(
        session,
        service_user_ids=[each.service_user_id for each in everybody],
        volunteer_id=other.volunteer_id,
        vehicle_id=other.vehicle_id,
    )
    if other.volunteer is not None:
        actions.ensure_may_take(session, trip, other.volunteer, other.vehicle, at=at)
    leave_together(session, trip, actor_id=actor_id, at=at)
    times = share([rider_of(each) for each in everybody], roads_of(session, trip.offer.municipality_id))
    leader = other.together_id or other.id
    wanted = [_duty(each, other, times[each.id], leader) for each in everybody]
    for problem in queries.problems_among(session, trip, wanted, other.volunteer, other.vehicle):
        raise NotAllowed(problem.msgid, **problem.params)
    for each in everybody:
        _settle(session, each, other, times[each.id], leader, actor_id=actor_id, at=at)


def take_apart(session: Session, trip: Trip, *, actor_id: int | None, at: datetime) -> None:
    """Take a trip out of the car that it shares; it is open again with times of its own."""
    if trip.together_id is None:
        raise NotAllowed(_l("This trip shares no car."))
    actions.release(session, trip, actor_id=actor_id, at=at)


def ensure_may_share(trip: Trip, other: Trip) -> None:
    """A car is shared on the same day, in the same offer or another of the same body, before it has left."""
    ensure_transition(rules.TRANSITIONS, trip.status, TripStatus.PLANNED)
    ensure_transition(rules.TRANSITIONS, other.status, TripStatus.PLANNED)
    is_driven = all(each.offer.kind is TransportKind.TRANSPORT for each in (trip, other))
    if trip.id == other.id or not is_driven or other.volunteer is None or other.vehicle is None:
        raise NotAllowed(_l("Choose a trip that has a driver and a vehicle."))
    if trip.on_date != other.on_date or trip.offer.provider_id != other.offer.provider_id:
        raise NotAllowed(_l("Only trips of the same day can share a car."))
    if trip.together_id is not None and trip.together_id == other.together_id:
        raise NotAllowed(_l("They share a car already."))


def _duty(trip: Trip, other: Trip, times: Times, leader: int) -> Duty:
    """A trip as it would bind everybody."""
    duty = queries.duty_of(trip)
    moments = [(times.leave_at, times.arrive_at), (times.return_at, times.home_at)]
    legs = tuple(
        replace(ride, starts=starts, ends=ends)
        for ride, (starts, ends) in zip(duty.legs, moments, strict=False)
        if starts and ends
    )
    return replace(duty, legs=legs, together=leader, volunteer=other.volunteer_id, vehicle=other.vehicle_id)


def _settle(
    session: Session, trip: Trip, other: Trip, times: Times, leader: int, *, actor_id: int | None, at: datetime
) -> None:
    """Give a trip its place in the car; whoever had it is told, and its times are confirmed anew."""
    before, is_new = trip.volunteer_id, trip.together_id != leader and trip.id != other.id
    is_changed = is_new or any(getattr(trip, name) != value for name, value in vars(times).items())
    trip.together_id, trip.volunteer, trip.vehicle = leader, other.volunteer, other.vehicle
    if not is_changed:
        return
    changes = set_times(trip, times)
    changes |= {"together_id": (None, leader), "volunteer_id": (before, trip.volunteer_id)}
    actions.turn(session, trip, TripStatus.PLANNED, "put_together", actor_id=actor_id, at=at, changes=changes)
    if before is not None and before != other.volunteer_id:
        tell(session, trip, CHANGED, at=at, volunteer_id=before)
    tell(session, trip, ASSIGNED if is_new else CHANGED, at=at)
