"""What happens: trips find their volunteer, move, are driven, come home, close, or are called off."""

from datetime import date, datetime, time

from sqlalchemy.orm import Session

from kernel import clock
from kernel.lifecycle import NotAllowed, _l, ensure_current, ensure_transition
from volunteers.hours.actions import note_trip
from volunteers.register.models import Volunteer
from volunteers.requests import actions as requests
from volunteers.requests.models import RideRequest, WayHome
from volunteers.requests.rules import ensure_matchable, ensure_near
from volunteers.roads.queries import roads_of
from volunteers.service_users.models import Purpose, ServiceUser
from volunteers.service_users.queries import consents_of
from volunteers.service_users.rules import codes
from volunteers.transport.models import TransportKind, Vehicle
from volunteers.trips import fitness, queries, rules
from volunteers.trips.generating import generate
from volunteers.trips.leaving import leave_together
from volunteers.trips.models import Trip, TripStatus
from volunteers.trips.planning import plan
from volunteers.trips.telling import ASSIGNED, CANCELLED_BY_PASSENGER, CANCELLED_BY_US, CHANGED, note, tell
from volunteers.unmet import actions as unmet
from volunteers.unmet.models import UnmetReason

__all__ = [
    "abort",
    "assign",
    "cancel",
    "cancel_request",
    "close",
    "confirm",
    "generate",
    "give_up",
    "move",
    "no_show",
    "release",
    "skip",
    "step",
    "stop_for",
]


def assign(
    session: Session, trip: Trip, volunteer: Volunteer, vehicle: Vehicle | None, *, actor_id: int | None, at: datetime
) -> None:
    """Give a trip its volunteer and vehicle; the volunteer's own car where a driver is given none.

    Raises NotAllowed with what speaks against it: consent and check, readiness, room, or what would break.
    """
    ensure_transition(rules.TRANSITIONS, trip.status, TripStatus.PLANNED)
    if vehicle is None and trip.offer.kind is TransportKind.TRANSPORT:
        vehicle = queries.own_vehicle(session, volunteer.id)
    queries.hold(
        session,
        service_user_ids=[trip.service_user_id],
        volunteer_id=volunteer.id,
        vehicle_id=vehicle.id if vehicle else None,
    )
    ensure_may_take(session, trip, volunteer, vehicle, at=at)
    leave_together(session, trip, actor_id=actor_id, at=at)
    for problem in queries.problems_with(session, trip, volunteer, vehicle):
        raise NotAllowed(problem.msgid, **problem.params)
    before = trip.volunteer_id
    changes: dict[str, tuple[object, object]] = {
        "volunteer_id": (before, volunteer.id),
        "vehicle_id": (trip.vehicle_id, vehicle.id if vehicle else None),
    }
    trip.volunteer, trip.vehicle = volunteer, vehicle
    turn(session, trip, TripStatus.PLANNED, "assigned", actor_id=actor_id, at=at, changes=changes)
    if before not in {None, volunteer.id}:
        tell(session, trip, CHANGED, at=at, volunteer_id=before)
    tell(session, trip, ASSIGNED, at=at)


def ensure_may_take(
    session: Session, trip: Trip, volunteer: Volunteer, vehicle: Vehicle | None, *, at: datetime
) -> None:
    """Whether a volunteer may take a trip, apart from what else binds those concerned. Source: T2, T4–T6."""
    today = clock.local_date(at)
    given = consents_of(session, [trip.service_user_id], today)[trip.service_user_id]
    ensure_matchable(trip.request, Purpose.TRANSPORT in given, today)
    fitness.ensure_has_vehicle(trip, vehicle)
    fitness.ensure_ready(volunteer, trip, vehicle)
    fitness.ensure_has_room(volunteer, trip, queries.load_of(session, volunteer.id, trip.on_date, but=trip.id))


def confirm(session: Session, trip: Trip, *, actor_id: int | None, at: datetime) -> None:
    """Note that the volunteer has said yes to the trip as it stands; said twice, it is said once."""
    if trip.status is not TripStatus.VOLUNTEER_CONFIRMED:
        turn(session, trip, TripStatus.VOLUNTEER_CONFIRMED, "confirmed", actor_id=actor_id, at=at)


