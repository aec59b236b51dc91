"""What is allowed, and what follows: how a request moves, who it suits, and what must stand before anybody is asked."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from kernel.lifecycle import NotAllowed, _l, ensure_transition
from partnership.assessments.rules import last_day
from volunteers.requests import recurrence
from volunteers.requests.models import Channel, Recurrence, RequestStatus, RideRequest, WayHome
from volunteers.transport.models import TransportOffer, TransportStatus
from volunteers.unmet.models import PublicTransport

CHECK_MONTHS = 6
LONGEST_AHEAD = timedelta(days=400)
MOST_FLEXIBLE, MOST_TIMES = 180, 104

_ENDS = frozenset(
    {
        RequestStatus.NOT_SUITABLE,
        RequestStatus.UNMET,
        RequestStatus.CANCELLED_BY_USER,
        RequestStatus.CANCELLED_BY_OFFER,
    }
)
TRANSITIONS = {
    RequestStatus.AWAITING_CONSENT: _ENDS | {RequestStatus.TO_ASSESS},
    RequestStatus.TO_ASSESS: _ENDS | {RequestStatus.OPEN},
    RequestStatus.OPEN: _ENDS | {RequestStatus.OPEN, RequestStatus.DONE},
    RequestStatus.DONE: frozenset[RequestStatus](),
    RequestStatus.NOT_SUITABLE: frozenset[RequestStatus](),
    RequestStatus.UNMET: frozenset[RequestStatus](),
    RequestStatus.CANCELLED_BY_USER: frozenset[RequestStatus](),
    RequestStatus.CANCELLED_BY_OFFER: frozenset[RequestStatus](),
}
WAITING = frozenset({RequestStatus.AWAITING_CONSENT, RequestStatus.TO_ASSESS})
LIVE = WAITING | {RequestStatus.OPEN}


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for: where to, when, how often and how."""

    destination: str
    to_postcode: str
    starts_on: date
    there_at: time
    home_from: time | None
    way_home: WayHome = WayHome.WITH_US
    catalogue_offer_id: int | None = None
    flexible_minutes: int = 0
    is_companion_needed: bool = False
    wants_known: bool = False
    recurrence: Recurrence = Recurrence.ONCE
    until: date | None = None
    times: int | None = None
    regular_volunteer_id: int | None = None
    channel: Channel = Channel.PHONE


@dataclass(frozen=True)
class Answers:
    """The check before volunteers are asked: whether it suits them, and whether public transport was asked about."""

    needs_no_lifting: bool
    needs_no_care: bool
    is_safe_alone: bool
    is_well_informed: bool
    is_no_statutory: bool
    public_transport: PublicTransport = PublicTransport.NOT_ASKED

    @property
    def are_all_yes(self) -> bool:
        """Whether it is fit for volunteers."""
        return all(
            (
                self.needs_no_lifting,
                self.needs_no_care,
                self.is_safe_alone,
                self.is_well_informed,
                self.is_no_statutory,
            )
        )


REFERRALS = {
    "needs_no_lifting": _l(
        "Whoever must be lifted needs trained people. Refer to the municipality's home care or to patient travel."
    ),
    "needs_no_care": _l("Care on the way is the health service's task. Refer to the municipality's home care."),
    "is_safe_alone": _l("This asks for more than one volunteer. Talk with home care about who can come along."),
    "is_well_informed": _l("We know too little to do this well. Ask the person or the relatives for more first."),
    "is_no_statutory": _l(
        "The public pays for this. Refer to patient travel for journeys to treatment, else to the municipality."
    ),
}


def referrals(request: RideRequest) -> list[str]:
    """Whom somebody can turn to instead, for each question that was answered with no; msgids."""
    return [told for name, told in REFERRALS.items() if getattr(request, name) is False]


