"""Builders of volunteers, service users, requests and trips that show what matters to a test and hide the rest."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel import keys
from kernel.clock import OSLO
from tests.builders import NOW, a_municipality, a_person, an_organisation
from volunteers.register.models import Affiliation, Volunteer, VolunteerStatus
from volunteers.requests.models import Channel, Recurrence, RequestStatus, RideRequest, WayHome
from volunteers.safeguards.models import Safeguard
from volunteers.service_users.models import AgeBand, Consent, GivenHow, Purpose, ServiceUser
from volunteers.transport.models import Payer, TransportKind, TransportOffer, TransportStatus, Vehicle
from volunteers.trips.models import Trip, TripStatus
from volunteers.unmet.models import PublicTransport

TUESDAY = date(2026, 12, 1)
_codes = count(1)


@dataclass(frozen=True)
class Desk:
    """A municipality, an organisation that drives there, its coordinator and its offer of transport."""

    municipality: Municipality
    organisation: Organisation
    coordinator: Person
    leader: Person
    offer: TransportOffer


def a_desk(session: Session, *, kind: TransportKind = TransportKind.TRANSPORT, number: str = "1577") -> Desk:
    """An organisation that is ready to help: switched on, with a coordinator, a leader and a running offer."""
    volda = a_municipality(session, number=number)
    friends = an_organisation(session)
    leader = a_person(session, Role.ORGANISATION_LEADER, friends)
    coordinator = a_person(session, Role.ORGANISATION_COORDINATOR, friends)
    a_safeguard(session, friends, actor=leader)
    return Desk(volda, friends, coordinator, leader, a_transport_offer(session, friends, volda, kind=kind))


def a_safeguard(session: Session, body: Body, *, actor: Person, **other: Any) -> Safeguard:
    """What switches the wing on for a body."""
    values: dict[str, Any] = {
        "controller_agreement": "Sak 26/11",
        "agreed_on": date(2026, 1, 15),
        "dpia_reference": "Sak 26/12",
        "dpia_on": date(2026, 1, 20),
        "home_care_basis": "",
        "home_care_basis_on": None,
        "trip_days": 90,
        "profile_months": 12,
        "incident_months": 36,
        "sign_up_salt": "",
        "edited_at": NOW,
        "edited_by_id": actor.id,
    }
    made = Safeguard(body_id=body.id, **{**values, **other})
    session.add(made)
    session.flush()
    return made


def a_volunteer(session: Session, body: Body, *, person: Person | None = None, **other: Any) -> Volunteer:
    """An active volunteer who drives, escorts and stays, on any day, and is ready for all of it."""
    values: dict[str, Any] = {
        "person_id": person.id if person else None,
        "affiliation": Affiliation.ORGANISATION,
        "status": VolunteerStatus.ACTIVE,
        "name": person.name if person else "Gunnar Lid",
        "email": person.email if person else "gunnar@example.no",
        "phone": "40000001",
        "born_year": 1958,
        "postcode": "6100",
        "wish": "Å køyre",
        "not_wished": "",
        "languages": "",
        "kinds": "transport,escort,companion,digital_help",
        "areas": "",
        "availability": "",
        "reach": 60,
        "trips_a_week": None,
        "hours_a_week": None,
        "applied_at": NOW,
        "since": date(2026, 1, 1),
        "basic_training_to": date(2028, 1, 1),
        "special_training_to": date(2028, 1, 1),
        "confidential_since": date(2026, 1, 1),
        "may_drive_until": date(2028, 1, 1),
    }
    made = Volunteer(body_id=body.id, **{**values, **other})
    session.add(made)
    session.flush()
    return made


def a_transport_offer(
    session: Session, provider: Body, municipality: Municipality, *, kind: TransportKind = TransportKind.TRANSPORT,
    **other: Any,
) -> TransportOffer:  # fmt: skip
    """A running offer, any day, in the whole municipality."""
    values: dict[str, Any] = {
        "catalogue_offer_id": None,
        "status": TransportStatus.RUNNING,
        "name": "Heilt fram",
        "neutral_name": "Tysdagsturen",
        "coordinator_name": "Oddny",
        "coordinator_phone": "70070000",
        "coordinator_email": "oddny@example.no",
        "stand_in_name": "Sverre",
        "stand_in_phone": "70070001",
        "areas": "",
        "languages": "",
        "notice_days": 7,
        "trips_a_week": None,
        "price": 0,
        "payer": Payer.ORGANISATION,
        "is_for_frail": False,
        "insurer": "Forsikring",
        "covers_driver": True,
        "covers_passenger": True,
        "covers_accident": True,
        "upper_age_limit": None,
        "insured_to": date(2027, 12, 31),
        "closed_from": None,
        "closed_to": None,
        "created_at": NOW,
    }
    made = TransportOffer(provider_id=provider.id, municipality_id=municipality.id, kind=kind, **{**values, **other})
    session.add(made)
    session.flush()
    return made


def a_vehicle(session: Session, body: Body, *, volunteer: Volunteer | None = None, **other: Any) -> Vehicle:
    """An ordinary car."""
    values: dict[str, Any] = {
        "name": "Bilen",
        "seats": 3,
        "wheelchairs": 0,
        "has_ramp": False,
        "boot": 1,
        "step_height": 30,
        "has_winter_tyres": True,
        "is_in_use": True,
    }
    made = Vehicle(body_id=body.id, volunteer_id=volunteer.id if volunteer else None, **{**values, **other})
    session.add(made)
    session.flush()
    return made


def a_service_user(
    session: Session, desk: Desk, *, needs: str = "", has_consent: bool = True, **other: Any
) -> ServiceUser:
    """Somebody who is helped, and has said yes to it."""
    phone = other.pop("phone", "90000001")
    values: dict[str, Any] = {
        "code": f"B-{next(_codes):04}",
        "first_name": "Borghild",
        "phone": phone,
        "phone_digest": keys.digest("service-user-phone", phone),
        "takes_text_messages": False,
        "address": "Kaivegen 2",
        "postcode": "6133",
        "age_band": AgeBand.FROM_80,
        "practical": "",
        "contact_name": "",
        "contact_phone": "",
        "registered_at": NOW,
        "registered_by_id": desk.coordinator.id,
        "is_from_home_care": False,
    }
    made = ServiceUser(
        body_id=desk.organisation.id, municipality_id=desk.municipality.id, needs=needs, **{**values, **other}
    )
    session.add(made)
    session.flush()
    if has_consent:
        a_consent(session, made, actor=desk.coordinator)
    return made


def a_consent(
    session: Session, service_user: ServiceUser, *, actor: Person, purpose: Purpose = Purpose.TRANSPORT, **other: Any
) -> Consent:
    """A yes, said on the telephone."""
    values: dict[str, Any] = {
        "is_given": True,
        "representative": "",
        "how": GivenHow.ORAL,
        "given_on": date(2026, 11, 1),
        "valid_to": None,
        "recorded_at": NOW,
        "recorded_by_id": actor.id,
    }
    made = Consent(service_user_id=service_user.id, purpose=purpose, **{**values, **other})
    session.add(made)
    session.flush()
    return made


def a_request(session: Session, desk: Desk, service_user: ServiceUser, **other: Any) -> RideRequest:
    """A request that has been assessed and is open: there at eleven, home from one, once."""
    values: dict[str, Any] = {
        "status": RequestStatus.OPEN,
        "destination": "Volda bibliotek",
        "to_postcode": "6100",
        "catalogue_offer_id": None,
        "starts_on": TUESDAY,
        "there_at": time(11),
        "home_from": time(13),
        "way_home": WayHome.WITH_US,
        "flexible_minutes": 0,
        "is_companion_needed": False,
        "wants_known": False,
        "recurrence": Recurrence.ONCE,
        "until": None,
        "times": None,
        "regular_volunteer_id": None,
        "public_transport": PublicTransport.NONE_THERE,
        "channel": Channel.PHONE,
        "received_at": NOW,
        "received_by_id": desk.coordinator.id,
        "needs_no_lifting": True,
        "needs_no_care": True,
        "is_safe_alone": True,
        "is_well_informed": True,
        "is_no_statutory": True,
        "assessed_on": date(2026, 11, 20),
        "assessed_by_id": desk.coordinator.id,
        "generated_to": None,
    }
    made = RideRequest(offer_id=desk.offer.id, service_user_id=service_user.id, **{**values, **other})
    session.add(made)
    session.flush()
    return made


def a_trip(session: Session, request: RideRequest, on: date | None = None, **other: Any) -> Trip:
    """A trip of a request: from the door half an hour before, home half an hour after."""
    day = on or request.starts_on
    at = moment(day, request.there_at)
    back = moment(day, request.home_from) if request.home_from else None
    user = request.service_user
    values: dict[str, Any] = {
        "status": TripStatus.OPEN,
        "due_on": day,
        "on_date": day,
        "leave_at": at - timedelta(minutes=30),
        "arrive_at": at,
        "return_at": back,
        "home_at": back + timedelta(minutes=30) if back else None,
        "from_address": user.address,
        "from_postcode": user.postcode,
        "destination": request.destination,
        "to_postcode": request.to_postcode,
        "is_short_notice": False,
        "was_stood_in": False,
        "handed_over_to": "",
        "calendar_id": f"trip-{next(_codes)}",
        "sequence": 0,
        "changed_at": NOW,
    }
    made = Trip(
        request_id=request.id, offer_id=request.offer_id, service_user_id=request.service_user_id, **{**values, **other}
    )
    session.add(made)
    session.flush()
    return made


def loaded(client: FlaskClient, address: str) -> str:
    """What a page says, loaded whole as a browser does, so that what comes after the answer is done as well."""
    answered = client.get(address, buffered=True)
    assert answered.status_code == 200, (address, answered.status_code)
    return answered.get_data(as_text=True)


def moment(day: date, at: time) -> datetime:
    """A time of day in Oslo on a day."""
    return datetime.combine(day, at, OSLO)
