"""How fast promised work is looked for, how long it may take and how often it is tried."""

from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from flask import Flask

EXTENSION = "trinn.jobs"


@dataclass(frozen=True)
class Pace:
    """The waits of all that runs jobs; sixteen attempts stretch over a day."""

    poll: float = 1.0
    lease: timedelta = timedelta(seconds=30)
    window: int = 100
    longest: timedelta = timedelta(minutes=15)
    relay_again: timedelta = timedelta(seconds=30)
    backoff: timedelta = timedelta(seconds=5)
    longest_backoff: timedelta = timedelta(hours=6)
    attempts: int = 16

    def wait_after(self, attempts: int) -> timedelta:
        """How long to wait after so many failed attempts, twice as long each time."""
        return min(self.backoff * float(1 << (attempts - 1)), self.longest_backoff)


def pace_of(app: Flask) -> Pace:
    """The pace that the application was set up with."""
    return cast("Pace", app.extensions[EXTENSION])
