"""Coordinators and volunteers do anything in any order, and nobody and nothing is ever in two places."""

from collections.abc import Callable
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel.lifecycle import NotAllowed, Stale
from tests.builders import NOW
from tests.volunteers.builders import TUESDAY, a_desk, a_request, a_service_user, a_vehicle, a_volunteer, moment
from tests.volunteers.trips.schedules import codes_by_brute_force
from volunteers.requests.models import Recurrence, RideRequest
from volunteers.roads.queries import roads_of
from volunteers.trips import actions, queries, rules, together
from volunteers.trips.models import Trip, TripStatus
from volunteers.unmet.models import UnmetReason

WHICH = st.integers(0, 7)
HOURS = st.sampled_from([9, 10, 11, 12])
PEOPLE = [("", "6133"), ("rollator", "6100"), ("light_wheelchair", "6120")]
LATEST = moment(TUESDAY + timedelta(days=20), time(11))
UNDONE = st.sampled_from([False, False, False, True])


class Undone(Exception):
    """The process was killed before its commit."""


def die(is_undone: bool) -> None:
    """Be killed, or not."""
    if is_undone:
        raise Undone


class Days(RuleBasedStateMachine):
    """Three passengers, three volunteers, two vehicles, and some weeks."""

    session: Session

    @initialize()
    def begin(self) -> None:
        """Begin with a desk and requests."""
        session = self.session
        session.rollback()
        self.desk, self.now = a_desk(session), NOW
        people = [
            a_service_user(session, self.desk, phone=f"9000000{number}", needs=needs, postcode=postcode)
            for number, (needs, postcode) in enumerate(
                [("", "6133"), ("rollator", "6100"), ("light_wheelchair", "6120")]
            )
        ]
        self.requests = [
            a_request(session, self.desk, person, recurrence=Recurrence.WEEKLY, starts_on=TUESDAY, times=4)
            for person in [*people, people[0]]
        ]
        self.volunteers = [a_volunteer(session, self.desk.organisation, name=name) for name in ("Ada", "Bo", "Cato")]
        self.vehicles = [
            a_vehicle(session, self.desk.organisation, seats=2, boot=2),
            a_vehicle(session, self.desk.organisation, seats=1, boot=1, name="Liten"),
        ]
        self.roads = roads_of(session, self.desk.municipality.id)
        session.flush()
        for request in self.requests:
            actions.generate(session, request, upto=TUESDAY + timedelta(weeks=1), at=NOW)

    def attempt(self, act: Callable[..., Any], *args: Any, is_undone: bool = False, **kwargs: Any) -> None:
        """Do something as a request of its own: all of it, or nothing where a rule says no or the process dies."""
        self.session.expire_all()
        try:
            with self.session.begin_nested():
                act(self.session, *args, actor_id=None, at=self.now, **kwargs)
                self.session.flush()
                die(is_undone)
        except (NotAllowed, Stale, Undone):
            self.session.expire_all()

    def trips(self, *statuses: TripStatus) -> list[Trip]:
        """The trips there are, or those of some statuses."""
        found = self.session.scalars(queries.whole().order_by(Trip.id).execution_options(populate_existing=True))
        return [trip for trip in found if not statuses or trip.status in statuses]

    def chosen(self, which: int, *statuses: TripStatus) -> Trip | None:
        """One of the trips."""
        found = self.trips(*statuses)
        return found[which % len(found)] if found else None

    @rule(which=WHICH, weeks=st.integers(1, 4), is_undone=UNDONE)
    def generate(self, which: int, weeks: int, is_undone: bool) -> None:
        request = self.requests[which % len(self.requests)]

        def make(session: Session, request: RideRequest, *, actor_id: None, at: Any) -> None:
            actions.generate(session, request, upto=TUESDAY + timedelta(weeks=weeks), at=at)

        self.attempt(make, request, is_undone=is_undone)

    @rule(which=WHICH, who=WHICH, car=WHICH, is_undone=UNDONE)
    def assign(self, which: int, who: int, car: int, is_undone: bool) -> None:
        trip = self.chosen(which, TripStatus.OPEN)
        vehicle = [None, *self.vehicles][car % 3]
        if trip:
            self.attempt(actions.assign, trip, self.volunteers[who % 3], vehicle, is_undone=is_undone)

    @rule(which=WHICH, who=WHICH, car=WHICH)
    def give_to_another(self, which: int, who: int, car: int) -> None:
        trip = self.chosen(which, TripStatus.PLANNED, TripStatus.VOLUNTEER_CONFIRMED)
        if trip:
            self.attempt(actions.assign, trip, self.volunteers[who % 3], self.vehicles[car % 2])

    @rule(which=WHICH, other=WHICH, is_undone=UNDONE)
    def put_together(self, which: int, other: int, is_undone: bool) -> None:
        trip, beside = self.chosen(which, *rules.AHEAD), self.chosen(other, TripStatus.PLANNED)
        if trip and beside:
            self.attempt(together.put_together, trip, beside, is_undone=is_undone)

    @rule(which=WHICH, who=WHICH, other=WHICH)
    def drive_with_company(self, which: int, who: int, other: int) -> None:
        trip = self.chosen(which, *rules.AHEAD)
        if trip is None:
            return
        self.attempt(actions.assign, trip, self.volunteers[who % 3], self.vehicles[0])
        beside = [each for each in self.trips(*rules.AHEAD) if each.on_date == trip.on_date and each.id != trip.id]
        if beside:
            self.attempt(together.put_together, beside[other % len(beside)], trip)

    @rule(which=WHICH)
    def take_apart(self, which: int) -> None:
        shared = [trip for trip in self.trips() if trip.together_id]
        if shared:
            self.attempt(together.take_apart, shared[which % len(shared)])

    @rule(which=WHICH, act=st.sampled_from([actions.confirm, actions.confirm, actions.release]))
    def turn(self, which: int, act: Callable[..., None]) -> None:
        trip = self.chosen(which, TripStatus.PLANNED, TripStatus.VOLUNTEER_CONFIRMED)
        if trip:
            self.attempt(act, trip)

    @rule(which=WHICH, days=st.integers(-3, 8), there=HOURS, stays=st.integers(0, 3), is_late=UNDONE)
    def move(self, which: int, days: int, there: int, stays: int, is_late: bool) -> None:
        trip = self.chosen(which, *rules.AHEAD, TripStatus.SKIPPED)
        if trip:
            on, at = trip.due_on + timedelta(days=days), time(there)
            home = time(there + stays) if stays else None
            version = trip.version - is_late
            self.attempt(actions.move, trip, on_date=on, there_at=at, home_from=home, version=version)

    @rule(which=WHICH, ends=st.sampled_from(["cancel", "skip", "give up", "cancel anything"]))
    def call_off(self, which: int, ends: str) -> None:
        trip = self.chosen(which) if ends == "cancel anything" else self.chosen(which, *rules.AHEAD)
        if trip and ends == "skip":
            self.attempt(actions.skip, trip)
        elif trip and ends == "give up":
            self.attempt(actions.give_up, trip, UnmetReason.NO_VOLUNTEER)
        elif trip:
            self.attempt(actions.cancel, trip, by_user=ends == "cancel")

    @rule(which=WHICH, to=st.sampled_from(rules.STEPS), is_early=UNDONE)
    def step(self, which: int, to: TripStatus, is_early: bool) -> None:
        trip = self.chosen(which, *rules.BOOKED)
        if trip:
            self.now = self.now if is_early else max(self.now, trip.leave_at)
            self.attempt(actions.step, trip, to)

    @rule(which=WHICH, host=st.sampled_from(["", "Anne"]), act=st.sampled_from(["abort", "no show", "close"]))
    def end(self, which: int, host: str, act: str) -> None:
        trip = self.chosen(which, *rules.UNDERWAY, TripStatus.HOME)
        if trip and act == "close":
            self.attempt(actions.close, trip)
        elif trip and act == "no show":
            self.attempt(actions.no_show, trip)
        elif trip:
            self.attempt(actions.abort, trip, handed_over_to=host)

    @rule(hours=st.sampled_from([1, 24]))
    def wait(self, hours: int) -> None:
        self.now = min(self.now + timedelta(hours=hours), LATEST)

    @invariant()
    def nobody_and_nothing_is_in_two_places(self) -> None:
        booked = [queries.duty_of(trip) for trip in self.trips(*rules.BOOKED)]
        vehicles = {each.id: each for each in self.vehicles}
        assert codes_by_brute_force(booked, vehicles, self.roads) == set()

    @invariant()
    def whoever_is_brought_there_has_a_way_home(self) -> None:
        for trip in self.trips():
            assert trip.home_at is not None
            assert trip.leave_at < trip.arrive_at <= trip.return_at < trip.home_at
            if trip.status is TripStatus.ABORTED and trip.left_at:
                assert trip.handed_over_to

    @invariant()
    def each_due_day_has_one_trip(self) -> None:
        for request in self.requests:
            days = [trip.due_on for trip in self.trips() if trip.request_id == request.id]
            assert len(days) == len(set(days))
            assert set(days) <= {TUESDAY + timedelta(weeks=number) for number in range(4)}

    @invariant()
    def a_booked_trip_has_its_volunteer_and_an_open_one_none(self) -> None:
        for trip in self.trips():
            if trip.status in rules.BOOKED:
                assert trip.volunteer_id is not None
            if trip.status in {TripStatus.OPEN, TripStatus.UNMET}:
                assert trip.volunteer_id is None
                assert trip.together_id is None

    @invariant()
    def who_shares_a_car_shares_it_with_somebody(self) -> None:
        shared = [trip.together_id for trip in self.trips(*rules.AHEAD) if trip.together_id]
        everybody = [trip.together_id for trip in self.trips() if trip.together_id]
        for leader in shared:
            assert everybody.count(leader) > 1


