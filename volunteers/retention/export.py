"""All that is kept about one person, as one may ask for it: every word in plain, and who has read it."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from volunteers.requests.models import RideRequest
from volunteers.retention import queries
from volunteers.service_users.models import Reading, ServiceUser
from volunteers.trips.models import Trip

LEFT_OUT = frozenset({"id", "body_id", "phone_digest", "version", "service_user_id", "calendar_id"})


def everything_about(session: Session, user: ServiceUser) -> dict[str, Any]:
    """What is kept about somebody, under the names that it is kept by."""
    trips = queries.all_of(session, Trip, user.id)
    trip_ids = [trip.id for trip in trips]
    readings = queries.all_of(session, Reading, user.id)
    return {
        "profile": _plain(user),
        "consents": [_plain(each) for each in queries.consents_of(session, user.id)],
        "requests": [_plain(each) for each in queries.all_of(session, RideRequest, user.id)],
        "trips": [_plain(trip) for trip in trips],
        "messages": [_plain(each) for each in queries.notices_of(session, trip_ids)],
        "incidents": [_plain(each) for each in queries.incidents_of(session, trip_ids)],
        "read_by": [{"who": each.person.name, "where": each.place, "at": _json(each.read_at)} for each in readings],
    }


def _plain(row: Any) -> dict[str, Any]:
    return {
        column.key: _json(getattr(row, column.key)) for column in row.__mapper__.columns if column.key not in LEFT_OUT
    }


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date | time) else value
