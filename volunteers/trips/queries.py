"""What is read: trips as their coordinator and their volunteer may see them, and what binds whom when."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from volunteers.register.models import Volunteer
from volunteers.requests.models import RequestStatus, RideRequest, WayHome
from volunteers.roads.queries import roads_of
from volunteers.service_users.models import ServiceUser
from volunteers.service_users.rules import codes
from volunteers.transport.models import TransportKind, TransportOffer, Vehicle
from volunteers.trips import checker, rules
from volunteers.trips.duties import Duty, Problem, Ride, Stop
from volunteers.trips.fitness import Load
from volunteers.trips.models import Trip, TripStatus

NEAR = timedelta(hours=6)  # farther apart than any way within a municipality takes


def whole() -> Select[Trip]:
    """Trips with all that they hang on."""
    return select(Trip).options(
        joinedload(Trip.request).joinedload(RideRequest.regular_volunteer),
        joinedload(Trip.offer),
        joinedload(Trip.service_user),
        joinedload(Trip.volunteer),
        joinedload(Trip.vehicle),
    )


def _held(session: Session, trip_id: int, seen: ColumnElement[bool], *, lock: bool) -> Trip:
    where = (Trip.id == trip_id, seen)
    if lock:
        session.execute(select(Trip.id).where(*where).with_for_update())
    found = session.scalar(whole().where(*where).execution_options(populate_existing=lock))
    if found is None:
        raise NotFound
    return found


def get_own(session: Session, trip_id: int, *, viewer: Viewer, lock: bool = False) -> Trip:
    """A trip of the viewer's bodies, held for writing when asked; raises NotFound for any other."""
    return _held(session, trip_id, _is_own(viewer), lock=lock)


def get_mine(session: Session, trip_id: int, *, viewer: Viewer, lock: bool = False) -> Trip:
    """A trip on which the viewer is the volunteer, held for writing when asked; raises NotFound for any other."""
    return _held(session, trip_id, _is_mine(viewer), lock=lock)


def _is_own(viewer: Viewer) -> ColumnElement[bool]:
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    return Trip.offer_id.in_(select(TransportOffer.id).where(TransportOffer.provider_id.in_(bodies)))


def _is_mine(viewer: Viewer) -> ColumnElement[bool]:
    return Trip.volunteer_id.in_(select(Volunteer.id).where(Volunteer.person_id == viewer.id))


def on_day(session: Session, body_ids: Collection[int], municipality_id: int, day: date) -> list[Trip]:
    """The trips of bodies in a municipality on a day, in the order in which they leave."""
    return between_days(session, body_ids, municipality_id, day, day)


def between_days(
    session: Session, body_ids: Collection[int], municipality_id: int, first: date, last: date
) -> list[Trip]:
    """The trips of bodies in a municipality from one day to another, both in, in the order in which they leave."""
    offers = select(TransportOffer.id).where(
        TransportOffer.provider_id.in_(body_ids), TransportOffer.municipality_id == municipality_id
    )
    where = (Trip.offer_id.in_(offers), Trip.on_date.between(first, last))
    return list(session.scalars(whole().where(*where).order_by(Trip.leave_at, Trip.id)))


def ahead_of(session: Session, *where: ColumnElement[bool], now: datetime) -> list[Trip]:
    """The trips that have not begun and are not over, held for writing in their order."""
    ahead = and_(Trip.status.in_(rules.AHEAD | {TripStatus.SKIPPED}), Trip.on_date >= clock.local_date(now), *where)
    return _held_many(session, ahead, None)


def companions_of(session: Session, trip: Trip) -> list[Trip]:
    """The other booked trips that are driven together with a trip."""
    if trip.together_id is None:
        return []
    where = (Trip.together_id == trip.together_id, Trip.id != trip.id, Trip.status.in_(rules.BOOKED))
    return list(session.scalars(whole().where(*where).order_by(Trip.id)))


