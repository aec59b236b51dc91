"""The board in words, in the reader's language."""

from datetime import datetime

from activities.places.postcodes import find
from kernel.clock import OSLO
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from volunteers.board.queries import Line
from volunteers.service_users.labels import NEEDS
from volunteers.service_users.rules import codes
from volunteers.trips.models import Trip


def hour(moment: datetime | None) -> str:
    """A time of day in Oslo."""
    return f"{moment.astimezone(OSLO):%H.%M}" if moment else ""


def ways(trip: Trip) -> list[str]:
    """When a trip goes out, and when home."""
    back = f"{hour(trip.return_at)}–{hour(trip.home_at)}" if trip.return_at else ""
    home = _("home %(times)s", times=back) if back else _("another way home")
    return [f"{hour(trip.leave_at)}–{hour(trip.arrive_at)}", str(home)]


def times(trip: Trip) -> str:
    """When a trip goes out and home, in one line."""
    return ", ".join(ways(trip))


def area(code: str) -> str:
    """A postcode with its place."""
    found = find(code)
    return f"{code} {found.place}" if found else code


def areas(trip: Trip) -> str:
    """From where to where."""
    return f"{area(trip.from_postcode)} → {area(trip.to_postcode)}"


def needs(trip: Trip) -> str:
    """What somebody needs, in short words."""
    return ", ".join(str(_(NEEDS[need])) for need in codes(trip.service_user.needs))


def passenger(trip: Trip) -> str:
    """Whom a trip is for, as the coordinator knows the person."""
    return trip.service_user.first_name or trip.service_user.code


def choice(trip: Trip) -> str:
    """A trip in a list to choose from, without whom it is for."""
    who = trip.volunteer.name if trip.volunteer else str(_("no volunteer"))
    return f"{hour(trip.leave_at)} {trip.offer.neutral_name}, {area(trip.from_postcode)} ({who})"


def line(trip: Line) -> str:
    """A trip as a week shows it."""
    return f"{hour(trip.leave_at)} {trip.neutral_name}, {area(trip.from_postcode)}"


def asked(counts: tuple[int, int]) -> str:
    """How far the asking has come."""
    asked_, silent = counts
    if not asked_:
        return str(_("Nobody is asked yet"))
    told = ngettext("%(num)d asked", "%(num)d asked", asked_)
    return f"{told}, {ngettext('%(num)d silent', '%(num)d silent', silent)}"
