"""What is read: notices that wait, who is not to hear more, and trips that somebody is reminded of."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from kernel.registry import registry
from volunteers.messages import rules
from volunteers.messages.models import By, Notice, NoticeKind, Recipient
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.transport.models import TransportOffer
from volunteers.trips.models import Trip
from volunteers.trips.rules import LIVE, OPENS_BEFORE

SILENCE = "trip.silence"
MOST = 500


def is_silent(session: Session, trip: Trip, volunteer_id: int, kind: NoticeKind) -> bool:
    """Whether a volunteer is to hear nothing of it; asking, which stands above, knows who has said no."""
    return any(share(session, trip, volunteer_id, kind) for share in registry.panels.get(SILENCE, ()))


def whole() -> Select[Notice]:
    """Notices with their trip and all that a message is put together from."""
    trip = joinedload(Notice.trip)
    return select(Notice).options(
        trip.joinedload(Trip.offer).joinedload(TransportOffer.municipality),
        trip.joinedload(Trip.service_user),
        joinedload(Notice.volunteer).joinedload(Volunteer.person),
    )


def by_once(session: Session, once: str) -> Notice | None:
    """The notice that was made of something, if it was."""
    return session.scalar(select(Notice).where(Notice.once == once))


def alike(session: Session, notice: Notice) -> list[Notice]:
    """The notices that can go out in the same message as one, held for writing."""
    trip = notice.trip
    whose: ColumnElement[bool] = (
        Notice.volunteer_id == notice.volunteer_id
        if notice.recipient is Recipient.VOLUNTEER
        else Trip.service_user_id == trip.service_user_id
    )
    statement = (
        select(Notice)
        .join(Trip, Trip.id == Notice.trip_id)
        .where(
            Notice.kind == notice.kind,
            Notice.recipient == notice.recipient,
            Notice.by == notice.by,
            Notice.told_at.is_(None),
            Notice.carried_by.is_(None),
            Trip.offer_id == trip.offer_id,
            whose,
        )
        .order_by(Notice.id)
        .limit(MOST)
    )
    return list(session.scalars(statement.with_for_update(of=Notice)))


def carried(session: Session, key: str) -> list[Notice]:
    """The notices that a job carries and that are not told yet, in the order of their trips."""
    statement = whole().join(Trip, Trip.id == Notice.trip_id).where(Notice.carried_by == key, Notice.told_at.is_(None))
    return list(session.scalars(statement.order_by(Trip.leave_at, Notice.id)))


def _waits(now: datetime) -> list[ColumnElement[bool]]:
    """What somebody must ring about: calls, and messages to people that could not be sent for hours.

    That a trip is called off is to be told also when its time is over, but not for ever. Who has ended is not rung.
    """
    has_ended = Notice.volunteer_id.in_(select(Volunteer.id).where(Volunteer.status == VolunteerStatus.ENDED))
    is_stuck = Notice.created_at < now - rules.OVERDUE
    is_called_off = Notice.kind.in_(rules.CANCELLED) & (Trip.leave_at > now - rules.FORGOTTEN)
    return [
        Notice.told_at.is_(None),
        Notice.recipient != Recipient.COORDINATOR,
        Notice.volunteer_id.is_(None) | ~has_ended,
        (Notice.by == By.CALL) | is_stuck,
        is_called_off | (Trip.status.in_(LIVE) & (Trip.leave_at > now)),
    ]


def waiting(session: Session, body_ids: Collection[int], now: datetime) -> list[Notice]:
    """The notices that somebody of some bodies must ring about, the first trips first."""
    statement = (
        whole()
        .join(Trip, Trip.id == Notice.trip_id)
        .join(TransportOffer, TransportOffer.id == Trip.offer_id)
        .where(TransportOffer.provider_id.in_(body_ids), *_waits(now))
        .order_by(Trip.leave_at, Notice.id)
        .limit(MOST)
    )
    return [each for each in session.scalars(statement) if rules.is_still_so(each, each.trip, now)]


def get_own(session: Session, notice_id: int, *, viewer: Viewer) -> Notice:
    """A notice about a trip of the viewer's bodies; raises NotFound for any other."""
    bodies = viewer.bodies(Permission.TRANSPORT_WRITE)
    statement = (
        whole()
        .join(Trip, Trip.id == Notice.trip_id)
        .join(TransportOffer, TransportOffer.id == Trip.offer_id)
        .where(Notice.id == notice_id, TransportOffer.provider_id.in_(bodies))
    )
    found = session.scalar(statement)
    if found is None:
        raise NotFound
    return found


def to_remind(session: Session, now: datetime) -> list[Trip]:
    """The trips with a volunteer that begin within two days or so."""
    statement = (
        select(Trip)
        .options(joinedload(Trip.service_user), joinedload(Trip.volunteer), joinedload(Trip.offer))
        .where(
            Trip.status.in_(rules.REMINDED),
            Trip.leave_at > now,
            Trip.leave_at <= now + OPENS_BEFORE + timedelta(hours=1),
        )
        .order_by(Trip.leave_at, Trip.id)
    )
    return list(session.scalars(statement))


def last_told(session: Session, trip_ids: Iterable[int]) -> dict[tuple[int, int | None], datetime]:
    """When somebody was last told that a trip stands, by trip and volunteer; the passenger has no volunteer."""
    kinds = (NoticeKind.ASSIGNED, NoticeKind.STAND_IN_FOUND, NoticeKind.REMINDER)
    statement = select(Notice.trip_id, Notice.volunteer_id, Notice.created_at).where(
        Notice.trip_id.in_(list(trip_ids)), Notice.kind.in_(kinds)
    )
    rows = session.execute(statement.order_by(Notice.created_at))
    return {(row.trip_id, row.volunteer_id): row.created_at for row in rows}
