"""What is read: who was asked and by which link, the stand-ins in their order, and trips that look for somebody."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from kernel import keys
from kernel.alphabet import alphabetical
from kernel.registry import panel
from volunteers.asking import rules
from volunteers.asking.models import Ask, AskStatus, StandIn
from volunteers.matching.queries import Asked
from volunteers.messages.models import Notice, NoticeKind, Recipient
from volunteers.messages.queries import SILENCE
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.requests.models import RideRequest
from volunteers.transport.models import TransportKind, TransportOffer, Vehicle
from volunteers.transport.queries import vehicles_of
from volunteers.trips.models import Trip, TripStatus
from volunteers.trips.queries import whole
from volunteers.trips.rules import AHEAD

SHOWN_AHEAD = timedelta(days=14)
NEAR = timedelta(days=2)


def token_of(ask: Ask) -> str:
    """The token of an ask's link, derived from its salt so that neither row nor job holds it."""
    return f"{ask.id}-{keys.sign('trip-ask', f'{ask.id}:{ask.salt}')}"


def by_token(session: Session, token: str, *, now: datetime, lock: bool = False) -> Ask | None:
    """The ask whose link it is, held with its trip when asked; a wrong, an old and a foreign one are nobody's."""
    number, _dash, _seal = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    if lock:  # the trip first, as everywhere
        trip_id = select(Ask.trip_id).where(Ask.id == int(number)).scalar_subquery()
        session.execute(select(Trip.id).where(Trip.id == trip_id).with_for_update())
    trip = joinedload(Ask.trip)
    statement = select(Ask).where(Ask.id == int(number)).execution_options(populate_existing=lock)
    ask = session.scalar(
        statement.options(
            joinedload(Ask.volunteer),
            trip.joinedload(Trip.offer).joinedload(TransportOffer.municipality),
            trip.joinedload(Trip.service_user),
            trip.joinedload(Trip.request),
        )
    )
    if ask is None or not keys.is_same(token, token_of(ask)) or not rules.is_ones_own(ask, now):
        return None
    return ask


def ask_of(session: Session, trip_id: int, volunteer_id: int) -> Ask | None:
    """What somebody was asked about a trip."""
    return session.scalar(select(Ask).where(Ask.trip_id == trip_id, Ask.volunteer_id == volunteer_id))


def asks_of(session: Session, trip_ids: Iterable[int]) -> dict[int, list[Ask]]:
    """Who was asked about trips, in the order in which they were."""
    found: dict[int, list[Ask]] = {number: [] for number in trip_ids}
    statement = select(Ask).options(joinedload(Ask.volunteer)).where(Ask.trip_id.in_(list(found)))
    for ask in session.scalars(statement.order_by(Ask.asked_at, Ask.id)):
        found[ask.trip_id].append(ask)
    return found


def asked_about(session: Session, trip_id: int) -> Asked:
    """Who waits to answer and who has said no, as a ranking takes it."""
    asks = asks_of(session, [trip_id])[trip_id]
    return Asked(
        waiting=frozenset(each.volunteer_id for each in asks if each.status is AskStatus.WAITING),
        said_no=frozenset(each.volunteer_id for each in asks if each.status in rules.DECLINED),
    )


@panel(SILENCE)
def is_silent(session: Session, trip: Trip, volunteer_id: int, kind: NoticeKind) -> bool:
    """Whether somebody has said no to a trip; one who has fallen out still hears that a stand-in is found."""
    ask = ask_of(session, trip.id, volunteer_id)
    if ask is None or ask.status not in rules.DECLINED:
        return False
    if ask.status is AskStatus.FELL_OUT:
        return kind is not NoticeKind.STAND_IN_FOUND and trip.volunteer_id != volunteer_id
    return True


def stand_ins_of(session: Session, offer_id: int) -> list[StandIn]:
    """The stand-ins of an offer in their order."""
    statement = select(StandIn).options(joinedload(StandIn.volunteer)).where(StandIn.offer_id == offer_id)
    return list(session.scalars(statement.order_by(StandIn.place)))


