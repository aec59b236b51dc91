"""When a request is done: its last day is over, and none of its trips is left to do."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from kernel.registry import registry
from tests.builders import NOW
from tests.volunteers.builders import a_desk, a_request, a_service_user, a_trip
from volunteers.requests.models import Recurrence, RequestStatus
from volunteers.trips.models import TripStatus

YESTERDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("asked", "trip_status", "status"),
    [
        ({}, TripStatus.HOME, RequestStatus.DONE),
        ({}, TripStatus.ARRIVED, RequestStatus.OPEN),
        ({}, TripStatus.NO_SHOW, RequestStatus.DONE),
        ({"generated_to": None}, TripStatus.HOME, RequestStatus.OPEN),
        ({"recurrence": Recurrence.WEEKLY}, TripStatus.HOME, RequestStatus.OPEN),
        ({"recurrence": Recurrence.WEEKLY, "until": YESTERDAY}, TripStatus.HOME, RequestStatus.DONE),
        ({"recurrence": Recurrence.WEEKLY, "times": 1}, TripStatus.HOME, RequestStatus.DONE),
        ({"recurrence": Recurrence.WEEKLY, "times": 2}, TripStatus.HOME, RequestStatus.OPEN),
        ({"status": RequestStatus.TO_ASSESS}, TripStatus.HOME, RequestStatus.TO_ASSESS),
    ],
)
def test_a_request_is_done_when_nothing_is_left(
    session: Session, asked: dict[str, Any], trip_status: TripStatus, status: RequestStatus
) -> None:
    desk = a_desk(session)
    values = {"starts_on": YESTERDAY, "generated_to": date(2027, 1, 1), **asked}
    request = a_request(session, desk, a_service_user(session, desk), **values)
    a_trip(session, request, status=trip_status)
    for _again in range(2):
        registry.jobs["volunteers.finish_requests"](session, key="1", now=NOW)
        session.flush()
    assert request.status is status
