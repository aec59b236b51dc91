"""What is read: where home care asks, which offers take requests there, what became of it, and who arrived."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, contains_eager
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from directory.municipalities.models import Municipality
from kernel.alphabet import alphabetical
from volunteers.referrals import rules
from volunteers.referrals.rules import Arrival, arrival
from volunteers.requests.models import Channel, RequestStatus, RideRequest
from volunteers.requests.rules import WAITING, referrals
from volunteers.safeguards.queries import on_bodies
from volunteers.service_users.models import Purpose, ServiceUser
from volunteers.service_users.queries import consents_of
from volunteers.transport.models import TransportOffer, TransportStatus
from volunteers.transport.queries import whole
from volunteers.trips.models import Trip

MOST_SHOWN = 200


@dataclass(frozen=True)
class Told:
    """One trip as home care is told of it."""

    service_user_id: int
    code: str
    first_name: str
    on_date: date
    arrival: Arrival


@dataclass(frozen=True)
class Asked:
    """One request as home care is told of it; `instead` are msgids of whom the person can turn to."""

    service_user_id: int
    first_name: str
    starts_on: date
    status: RequestStatus
    instead: Sequence[str]


def get_visible(session: Session, number: str, *, viewer: Viewer) -> Municipality:
    """A municipality for whose home care the viewer asks; raises NotFound for any other."""
    own = viewer.bodies(Permission.TRANSPORT_REFER)
    found = session.scalar(select(Municipality).where(Municipality.number == number, Municipality.id.in_(own)))
    if found is None:
        raise NotFound
    return found


def municipalities_of(session: Session, viewer: Viewer) -> list[Municipality]:
    """The municipalities for whose home care the viewer asks, by name."""
    statement = select(Municipality).where(Municipality.id.in_(viewer.bodies(Permission.TRANSPORT_REFER)))
    return list(session.scalars(statement.order_by(alphabetical(Municipality.name), Municipality.id)))


def offers_in(session: Session, municipality_id: int, today: date) -> list[TransportOffer]:
    """The running offers of a municipality whose providers are switched on, by name."""
    where = (TransportOffer.municipality_id == municipality_id, TransportOffer.status == TransportStatus.RUNNING)
    found = session.scalars(whole().where(*where).order_by(alphabetical(TransportOffer.name), TransportOffer.id)).all()
    on = on_bodies(session, {offer.provider_id for offer in found}, today)
    return [offer for offer in found if offer.provider_id in on]


def get_offer(session: Session, offer_id: int, municipality_id: int, today: date) -> TransportOffer:
    """One of those offers; raises NotFound for any other."""
    found = next((each for each in offers_in(session, municipality_id, today) if each.id == offer_id), None)
    if found is None:
        raise NotFound
    return found


def _registered(municipality_id: int) -> ColumnElement[bool]:
    """Those whom the home care of a municipality registered, and of whom something is kept."""
    return and_(
        ServiceUser.municipality_id == municipality_id,
        ServiceUser.is_from_home_care,
        ServiceUser.erased_at.is_(None),
    )


def asked(session: Session, municipality_id: int, today: date) -> list[Asked]:
    """What home care has asked for that waits, or that was not taken on lately; the latest day first."""
    is_lately = RideRequest.status.in_(rules.ASKED) & (RideRequest.starts_on >= today - rules.SHOWN_BACK)
    statement = (
        select(RideRequest)
        .join(RideRequest.service_user)
        .options(contains_eager(RideRequest.service_user))
        .where(_registered(municipality_id), RideRequest.channel == Channel.HOME_CARE)
        .where(RideRequest.status.in_(WAITING) | is_lately)
        .order_by(RideRequest.starts_on.desc(), RideRequest.id)
        .limit(MOST_SHOWN)
    )
    return [
        Asked(each.service_user_id, each.service_user.first_name, each.starts_on, each.status, _instead(each))
        for each in session.scalars(statement)
    ]


def _instead(request: RideRequest) -> list[str]:
    return referrals(request) if request.status is RequestStatus.NOT_SUITABLE else []


def arrivals(session: Session, municipality_id: int, today: date) -> Sequence[Told]:
    """Whether those whom home care registered arrived, where they have agreed to its being told; the latest first."""
    theirs = select(ServiceUser.id).where(_registered(municipality_id))
    given = consents_of(session, session.scalars(theirs).all(), today)
    agreed = [number for number, purposes in given.items() if Purpose.ARRIVAL_TO_HOME_CARE in purposes]
    rows = session.execute(
        select(
            Trip.on_date,
            Trip.status,
            Trip.arrived_at,
            ServiceUser.id,
            ServiceUser.code,
            ServiceUser.first_name,
        )
        .join(ServiceUser, ServiceUser.id == Trip.service_user_id)
        .where(ServiceUser.id.in_(agreed), Trip.on_date.between(today - rules.SHOWN_BACK, today + rules.SHOWN_AHEAD))
        .order_by(Trip.on_date.desc(), Trip.id)
        .limit(MOST_SHOWN)
    )
    return [
        Told(user_id, code, first_name, on_date, arrival(status, arrived_at))
        for on_date, status, arrived_at, user_id, code, first_name in rows
    ]
