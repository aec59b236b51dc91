"""What happens later: days to come become trips, and trips that are over are closed."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from kernel import clock
from kernel.jobs import outbox
from kernel.registry import job
from volunteers.trips import actions, queries
from volunteers.unmet.models import UnmetReason

HOUR = 3600
HORIZON = timedelta(weeks=8)
BATCH = 200


@job("volunteers.generate_trips", every=HOUR)
def generate_trips(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Have the trips of the coming weeks made, each request by itself, so that one fault stops no other."""
    upto = clock.local_date(now) + HORIZON
    for request_id in queries.to_generate(session, upto):
        once = f"trips-{request_id}-{upto}"
        outbox.promise(session, "volunteers.generate_request", at=now, once=once, request_id=request_id)


@job("volunteers.generate_request")
def generate_request(
    session: Session,
    *,
    key: str,  # noqa: ARG001  every job is called alike
    now: datetime,
    request_id: int,
) -> None:
    """Make the trips of a request in the coming weeks."""
    request = queries.held_request(session, request_id)
    if request is not None:
        actions.generate(session, request, upto=clock.local_date(now) + HORIZON, at=now)


@job("volunteers.close_trips", every=HOUR)
def close_trips(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Close trips that are home since a day, and count those that found nobody; the rest in the next hour."""
    for trip in queries.to_close(session, now, BATCH):
        actions.close(session, trip, actor_id=None, at=now)
    for trip in queries.past_without_volunteer(session, now, BATCH):
        reason = UnmetReason.TOO_LATE if trip.is_short_notice else UnmetReason.NO_VOLUNTEER
        actions.give_up(session, trip, reason, actor_id=None, at=now)
