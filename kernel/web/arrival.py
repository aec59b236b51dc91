"""When a request came to us, noted before it waits for a thread so that nobody is late through us; and where from."""

from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from flask import request
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import WSGITask

from kernel import clock

CAME_AT = "trinn.came_at"
ONE_PLACE = 64  # the bits of an IPv6 address that are the same for a whole household or building


def came_at() -> datetime:
    """The domain's time when the request had come whole; now, where the server did not note it."""
    noted = request.environ.get(CAME_AT)
    return clock.now() if noted is None else clock.in_domain(noted)


def came_from() -> str:
    """The network that a request came from: one IPv4 address, or the IPv6 addresses of one place."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((int(address), ONE_PLACE), strict=False))


class _Request(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    came_at: datetime | None = None

    def received(self, data: bytes) -> int:
        taken: int = super().received(data)
        if self.completed:
            self.came_at = clock.real()
        return taken


class _Task(WSGITask):  # type: ignore[misc]  # waitress has no types
    def get_environment(self) -> dict[str, Any]:
        return {**super().get_environment(), CAME_AT: self.request.came_at}


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection whose requests know when they came."""

    parser_class = _Request
    task_class = _Task
