"""What is allowed: how a trip moves, when its volunteer may read whom it is for, and when it is red."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kernel import holidays
from kernel.lifecycle import NotAllowed, _l, ensure_transition
from volunteers.service_users.models import Need
from volunteers.transport.models import TransportKind, TransportOffer
from volunteers.trips.models import Trip, TripStatus

CALLED_OFF = frozenset({TripStatus.CANCELLED_BY_USER, TripStatus.CANCELLED_BY_OFFER})
_STEPS = (
    TripStatus.AT_DOOR,
    TripStatus.ON_THE_WAY,
    TripStatus.ARRIVED,
    TripStatus.RETURN_ON_THE_WAY,
    TripStatus.HOME,
)
_NOBODY = frozenset[TripStatus]()

TRANSITIONS = {
    TripStatus.OPEN: frozenset({TripStatus.PLANNED, TripStatus.SKIPPED, TripStatus.UNMET}) | CALLED_OFF,
    TripStatus.PLANNED: frozenset(
        {TripStatus.PLANNED, TripStatus.VOLUNTEER_CONFIRMED, TripStatus.OPEN, TripStatus.SKIPPED, *_STEPS}
    )
    | CALLED_OFF,
    TripStatus.VOLUNTEER_CONFIRMED: frozenset({TripStatus.PLANNED, TripStatus.OPEN, TripStatus.SKIPPED, *_STEPS})
    | CALLED_OFF,
    TripStatus.AT_DOOR: frozenset({*_STEPS[1:], TripStatus.NO_SHOW, TripStatus.ABORTED}) | CALLED_OFF,
    TripStatus.ON_THE_WAY: frozenset({*_STEPS[2:], TripStatus.ABORTED}),
    TripStatus.ARRIVED: frozenset({*_STEPS[3:], TripStatus.CLOSED, TripStatus.ABORTED}),
    TripStatus.RETURN_ON_THE_WAY: frozenset({TripStatus.HOME, TripStatus.ABORTED}),
    TripStatus.HOME: frozenset({TripStatus.CLOSED}),
    TripStatus.CLOSED: _NOBODY,
    TripStatus.NO_SHOW: _NOBODY,
    TripStatus.ABORTED: _NOBODY,
    TripStatus.SKIPPED: frozenset({TripStatus.OPEN}) | CALLED_OFF,
    TripStatus.UNMET: _NOBODY,
    TripStatus.CANCELLED_BY_USER: _NOBODY,
    TripStatus.CANCELLED_BY_OFFER: _NOBODY,
}

UNDERWAY = frozenset(_STEPS[:-1])
BOOKED = frozenset({TripStatus.PLANNED, TripStatus.VOLUNTEER_CONFIRMED}) | UNDERWAY
LIVE = BOOKED | {TripStatus.OPEN}
AHEAD = frozenset({TripStatus.OPEN, TripStatus.PLANNED, TripStatus.VOLUNTEER_CONFIRMED})
DONE = frozenset({TripStatus.HOME, TripStatus.CLOSED})
HELD = BOOKED | DONE
ENDED = frozenset(TripStatus) - LIVE - {TripStatus.HOME}

OPENS_BEFORE = timedelta(hours=48)
CLOSES_AFTER = timedelta(hours=24)
RED_AFTER = timedelta(minutes=60)
WAIT_AT_DOOR = timedelta(minutes=15)
LONG_WAIT = timedelta(minutes=60)
CLOSED_AFTER = timedelta(days=1)

STEPS = _STEPS
TIME_OF = {
    TripStatus.AT_DOOR: "at_door_at",
    TripStatus.ON_THE_WAY: "left_at",
    TripStatus.ARRIVED: "arrived_at",
    TripStatus.RETURN_ON_THE_WAY: "return_left_at",
    TripStatus.HOME: "home_again_at",
}


def planned_end(trip: Trip) -> datetime:
    """When a trip is over by its plan: home again, or there, where another way home was agreed."""
    return trip.home_at or trip.arrive_at


def is_window_open(trip: Trip, now: datetime) -> bool:
    """Whether the volunteer may read of whom: from 48 hours before to 24 hours after, both ends in. Source: T3."""
    opens, closes = trip.leave_at - OPENS_BEFORE, planned_end(trip) + CLOSES_AFTER
    return trip.status in HELD and opens <= now <= closes


def is_window_over(trip: Trip, now: datetime) -> bool:
    """Whether a trip is so long over that its volunteer sees sums only. Source: T3."""
    return now > planned_end(trip) + CLOSES_AFTER


def is_red(trip: Trip, now: datetime) -> bool:
    """Whether nobody has said that the passenger is home, an hour after the plan. Source: domain 5.3."""
    return trip.status in BOOKED and trip.home_at is not None and now >= trip.home_at + RED_AFTER


def is_whole(kind: TransportKind, trip: Trip) -> bool:
    """Whether the volunteer is busy from the door to home again in one piece, or free while the passenger is there."""
    waits = trip.return_at - trip.arrive_at if trip.return_at else None
    return kind is not TransportKind.TRANSPORT or (waits is not None and waits <= LONG_WAIT)


def next_step(trip: Trip) -> TripStatus | None:
    """What the volunteer says next of a trip; None where nothing is left to say."""
    if trip.status in {TripStatus.PLANNED, TripStatus.VOLUNTEER_CONFIRMED}:
        return TripStatus.AT_DOOR
    if trip.status not in UNDERWAY or (trip.status is TripStatus.ARRIVED and trip.home_at is None):
        return None
    return STEPS[STEPS.index(trip.status) + 1]


def is_said(trip: Trip, to: TripStatus) -> bool:
    """Whether a step was already said, so that saying it twice is saying it once."""
    said = {*STEPS[STEPS.index(to) :], TripStatus.CLOSED}
    return trip.status in said


def needs_name_of_host(needs: tuple[Need, ...], to: TripStatus) -> bool:
    """Whether it must be said to whom the passenger was handed over."""
    return Need.HANDOVER in needs and to is TripStatus.ARRIVED


def ensure_handed_over(needs: tuple[Need, ...], to: TripStatus, handed_over_to: str) -> None:
    """Somebody who must be handed over is left with a host who has a name."""
    if needs_name_of_host(needs, to) and not handed_over_to:
        raise NotAllowed(_l("Write to whom you handed the passenger over."))


def ensure_may_step(trip: Trip, to: TripStatus, today: date) -> None:
    """A step is said on the day itself, and of a way home only where we see the passenger home."""
    if to not in TIME_OF:
        raise NotAllowed(_l("That is no step of a trip."))
    ensure_transition(TRANSITIONS, trip.status, to)
    if trip.home_at is None and to in {TripStatus.RETURN_ON_THE_WAY, TripStatus.HOME}:
        raise NotAllowed(_l("Another way home was agreed for this trip."))
    if today < trip.on_date:
        raise NotAllowed(_l("This can be said on the day itself."))


def ensure_waited(trip: Trip, now: datetime) -> None:
    """Nobody is taken for not being home before a quarter of an hour at the door. Source: T11."""
    if trip.at_door_at is None or now < trip.at_door_at + WAIT_AT_DOOR:
        raise NotAllowed(_l("Wait 15 minutes at the door, and go through the call list first."))


def ensure_may_abort(trip: Trip, handed_over_to: str) -> None:
    """A trip that is broken off after the door leaves nobody alone."""
    ensure_transition(TRANSITIONS, trip.status, TripStatus.ABORTED)
    if trip.status is not TripStatus.AT_DOOR and not handed_over_to:
        raise NotAllowed(_l("Say who takes care of the passenger now. Nobody is left alone on the way."))


def ensure_may_move(trip: Trip, leave_at: datetime, now: datetime) -> None:
    """A trip moves while it has not begun, and never to a time that is over."""
    if trip.status not in AHEAD | {TripStatus.SKIPPED}:
        raise NotAllowed(_l("This has already been done, or is no longer possible. Look at the page again."))
    if leave_at < now:
        raise NotAllowed(_l("Choose a time that is not over."))


def ensure_may_close(trip: Trip) -> None:
    """A trip closes when the passenger is home, or is there and gets home in another way."""
    ensure_transition(TRANSITIONS, trip.status, TripStatus.CLOSED)
    if trip.status is TripStatus.ARRIVED and trip.home_at is not None:
        raise NotAllowed(_l("The passenger is not home yet."))


def cause_of_skipping(offer: TransportOffer, day: date) -> str | None:
    """Why there is no trip on a day by itself, as a msgid; None where there is one. Source: T9."""
    if holidays.is_holiday(day):
        return _l("It is a public holiday.")
    if offer.closed_from and offer.closed_to and offer.closed_from <= day <= offer.closed_to:
        return _l("The offer is closed then.")
    return None


@dataclass(frozen=True)
class Call:
    """Somebody to ring when nobody opens; `who` is a msgid, and a number that is not known is empty."""

    who: str
    name: str
    phone: str


def call_list(trip: Trip, *, tells_home_care: bool) -> list[Call]:
    """Whom to ring when nobody opens, in their order; home care only by consent. Source: T11."""
    user, offer = trip.service_user, trip.offer
    calls = [Call(_l("The passenger"), user.first_name, user.phone)]
    if user.contact_phone or user.contact_name:
        calls.append(Call(_l("The contact person"), user.contact_name, user.contact_phone))
    if tells_home_care:
        calls.append(Call(_l("Home care; the coordinator has the number"), "", ""))
    calls.append(Call(_l("The coordinator"), offer.coordinator_name, offer.coordinator_phone))
    if offer.stand_in_phone:
        calls.append(Call(_l("The coordinator's stand-in"), offer.stand_in_name, offer.stand_in_phone))
    return calls


def minutes_planned(trip: Trip) -> int:
    """How long the volunteer was to be busy, in minutes."""
    return _busy(trip, (trip.leave_at, trip.arrive_at, trip.return_at, trip.home_at))


def minutes_given(trip: Trip) -> int:
    """How long the volunteer was busy, by what was said on the way, and by the plan where it was not said."""
    said = (
        trip.at_door_at or trip.left_at or trip.leave_at,
        trip.arrived_at or trip.arrive_at,
        (trip.return_left_at or trip.return_at) if trip.return_at else None,
        (trip.home_again_at or trip.home_at) if trip.home_at else None,
    )
    return _busy(trip, said)


def _busy(trip: Trip, times: tuple[datetime, datetime, datetime | None, datetime | None]) -> int:
    starts, there, back, home = times
    if back is None or home is None:
        spent = there - starts
    elif is_whole(trip.offer.kind, trip):
        spent = home - starts
    else:
        spent = (there - starts) + (home - back)
    return min(max(round(spent.total_seconds() / 60), 0), 1440)
