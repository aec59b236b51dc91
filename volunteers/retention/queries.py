"""What is read: what is no longer needed, some at a time, what is due next, and all that is kept about one person."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import Session, joinedload

from directory.accounts.permissions import Permission, Viewer
from directory.bodies.models import Body
from kernel.alphabet import alphabetical
from kernel.clock import OSLO, local_date
from kernel.web.lists import Statement
from volunteers.incidents.models import Incident
from volunteers.messages.models import Notice
from volunteers.requests.models import Recurrence, RideRequest
from volunteers.requests.rules import LIVE as LIVE_REQUESTS
from volunteers.retention.models import DeletionReport
from volunteers.safeguards.models import Safeguard
from volunteers.senior_resources.queries import first_ends
from volunteers.service_users.models import Consent, Reading, ServiceUser
from volunteers.transport.models import TransportOffer
from volunteers.trips.models import Trip
from volunteers.trips.rules import LIVE

BATCH = 200


def keeping(session: Session) -> list[int]:
    """The bodies that keep something about anybody."""
    found = union(select(ServiceUser.body_id), select(TransportOffer.provider_id)).subquery()
    return sorted({*session.scalars(select(found.c[0])), *first_ends(session)})


def safeguards_of(session: Session, body_ids: Collection[int]) -> dict[int, Safeguard]:
    """What bodies have recorded of how long they keep what."""
    return {each.body_id: each for each in session.scalars(select(Safeguard).where(Safeguard.body_id.in_(body_ids)))}


def _offers(body_id: int) -> Select[int]:
    return select(TransportOffer.id).where(TransportOffer.provider_id == body_id)


def _is_told() -> ColumnElement[bool]:
    """Whether a trip still says where somebody lives, went or was handed over."""
    return or_(Trip.from_address != "", Trip.destination != "", Trip.handed_over_to != "")


def old_trips(session: Session, body_id: int, before: date) -> list[Trip]:
    """Trips from before a day that still have addresses, some of them; those under way are left."""
    where = (Trip.offer_id.in_(_offers(body_id)), Trip.on_date < before, Trip.status.not_in(LIVE), _is_told())
    return list(session.scalars(select(Trip).where(*where).order_by(Trip.id).limit(BATCH).with_for_update()))


def old_requests(session: Session, body_id: int, before: date) -> list[RideRequest]:
    """Requests that say where to, with no later trip and nothing more to come, some of them."""
    later = exists().where(Trip.request_id == RideRequest.id, or_(Trip.on_date >= before, Trip.status.in_(LIVE)))
    is_over = or_(RideRequest.status.not_in(LIVE_REQUESTS), RideRequest.recurrence == Recurrence.ONCE)
    where = (RideRequest.offer_id.in_(_offers(body_id)), RideRequest.starts_on < before, is_over, ~later)
    statement = select(RideRequest).where(*where, RideRequest.destination != "").order_by(RideRequest.id)
    return list(session.scalars(statement.limit(BATCH).with_for_update()))


def old_profiles(session: Session, body_id: int, before: date) -> list[ServiceUser]:
    """Those without a trip, a request or a registration since a day, some of them."""
    since = datetime.combine(before, time(), OSLO)
    where = (
        ServiceUser.body_id == body_id,
        ServiceUser.erased_at.is_(None),
        ServiceUser.registered_at < since,
        ~exists().where(Trip.service_user_id == ServiceUser.id, or_(Trip.on_date >= before, Trip.status.in_(LIVE))),
        ~exists().where(RideRequest.service_user_id == ServiceUser.id, _may_come(before, since)),
    )
    statement = select(ServiceUser).where(*where).order_by(ServiceUser.id).limit(BATCH)
    return list(session.scalars(statement.with_for_update()))


def _may_come(before: date, since: datetime) -> ColumnElement[bool]:
    """Whether a request still comes again, or was made or is for a day since then."""
    comes_again = and_(RideRequest.status.in_(LIVE_REQUESTS), RideRequest.recurrence != Recurrence.ONCE)
    return or_(comes_again, RideRequest.received_at >= since, RideRequest.starts_on >= before)


def old_incidents(session: Session, body_id: int, before: date) -> list[Incident]:
    """Incidents from before a day that still have their trip, some of them."""
    where = (Incident.offer_id.in_(_offers(body_id)), Incident.happened_on < before, Incident.trip_id.is_not(None))
    return list(session.scalars(select(Incident).where(*where).order_by(Incident.id).limit(BATCH).with_for_update()))


def old_readings(session: Session, body_id: int, before: date) -> list[int]:
    """The ids of readings of those who were erased before a day, some of them."""
    erased = select(ServiceUser.id).where(
        ServiceUser.body_id == body_id, ServiceUser.erased_at < datetime.combine(before, time(), OSLO)
    )
    statement = select(Reading.id).where(Reading.service_user_id.in_(erased))
    return list(session.scalars(statement.order_by(Reading.id).limit(BATCH)))


def ahead_of(session: Session, service_user_id: int) -> int:
    """How many trips and requests of somebody are not over."""
    trips = select(func.count()).where(Trip.service_user_id == service_user_id, Trip.status.in_(LIVE))
    requests = select(func.count()).where(
        RideRequest.service_user_id == service_user_id, RideRequest.status.in_(LIVE_REQUESTS)
    )
    return sum(session.scalars(trips.union_all(requests)))


def all_of(session: Session, model: type[Any], service_user_id: int) -> Sequence[Any]:
    """Everything of one kind that is kept about somebody, oldest first."""
    statement = select(model).where(model.service_user_id == service_user_id)
    if model is Reading:
        statement = statement.options(joinedload(Reading.person))
    return session.scalars(statement.order_by(model.id)).all()


def consents_of(session: Session, service_user_id: int) -> Sequence[Consent]:
    """Every yes and no of somebody."""
    return all_of(session, Consent, service_user_id)


def notices_of(session: Session, trip_ids: Collection[int]) -> Sequence[Notice]:
    """What was told about some trips."""
    return session.scalars(select(Notice).where(Notice.trip_id.in_(trip_ids)).order_by(Notice.id)).all()


def incidents_of(session: Session, trip_ids: Collection[int]) -> list[Incident]:
    """The incidents on some trips."""
    return list(session.scalars(select(Incident).where(Incident.trip_id.in_(trip_ids)).order_by(Incident.id)))


def reports(viewer: Viewer) -> Statement:
    """What was erased when for the viewer's bodies, as rows of a list."""
    bodies = Body.__table__
    return (
        select(
            DeletionReport.id,
            DeletionReport.run_at,
            bodies.c.name.label("body"),
            DeletionReport.trips,
            DeletionReport.profiles,
            DeletionReport.incidents,
            DeletionReport.readings,
        )
        .join(bodies, bodies.c.id == DeletionReport.body_id)
        .where(DeletionReport.body_id.in_(viewer.bodies(Permission.FIGURES_READ)))
    )


