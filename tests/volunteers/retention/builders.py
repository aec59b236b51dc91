"""Trips that are over, and the erasing of what is no longer needed, as tests do it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.builders import NOW
from tests.volunteers.builders import Desk, a_request, a_service_user, a_trip
from volunteers.requests.models import RequestStatus
from volunteers.retention import actions
from volunteers.retention.rules import Terms
from volunteers.service_users.models import ServiceUser
from volunteers.trips.models import Trip, TripStatus

TERMS = Terms()
LONG_AGO = datetime(2024, 1, 1, 12, tzinfo=NOW.tzinfo)


def a_past_trip(session: Session, desk: Desk, on: date, user: ServiceUser | None = None, **other: Any) -> Trip:
    """A trip that is over, of somebody who was registered long ago."""
    user = user or a_service_user(session, desk, registered_at=LONG_AGO)
    status = {"status": RequestStatus.DONE, "starts_on": on, "received_at": LONG_AGO}
    request = a_request(session, desk, user, **{**status, **other})
    return a_trip(session, request, on, status=TripStatus.CLOSED)


def erase(session: Session, desk: Desk, at: datetime = NOW) -> bool:
    """Erase some of what a desk's organisation no longer needs; whether there may be more."""
    session.flush()
    more = actions.erase_some(session, desk.organisation.id, TERMS, at=at)
    session.commit()
    session.expire_all()
    return more
