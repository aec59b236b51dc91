"""What a volunteer's trip says in words: where and when, what comes next, and what one must know."""

from datetime import date, datetime

from activities.offers.labels import WEEKDAYS
from activities.offers.models import Weekday
from activities.places.postcodes import find
from kernel import clock
from kernel.i18n import day, language
from kernel.i18n import gettext as _
from kernel.lifecycle import _l
from volunteers.service_users.labels import NEEDS
from volunteers.service_users.rules import codes
from volunteers.trips.models import Trip, TripStatus

STEPS = {
    TripStatus.AT_DOOR: _l("I am at the door"),
    TripStatus.ON_THE_WAY: _l("We are on our way"),
    TripStatus.ARRIVED: _l("We are there"),
    TripStatus.RETURN_ON_THE_WAY: _l("We are on our way home"),
    TripStatus.HOME: _l("Home again ✓"),
}
SAID = {
    TripStatus.AT_DOOR: _l("Noted: you are at the door."),
    TripStatus.ON_THE_WAY: _l("Noted: you are on your way."),
    TripStatus.ARRIVED: _l("Noted: you are there."),
    TripStatus.RETURN_ON_THE_WAY: _l("Noted: you are on your way home."),
    TripStatus.HOME: _l("Home again. Thank you for the trip!"),
}


def area(postcode: str) -> str:
    """A postcode with the name of its place, which is all that is told before the time."""
    known = find(postcode)
    return f"{postcode} {known.place}" if known else postcode


def on(value: date) -> str:
    """A day with its weekday."""
    weekday = _(WEEKDAYS[list(Weekday)[value.weekday()]])
    return str(_("%(weekday)s %(day)s", weekday=weekday, day=day(value)))


def within(value: date) -> str:
    """A day with its weekday, within a sentence; Norwegian weekdays are small there."""
    words = on(value)
    return words if language() == "en" else words[0].lower() + words[1:]


def at(moment: datetime | None) -> str:
    """A time of day in Oslo."""
    if moment is None:
        return ""
    local = moment.astimezone(clock.OSLO)
    return f"{local:%H:%M}" if language() == "en" else f"{local:%H.%M}"


def needs(trip: Trip) -> list[str]:
    """What a helper must know, in words."""
    return [_(NEEDS[need]) for need in codes(trip.service_user.needs)]