def last_run(session: Session, body_ids: Collection[int]) -> datetime | None:
    """When something was erased last for some bodies."""
    return session.scalar(select(func.max(DeletionReport.run_at)).where(DeletionReport.body_id.in_(body_ids)))


def by_name() -> Any:
    """What the list is sorted by when it is sorted by body."""
    return alphabetical(Body.__table__.c.name)


def next_days(session: Session, body_ids: Collection[int]) -> dict[int, tuple[date | None, date | None, date | None]]:
    """The days of the oldest trip with addresses, last trip or registration of a profile, and incident, by body."""
    trip = (
        select(TransportOffer.provider_id, func.min(Trip.on_date))
        .join(Trip, Trip.offer_id == TransportOffer.id)
        .where(TransportOffer.provider_id.in_(body_ids), Trip.status.not_in(LIVE), _is_told())
        .group_by(TransportOffer.provider_id)
    )
    incident = (
        select(TransportOffer.provider_id, func.min(Incident.happened_on))
        .join(Incident, Incident.offer_id == TransportOffer.id)
        .where(TransportOffer.provider_id.in_(body_ids), Incident.trip_id.is_not(None))
        .group_by(TransportOffer.provider_id)
    )
    first = [{row[0]: row[1] for row in session.execute(each)} for each in (trip, incident)]
    profiles = _oldest_profiles(session, body_ids)
    return {each: (first[0].get(each), profiles.get(each), first[1].get(each)) for each in body_ids}


def _oldest_profiles(session: Session, body_ids: Collection[int]) -> dict[int, date]:
    last = (
        select(ServiceUser.body_id, ServiceUser.registered_at, func.max(Trip.on_date).label("last_on"))
        .outerjoin(Trip, Trip.service_user_id == ServiceUser.id)
        .where(ServiceUser.body_id.in_(body_ids), ServiceUser.erased_at.is_(None))
        .group_by(ServiceUser.id, ServiceUser.body_id, ServiceUser.registered_at)
    )
    found: dict[int, date] = {}
    rows: Sequence[Any] = session.execute(last).all()  # without a trip there is no last one
    for body_id, registered_at, last_on in rows:
        registered_on = local_date(registered_at)
        day = registered_on if last_on is None else max(last_on, registered_on)
        found[body_id] = min(day, found.get(body_id, day))
    return found