def test_nobody_and_nothing_is_ever_in_two_places(session: Session) -> None:
    class Here(Days):
        pass

    Here.session = session
    run_state_machine_as_test(Here, settings=settings(max_examples=25, stateful_step_count=40))
    session.rollback()


def test_made_in_any_number_of_parts_it_is_the_same_trips(session: Session) -> None:
    desk = a_desk(session)
    whole, parts = (
        a_request(session, desk, a_service_user(session, desk, phone=phone), recurrence=Recurrence.MONTHLY)
        for phone in ("90000001", "90000002")
    )
    actions.generate(session, whole, upto=date(2027, 12, 31), at=NOW)
    for first, last in pairwise([TUESDAY - timedelta(days=40), *(TUESDAY + timedelta(days=17 * n) for n in range(24))]):
        actions.generate(session, parts, upto=first, at=NOW)
        actions.generate(session, parts, upto=last, at=NOW)
    made = {
        each.id: session.scalars(
            select(Trip.due_on).where(Trip.request_id == each.id, Trip.due_on < date(2027, 11, 1)).order_by(Trip.due_on)
        ).all()
        for each in (whole, parts)
    }
    assert made[whole.id] == made[parts.id]
    assert session.scalar(select(func.count()).where(Trip.request_id == whole.id)) == 13