def get_own_stand_in(session: Session, stand_in_id: int, *, viewer: Viewer) -> StandIn:
    """A stand-in of an offer of the viewer's, the offer held for writing; raises NotFound for any other."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    offers = select(TransportOffer.id).where(TransportOffer.provider_id.in_(bodies))
    offer_id = session.scalar(select(StandIn.offer_id).where(StandIn.id == stand_in_id, StandIn.offer_id.in_(offers)))
    if offer_id is None:
        raise NotFound
    session.execute(select(TransportOffer.id).where(TransportOffer.id == offer_id).with_for_update())
    found = session.scalar(select(StandIn).where(StandIn.id == stand_in_id).execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def places_of(session: Session, volunteer_id: int) -> list[StandIn]:
    """Where a volunteer stands in, the offers held for writing."""
    offers = select(StandIn.offer_id).where(StandIn.volunteer_id == volunteer_id)
    held_offers = select(TransportOffer.id).where(TransportOffer.id.in_(offers)).order_by(TransportOffer.id)
    session.execute(held_offers.with_for_update())
    statement = select(StandIn).where(StandIn.volunteer_id == volunteer_id).execution_options(populate_existing=True)
    return list(session.scalars(statement.order_by(StandIn.offer_id)))


def could_stand_in(session: Session, offer: TransportOffer) -> list[tuple[int, str]]:
    """The active volunteers of a provider who do not stand in for an offer yet, by name."""
    taken = select(StandIn.volunteer_id).where(StandIn.offer_id == offer.id)
    where = (
        Volunteer.body_id == offer.provider_id,
        Volunteer.status == VolunteerStatus.ACTIVE,
        Volunteer.id.not_in(taken),
    )
    rows = session.execute(select(Volunteer.id, Volunteer.name).where(*where).order_by(alphabetical(Volunteer.name)))
    return [(row.id, row.name) for row in rows]


def vehicles_for(session: Session, trip: Trip, volunteer: Volunteer) -> list[Vehicle | None]:
    """What a volunteer could take a trip with: the own car first, then those of the body; nothing to drive is None."""
    if trip.offer.kind is not TransportKind.TRANSPORT:
        return [None]
    vehicles = vehicles_of(session, trip.offer.provider_id)
    own = [each for each in vehicles if each.volunteer_id == volunteer.id]
    shared = [each for each in vehicles if each.volunteer_id is None]
    return [*own, *shared] or [None]


def looking(session: Session, body_ids: Collection[int], now: datetime) -> list[Trip]:
    """The trips of bodies that look for a volunteer in the days to come, the first to leave first."""
    offers = select(TransportOffer.id).where(TransportOffer.provider_id.in_(body_ids))
    where = (
        Trip.status == TripStatus.OPEN,
        Trip.offer_id.in_(offers),
        Trip.leave_at > now,
        Trip.leave_at <= now + SHOWN_AHEAD,
    )
    return list(session.scalars(whole().where(*where).order_by(Trip.leave_at, Trip.id)))


def orders_of(session: Session, body_ids: Collection[int]) -> dict[int, list[StandIn]]:
    """The stand-ins of all offers of bodies, each in their order."""
    offers = select(TransportOffer.id).where(TransportOffer.provider_id.in_(body_ids))
    statement = select(StandIn).options(joinedload(StandIn.volunteer)).where(StandIn.offer_id.in_(offers))
    found: dict[int, list[StandIn]] = {}
    for stand_in in session.scalars(statement.order_by(StandIn.offer_id, StandIn.place)):
        found.setdefault(stand_in.offer_id, []).append(stand_in)
    return found


def held(session: Session, statement: Select[int]) -> list[Trip]:
    """Trips by their ids, held for writing in their order."""
    ids = list(session.scalars(statement.order_by(Trip.id).with_for_update(of=Trip)))
    found = session.scalars(whole().where(Trip.id.in_(ids)).execution_options(populate_existing=True))
    return sorted(found, key=lambda trip: trip.id)


def _is_untold() -> ColumnElement[bool]:
    """Whether somebody fell out, and nobody has told that a stand-in is found; who has ended is not told any more."""
    has_ended = Ask.volunteer_id.in_(select(Volunteer.id).where(Volunteer.status == VolunteerStatus.ENDED))
    is_told = exists().where(
        Notice.trip_id == Ask.trip_id,
        (Notice.volunteer_id == Ask.volunteer_id) | (has_ended & (Notice.recipient == Recipient.PASSENGER)),
        Notice.kind == NoticeKind.STAND_IN_FOUND,
    )
    return (Ask.status == AskStatus.FELL_OUT) & ~is_told


def waited_for(volunteer_id: int) -> Select[int]:
    """The open trips about which somebody was asked and has not answered."""
    statement = select(Trip.id).join(Ask, Ask.trip_id == Trip.id)
    return statement.where(
        Ask.volunteer_id == volunteer_id, Ask.status == AskStatus.WAITING, Trip.status == TripStatus.OPEN
    )


def fallen_out(session: Session, trip_id: int) -> list[Ask]:
    """Who has fallen out of a trip, and has not been told that a stand-in is found."""
    return list(session.scalars(select(Ask).where(Ask.trip_id == trip_id, _is_untold()).order_by(Ask.id)))


def to_look_after(session: Session, now: datetime) -> list[Trip]:
    """The trips about which somebody waits in vain, was not told of a stand-in, or that have nobody and are near."""
    is_over = (Ask.expires_at < now) | (Trip.status != TripStatus.OPEN)
    waited = select(Ask.trip_id).join(Trip, Trip.id == Ask.trip_id).where(Ask.status == AskStatus.WAITING, is_over)
    untold = select(Ask.trip_id).where(_is_untold())
    has_stand_in = Trip.volunteer_id.is_not(None) & Trip.status.in_(AHEAD) & (Trip.leave_at > now)
    is_near = (Trip.status == TripStatus.OPEN) & (Trip.leave_at <= now + NEAR)
    where = Trip.id.in_(waited) | (has_stand_in & Trip.id.in_(untold)) | is_near
    return held(session, select(Trip.id).where(where))


def regular(session: Session, now: datetime) -> list[Trip]:
    """The open trips to come whose request has its own volunteer, who was not asked about the day yet."""
    is_asked = exists().where(Ask.trip_id == Trip.id, Ask.volunteer_id == RideRequest.regular_volunteer_id)
    statement = select(Trip.id).join(RideRequest, RideRequest.id == Trip.request_id)
    where = (
        Trip.status == TripStatus.OPEN,
        Trip.leave_at > now,
        RideRequest.regular_volunteer_id.is_not(None),
        ~is_asked,
    )
    return held(session, statement.where(*where))