def ensure_may_receive(offer: TransportOffer, wanted: Wanted, today: date) -> None:
    """A request is for an offer that runs, and for a day to come."""
    if offer.status is not TransportStatus.RUNNING:
        raise NotAllowed(_l("The offer does not run now. Choose another."))
    if wanted.starts_on < today:
        raise NotAllowed(_l("Write today or a day to come."))
    ensure_near(wanted.starts_on, today)
    ensure_whole(wanted)


def ensure_near(day: date, today: date) -> None:
    """Nobody is fetched on a day that is far ahead."""
    if day > today + LONGEST_AHEAD:
        raise NotAllowed(_l("This is more than a year ahead. Check the date."))


def ensure_whole(wanted: Wanted) -> None:
    """One gets home as well as there, and what comes again does not end before it begins."""
    if wanted.way_home is WayHome.WITH_US and wanted.home_from is None:
        raise NotAllowed(_l("Write when the person is to go home, or choose another way home."))
    if wanted.home_from is not None and wanted.home_from <= wanted.there_at:
        raise NotAllowed(_l("The way home begins after the person is there."))
    if wanted.until is not None and wanted.until < wanted.starts_on:
        raise NotAllowed(_l("It cannot end before the first day."))


def ensure_may_change(request: RideRequest, wanted: Wanted) -> None:
    """Until trips are made everything may be changed; then only how it goes on, since each trip is moved by itself."""
    if request.status not in LIVE:
        raise NotAllowed(_l("This has already been done, or is no longer possible. Look at the page again."))
    ensure_whole(wanted)
    fixed = ("destination", "to_postcode", "starts_on", "there_at", "home_from", "way_home", "recurrence")
    if request.generated_to is not None and any(getattr(request, name) != getattr(wanted, name) for name in fixed):
        raise NotAllowed(
            _l("The trips are made already. Move each trip by itself, or cancel the request and write a new one.")
        )


def ensure_may_assess(request: RideRequest, answers: Answers, *, has_consent: bool) -> None:
    """Volunteers are asked only about what suits them, with consent, and after public transport was asked about."""
    wanted = RequestStatus.OPEN if answers.are_all_yes else RequestStatus.NOT_SUITABLE
    if wanted is RequestStatus.OPEN:
        if not has_consent:
            raise NotAllowed(_l("The person has not said yes to this. Ask for consent first."))
        if answers.public_transport is PublicTransport.NOT_ASKED:
            raise NotAllowed(_l("Ask about public transport first."))
    ensure_transition(TRANSITIONS, request.status, wanted)


def is_assessed(request: RideRequest, today: date) -> bool:
    """Whether a check that found it fit for volunteers was made within six months. Source: T2."""
    answers = (
        request.needs_no_lifting,
        request.needs_no_care,
        request.is_safe_alone,
        request.is_well_informed,
        request.is_no_statutory,
    )
    return all(answers) and request.assessed_on is not None and today <= last_day(request.assessed_on, CHECK_MONTHS)


def ensure_matchable(request: RideRequest, has_consent: bool, today: date) -> None:
    """No match without a consent that holds and a check that is at most six months old. Source: T2."""
    if not has_consent:
        raise NotAllowed(_l("The person has not said yes to this. Ask for consent first."))
    if request.status is not RequestStatus.OPEN:
        raise NotAllowed(_l("The request is not open."))
    if not is_assessed(request, today):
        raise NotAllowed(_l("The check is more than six months old. Go through the five questions again first."))


def is_short_notice(offer: TransportOffer, starts_on: date, received_on: date) -> bool:
    """Whether it was asked for later than the offer wishes; allowed, and no failure if it is not met. Source: T10."""
    return starts_on - received_on < timedelta(days=offer.notice_days)


def is_outside(offer: TransportOffer, postcode: str) -> bool:
    """Whether somebody lives outside the area of an offer."""
    return bool(offer.areas) and postcode not in offer.areas.split(",")


def last_day_of(request: RideRequest) -> date | None:
    """The last due day of a request; None where it goes on for ever."""
    return recurrence.last_of(request.starts_on, request.recurrence, request.until, request.times)
