"""What happens when a trip leaves the car that it shares: it gets times of its own, the others are fetched later."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from volunteers.roads.estimate import Roads
from volunteers.roads.queries import roads_of
from volunteers.service_users.rules import codes
from volunteers.trips import queries, rules
from volunteers.trips.models import Trip
from volunteers.trips.planning import Times, around
from volunteers.trips.sharing import Rider, share_in_order
from volunteers.trips.telling import CHANGED, note, tell


def leave_together(session: Session, trip: Trip, *, actor_id: int | None, at: datetime) -> None:
    """Take a trip out of its car; those who stay keep their order, and each is told where the times change."""
    if trip.together_id is None:
        return
    others = queries.companions_of(session, trip)
    leader = others[0].id if len(others) > 1 else None
    for each in others:
        each.together_id = leader
    trip.together_id = None
    roads = roads_of(session, trip.offer.municipality_id)
    set_times(trip, own_times(trip, roads))
    if all(each.status in rules.AHEAD for each in others):
        _close_ranks(session, others, roads, actor_id=actor_id, at=at)


def own_times(trip: Trip, roads: Roads) -> Times:
    """The times of a trip that shares no car, around when it is there and leaves again."""
    minutes = roads.between(trip.from_postcode, trip.to_postcode).minutes
    return around(trip.arrive_at, trip.return_at, minutes=minutes, needs=codes(trip.service_user.needs))


def set_times(trip: Trip, times: Times) -> dict[str, tuple[object, object]]:
    """Give a trip its times; what changed."""
    changes: dict[str, tuple[object, object]] = {}
    for name, value in vars(times).items():
        if getattr(trip, name) != value:
            changes[name] = (getattr(trip, name), value)
            setattr(trip, name, value)
    return changes


def rider_of(trip: Trip) -> Rider:
    """A trip as one who shares a car."""
    out = queries.duty_of(trip).legs[0]
    return Rider(trip.id, out.start, out.end, codes(trip.service_user.needs), trip.arrive_at, trip.return_at)


def _close_ranks(session: Session, others: Sequence[Trip], roads: Roads, *, actor_id: int | None, at: datetime) -> None:
    if len(others) == 1:
        times = {others[0].id: own_times(others[0], roads)}
    else:
        out = sorted(others, key=lambda each: each.leave_at)
        home = sorted((each for each in others if each.home_at), key=lambda each: each.home_at or at)
        times = share_in_order([rider_of(each) for each in out], [rider_of(each) for each in home], roads)
    for each in others:
        if changes := set_times(each, times[each.id]):
            note(session, each, "fetched_later", actor_id=actor_id, at=at, changes=changes)
            tell(session, each, CHANGED, at=at)
