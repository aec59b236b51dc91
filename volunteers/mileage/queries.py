"""What is read: a volunteer's claims and the trips without one, those to approve, and a body's rates."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from directory.bodies.models import Body
from kernel.web.lists import Statement
from volunteers.mileage.models import ClaimStatus, MileageClaim, MileageRate
from volunteers.mileage.rules import DRIVEN
from volunteers.register.models import Volunteer
from volunteers.service_users.models import ServiceUser
from volunteers.transport.models import TransportOffer
from volunteers.trips.models import Trip

KEPT = timedelta(days=180)
SHOWN = 100
Provider = aliased(Body.__table__, name="mileage_provider")


def _whole() -> Select[MileageClaim]:
    return select(MileageClaim).options(
        joinedload(MileageClaim.volunteer),
        joinedload(MileageClaim.rate),
        joinedload(MileageClaim.trip).joinedload(Trip.offer),
        joinedload(MileageClaim.trip).joinedload(Trip.service_user),
    )


def _is_ours(viewer: Viewer) -> ColumnElement[bool]:
    return TransportOffer.provider_id.in_(viewer.bodies(Permission.TRANSPORT_WRITE))


def get_own(session: Session, claim_id: int, *, viewer: Viewer, lock: bool = False) -> MileageClaim:
    """A claim on a trip of the viewer's bodies, held for writing when asked; raises NotFound for any other."""
    if lock:
        session.execute(select(MileageClaim.id).where(MileageClaim.id == claim_id).with_for_update())
    ours = select(Trip.id).join(TransportOffer, TransportOffer.id == Trip.offer_id).where(_is_ours(viewer))
    claim = session.scalar(_whole().where(MileageClaim.id == claim_id, MileageClaim.trip_id.in_(ours)))
    if claim is None or claim.status is ClaimStatus.DRAFT:
        raise NotFound
    return claim


def get_driven(session: Session, trip_id: int, *, viewer: Viewer, lock: bool = False) -> Trip:
    """A trip that the viewer drives or has a claim for, held for writing when asked; raises NotFound for any other."""
    if lock:
        session.execute(select(Trip.id).where(Trip.id == trip_id).with_for_update())
    mine = select(Volunteer.id).where(Volunteer.person_id == viewer.id)
    claimed = exists().where(MileageClaim.trip_id == Trip.id, MileageClaim.volunteer_id.in_(mine))
    statement = select(Trip).where(Trip.id == trip_id, Trip.volunteer_id.in_(mine) | claimed)
    trip = session.scalar(statement.options(joinedload(Trip.offer), joinedload(Trip.service_user)))
    if trip is None:
        raise NotFound
    return trip


def claim_of(session: Session, trip_id: int) -> MileageClaim | None:
    """The claim for a trip, if one is begun."""
    return session.scalar(_whole().where(MileageClaim.trip_id == trip_id))


def claims_of(session: Session, person_id: int) -> list[MileageClaim]:
    """Somebody's latest claims, the last trip first."""
    mine = select(Volunteer.id).where(Volunteer.person_id == person_id)
    statement = _whole().where(MileageClaim.volunteer_id.in_(mine)).join(Trip, Trip.id == MileageClaim.trip_id)
    return list(session.scalars(statement.order_by(Trip.on_date.desc(), MileageClaim.id.desc()).limit(SHOWN)))


def without_claim(session: Session, person_id: int, today: date) -> list[Trip]:
    """The trips that somebody has driven in the last half year and not claimed anything for, the last first."""
    statement = (
        select(Trip)
        .join(Volunteer, Volunteer.id == Trip.volunteer_id)
        .join(TransportOffer, TransportOffer.id == Trip.offer_id)
        .outerjoin(MileageClaim, MileageClaim.trip_id == Trip.id)
        .where(
            Volunteer.person_id == person_id,
            Trip.status.in_(DRIVEN),
            Trip.on_date >= today - KEPT,
            MileageClaim.id.is_(None),
        )
        .options(contains_eager(Trip.offer))
        .order_by(Trip.on_date.desc(), Trip.id.desc())
        .limit(SHOWN)
    )
    return list(session.scalars(statement))


