"""What is read: a volunteer's feed, whose token it is, and the events in it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Viewer
from kernel import keys
from volunteers.calendars.models import CalendarFeed
from volunteers.messages.models import Notice, NoticeKind
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.trips.models import Trip

KEPT = timedelta(days=60)
AHEAD = timedelta(days=365)


def token_of(feed: CalendarFeed) -> str:
    """The token of a feed's address, derived from its salt so that no row holds it."""
    return f"{feed.id}-{keys.sign('calendar-feed', f'{feed.id}:{feed.salt}')}"


def by_token(session: Session, token: str) -> CalendarFeed | None:
    """The feed whose address it is; a wrong and a former one, and that of somebody who has left, are nobody's."""
    number, _dash, _seal = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    statement = select(CalendarFeed).options(joinedload(CalendarFeed.volunteer)).where(CalendarFeed.id == int(number))
    feed = session.scalar(statement)
    if feed is None or not keys.is_same(token, token_of(feed)):
        return None
    return feed if feed.volunteer.status is VolunteerStatus.ACTIVE else None


def own(session: Session, viewer: Viewer) -> list[tuple[Volunteer, CalendarFeed | None]]:
    """The viewer as a volunteer, for each body, with the feed if one was made."""
    statement = (
        select(Volunteer, CalendarFeed)
        .outerjoin(CalendarFeed, CalendarFeed.volunteer_id == Volunteer.id)
        .options(joinedload(Volunteer.body))
        .where(Volunteer.person_id == viewer.id, Volunteer.status == VolunteerStatus.ACTIVE)
        .order_by(Volunteer.id)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def get_mine(session: Session, volunteer_id: int, *, viewer: Viewer) -> Volunteer:
    """The viewer as a volunteer for one body, held for writing; raises NotFound for anybody else."""
    where = (
        Volunteer.id == volunteer_id,
        Volunteer.person_id == viewer.id,
        Volunteer.status == VolunteerStatus.ACTIVE,
    )
    found = session.scalar(select(Volunteer).where(*where).with_for_update())
    if found is None:
        raise NotFound
    return found


def feed_of(session: Session, volunteer_id: int) -> CalendarFeed | None:
    """A volunteer's feed, if one was made."""
    return session.scalar(select(CalendarFeed).where(CalendarFeed.volunteer_id == volunteer_id))


def trips_of(session: Session, volunteer_id: int, now: datetime) -> Sequence[Trip]:
    """The trips that are, or once were, a volunteer's own, from 60 days back."""
    once = select(Notice.trip_id).where(Notice.volunteer_id == volunteer_id, Notice.kind == NoticeKind.ASSIGNED)
    where = (
        or_(Trip.volunteer_id == volunteer_id, Trip.id.in_(once)),
        Trip.leave_at >= now - KEPT,
        Trip.leave_at <= now + AHEAD,
    )
    statement = select(Trip).options(joinedload(Trip.offer)).where(*where)
    return session.scalars(statement.order_by(Trip.leave_at, Trip.id)).all()


def get_my_event(session: Session, calendar_id: str, *, viewer: Viewer) -> tuple[Trip, int]:
    """A trip that is or once was the viewer's, by its event, and as which volunteer; raises NotFound for any other."""
    mine = select(Volunteer.id).where(Volunteer.person_id == viewer.id)
    once = select(Notice.trip_id).where(Notice.volunteer_id.in_(mine), Notice.kind == NoticeKind.ASSIGNED)
    where = (Trip.calendar_id == calendar_id, or_(Trip.volunteer_id.in_(mine), Trip.id.in_(once)))
    trip = session.scalar(select(Trip).options(joinedload(Trip.offer)).where(*where))
    if trip is None:
        raise NotFound
    as_whom = session.scalars(mine.where(Volunteer.body_id == trip.offer.provider_id)).first()
    return trip, as_whom or 0
