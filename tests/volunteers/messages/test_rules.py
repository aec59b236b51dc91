"""Who is told of what, and what has been overtaken."""

from datetime import date, datetime, time

import pytest

from tests.volunteers.builders import moment
from volunteers.messages import rules
from volunteers.messages.models import Notice, NoticeKind, Recipient
from volunteers.trips.models import Trip, TripStatus

DAY = date(2026, 12, 1)
PASSENGER, VOLUNTEER, COORDINATOR = Recipient.PASSENGER, Recipient.VOLUNTEER, Recipient.COORDINATOR


def a_trip(status: TripStatus = TripStatus.PLANNED, volunteer_id: int | None = 7) -> Trip:
    """A trip at half past ten, without a database."""
    leaves = moment(DAY, time(10, 30))
    return Trip(id=1, status=status, volunteer_id=volunteer_id, sequence=2, on_date=DAY, leave_at=leaves)


@pytest.mark.parametrize(
    ("kind", "concerned", "told"),
    [
        (NoticeKind.ASSIGNED, 7, [(PASSENGER, None), (VOLUNTEER, 7)]),
        (NoticeKind.CHANGED, 7, [(PASSENGER, None), (VOLUNTEER, 7)]),
        (NoticeKind.CHANGED, 8, [(VOLUNTEER, 8)]),
        (NoticeKind.CANCELLED_BY_US, 0, [(PASSENGER, None), (VOLUNTEER, 7)]),
        (NoticeKind.CANCELLED_BY_PASSENGER, 7, [(VOLUNTEER, 7)]),
        (NoticeKind.STAND_IN_FOUND, 8, [(PASSENGER, None), (VOLUNTEER, 8)]),
        (NoticeKind.ESCALATED, 0, [(COORDINATOR, None)]),
    ],
)
def test_who_is_told(kind: NoticeKind, concerned: int, told: list[tuple[Recipient, int | None]]) -> None:
    assert rules.recipients(kind, a_trip(), concerned) == told


def test_where_nobody_goes_yet_only_the_passenger_is_told() -> None:
    trip = a_trip(TripStatus.OPEN, None)
    assert rules.recipients(NoticeKind.CHANGED, trip, 0) == [(PASSENGER, None)]


def test_a_passenger_hears_once_that_somebody_comes_whoever_it_is() -> None:
    trip, later = a_trip(), a_trip(volunteer_id=8)
    later.sequence = 9
    assert rules.once(NoticeKind.ASSIGNED, trip, PASSENGER, None) == rules.once(
        NoticeKind.ASSIGNED, later, PASSENGER, None
    )
    assert rules.once(NoticeKind.ASSIGNED, trip, VOLUNTEER, 7) != rules.once(NoticeKind.ASSIGNED, later, VOLUNTEER, 7)


@pytest.mark.parametrize("status", TripStatus)
@pytest.mark.parametrize("kind", NoticeKind)
def test_what_we_cancel_is_told_until_it_stands_again_and_nothing_else_once_it_is_over(
    kind: NoticeKind, status: TripStatus
) -> None:
    notice = Notice(kind=kind, recipient=PASSENGER)
    is_over = status not in rules.LIVE
    so = rules.is_still_so(notice, a_trip(status), moment(DAY, time(9)))
    assert so is is_over if kind in rules.CANCELLED else not (so and is_over)


@pytest.mark.parametrize(
    ("local", "reminds"),
    [
        (moment(date(2026, 11, 30), time(8, 59)), False),
        (moment(date(2026, 11, 30), time(9)), True),
        (moment(DAY, time(9)), True),
        (moment(DAY, time(3)), False),
        (moment(DAY, time(10, 30)), False),
        (moment(date(2026, 11, 29), time(12)), False),
    ],
)
def test_a_passenger_is_reminded_in_the_daytime_from_the_day_before(local: datetime, reminds: bool) -> None:
    assert rules.reminds_passenger(a_trip(), local) is reminds