def release(session: Session, trip: Trip, *, actor_id: int | None, at: datetime) -> None:
    """Take the volunteer off a trip, which is open again, with times of its own where it was driven with others."""
    ensure_transition(rules.TRANSITIONS, trip.status, TripStatus.OPEN)
    before = trip.volunteer_id
    changes: dict[str, tuple[object, object]] = {
        "volunteer_id": (before, None),
        "vehicle_id": (trip.vehicle_id, None),
    }
    leave_together(session, trip, actor_id=actor_id, at=at)
    trip.volunteer = trip.vehicle = None
    turn(session, trip, TripStatus.OPEN, "released", actor_id=actor_id, at=at, changes=changes)
    tell(session, trip, CHANGED, at=at, volunteer_id=before)


def move(
    session: Session,
    trip: Trip,
    *,
    on_date: date,
    there_at: time,
    home_from: time | None,
    version: int,
    actor_id: int | None,
    at: datetime,
) -> None:
    """Move a trip to another day or time; its volunteer is kept where nothing breaks, and is to confirm again."""
    ensure_current(trip.version, version)
    if trip.request.way_home is WayHome.WITH_US and home_from is None:
        raise NotAllowed(_l("Write when the person is to go home, or choose another way home."))
    if home_from is not None and home_from <= there_at:
        raise NotAllowed(_l("The way home begins after the person is there."))
    if trip.together_id is not None:
        raise NotAllowed(_l("Take the trip out of the shared car first."))
    ensure_near(on_date, clock.local_date(at))
    times = plan(on_date, there_at, home_from, minutes=_minutes(session, trip), needs=codes(trip.service_user.needs))
    rules.ensure_may_move(trip, times.leave_at, at)
    changes = {name: (getattr(trip, name), value) for name, value in vars(times).items()}
    changes["on_date"] = (trip.on_date, on_date)
    for name, (_old, value) in changes.items():
        setattr(trip, name, value)
    status = TripStatus.PLANNED if trip.status in rules.BOOKED else TripStatus.OPEN
    if status is TripStatus.OPEN:  # who had it before it was skipped may have something else by now
        trip.volunteer = trip.vehicle = None
    elif trip.volunteer is not None:
        _ensure_still_fits(session, trip, trip.volunteer, at=at)
    trip.ended_at = None
    trip.status = status
    note(session, trip, "moved", actor_id=actor_id, at=at, changes=changes)
    tell(session, trip, CHANGED, at=at)


def _ensure_still_fits(session: Session, trip: Trip, volunteer: Volunteer, *, at: datetime) -> None:
    queries.hold(
        session, service_user_ids=[trip.service_user_id], volunteer_id=volunteer.id, vehicle_id=trip.vehicle_id
    )
    ensure_may_take(session, trip, volunteer, trip.vehicle, at=at)
    for problem in queries.problems_with(session, trip, volunteer, trip.vehicle):
        raise NotAllowed(problem.msgid, **problem.params)


def _minutes(session: Session, trip: Trip) -> int:
    return roads_of(session, trip.offer.municipality_id).between(trip.from_postcode, trip.to_postcode).minutes


def skip(session: Session, trip: Trip, *, actor_id: int | None, at: datetime) -> None:
    """Leave out a day of a request; everybody concerned is told."""
    _end(session, trip, TripStatus.SKIPPED, "skipped", actor_id=actor_id, at=at)
    tell(session, trip, CANCELLED_BY_US, at=at)


def cancel(session: Session, trip: Trip, *, by_user: bool, actor_id: int | None, at: datetime) -> None:
    """Call a trip off, for the person or for us; nobody is asked why. Source: T15."""
    status = TripStatus.CANCELLED_BY_USER if by_user else TripStatus.CANCELLED_BY_OFFER
    _end(session, trip, status, "cancelled", actor_id=actor_id, at=at)
    tell(session, trip, CANCELLED_BY_PASSENGER if by_user else CANCELLED_BY_US, at=at)


def cancel_request(
    session: Session, request: RideRequest, *, by_user: bool, actor_id: int | None, at: datetime
) -> None:
    """Call a request off with all its trips that have not begun."""
    requests.cancel(session, request, by_user=by_user, actor_id=actor_id, at=at)
    for trip in queries.ahead_of(session, Trip.request_id == request.id, now=at):
        cancel(session, trip, by_user=by_user, actor_id=actor_id, at=at)


