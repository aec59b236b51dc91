"""When a request came, whoever it had to wait for, and where from."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from kernel import clock
from kernel.web.arrival import CAME_AT, came_at, came_from


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


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_all_addresses_of_one_place_are_one_network(app: Flask, address: str, network: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert came_from() == network
