"""The story of those who help: three offers, nine passengers, ten requests, twenty-four trips and their cases."""

from datetime import date, datetime, time
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel.clock import OSLO
from kernel.orm import Base
from partnership.relations.models import Relation
from volunteers.asking.models import Ask, AskStatus
from volunteers.incidents.models import Incident
from volunteers.register.models import Volunteer
from volunteers.requests.models import RequestStatus, RideRequest
from volunteers.service_users.models import Consent, Purpose, ServiceUser
from volunteers.service_users.rules import codes
from volunteers.transport.models import TransportOffer, TransportStatus
from volunteers.trips import fitness, rules
from volunteers.trips.models import Trip, TripStatus
from volunteers.unmet.models import UnmetNeed, UnmetReason

Told = tuple[Session, dict[str, Relation]]


def count(session: Session, kind: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


def trip_of(session: Session, name: str, day: date) -> Trip:
    """Somebody's trip on a day; a first name is sealed, so it is looked for among all."""
    everybody = session.scalars(select(ServiceUser)).all()
    user = next(each for each in everybody if each.first_name == name)
    return session.scalars(select(Trip).where(Trip.service_user_id == user.id, Trip.due_on == day)).one()


def test_there_are_as_many_of_each_as_the_domain_says(told: Told) -> None:
    opened = told[0]
    counted = {kind.__tablename__: count(opened, kind) for kind in (TransportOffer, ServiceUser, RideRequest, Trip)}
    assert counted == {"transport_offer": 3, "service_user": 9, "ride_request": 10, "trip": 24}
    statuses = set(opened.scalars(select(TransportOffer.status)))
    assert statuses == {TransportStatus.RUNNING}


def test_every_way_out_has_its_way_home(told: Told) -> None:
    for trip in told[0].scalars(select(Trip)):
        assert trip.home_at, trip.due_on
        assert trip.leave_at <= trip.arrive_at <= trip.return_at <= trip.home_at, trip.due_on  # type: ignore[operator]


def test_one_is_fetched_with_a_rollator_and_cannot_manage_stairs(told: Told) -> None:
    trip = trip_of(told[0], "Borghild", date(2026, 10, 6))
    assert {each.value for each in codes(trip.service_user.needs)} >= {"rollator", "no_stairs"}
    assert trip.status is TripStatus.CLOSED


def test_every_second_tuesday_a_taxi_goes_to_the_coffee(told: Told) -> None:
    opened = told[0]
    gunnvor = trip_of(opened, "Gunnvor", date(2026, 9, 1)).service_user_id
    days = opened.scalars(select(Trip.due_on).where(Trip.service_user_id == gunnvor).order_by(Trip.due_on)).all()
    assert len(days) == 9
    assert {(later - earlier).days for earlier, later in pairwise(days)} == {14}


def test_a_stand_in_took_over_on_the_tenth_of_november(told: Told) -> None:
    opened = told[0]
    trip = trip_of(opened, "Gunnvor", date(2026, 11, 10))
    assert trip.was_stood_in
    assert trip.volunteer
    assert trip.volunteer.name == "Oddvar Kirkvold"
    said = {each.volunteer.name: each.status for each in opened.scalars(select(Ask).where(Ask.trip_id == trip.id))}
    assert said == {"Torill Moan": AskStatus.FELL_OUT, "Oddvar Kirkvold": AskStatus.YES}


def test_what_came_too_late_and_what_did_not_suit_are_counted_without_a_person(told: Told) -> None:
    unmet = told[0].scalars(select(UnmetNeed).order_by(UnmetNeed.reason)).all()
    assert [each.reason for each in unmet] == [UnmetReason.TOO_LATE, UnmetReason.UNSUITABLE]
    assert [each.is_short_notice for each in unmet] == [True, False]
    lifting = told[0].scalars(select(RideRequest).where(RideRequest.needs_no_lifting.is_(False))).one()
    assert lifting.status is RequestStatus.NOT_SUITABLE


def test_a_consent_was_taken_back_and_what_was_to_come_is_cancelled(told: Told) -> None:
    opened = told[0]
    before, after = (trip_of(opened, "Ragnvald", date(2026, 11, day)) for day in (12, 26))
    assert (before.status, after.status) == (TripStatus.CLOSED, TripStatus.CANCELLED_BY_USER)
    where = (Consent.service_user_id == before.service_user_id, Consent.purpose == Purpose.TRANSPORT)
    assert opened.scalars(select(Consent).where(*where)).one().withdrawn_at


def test_one_small_incident_is_closed_and_names_nobody(told: Told) -> None:
    incident = told[0].scalars(select(Incident)).one()
    assert (incident.severity, incident.closed_on) == (1, date(2026, 11, 19))


def test_nobody_has_said_that_today_s_passenger_is_home_again(told: Told) -> None:
    trip = trip_of(told[0], "Astri-Marie", date(2026, 11, 21))
    assert trip.status is TripStatus.ARRIVED
    assert trip.home_again_at is None
    at_ten, at_noon = (datetime.combine(date(2026, 11, 21), time(hour), OSLO) for hour in (9, 12))
    assert not rules.is_red(trip, at_ten)
    assert rules.is_red(trip, at_noon)


def test_the_driver_of_seventy_four_is_too_old_to_drive_and_not_to_escort(told: Told) -> None:
    opened = told[0]
    asbjorg = opened.scalars(select(Volunteer).where(Volunteer.name == "Asbjørg Folkestad")).one()
    trip = trip_of(opened, "Severin", date(2026, 11, 17))
    assert trip.volunteer_id == asbjorg.id
    assert fitness.is_too_old(asbjorg, trip.offer, trip.on_date)