def stop_for(session: Session, service_user: ServiceUser, *, actor_id: int | None, at: datetime) -> int:
    """Call off all of somebody's trips that have not begun, since the consent is taken back; how many. Source: T13."""
    ahead = queries.ahead_of(session, Trip.service_user_id == service_user.id, now=at)
    for trip in ahead:
        cancel(session, trip, by_user=True, actor_id=actor_id, at=at)
    return len(ahead)


def give_up(session: Session, trip: Trip, reason: UnmetReason, *, actor_id: int | None, at: datetime) -> None:
    """Say that no volunteer was found, and count the need without the person."""
    ensure_transition(rules.TRANSITIONS, trip.status, TripStatus.UNMET)
    trip.unmet_reason = reason
    _end(session, trip, TripStatus.UNMET, "given_up", actor_id=actor_id, at=at)
    unmet.record(
        session,
        offer=trip.offer,
        reason=reason,
        postcode=trip.from_postcode,
        wanted_on=trip.on_date,
        is_short_notice=trip.is_short_notice,
        public_transport=trip.request.public_transport,
        once=f"trip-{trip.request_id}-{trip.due_on}",
        at=at,
    )
    tell(session, trip, CANCELLED_BY_US, at=at)


def step(
    session: Session, trip: Trip, to: TripStatus, *, actor_id: int | None, at: datetime, handed_over_to: str = ""
) -> None:
    """Say how far a trip has come; said twice, it is said once."""
    if to in rules.TIME_OF and rules.is_said(trip, to):
        return
    rules.ensure_may_step(trip, to, clock.local_date(at))
    rules.ensure_handed_over(codes(trip.service_user.needs), to, handed_over_to)
    setattr(trip, rules.TIME_OF[to], at)
    if handed_over_to:
        trip.handed_over_to = handed_over_to
    turn(session, trip, to, "stepped", actor_id=actor_id, at=at)


def no_show(session: Session, trip: Trip, *, actor_id: int | None, at: datetime) -> None:
    """Say that nobody was at home, after waiting at the door; it counts against nobody. Source: T11, T15."""
    ensure_transition(rules.TRANSITIONS, trip.status, TripStatus.NO_SHOW)
    rules.ensure_waited(trip, at)
    _end(session, trip, TripStatus.NO_SHOW, "nobody_home", actor_id=actor_id, at=at)


def abort(session: Session, trip: Trip, *, actor_id: int | None, at: datetime, handed_over_to: str = "") -> None:
    """Break a trip off; after the door somebody must take care of the passenger."""
    rules.ensure_may_abort(trip, handed_over_to)
    trip.handed_over_to = handed_over_to
    _end(session, trip, TripStatus.ABORTED, "aborted", actor_id=actor_id, at=at)


def close(session: Session, trip: Trip, *, actor_id: int | None, at: datetime) -> None:
    """Close a trip that is home, and note the volunteer's hours."""
    rules.ensure_may_close(trip)
    _end(session, trip, TripStatus.CLOSED, "closed", actor_id=actor_id, at=at)
    if trip.volunteer is not None:
        note_trip(
            session,
            trip.volunteer,
            trip_key=f"trip-{trip.id}",
            done_on=trip.on_date,
            planned_minutes=rules.minutes_planned(trip),
            minutes=rules.minutes_given(trip),
            at=at,
        )


def _end(session: Session, trip: Trip, status: TripStatus, verb: str, *, actor_id: int | None, at: datetime) -> None:
    """Bring a trip to an end; who had it stays written, for calendars and for hours."""
    ensure_transition(rules.TRANSITIONS, trip.status, status)
    if trip.status in rules.AHEAD:
        leave_together(session, trip, actor_id=actor_id, at=at)
    trip.ended_at = at
    turn(session, trip, status, verb, actor_id=actor_id, at=at)


def turn(
    session: Session,
    trip: Trip,
    status: TripStatus,
    verb: str,
    *,
    actor_id: int | None,
    at: datetime,
    changes: dict[str, tuple[object, object]] | None = None,
) -> None:
    """Let a trip's status move, with a line of what came with it."""
    ensure_transition(rules.TRANSITIONS, trip.status, status)
    told = {"status": (trip.status, status), **(changes or {})}
    trip.status = status
    note(session, trip, verb, actor_id=actor_id, at=at, changes=told)
