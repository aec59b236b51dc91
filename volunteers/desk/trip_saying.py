"""A trip in words, in the reader's language, for the coordinator."""

from datetime import datetime

from activities.places.postcodes import find
from kernel.clock import OSLO
from kernel.i18n import day
from kernel.i18n import gettext as _
from volunteers.desk.trip_queries import Shared
from volunteers.trips.models import Trip


def hour(moment: datetime | None) -> str:
    """A time of day in Oslo."""
    return f"{moment.astimezone(OSLO):%H.%M}" if moment else ""


def title(trip: Trip) -> str:
    """What a trip is called, without whom it is for."""
    return f"{trip.offer.neutral_name}, {day(trip.on_date)}"


def area(code: str) -> str:
    """A postcode with its place."""
    found = find(code)
    return f"{code} {found.place}" if found else code


def out(trip: Trip) -> str:
    """When and where one goes out."""
    words = _("From the door at %(leave)s, there at %(there)s", leave=hour(trip.leave_at), there=hour(trip.arrive_at))
    return str(words)


def home(trip: Trip) -> str:
    """When one goes home."""
    if trip.return_at is None:
        return str(_("Another way home is agreed"))
    return str(_("From there at %(leave)s, home at %(home)s", leave=hour(trip.return_at), home=hour(trip.home_at)))


def said(trip: Trip) -> list[tuple[str, str]]:
    """What has been said on the way, with its time."""
    steps = [
        (_("At the door"), trip.at_door_at),
        (_("On the way there"), trip.left_at),
        (_("Arrived"), trip.arrived_at),
        (_("On the way home"), trip.return_left_at),
        (_("Home again"), trip.home_again_at),
    ]
    return [(str(name), hour(moment)) for name, moment in steps if moment]


def shared(other: Shared) -> str:
    """A trip whose car may be shared."""
    return f"{hour(other.leave_at)} {other.neutral_name}, {other.volunteer}, {other.vehicle}"
