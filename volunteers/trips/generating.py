"""What happens by itself: a request's days become trips, each once, however often and however far it was run before.

When activity series come, a series' moved meeting moves its trips from here: those of requests that are bound to it
and are due on the meeting's old day go through `actions.move`, which keeps `due_on`.
"""

import secrets
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kernel import clock
from kernel.jobs import outbox
from volunteers.requests import recurrence
from volunteers.requests.models import Recurrence, RequestStatus, RideRequest
from volunteers.requests.rules import is_short_notice
from volunteers.roads.estimate import Roads
from volunteers.roads.queries import roads_of
from volunteers.service_users.models import Purpose
from volunteers.service_users.queries import consents_of
from volunteers.service_users.rules import codes
from volunteers.transport.models import TransportStatus
from volunteers.trips import rules
from volunteers.trips.models import Trip, TripStatus
from volunteers.trips.planning import plan


def generate(session: Session, request: RideRequest, *, upto: date, at: datetime) -> int:
    """Make the trips of a request that are due from today up to and with a day; how many were made.

    One that is asked for once is made at once, however far away.
    """
    today = clock.local_date(at)
    if not _is_running(session, request, today):
        return 0
    last = max(upto, request.starts_on) if request.recurrence is Recurrence.ONCE else upto
    due = recurrence.dates(request.starts_on, request.recurrence, request.until, request.times, last)
    made = set(session.scalars(select(Trip.due_on).where(Trip.request_id == request.id)))
    wanted = [day for day in due if day >= today and day not in made]
    roads = roads_of(session, request.offer.municipality_id) if wanted else Roads()
    for day in wanted:
        _make(session, request, day, roads, at=at)
    # beside the version, which is for what people write
    session.execute(update(RideRequest).where(RideRequest.id == request.id).values(generated_to=last))
    return len(wanted)


def _is_running(session: Session, request: RideRequest, today: date) -> bool:
    if request.status is not RequestStatus.OPEN or request.offer.status is not TransportStatus.RUNNING:
        return False
    return Purpose.TRANSPORT in consents_of(session, [request.service_user_id], today)[request.service_user_id]


def _make(session: Session, request: RideRequest, day: date, roads: Roads, *, at: datetime) -> None:
    """Make the trip of a day; on a public holiday or while the offer is closed it is skipped, and that is told."""
    user, offer = request.service_user, request.offer
    is_skipped = rules.cause_of_skipping(offer, day) is not None
    minutes = roads.between(user.postcode, request.to_postcode).minutes
    times = plan(day, request.there_at, request.home_from, minutes=minutes, needs=codes(user.needs))
    values = {
        "request_id": request.id,
        "offer_id": offer.id,
        "service_user_id": user.id,
        "status": TripStatus.SKIPPED if is_skipped else TripStatus.OPEN,
        "due_on": day,
        "on_date": day,
        **vars(times),
        "from_address": user.address,
        "from_postcode": user.postcode,
        "destination": request.destination,
        "to_postcode": request.to_postcode,
        "is_short_notice": is_short_notice(offer, day, clock.local_date(request.received_at)),
        "was_stood_in": False,
        "handed_over_to": "",
        "ended_at": at if is_skipped else None,
        "calendar_id": secrets.token_hex(16),
        "sequence": 0,
        "changed_at": at,
        "version": 1,
    }
    outbox.insert_new(session, Trip, values)
    if is_skipped:
        made = session.scalars(select(Trip.id).where(Trip.request_id == request.id, Trip.due_on == day)).one()
        outbox.promise(session, "volunteers.tell", at=at, trip_id=made, kind="cancelled_by_us", volunteer_id=0)
