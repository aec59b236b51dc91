"""An offer that ends calls off what is to come, so that nobody waits at a door in vain."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.jobs.outbox import OutboxJob
from kernel.registry import registry
from tests.builders import NOW, the_staircase
from tests.volunteers.builders import a_desk, a_request, a_service_user, a_transport_offer, a_trip, a_volunteer
from volunteers.requests.models import RequestStatus
from volunteers.transport import actions
from volunteers.transport.models import TransportKind
from volunteers.trips.models import TripStatus


def test_ending_an_offer_calls_off_its_trips_to_come_and_no_others(session: Session) -> None:
    the_staircase(session)
    desk = a_desk(session)
    user, gunnar = a_service_user(session, desk), a_volunteer(session, desk.organisation)
    request = a_request(session, desk, user)
    coming = a_trip(session, request, volunteer_id=gunnar.id, status=TripStatus.PLANNED)
    done = a_trip(session, request, date(2026, 11, 10), volunteer_id=gunnar.id, status=TripStatus.CLOSED)
    escort = a_transport_offer(session, desk.organisation, desk.municipality, kind=TransportKind.ESCORT)
    other = a_trip(session, a_request(session, desk, user, starts_on=date(2026, 12, 3)))
    other.offer_id = other.request.offer_id = escort.id
    session.flush()
    actions.end(session, desk.offer, actor_id=desk.coordinator.id, at=NOW)
    promised = session.scalars(select(OutboxJob).where(OutboxJob.name == "volunteers.call_off_trips")).one()
    for _twice in range(2):
        registry.jobs["volunteers.call_off_trips"](session, key="1", now=NOW, **promised.args)
        session.flush()
    statuses = [trip.status for trip in (coming, done, other)]
    assert statuses == [TripStatus.CANCELLED_BY_OFFER, TripStatus.CLOSED, TripStatus.OPEN]
    assert request.status is RequestStatus.CANCELLED_BY_OFFER
    told = session.scalars(select(OutboxJob).where(OutboxJob.name == "volunteers.tell")).all()
    assert [(job.args["trip_id"], job.args["kind"]) for job in told] == [(coming.id, "cancelled_by_us")]