def returned_to(session: Session, person_id: int) -> int:
    """How many claims are sent back to somebody."""
    mine = select(Volunteer.id).where(Volunteer.person_id == person_id)
    where = (MileageClaim.volunteer_id.in_(mine), MileageClaim.status == ClaimStatus.RETURNED)
    return session.scalar(select(func.count()).select_from(MileageClaim).where(*where)) or 0


def listed(viewer: Viewer, *, status: str = "") -> Statement:
    """The claims sent on trips of the viewer's bodies, as rows of a list; what is no status narrows nothing."""
    statement = _listed(viewer)
    return statement.where(MileageClaim.status == ClaimStatus(status)) if status in set(ClaimStatus) else statement


def listed_of(session: Session, viewer: Viewer, claim_ids: Collection[int]) -> Sequence[Any]:
    """The same rows of some claims, the earliest trip first."""
    statement = _listed(viewer).where(MileageClaim.id.in_(claim_ids))
    return session.execute(statement.order_by(Trip.on_date, MileageClaim.id)).all()


def _listed(viewer: Viewer) -> Statement:
    """Claims with references only; no passenger's name is among the columns."""
    return (
        select(
            MileageClaim.id,
            Trip.on_date,
            TransportOffer.neutral_name,
            ServiceUser.code,
            Volunteer.name.label("volunteer"),
            Provider.c.name.label("provider"),
            MileageClaim.km,
            MileageClaim.km_empty,
            MileageClaim.tolls,
            MileageClaim.parking,
            MileageClaim.payer,
            MileageClaim.amount,
            MileageClaim.status,
            MileageClaim.approved_at,
            MileageRate.valid_from.label("rate_from"),
            MileageRate.per_km,
            MileageRate.per_passenger_km,
        )
        .join(Trip, Trip.id == MileageClaim.trip_id)
        .join(TransportOffer, TransportOffer.id == Trip.offer_id)
        .join(ServiceUser, ServiceUser.id == Trip.service_user_id)
        .join(Volunteer, Volunteer.id == MileageClaim.volunteer_id)
        .join(Provider, Provider.c.id == TransportOffer.provider_id)
        .outerjoin(MileageRate, MileageRate.id == MileageClaim.rate_id)
        .where(_is_ours(viewer), MileageClaim.status != ClaimStatus.DRAFT)
    )


def exportable(session: Session, viewer: Viewer) -> list[MileageClaim]:
    """The approved claims that have not been handed on, each held for writing."""
    ours = select(Trip.id).join(TransportOffer, TransportOffer.id == Trip.offer_id).where(_is_ours(viewer))
    statement = select(MileageClaim).where(MileageClaim.trip_id.in_(ours), MileageClaim.status == ClaimStatus.APPROVED)
    return list(session.scalars(statement.order_by(MileageClaim.id).with_for_update()))


def waiting_for(session: Session, body_ids: Collection[int], status: ClaimStatus) -> int:
    """How many claims stand so on trips of some bodies."""
    statement = (
        select(func.count())
        .select_from(MileageClaim)
        .join(Trip, Trip.id == MileageClaim.trip_id)
        .join(TransportOffer, TransportOffer.id == Trip.offer_id)
        .where(TransportOffer.provider_id.in_(body_ids), MileageClaim.status == status)
    )
    return session.scalar(statement) or 0


def rates_of(session: Session, body_ids: Collection[int]) -> list[MileageRate]:
    """The rates of some bodies, the latest first."""
    statement = select(MileageRate).where(MileageRate.body_id.in_(body_ids))
    return list(session.scalars(statement.order_by(MileageRate.body_id, MileageRate.valid_from.desc())))


def used_rates(session: Session, rates: Sequence[MileageRate]) -> frozenset[int]:
    """Which of some rates a claim has been approved by."""
    used = select(MileageClaim.rate_id).where(MileageClaim.rate_id.in_([rate.id for rate in rates]))
    return frozenset(each for each in session.scalars(used.distinct()) if each is not None)


def get_rate(session: Session, rate_id: int, *, viewer: Viewer) -> MileageRate:
    """A rate of the viewer's bodies; raises NotFound for any other."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    rate = session.scalar(select(MileageRate).where(MileageRate.id == rate_id, MileageRate.body_id.in_(bodies)))
    if rate is None:
        raise NotFound
    return rate
