"""Whether a volunteer is ready for a trip: who drives by licence and insurance, who was trained, who has room left.

Source: T4, T6.
"""

from dataclasses import dataclass
from datetime import date

from kernel.lifecycle import NotAllowed, _l
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.register.rules import STANDS, is_paused, standing
from volunteers.service_users.models import Need
from volunteers.service_users.rules import codes
from volunteers.transport.models import TransportKind, TransportOffer, Vehicle
from volunteers.trips import rules
from volunteers.trips.models import Trip

CARRIED = frozenset({Need.ROLLATOR, Need.LIGHT_WHEELCHAIR, Need.HEAVY_WHEELCHAIR})


@dataclass(frozen=True)
class Load:
    """What a volunteer already has in the week of a trip."""

    trips: int = 0
    minutes: int = 0


def needs_special_training(trip: Trip) -> bool:
    """Whether a trip is for a companion, or ends in handing somebody over. Source: T4."""
    is_companion = trip.offer.kind is TransportKind.COMPANION or trip.request.is_companion_needed
    return is_companion or Need.HANDOVER in codes(trip.service_user.needs)


def is_driver(offer: TransportOffer, vehicle: Vehicle | None) -> bool:
    """Whether the volunteer drives."""
    return offer.kind is TransportKind.TRANSPORT or vehicle is not None


def ensure_ready(volunteer: Volunteer, trip: Trip, vehicle: Vehicle | None) -> None:
    """A volunteer is active, not away, and has the training and the papers that the trip asks for."""
    _ensure_there(volunteer, trip)
    _ensure_trained(volunteer, trip)
    if is_driver(trip.offer, vehicle):
        ensure_may_drive(volunteer, trip.offer, trip.on_date)
    else:
        ensure_may_escort(volunteer, trip.offer, trip.on_date)


def _ensure_there(volunteer: Volunteer, trip: Trip) -> None:
    if volunteer.status is not VolunteerStatus.ACTIVE or volunteer.body_id != trip.offer.provider_id:
        raise NotAllowed(_l("%(name)s is not an active volunteer here."), name=volunteer.name)
    if is_paused(volunteer, trip.on_date):
        raise NotAllowed(_l("%(name)s has a pause then."), name=volunteer.name)


def _ensure_trained(volunteer: Volunteer, trip: Trip) -> None:
    if standing(volunteer.basic_training_to, trip.on_date) not in STANDS:
        raise NotAllowed(_l("%(name)s lacks valid basic training on that day."), name=volunteer.name)
    if volunteer.confidential_since is None or volunteer.confidential_since > trip.on_date:
        raise NotAllowed(_l("%(name)s has not signed the declaration of confidentiality."), name=volunteer.name)
    if needs_special_training(trip) and standing(volunteer.special_training_to, trip.on_date) not in STANDS:
        raise NotAllowed(_l("%(name)s lacks the special training that this trip asks for."), name=volunteer.name)


def ensure_may_drive(volunteer: Volunteer, offer: TransportOffer, day: date) -> None:
    """Whoever drives has a licence, and is not older than the insurance covers. Source: T6."""
    if volunteer.may_drive_until is None or volunteer.may_drive_until < day:
        raise NotAllowed(_l("%(name)s has no valid driving licence that was seen."), name=volunteer.name)
    if offer.upper_age_limit is not None and volunteer.born_year is None:
        raise NotAllowed(
            _l("The insurance has an age limit, and the birth year of %(name)s is not known."), name=volunteer.name
        )
    if is_too_old(volunteer, offer, day):
        raise NotAllowed(
            _l("%(name)s is over the insurance's age limit of %(limit)s and cannot drive."),
            name=volunteer.name,
            limit=offer.upper_age_limit,
        )


def ensure_may_escort(volunteer: Volunteer, offer: TransportOffer, day: date) -> None:
    """Whoever is over the age limit may escort where the accident insurance covers it. Source: T6."""
    if is_too_old(volunteer, offer, day) and not offer.covers_accident:
        raise NotAllowed(
            _l("%(name)s is over the insurance's age limit of %(limit)s, and there is no accident insurance."),
            name=volunteer.name,
            limit=offer.upper_age_limit,
        )


def is_too_old(volunteer: Volunteer, offer: TransportOffer, day: date) -> bool:
    """Whether the insurance's age limit is passed in the year of a day; an unknown year counts as passed."""
    if offer.upper_age_limit is None:
        return False
    return volunteer.born_year is None or day.year - volunteer.born_year > offer.upper_age_limit


def ensure_has_room(volunteer: Volunteer, trip: Trip, load: Load) -> None:
    """Nobody gets more trips or hours in a week than they wished."""
    if volunteer.trips_a_week is not None and load.trips >= volunteer.trips_a_week:
        raise NotAllowed(
            _l("%(name)s wishes at most %(most)s trips a week, and has them."),
            name=volunteer.name,
            most=volunteer.trips_a_week,
        )
    minutes = load.minutes + rules.minutes_planned(trip)
    if volunteer.hours_a_week is not None and minutes > volunteer.hours_a_week * 60:
        raise NotAllowed(
            _l("%(name)s wishes at most %(most)s hours a week, and this would be more."),
            name=volunteer.name,
            most=volunteer.hours_a_week,
        )


def ensure_has_vehicle(trip: Trip, vehicle: Vehicle | None) -> None:
    """A wheelchair or rollator that is driven needs a vehicle that is known to take it. Source: T5."""
    is_driven = trip.offer.kind is TransportKind.TRANSPORT
    if is_driven and vehicle is None and CARRIED & set(codes(trip.service_user.needs)):
        raise NotAllowed(_l("Choose the vehicle: a rollator or wheelchair must fit into it."))
    if vehicle is not None and (not vehicle.is_in_use or vehicle.body_id != trip.offer.provider_id):
        raise NotAllowed(_l("That vehicle is not in use here."))