def duty_of(trip: Trip) -> Duty:
    """A trip as it binds a volunteer, a vehicle and a passenger."""
    is_driven = trip.offer.kind is TransportKind.TRANSPORT
    home = Stop(trip.from_postcode, f"home {trip.service_user_id}")
    there = Stop(trip.to_postcode, trip.destination.casefold())
    legs = [Ride(trip.leave_at, trip.arrive_at, home, there, is_out=True)]
    if trip.return_at and trip.home_at:
        legs.append(Ride(trip.return_at, trip.home_at, there, home, is_out=False))
    return Duty(
        trip_id=trip.id,
        volunteer=trip.volunteer_id,
        vehicle=trip.vehicle_id,
        passenger=trip.service_user_id,
        legs=tuple(legs),
        together=trip.together_id,
        is_whole=rules.is_whole(trip.offer.kind, trip),
        needs=codes(trip.service_user.needs),
        belts=2 if is_driven and trip.request.is_companion_needed else 1,
        has_other_way_home=trip.request.way_home is not WayHome.WITH_US,
    )


def bound(  # noqa: PLR0917  those who may be bound, and from when to when
    session: Session,
    volunteer_ids: Collection[int],
    vehicle_ids: Collection[int],
    service_user_ids: Collection[int],
    from_at: datetime,
    to_at: datetime,
) -> list[Trip]:
    """The booked trips that bind any of these volunteers, vehicles or passengers at some time between two moments."""
    days = (clock.local_date(from_at) - timedelta(days=1), clock.local_date(to_at) + timedelta(days=1))
    where = (
        Trip.status.in_(rules.BOOKED),
        Trip.on_date.between(*days),
        Trip.leave_at <= to_at,
        func.coalesce(Trip.home_at, Trip.arrive_at) >= from_at,
        or_(
            Trip.volunteer_id.in_(volunteer_ids),
            Trip.vehicle_id.in_(vehicle_ids),
            Trip.service_user_id.in_(service_user_ids),
        ),
    )
    statement = whole().where(*where).order_by(Trip.leave_at, Trip.id)
    return list(session.scalars(statement.execution_options(populate_existing=True)))


def duties(  # noqa: PLR0917  as above
    session: Session,
    volunteer_ids: Collection[int],
    vehicle_ids: Collection[int],
    service_user_ids: Collection[int],
    from_at: datetime,
    to_at: datetime,
) -> list[Duty]:
    """What binds any of these volunteers, vehicles or passengers between two moments."""
    found = bound(session, volunteer_ids, vehicle_ids, service_user_ids, from_at, to_at)
    return [duty_of(trip) for trip in found]


def problems_of(session: Session, trips: Iterable[Trip]) -> list[Problem]:
    """What breaks in booked trips, each municipality by its own roads."""
    booked = [trip for trip in trips if trip.status in rules.BOOKED]
    vehicles = {trip.vehicle.id: trip.vehicle for trip in booked if trip.vehicle}
    names = {trip.volunteer.id: trip.volunteer.name for trip in booked if trip.volunteer}
    found = []
    for place in sorted({trip.offer.municipality_id for trip in booked}):
        theirs = [duty_of(trip) for trip in booked if trip.offer.municipality_id == place]
        found += checker.problems(theirs, roads_of(session, place), vehicles, names)
    return found


def problems_with(session: Session, trip: Trip, volunteer: Volunteer | None, vehicle: Vehicle | None) -> list[Problem]:
    """What would break if a volunteer and a vehicle took a trip by itself, beside all that binds them already."""
    duty = replace(
        duty_of(trip), volunteer=volunteer.id if volunteer else None, vehicle=vehicle.id if vehicle else None
    )
    return problems_among(session, trip, [replace(duty, together=None)], volunteer, vehicle)


def problems_among(
    session: Session, trip: Trip, wanted: Sequence[Duty], volunteer: Volunteer | None, vehicle: Vehicle | None
) -> list[Problem]:
    """What would break if duties were as they are wanted; only what they themselves are part of."""
    times = [time for duty in wanted for ride in duty.legs for time in (ride.starts, ride.ends)]
    theirs = {duty.trip_id for duty in wanted}
    others = duties(
        session,
        [volunteer.id] if volunteer else [],
        [vehicle.id] if vehicle else [],
        [duty.passenger for duty in wanted],
        min(times) - NEAR,
        max(times) + NEAR,
    )
    kept = [duty for duty in others if duty.trip_id not in theirs]
    cars = {vehicle.id: vehicle} if vehicle else {}
    names = {volunteer.id: volunteer.name} if volunteer else {}
    roads = roads_of(session, trip.offer.municipality_id)
    return [each for each in checker.problems([*wanted, *kept], roads, cars, names) if theirs & set(each.trip_ids)]


