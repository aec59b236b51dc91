"""What happens later: what an offer that has ended had to come is called off, and requests that are over are done."""

from datetime import datetime

from sqlalchemy.orm import Session

from kernel import clock
from kernel.registry import job
from volunteers.desk import queries, trip_queries
from volunteers.requests import actions as requests
from volunteers.trips import actions
from volunteers.trips.models import Trip
from volunteers.trips.queries import ahead_of

HOUR = 3600
BATCH = 200


@job("volunteers.call_off_trips")
def call_off_trips(session: Session, *, key: str, now: datetime, offer_id: int, actor_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Call off all that is to come of an offer, so that everybody concerned is told."""
    for request in trip_queries.live_requests_of(session, offer_id):
        actions.cancel_request(session, request, by_user=False, actor_id=actor_id, at=now)
    for trip in ahead_of(session, Trip.offer_id == offer_id, now=now):
        actions.cancel(session, trip, by_user=False, actor_id=actor_id, at=now)


@job("volunteers.finish_requests", every=HOUR)
def finish_requests(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Note which requests are done; the rest in the next hour."""
    for request in queries.to_finish(session, clock.local_date(now), BATCH):
        requests.finish(session, request, actor_id=None, at=now)
