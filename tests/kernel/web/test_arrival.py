"""When a request came, whoever it had to wait for."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from kernel import clock
from kernel.web.arrival import CAME_AT, came_at


def test_a_request_came_when_the_server_had_it_whole_in_the_domains_time(app: Flask) -> None:
    noted = datetime(2026, 3, 16, 11, 59, 59, tzinfo=UTC)
    with app.test_request_context(environ_base={CAME_AT: noted}):
        assert came_at() == clock.in_domain(noted)


def test_where_nothing_was_noted_a_request_came_now(app: Flask) -> None:
    with app.test_request_context():
        assert abs(came_at() - clock.now()) < timedelta(seconds=1)


def test_nobody_can_say_from_outside_when_their_request_came(app: Flask) -> None:
    with app.test_request_context(headers={"Trinn.Came-At": "2026-01-01", "trinn.came_at": "2026-01-01"}):
        assert abs(came_at() - clock.now()) < timedelta(seconds=1)
