"""What never happens, however asking goes: a message after a no, two volunteers on a trip, an answer nobody gave."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import count

from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kernel import clock
from kernel.db import transaction
from kernel.jobs import outbox
from kernel.lifecycle import NotAllowed
from tests.volunteers.asking.conftest import DAY, Asking
from tests.volunteers.builders import a_trip, a_vehicle, a_volunteer
from tests.volunteers.messages.post import mails, run
from volunteers.asking import actions, queries
from volunteers.asking.models import Ask, AskStatus, StandIn
from volunteers.register.models import Volunteer
from volunteers.trips import actions as trips
from volunteers.trips.models import Trip
from volunteers.trips.queries import whole

_examples = count(1)
PEOPLE = 2
STEPS = st.one_of(
    st.tuples(st.sampled_from(["ask", "yes", "no", "put_on"]), st.integers(0, PEOPLE - 1)),
    st.tuples(st.sampled_from(["run", "go_on", "fall_out", "release", "cancel", "next"]), st.just(0)),
)


class Story:
    """One trip of its own, three volunteers of its own, and what was sent to each when."""

    def __init__(self, app: Flask, session: Session, asking: Asking) -> None:
        number = next(_examples)
        session.execute(delete(StandIn))
        self.app, self.body = app, asking.desk.organisation
        self.trip_id = a_trip(session, asking.request, DAY + timedelta(days=number)).id
        self.people: list[int] = []
        self.emails: list[str] = []
        for place in range(1, PEOPLE + 1):
            email = f"v{number}-{place}@example.no"
            volunteer = a_volunteer(session, self.body, name=email, email=email)
            a_vehicle(session, self.body, volunteer=volunteer)
            session.add(StandIn(offer_id=asking.desk.offer.id, volunteer_id=volunteer.id, place=10 * number + place))
            self.people.append(volunteer.id)
            self.emails.append(email)
        session.commit()
        self.heard_at_no: dict[int, int] = {}
        self.heard_at_falling_out: dict[int, int] = {}

    def heard(self) -> Counter[str]:
        """How many mails each has got."""
        return Counter(str(mail["To"]) for mail in mails(self.app))

    def do(self, what: str, who: int) -> None:
        """Do one thing; what is not allowed does not happen."""
        if what == "run":
            run(self.app)
            return
        with self.app.app_context(), suppress(NotAllowed), transaction() as opened:
            trip = opened.scalars(whole().where(Trip.id == self.trip_id)).one()
            volunteer = opened.get_one(Volunteer, self.people[who])
            ask = queries.ask_of(opened, trip.id, volunteer.id)
            self.step(opened, what, trip, volunteer, ask)
        self.look()

    def step(self, opened: Session, what: str, trip: Trip, volunteer: Volunteer, ask: Ask | None) -> None:
        """One step in a transaction."""
        at = clock.now()
        steps: dict[str, Callable[[], object]] = {
            "ask": lambda: actions.ask(opened, trip, volunteer, actor_id=None, at=at),
            "yes": lambda: ask and actions.answer(opened, ask, True, at=at),
            "no": lambda: ask and actions.answer(opened, ask, False, at=at),
            "put_on": lambda: trips.assign(opened, trip, volunteer, None, actor_id=None, at=at),
            "fall_out": lambda: actions.fall_out(opened, trip, actor_id=None, at=at),
            "release": lambda: trips.release(opened, trip, actor_id=None, at=at),
            "cancel": lambda: trips.cancel(opened, trip, by_user=False, actor_id=None, at=at),
            "next": lambda: actions.ask_next(opened, trip, actor_id=None, at=at),
            "go_on": lambda: outbox.promise(opened, "volunteers.go_on_asking", at=at),
        }
        steps[what]()

    def look(self) -> None:
        """Note how much each had heard when saying no, and that no more than one has said yes and goes."""
        heard = self.heard()
        with self.app.app_context(), transaction() as opened:
            trip = opened.get_one(Trip, self.trip_id)
            for ask in opened.scalars(select(Ask).where(Ask.trip_id == self.trip_id)):
                place = self.people.index(ask.volunteer_id)
                if ask.status is AskStatus.NO:
                    self.heard_at_no.setdefault(place, heard[self.emails[place]])
                if ask.status is AskStatus.FELL_OUT:
                    self.heard_at_falling_out.setdefault(place, heard[self.emails[place]])
                    if trip.volunteer_id == ask.volunteer_id:  # put on again by hand
                        self.heard_at_falling_out[place] = 99
                assert (ask.answered_at is not None) == (
                    ask.status in {AskStatus.YES, AskStatus.NO, AskStatus.FELL_OUT}
                )


@example(steps=[("ask", 0), ("no", 0), ("put_on", 0)])
@example(steps=[("ask", 0), ("no", 0), ("put_on", 0), ("run", 0), ("cancel", 0)])
@example(steps=[("ask", 0), ("yes", 0), ("run", 0), ("fall_out", 0), ("yes", 1)])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=3, max_size=12))
def test_nobody_hears_more_of_a_trip_after_a_no(
    app: Flask, session: Session, asking: Asking, steps: list[tuple[str, int]]
) -> None:
    story = Story(app, session, asking)
    for what, who in [*steps, ("run", 0), ("go_on", 0), ("run", 0)]:
        story.do(what, who)
    heard = story.heard()
    for place, before in story.heard_at_no.items():
        assert heard[story.emails[place]] == before
    for place, before in story.heard_at_falling_out.items():
        assert heard[story.emails[place]] <= before + 1, "only that a stand-in is found"
    with app.app_context(), transaction() as opened:
        trip = opened.get_one(Trip, story.trip_id)
        statuses = {ask.volunteer_id: ask.status for ask in queries.asks_of(opened, [trip.id])[trip.id]}
        if trip.status.value != "open":
            assert AskStatus.WAITING not in statuses.values()
