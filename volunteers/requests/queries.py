"""What is read: requests as the people of their offer's provider may see them, and what one can be fetched to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from activities.offers.models import Offer
from activities.offers.queries import is_public
from directory.accounts.permissions import Permission, Viewer
from kernel.alphabet import alphabetical
from kernel.web.lists import Statement
from volunteers.requests import rules
from volunteers.requests.models import RequestStatus, RideRequest
from volunteers.service_users.models import ServiceUser
from volunteers.transport.models import TransportOffer

MOST_PLACES = 300


@dataclass(frozen=True)
class Destination:
    """A place of the catalogue that somebody may be taken to, as it is chosen from a list."""

    offer_id: int
    label: str
    place: str
    postcode: str


def listed(viewer: Viewer) -> Statement:
    """The requests to a viewer's bodies as rows of a list; nothing that is sealed is in it."""
    return (
        select(
            RideRequest.id,
            RideRequest.starts_on,
            RideRequest.status,
            RideRequest.recurrence,
            RideRequest.channel,
            RideRequest.received_at,
            ServiceUser.code,
            ServiceUser.postcode,
            TransportOffer.neutral_name,
            TransportOffer.kind,
        )
        .join(ServiceUser, ServiceUser.id == RideRequest.service_user_id)
        .join(TransportOffer, TransportOffer.id == RideRequest.offer_id)
        .where(TransportOffer.provider_id.in_(viewer.bodies(Permission.TRANSPORT_WRITE)))
    )


def narrowed(statement: Statement, *, status: str) -> Statement:
    """The list for one status, or for those that are not over; what is no status narrows nothing."""
    several = {"live": rules.LIVE, "waiting": rules.WAITING}
    if status in several:
        return statement.where(RideRequest.status.in_(several[status]))
    return statement.where(RideRequest.status == RequestStatus(status)) if status in set(RequestStatus) else statement


def waiting_first(statement: Statement) -> Statement:
    """The list with those that wait for us on top, then those that run, and those that are over last."""
    turn = case((RideRequest.status.in_(rules.WAITING), 0), (RideRequest.status.in_(rules.LIVE), 1), else_=2)
    return statement.order_by(turn)


def whole() -> Select[RideRequest]:
    """Requests with all that their page tells."""
    offer = joinedload(RideRequest.offer)
    return (
        select(RideRequest)
        .join(TransportOffer, TransportOffer.id == RideRequest.offer_id)
        .options(
            offer.joinedload(TransportOffer.provider),
            offer.joinedload(TransportOffer.municipality),
            joinedload(RideRequest.service_user),
            joinedload(RideRequest.catalogue_offer),
            joinedload(RideRequest.regular_volunteer),
        )
    )


def get_own(session: Session, request_id: int, *, viewer: Viewer, lock: bool = False) -> RideRequest:
    """A request to one of the viewer's bodies, held for writing when asked; raises NotFound for any other."""
    if lock:
        session.execute(select(RideRequest.id).where(RideRequest.id == request_id).with_for_update())
    own = TransportOffer.provider_id.in_(viewer.bodies(Permission.TRANSPORT_WRITE))
    found = session.scalar(whole().where(RideRequest.id == request_id, own).execution_options(populate_existing=lock))
    if found is None:
        raise NotFound
    return found


def live_of(session: Session, service_user_id: int, *, lock: bool = False) -> list[RideRequest]:
    """Somebody's requests that are not over, held for writing when asked."""
    statement = select(RideRequest).where(
        RideRequest.service_user_id == service_user_id, RideRequest.status.in_(rules.LIVE)
    )
    statement = statement.order_by(RideRequest.id).execution_options(populate_existing=lock)
    return list(session.scalars(statement.with_for_update() if lock else statement))


def same(session: Session, offer_id: int, service_user_id: int, wanted: rules.Wanted) -> RideRequest | None:
    """A request that is not over for the same person, day and time: the same form sent twice is one request."""
    return session.scalar(
        select(RideRequest)
        .where(
            RideRequest.offer_id == offer_id,
            RideRequest.service_user_id == service_user_id,
            RideRequest.starts_on == wanted.starts_on,
            RideRequest.there_at == wanted.there_at,
            RideRequest.recurrence == wanted.recurrence,
            RideRequest.to_postcode == wanted.to_postcode,
            RideRequest.status.in_(rules.LIVE),
        )
        .limit(1)
    )


def destinations(session: Session, municipality_ids: Collection[int], today: date) -> list[Destination]:
    """The places of the public catalogue in some municipalities that one can be taken to, by their neutral name."""
    statement = (
        select(Offer.id, Offer.neutral_name, Offer.place, Offer.postcode)
        .where(Offer.municipality_id.in_(municipality_ids), Offer.postcode != "", Offer.place != "", is_public(today))
        .order_by(alphabetical(Offer.neutral_name), Offer.id)
        .limit(MOST_PLACES)
    )
    return [
        Destination(
            row.id, f"{row.neutral_name}, {row.postcode}", row.place or row.address or row.neutral_name, row.postcode
        )
        for row in session.execute(statement)
    ]


def waiting_count(session: Session, viewer: Viewer) -> int:
    """How many requests wait for a consent or a check."""
    own = TransportOffer.provider_id.in_(viewer.bodies(Permission.TRANSPORT_WRITE))
    statement = (
        select(func.count())
        .select_from(RideRequest)
        .join(TransportOffer, TransportOffer.id == RideRequest.offer_id)
        .where(own, RideRequest.status.in_(rules.WAITING))
    )
    return session.scalar(statement) or 0
