"""What follows: who is told of what, how, when somebody is reminded, and what has been overtaken meanwhile."""

from datetime import datetime, time, timedelta

from volunteers.messages.models import By, Notice, NoticeKind, Recipient
from volunteers.register.models import Volunteer
from volunteers.service_users.models import ServiceUser
from volunteers.trips.models import Trip, TripStatus
from volunteers.trips.rules import LIVE, OPENS_BEFORE

FROM = time(9)
OVERDUE = timedelta(hours=3)
FORGOTTEN = timedelta(days=7)
CANCELLED = frozenset({NoticeKind.CANCELLED_BY_US, NoticeKind.CANCELLED_BY_PASSENGER})
ONCE_A_DAY = frozenset({NoticeKind.REMINDER})
REMINDED = frozenset({TripStatus.PLANNED, TripStatus.VOLUNTEER_CONFIRMED})
RECIPIENTS = {
    NoticeKind.ASSIGNED: (Recipient.PASSENGER, Recipient.VOLUNTEER),
    NoticeKind.REMINDER: (Recipient.PASSENGER, Recipient.VOLUNTEER),
    NoticeKind.CHANGED: (Recipient.PASSENGER, Recipient.VOLUNTEER),
    NoticeKind.CANCELLED_BY_US: (Recipient.PASSENGER, Recipient.VOLUNTEER),
    NoticeKind.CANCELLED_BY_PASSENGER: (Recipient.VOLUNTEER,),
    NoticeKind.STAND_IN_FOUND: (Recipient.PASSENGER, Recipient.VOLUNTEER),
    NoticeKind.ESCALATED: (Recipient.COORDINATOR,),
}


def recipients(kind: NoticeKind, trip: Trip, volunteer_id: int) -> list[tuple[Recipient, int | None]]:
    """Who is told; that somebody is taken off a trip is no news to the passenger as long as it stands."""
    concerned = volunteer_id or trip.volunteer_id
    if kind is NoticeKind.CHANGED and concerned and concerned != trip.volunteer_id:
        return [(Recipient.VOLUNTEER, concerned)]
    told: list[tuple[Recipient, int | None]] = []
    for recipient in RECIPIENTS[kind]:
        if recipient is not Recipient.VOLUNTEER:
            told.append((recipient, None))
        elif concerned:
            told.append((recipient, concerned))
    return told


def once(kind: NoticeKind, trip: Trip, recipient: Recipient, volunteer_id: int | None) -> str:
    """What makes a notice one for ever; a passenger hears once for each day that somebody comes, whoever it is."""
    is_daily = kind in ONCE_A_DAY or (kind is NoticeKind.ASSIGNED and recipient is Recipient.PASSENGER)
    mark = trip.on_date.isoformat() if is_daily else str(trip.sequence)
    return f"{trip.id}:{mark}:{kind}:{recipient}:{volunteer_id or 0}"


def way_to_passenger(user: ServiceUser) -> By:
    """A text message to who takes them; all others are rung."""
    return By.TEXT if user.takes_text_messages and user.phone else By.CALL


def way_to_volunteer(volunteer: Volunteer) -> By:
    """A mail, else a text message, else a call."""
    if volunteer.email:
        return By.MAIL
    return By.TEXT if volunteer.phone else By.CALL


def is_still_so(notice: Notice, trip: Trip, now: datetime) -> bool:
    """Whether a notice is still true when it is about to be told; what we cancel is always told."""
    if notice.kind in CANCELLED:
        return trip.status not in LIVE
    if trip.status not in LIVE or trip.leave_at <= now:
        return False
    if notice.kind is NoticeKind.ESCALATED:
        return trip.status is TripStatus.OPEN
    if notice.kind is NoticeKind.CHANGED:
        return True
    if notice.kind is NoticeKind.STAND_IN_FOUND:
        return trip.volunteer_id not in {None, notice.volunteer_id}
    if notice.recipient is Recipient.VOLUNTEER:
        return trip.volunteer_id == notice.volunteer_id
    return trip.volunteer_id is not None


def is_taken_off(notice: Notice, trip: Trip) -> bool:
    """Whether a volunteer is told that a trip is no longer the volunteer's own."""
    is_theirs = trip.status in LIVE and trip.volunteer_id == notice.volunteer_id
    return notice.kind is NoticeKind.CHANGED and notice.recipient is Recipient.VOLUNTEER and not is_theirs


def reminds_volunteer(trip: Trip, now: datetime) -> bool:
    """Whether the address has opened for the volunteer, 48 hours before."""
    return trip.status in REMINDED and trip.leave_at - OPENS_BEFORE <= now < trip.leave_at


def reminds_passenger(trip: Trip, local: datetime) -> bool:
    """Whether it is the day before or the day itself, and not in the night; `local` is the time in Oslo."""
    is_near = trip.on_date - timedelta(days=1) <= local.date() <= trip.on_date
    return trip.status in REMINDED and is_near and local.time() >= FROM and local < trip.leave_at


def is_just_told(trip: Trip, told_at: datetime | None) -> bool:
    """Whether somebody was told of a trip so late that a reminder would only repeat it."""
    return told_at is not None and told_at >= trip.leave_at - OPENS_BEFORE
