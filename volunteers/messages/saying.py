"""What is told, in the recipient's language: neutral name, day and time; to a volunteer the area as well.

No name, address, number or need of anybody who is helped stands in a message; the only number is the coordinator's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from activities.places.postcodes import find
from directory.bodies.models import LanguageForm
from kernel import clock
from kernel.i18n import DEFAULT, language, phone
from kernel.i18n import gettext as _
from kernel.lifecycle import _l
from volunteers.messages.models import Notice, NoticeKind, Recipient
from volunteers.messages.rules import is_taken_off
from volunteers.transport.models import TransportOffer
from volunteers.trips.models import Trip

TO_PASSENGER = {
    NoticeKind.ASSIGNED: _l("This is arranged:"),
    NoticeKind.REMINDER: _l("We remind you of this:"),
    NoticeKind.CHANGED: _l("The time is changed. It is now:"),
    NoticeKind.CANCELLED_BY_US: _l("We are sorry. This is cancelled, and nobody comes:"),
    NoticeKind.STAND_IN_FOUND: _l("Somebody else comes than was planned, at the same time:"),
}
TO_VOLUNTEER = {
    NoticeKind.ASSIGNED: _l("This is yours:"),
    NoticeKind.REMINDER: _l("This is soon, and you can see the address now:"),
    NoticeKind.CHANGED: _l("The time is changed. It is now:"),
    NoticeKind.CANCELLED_BY_US: _l("This is cancelled, so you are not to go:"),
    NoticeKind.CANCELLED_BY_PASSENGER: _l("This is cancelled, so you are not to go:"),
    NoticeKind.STAND_IN_FOUND: _l("A stand-in is found, so you need not think of it any more:"),
}
TAKEN_OFF = _l("This is no longer yours, so you are not to go:")
TO_COORDINATOR = _l("Nobody has said yes to this yet. The passenger has not been told:")
SUBJECTS = {
    NoticeKind.ASSIGNED: _l("Your assignment: %(name)s"),
    NoticeKind.REMINDER: _l("Soon: %(name)s"),
    NoticeKind.CHANGED: _l("Changed: %(name)s"),
    NoticeKind.CANCELLED_BY_US: _l("Cancelled: %(name)s"),
    NoticeKind.CANCELLED_BY_PASSENGER: _l("Cancelled: %(name)s"),
    NoticeKind.STAND_IN_FOUND: _l("Stand-in found: %(name)s"),
    NoticeKind.ESCALATED: _l("No volunteer yet: %(name)s"),
}
LINKED = frozenset({NoticeKind.ASSIGNED, NoticeKind.REMINDER, NoticeKind.CHANGED})


@dataclass(frozen=True)
class Words:
    """A message: its subject and text as a mail, and all of it in one line for a text message."""

    subject: str
    mail: str
    text: str


def when(at: datetime) -> str:
    """A day of the week, a day and a time: Tuesday 1 December at 10:30."""
    local = at.astimezone(clock.OSLO)
    if language() == "en":
        return f"{format_date(local, 'EEEE d MMMM', locale='en')} {time_of(at)}"
    return f"{format_date(local, 'EEEE d. MMMM', locale=language())} {time_of(at)}"


def time_of(at: datetime) -> str:
    """A time of day on a day that was told already: at 10:30."""
    local = at.astimezone(clock.OSLO)
    return f"at {local:%H:%M}" if language() == "en" else f"kl. {local:%H.%M}"


def area(postcode: str) -> str:
    """Where somebody is fetched, no closer than the place of a postcode."""
    found = find(postcode)
    return found.place if found else postcode


def told(notice: Notice) -> str:
    """What a notice tells, before its day and time."""
    if notice.recipient is Recipient.COORDINATOR:
        return str(_(TO_COORDINATOR))
    if notice.recipient is Recipient.PASSENGER:
        return str(_(TO_PASSENGER[notice.kind]))
    return str(_(TAKEN_OFF if is_taken_off(notice, notice.trip) else TO_VOLUNTEER[notice.kind]))


def line(notice: Notice) -> str:
    """A trip as its recipient is told of it; only a volunteer hears the area."""
    trip = notice.trip
    parts = [when(trip.leave_at)]
    if notice.recipient is not Recipient.PASSENGER:
        parts.append(area(trip.from_postcode))
    return ", ".join(parts)


def words(notices: Sequence[Notice], base_url: str) -> Words:
    """The message that tells notices of one kind to one recipient."""
    first = notices[0]
    offer = first.trip.offer
    groups: dict[str, list[Notice]] = {}
    for notice in notices:
        groups.setdefault(told(notice), []).append(notice)
    blocks = [f"{head}\n" + "\n".join(_whole_line(each, base_url) for each in them) for head, them in groups.items()]
    short = [f"{head} {'; '.join(line(each) for each in them)}." for head, them in groups.items()]
    more = _more(first, base_url)
    if first.recipient is not Recipient.COORDINATOR:
        more.append(ring(offer))
    return Words(
        subject=str(_(SUBJECTS[first.kind], name=offer.neutral_name)),
        mail="\n\n".join([offer.neutral_name, *blocks, *more]) + "\n",
        text=" ".join([f"{offer.neutral_name}.", *short, *more]),
    )


def _whole_line(notice: Notice, base_url: str) -> str:
    """A trip in a mail; with an assignment comes the address of its event, which is the one in the volunteer's feed."""
    row = f"– {line(notice)}"
    if notice.kind is NoticeKind.ASSIGNED and notice.volunteer is not None and notice.volunteer.person_id is not None:
        address = f"{base_url}/volunteers/calendar/trips/{notice.trip.calendar_id}.ics"
        return "\n  ".join([row, str(_("For your calendar: %(address)s", address=address))])
    return row


def _more(notice: Notice, base_url: str) -> list[str]:
    """Where to go on: to one's own trips, where the address opens 48 hours before, or to the stand-in board."""
    if notice.recipient is Recipient.COORDINATOR:
        board = f"{base_url}/volunteers/transport/stand-ins/"
        return [str(_("See whom you can ask, or say that it cannot be done: %(address)s", address=board))]
    volunteer = notice.volunteer
    if volunteer is None or notice.kind not in LINKED or is_taken_off(notice, notice.trip):
        return []
    if volunteer.person_id is None:
        return [str(_("Ring to hear the address, from 48 hours before."))]
    own = f"{base_url}/volunteers/my-trips/{notice.trip_id}/"
    return [str(_("You see the address from 48 hours before, and can say no, here: %(address)s", address=own))]


def ring(offer: TransportOffer) -> str:
    """Whom to ring, by name: it is also who writes, since a body's name may tell of an illness."""
    name, number = offer.coordinator_name, phone(offer.coordinator_phone)
    return str(_("Ring %(name)s, %(phone)s, if anything is unclear.", name=name, phone=number))


def language_of(person_language: str | None, offer: TransportOffer) -> str:
    """The recipient's own language, else the one that the municipality writes."""
    form = offer.municipality.language_form
    return person_language or (DEFAULT if form is LanguageForm.NEUTRAL else form.value)


def in_area(trip: Trip) -> str:
    """When and where a trip begins, as one who may not know more hears it."""
    return f"{when(trip.leave_at)}, {area(trip.from_postcode)}"