def load_of(session: Session, volunteer_id: int, day: date, *, but: int = 0) -> Load:
    """What a volunteer has in the week of a day, without one trip."""
    monday = day - timedelta(days=day.weekday())
    where = (
        Trip.volunteer_id == volunteer_id,
        Trip.on_date.between(monday, monday + timedelta(days=6)),
        Trip.status.in_(rules.HELD),
        Trip.id != but,
    )
    found = session.scalars(select(Trip).options(joinedload(Trip.offer)).where(*where)).all()
    return Load(len(found), sum(rules.minutes_planned(trip) for trip in found))


def own_vehicle(session: Session, volunteer_id: int) -> Vehicle | None:
    """The car that a volunteer drives when none is named: the first of the volunteer's own that is in use."""
    where = (Vehicle.volunteer_id == volunteer_id, Vehicle.is_in_use)
    return session.scalar(select(Vehicle).where(*where).order_by(Vehicle.id).limit(1))


def hold(
    session: Session, *, service_user_ids: Iterable[int], volunteer_id: int | None, vehicle_id: int | None
) -> None:
    """Hold those whom a booking binds, always in the same order, so that two bookings never pass each other by."""
    session.execute(
        select(ServiceUser.id)
        .where(ServiceUser.id.in_(list(service_user_ids)))
        .order_by(ServiceUser.id)
        .with_for_update()
    )
    if volunteer_id is not None:
        session.execute(select(Volunteer.id).where(Volunteer.id == volunteer_id).with_for_update())
    if vehicle_id is not None:
        session.execute(select(Vehicle.id).where(Vehicle.id == vehicle_id).with_for_update())


def to_generate(session: Session, upto: date) -> list[int]:
    """The open requests whose trips are not all made up to a day."""
    where = (
        RideRequest.status == RequestStatus.OPEN,
        or_(RideRequest.generated_to.is_(None), RideRequest.generated_to < upto),
    )
    return list(session.scalars(select(RideRequest.id).where(*where).order_by(RideRequest.id)))


def held_request(session: Session, request_id: int) -> RideRequest | None:
    """A request for which trips are to be made, held while they are."""
    session.execute(select(RideRequest.id).where(RideRequest.id == request_id).with_for_update())
    statement = select(RideRequest).options(joinedload(RideRequest.offer), joinedload(RideRequest.service_user))
    return session.scalar(statement.where(RideRequest.id == request_id).execution_options(populate_existing=True))


def to_close(session: Session, now: datetime, most: int) -> list[Trip]:
    """Trips whose passenger is home, or there without our way home, since a day; held for writing."""
    over = now - rules.CLOSED_AFTER
    is_home = and_(Trip.status == TripStatus.HOME, Trip.home_again_at <= over)
    is_there = and_(Trip.status == TripStatus.ARRIVED, Trip.home_at.is_(None), Trip.arrived_at <= over)
    return _held_many(session, or_(is_home, is_there), most)


def past_without_volunteer(session: Session, now: datetime, most: int) -> list[Trip]:
    """Open trips that should have arrived a day ago; held for writing."""
    past = and_(Trip.status == TripStatus.OPEN, Trip.arrive_at <= now - rules.CLOSED_AFTER)
    return _held_many(session, past, most)


def _held_many(session: Session, which: ColumnElement[bool], most: int | None) -> list[Trip]:
    ids = session.scalars(select(Trip.id).where(which).order_by(Trip.id).limit(most).with_for_update()).all()
    found = session.scalars(whole().where(Trip.id.in_(ids)).order_by(Trip.id).execution_options(populate_existing=True))
    return list(found)
