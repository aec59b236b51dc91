"""Trips: they are made once, find their volunteer by the rules, are driven, come home and close."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel import clock
from kernel.jobs.outbox import OutboxJob
from kernel.lifecycle import NotAllowed, Stale
from tests.builders import NOW
from tests.volunteers.builders import (
    TUESDAY,
    Desk,
    a_desk,
    a_request,
    a_service_user,
    a_transport_offer,
    a_vehicle,
    a_volunteer,
    moment,
)
from volunteers.hours.models import HourEntry
from volunteers.requests.models import Recurrence, RequestStatus, RideRequest, WayHome
from volunteers.transport.models import TransportKind
from volunteers.trips import actions, together
from volunteers.trips.models import Trip, TripStatus
from volunteers.unmet.models import UnmetNeed, UnmetReason

UPTO = date(2027, 1, 31)


@pytest.fixture
def desk(session: Session) -> Desk:
    return a_desk(session)


def trips_of(session: Session, request: RideRequest) -> list[Trip]:
    return list(session.scalars(select(Trip).where(Trip.request_id == request.id).order_by(Trip.due_on)))


def a_made_trip(session: Session, desk: Desk, *, needs: str = "", phone: str = "90000001", **other: object) -> Trip:
    user = a_service_user(session, desk, needs=needs, phone=phone)
    request = a_request(session, desk, user, **other)
    actions.generate(session, request, upto=UPTO, at=NOW)
    return trips_of(session, request)[0]


def told(session: Session) -> list[tuple[str, int]]:
    jobs = session.scalars(select(OutboxJob).where(OutboxJob.name == "volunteers.tell").order_by(OutboxJob.id))
    return [(each.args["kind"], each.args["volunteer_id"]) for each in jobs]


def test_a_request_becomes_trips_once_however_often_it_is_run(session: Session, desk: Desk) -> None:
    request = a_request(session, desk, a_service_user(session, desk), recurrence=Recurrence.EVERY_SECOND_WEEK)
    assert actions.generate(session, request, upto=date(2026, 12, 20), at=NOW) == 2
    assert actions.generate(session, request, upto=UPTO, at=NOW) == 3
    assert actions.generate(session, request, upto=UPTO, at=NOW) == 0
    made = trips_of(session, request)
    assert [trip.due_on for trip in made] == [TUESDAY + timedelta(days=14 * number) for number in range(5)]
    assert {trip.status for trip in made} == {TripStatus.OPEN}
    assert request.generated_to == UPTO


def test_the_planned_times_leave_time_at_the_door(session: Session, desk: Desk) -> None:
    plain, slow = a_made_trip(session, desk), a_made_trip(session, desk, needs="rollator", phone="90000002")
    assert plain.arrive_at == moment(TUESDAY, time(11))
    assert plain.return_at == moment(TUESDAY, time(13))
    assert plain.home_at is not None
    way = plain.home_at - plain.return_at
    assert plain.leave_at == plain.arrive_at - way - timedelta(minutes=10)
    assert slow.leave_at == plain.leave_at - timedelta(minutes=5)


def test_holidays_and_the_summer_closure_are_skipped_and_told(session: Session, desk: Desk) -> None:
    desk.offer.closed_from, desk.offer.closed_to = date(2026, 12, 7), date(2026, 12, 13)
    request = a_request(
        session, desk, a_service_user(session, desk), starts_on=date(2026, 12, 4), recurrence=Recurrence.WEEKLY, times=5
    )
    actions.generate(session, request, upto=UPTO, at=NOW)
    by_day = {trip.due_on: trip.status for trip in trips_of(session, request)}
    assert by_day == {
        date(2026, 12, 4): TripStatus.OPEN,
        date(2026, 12, 11): TripStatus.SKIPPED,
        date(2026, 12, 18): TripStatus.OPEN,
        date(2026, 12, 25): TripStatus.SKIPPED,
        date(2027, 1, 1): TripStatus.SKIPPED,
    }
    assert told(session) == [("cancelled_by_us", 0)] * 3


def test_without_consent_nothing_is_made(session: Session, desk: Desk) -> None:
    request = a_request(session, desk, a_service_user(session, desk, has_consent=False))
    assert actions.generate(session, request, upto=UPTO, at=NOW) == 0


def test_a_trip_goes_from_asking_to_home_and_the_hours_are_noted_once(session: Session, desk: Desk) -> None:
    trip, gunnar = a_made_trip(session, desk), a_volunteer(session, desk.organisation)
    actions.assign(session, trip, gunnar, None, actor_id=desk.coordinator.id, at=NOW)
    assert trip.status is TripStatus.PLANNED
    actions.confirm(session, trip, actor_id=None, at=NOW)
    at = trip.leave_at
    for number, to in enumerate(
        (TripStatus.AT_DOOR, TripStatus.ON_THE_WAY, TripStatus.ARRIVED, TripStatus.RETURN_ON_THE_WAY, TripStatus.HOME)
    ):
        actions.step(session, trip, to, actor_id=None, at=at + timedelta(minutes=10 * number))
        actions.step(session, trip, to, actor_id=None, at=at + timedelta(minutes=10 * number + 1))
        assert trip.status is to
    assert trip.home_again_at == at + timedelta(minutes=40)
    actions.close(session, trip, actor_id=None, at=at + timedelta(days=1))
    entry = session.scalars(select(HourEntry)).one()
    assert entry.volunteer_id == gunnar.id
    assert entry.minutes == 30
    assert ("assigned", gunnar.id) in told(session)


def test_a_step_waits_for_its_day(session: Session, desk: Desk) -> None:
    trip, gunnar = a_made_trip(session, desk), a_volunteer(session, desk.organisation)
    actions.assign(session, trip, gunnar, None, actor_id=None, at=NOW)
    with pytest.raises(NotAllowed, match="the day itself"):
        actions.step(session, trip, TripStatus.AT_DOOR, actor_id=None, at=NOW)


def test_whoever_must_be_handed_over_is_left_with_somebody_who_has_a_name(session: Session, desk: Desk) -> None:
    trip, gunnar = a_made_trip(session, desk, needs="handover"), a_volunteer(session, desk.organisation)
    actions.assign(session, trip, gunnar, None, actor_id=None, at=NOW)
    with pytest.raises(NotAllowed, match="to whom"):
        actions.step(session, trip, TripStatus.ARRIVED, actor_id=None, at=trip.arrive_at)
    actions.step(session, trip, TripStatus.ARRIVED, actor_id=None, at=trip.arrive_at, handed_over_to="Verten Anne")
    assert trip.handed_over_to == "Verten Anne"


def test_nobody_at_home_is_said_after_the_wait(session: Session, desk: Desk) -> None:
    trip, gunnar = a_made_trip(session, desk), a_volunteer(session, desk.organisation)
    actions.assign(session, trip, gunnar, None, actor_id=None, at=NOW)
    actions.step(session, trip, TripStatus.AT_DOOR, actor_id=None, at=trip.leave_at)
    with pytest.raises(NotAllowed, match="15 minutes"):
        actions.no_show(session, trip, actor_id=None, at=trip.leave_at + timedelta(minutes=14))
    actions.no_show(session, trip, actor_id=None, at=trip.leave_at + timedelta(minutes=15))
    assert trip.status is TripStatus.NO_SHOW


def test_a_trip_that_is_broken_off_leaves_nobody_alone(session: Session, desk: Desk) -> None:
    trip, gunnar = a_made_trip(session, desk), a_volunteer(session, desk.organisation)
    actions.assign(session, trip, gunnar, None, actor_id=None, at=NOW)
    actions.step(session, trip, TripStatus.ON_THE_WAY, actor_id=None, at=trip.leave_at)
    with pytest.raises(NotAllowed, match="left alone"):
        actions.abort(session, trip, actor_id=None, at=trip.leave_at)
    actions.abort(session, trip, actor_id=None, at=trip.leave_at, handed_over_to="Dottera")
    assert trip.status is TripStatus.ABORTED


def test_no_volunteer_is_in_two_places(session: Session, desk: Desk) -> None:
    gunnar = a_volunteer(session, desk.organisation)
    one, other = a_made_trip(session, desk), a_made_trip(session, desk, phone="90000002")
    actions.assign(session, one, gunnar, None, actor_id=None, at=NOW)
    with pytest.raises(NotAllowed) as refusal:
        actions.assign(session, other, gunnar, None, actor_id=None, at=NOW)
    assert refusal.value.params["name"] == "Gunnar Lid"


def test_no_passenger_is_on_two_trips(session: Session, desk: Desk) -> None:
    one = a_made_trip(session, desk)
    request = a_request(session, desk, one.service_user, there_at=time(12), home_from=time(14))
    actions.generate(session, request, upto=UPTO, at=NOW)
    other = trips_of(session, request)[0]
    actions.assign(session, one, a_volunteer(session, desk.organisation), None, actor_id=None, at=NOW)
    with pytest.raises(NotAllowed, match="The passenger has another trip"):
        actions.assign(session, other, a_volunteer(session, desk.organisation), None, actor_id=None, at=NOW)


@pytest.mark.parametrize(
    ("volunteer", "sentence"),
    [
        ({"paused_from": date(2026, 11, 25), "paused_to": date(2026, 12, 5)}, "has a pause"),
        ({"may_drive_until": date(2026, 11, 30)}, "no valid driving licence"),
        ({"may_drive_until": None}, "no valid driving licence"),
        ({"basic_training_to": None}, "basic training"),
        ({"confidential_since": None}, "confidentiality"),
        ({"trips_a_week": 0}, "trips a week"),
        ({"hours_a_week": 0}, "hours a week"),
    ],
)
def test_whoever_is_not_ready_is_refused_with_the_reason(
    session: Session, desk: Desk, volunteer: dict[str, object], sentence: str
) -> None:
    trip = a_made_trip(session, desk)
    with pytest.raises(NotAllowed, match=sentence):
        actions.assign(session, trip, a_volunteer(session, desk.organisation, **volunteer), None, actor_id=None, at=NOW)


def test_x11_over_the_age_limit_one_escorts_and_does_not_drive(session: Session, desk: Desk) -> None:
    desk.offer.upper_age_limit = 70
    old = a_volunteer(session, desk.organisation, born_year=1952)
    trip = a_made_trip(session, desk)
    with pytest.raises(NotAllowed, match="age limit") as refusal:
        actions.assign(session, trip, old, None, actor_id=None, at=NOW)
    assert refusal.value.params["limit"] == 70
    escort = a_transport_offer(
        session, desk.organisation, desk.municipality, kind=TransportKind.ESCORT, upper_age_limit=70
    )
    along = a_made_trip(
        session, Desk(desk.municipality, desk.organisation, desk.coordinator, desk.leader, escort), phone="90000009"
    )
    actions.assign(session, along, old, None, actor_id=None, at=NOW)
    assert along.volunteer_id == old.id


def test_an_unknown_birth_year_is_said_where_there_is_an_age_limit(session: Session, desk: Desk) -> None:
    desk.offer.upper_age_limit = 70
    trip = a_made_trip(session, desk)
    with pytest.raises(NotAllowed, match="birth year"):
        actions.assign(
            session, trip, a_volunteer(session, desk.organisation, born_year=None), None, actor_id=None, at=NOW
        )


def test_special_training_is_asked_of_companions(session: Session) -> None:
    desk = a_desk(session, kind=TransportKind.COMPANION)
    trip = a_made_trip(session, desk)
    with pytest.raises(NotAllowed, match="special training"):
        actions.assign(
            session,
            trip,
            a_volunteer(session, desk.organisation, special_training_to=None),
            None,
            actor_id=None,
            at=NOW,
        )


def test_a_rollator_needs_a_vehicle_with_room(session: Session, desk: Desk) -> None:
    trip, gunnar = a_made_trip(session, desk, needs="rollator"), a_volunteer(session, desk.organisation)
    with pytest.raises(NotAllowed, match="Choose the vehicle"):
        actions.assign(session, trip, gunnar, None, actor_id=None, at=NOW)
    with pytest.raises(NotAllowed, match="boot"):
        actions.assign(session, trip, gunnar, a_vehicle(session, desk.organisation, boot=0), actor_id=None, at=NOW)
    own = a_vehicle(session, desk.organisation, volunteer=gunnar)
    actions.assign(session, trip, gunnar, None, actor_id=None, at=NOW)
    assert trip.vehicle_id == own.id


def test_without_consent_or_a_fresh_check_nobody_is_assigned(session: Session, desk: Desk) -> None:
    trip, gunnar = a_made_trip(session, desk), a_volunteer(session, desk.organisation)
    trip.request.assessed_on = date(2026, 5, 1)
    with pytest.raises(NotAllowed, match="six months"):
        actions.assign(session, trip, gunnar, None, actor_id=None, at=NOW)


def test_a_moved_trip_keeps_its_due_day_and_is_confirmed_anew(session: Session, desk: Desk) -> None:
    trip, gunnar = a_made_trip(session, desk), a_volunteer(session, desk.organisation)
    actions.assign(session, trip, gunnar, None, actor_id=None, at=NOW)
    actions.confirm(session, trip, actor_id=None, at=NOW)
    session.flush()
    thursday, sequence = TUESDAY + timedelta(days=2), trip.sequence
    moved = {"on_date": thursday, "there_at": time(12), "home_from": time(14), "actor_id": None, "at": NOW}
    with pytest.raises(Stale):
        actions.move(session, trip, version=trip.version - 1, **moved)
    actions.move(session, trip, version=trip.version, **moved)
    assert (trip.due_on, trip.on_date, trip.status) == (TUESDAY, thursday, TripStatus.PLANNED)
    assert trip.arrive_at == moment(thursday, time(12))
    assert trip.sequence > sequence
    assert actions.generate(session, trip.request, upto=UPTO, at=NOW) == 0


def test_a_skipped_trip_that_is_moved_looks_for_its_volunteer_anew(session: Session, desk: Desk) -> None:
    trip, gunnar = a_made_trip(session, desk), a_volunteer(session, desk.organisation)
    actions.assign(session, trip, gunnar, None, actor_id=None, at=NOW)
    actions.skip(session, trip, actor_id=None, at=NOW)
    session.flush()
    moved = {"on_date": TUESDAY, "there_at": time(12), "home_from": time(13), "version": trip.version}
    actions.move(session, trip, actor_id=None, at=NOW, **moved)
    assert (trip.status, trip.volunteer_id, trip.ended_at) == (TripStatus.OPEN, None, None)


def test_a_trip_never_moves_to_where_there_is_no_way_home(session: Session, desk: Desk) -> None:
    trip = a_made_trip(session, desk)
    with pytest.raises(NotAllowed, match="go home"):
        actions.move(
            session,
            trip,
            on_date=TUESDAY,
            there_at=time(12),
            home_from=None,
            version=trip.version,
            actor_id=None,
            at=NOW,
        )


def test_a_trip_never_moves_farther_ahead_than_one_may_ask(session: Session, desk: Desk) -> None:
    trip = a_made_trip(session, desk)
    far = {"there_at": time(12), "home_from": time(14), "version": trip.version, "actor_id": None, "at": NOW}
    for day in (clock.local_date(NOW) + timedelta(days=401), date.max):
        with pytest.raises(NotAllowed, match="more than a year"):
            actions.move(session, trip, on_date=day, **far)


def test_another_way_home_ends_when_one_is_there(session: Session, desk: Desk) -> None:
    trip = a_made_trip(session, desk, home_from=None, way_home=WayHome.TAXI)
    actions.assign(session, trip, a_volunteer(session, desk.organisation), None, actor_id=None, at=NOW)
    actions.step(session, trip, TripStatus.ARRIVED, actor_id=None, at=trip.arrive_at)
    with pytest.raises(NotAllowed, match="Another way home"):
        actions.step(session, trip, TripStatus.HOME, actor_id=None, at=trip.arrive_at)
    actions.close(session, trip, actor_id=None, at=trip.arrive_at)
    assert trip.status is TripStatus.CLOSED


def test_a_released_trip_is_open_and_its_volunteer_is_told(session: Session, desk: Desk) -> None:
    trip, gunnar = a_made_trip(session, desk), a_volunteer(session, desk.organisation)
    actions.assign(session, trip, gunnar, None, actor_id=None, at=NOW)
    actions.release(session, trip, actor_id=None, at=NOW)
    assert (trip.status, trip.volunteer_id) == (TripStatus.OPEN, None)
    assert told(session)[-1] == ("changed", gunnar.id)


def test_a_cancelled_trip_keeps_who_had_it_and_tells(session: Session, desk: Desk) -> None:
    trip, gunnar = a_made_trip(session, desk), a_volunteer(session, desk.organisation)
    actions.assign(session, trip, gunnar, None, actor_id=None, at=NOW)
    actions.cancel(session, trip, by_user=True, actor_id=None, at=NOW)
    assert (trip.status, trip.volunteer_id) == (TripStatus.CANCELLED_BY_USER, gunnar.id)
    assert told(session)[-1] == ("cancelled_by_passenger", gunnar.id)
    with pytest.raises(NotAllowed):
        actions.cancel(session, trip, by_user=False, actor_id=None, at=NOW)


def test_withdrawn_consent_stops_all_that_has_not_begun(session: Session, desk: Desk) -> None:
    user = a_service_user(session, desk)
    request = a_request(session, desk, user, recurrence=Recurrence.WEEKLY)
    actions.generate(session, request, upto=UPTO, at=NOW)
    count = len(trips_of(session, request))
    assert actions.stop_for(session, user, actor_id=desk.coordinator.id, at=NOW) == count
    assert {trip.status for trip in trips_of(session, request)} == {TripStatus.CANCELLED_BY_USER}
    assert actions.stop_for(session, user, actor_id=desk.coordinator.id, at=NOW) == 0


def test_a_cancelled_request_takes_its_trips_with_it(session: Session, desk: Desk) -> None:
    request = a_request(session, desk, a_service_user(session, desk), recurrence=Recurrence.WEEKLY)
    actions.generate(session, request, upto=UPTO, at=NOW)
    actions.cancel_request(session, request, by_user=False, actor_id=desk.coordinator.id, at=NOW)
    assert request.status is RequestStatus.CANCELLED_BY_OFFER
    assert {trip.status for trip in trips_of(session, request)} == {TripStatus.CANCELLED_BY_OFFER}


def test_a_need_that_was_not_met_is_counted_without_the_person(session: Session, desk: Desk) -> None:
    trip = a_made_trip(session, desk)
    actions.give_up(session, trip, UnmetReason.NO_VOLUNTEER, actor_id=None, at=NOW)
    assert trip.status is TripStatus.UNMET
    assert session.scalar(select(func.count()).select_from(UnmetNeed)) == 1


def test_two_share_a_car_and_are_taken_apart(session: Session, desk: Desk) -> None:
    gunnar, bus = a_volunteer(session, desk.organisation), a_vehicle(session, desk.organisation, seats=8)
    one, other = a_made_trip(session, desk), a_made_trip(session, desk, phone="90000002")
    alone = one.leave_at, other.leave_at
    actions.assign(session, one, gunnar, bus, actor_id=None, at=NOW)
    together.put_together(session, other, one, actor_id=None, at=NOW)
    assert one.together_id == other.together_id == one.id
    assert (other.volunteer_id, other.vehicle_id, other.status) == (gunnar.id, bus.id, TripStatus.PLANNED)
    assert min(one.leave_at, other.leave_at) < alone[0]
    assert one.arrive_at == other.arrive_at == moment(TUESDAY, time(11))
    together.take_apart(session, one, actor_id=None, at=NOW)
    assert (one.together_id, one.status, one.leave_at) == (None, TripStatus.OPEN, alone[0])
    assert other.together_id is None


def test_a_car_takes_no_more_than_it_has_belts(session: Session, desk: Desk) -> None:
    gunnar, car = a_volunteer(session, desk.organisation), a_vehicle(session, desk.organisation, seats=1)
    one, other = a_made_trip(session, desk), a_made_trip(session, desk, phone="90000002")
    actions.assign(session, one, gunnar, car, actor_id=None, at=NOW)
    with pytest.raises(NotAllowed, match="too few seats"):
        together.put_together(session, other, one, actor_id=None, at=NOW)


def test_the_clock_that_goes_back_takes_no_minutes(session: Session, desk: Desk) -> None:
    sunday = date(2027, 10, 31)
    trip = a_made_trip(session, desk, starts_on=sunday, there_at=time(3, 5), home_from=time(4))
    assert trip.arrive_at - trip.leave_at < timedelta(hours=1)
    assert clock.local_date(trip.arrive_at) == sunday
    assert trip.arrive_at == datetime(2027, 10, 31, 3, 5, tzinfo=clock.OSLO)
