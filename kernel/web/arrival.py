"""When a request came to us, noted before it waits for a thread, so that nobody is late because we were busy."""

from datetime import datetime
from typing import Any

from flask import request
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import WSGITask

from kernel import clock

CAME_AT = "trinn.came_at"


def came_at() -> datetime:
    """The domain's time when the request had come whole; now, where the server did not note it."""
    noted = request.environ.get(CAME_AT)
    return clock.now() if noted is None else clock.in_domain(noted)


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
