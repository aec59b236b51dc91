"""What is allowed: how an ask moves, who may be asked, and how long its link is somebody's."""

from datetime import date, datetime
from enum import StrEnum

from kernel.lifecycle import NotAllowed, _l
from volunteers.asking.models import Ask, AskStatus
from volunteers.messages.models import By
from volunteers.messages.rules import way_to_volunteer
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.register.rules import is_paused
from volunteers.trips.models import Trip, TripStatus
from volunteers.trips.rules import AHEAD, CLOSES_AFTER, HELD, planned_end

TRANSITIONS = {
    AskStatus.WAITING: frozenset(
        {AskStatus.YES, AskStatus.NO, AskStatus.LAPSED, AskStatus.WITHDRAWN, AskStatus.FELL_OUT}
    ),
    AskStatus.YES: frozenset({AskStatus.FELL_OUT, AskStatus.WITHDRAWN}),
    AskStatus.NO: frozenset[AskStatus](),
    AskStatus.LAPSED: frozenset({AskStatus.WAITING, AskStatus.FELL_OUT}),
    AskStatus.WITHDRAWN: frozenset({AskStatus.WAITING, AskStatus.FELL_OUT}),
    AskStatus.FELL_OUT: frozenset[AskStatus](),
}
DECLINED = frozenset({AskStatus.NO, AskStatus.FELL_OUT})
MOST_STAND_INS = 20


class Shown(StrEnum):
    """What one who opens the link sees."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    FILLED = "filled"
    CANCELLED = "cancelled"


def ensure_may_ask(trip: Trip, volunteer: Volunteer, asked: Ask | None, now: datetime) -> None:
    """Somebody is asked about an open trip to come, while not asked already, and never again after a no."""
    if trip.status is not TripStatus.OPEN or trip.leave_at <= now:
        raise NotAllowed(_l("Nobody is needed for this trip any more."))
    if asked is not None and asked.status in DECLINED:
        raise NotAllowed(_l("%(name)s has said no to this trip, and is not asked again."), name=volunteer.name)
    if asked is not None and AskStatus.WAITING not in TRANSITIONS[asked.status]:
        raise NotAllowed(_l("%(name)s has been asked about this trip already."), name=volunteer.name)
    if way_to_volunteer(volunteer) is By.CALL:
        raise NotAllowed(_l("%(name)s has neither e-mail nor telephone here. Ask in person."), name=volunteer.name)


def is_ones_own(ask: Ask, now: datetime) -> bool:
    """Whether an ask's link still leads to it: while an answer is waited for, then until a day after the trip."""
    if ask.volunteer.status is not VolunteerStatus.ACTIVE or ask.status is AskStatus.LAPSED:
        return False
    if ask.status is AskStatus.WAITING:
        return now <= ask.expires_at
    return now <= planned_end(ask.trip) + CLOSES_AFTER


def shown(ask: Ask) -> Shown:
    """What the link shows."""
    if ask.status in DECLINED:
        return Shown.NO
    if ask.status is AskStatus.YES and ask.trip.volunteer_id == ask.volunteer_id and ask.trip.status in HELD:
        return Shown.YES
    if ask.trip.status in AHEAD:
        return Shown.ASKED if ask.status is AskStatus.WAITING and is_open(ask.trip) else Shown.FILLED
    return Shown.CANCELLED if ask.trip.status not in HELD else Shown.FILLED


def is_open(trip: Trip) -> bool:
    """Whether a trip looks for its volunteer."""
    return trip.status is TripStatus.OPEN


def is_ahead(trip: Trip, now: datetime) -> bool:
    """Whether a trip that has its volunteer is still to come."""
    return trip.volunteer_id is not None and trip.status in AHEAD and trip.leave_at > now


def may_fall_out(trip: Trip, volunteer_id: int) -> bool:
    """Whether a volunteer can still say no to a trip that is the volunteer's own."""
    return trip.volunteer_id == volunteer_id and trip.status in AHEAD


def is_away(volunteer: Volunteer, on: date) -> bool:
    """Whether somebody has ended, or has a break on a day."""
    return volunteer.status is VolunteerStatus.ENDED or is_paused(volunteer, on)


def ensure_may_fall_out(trip: Trip) -> None:
    """Somebody falls out of a trip that has not begun."""
    if trip.volunteer is None or trip.status not in AHEAD:
        raise NotAllowed(_l("The trip has no volunteer, or it has begun. Look at the page again."))


def ensure_room_for(count: int) -> None:
    """A list of stand-ins stays one that can be asked through."""
    if count >= MOST_STAND_INS:
        raise NotAllowed(_l("There are as many stand-ins as can be asked. Take one away first."))
