"""Promised work: written to the outbox in the transaction that gives cause for it, run after the commit."""

import logging

from flask import Flask

from kernel.config import Settings
from kernel.jobs.embedded import Embedded
from kernel.jobs.pace import EXTENSION, Pace
from kernel.jobs.worker import run_due

__all__ = ["Embedded", "Pace", "init", "run_due", "start_embedded"]

log = logging.getLogger(__name__)


def init(app: Flask, settings: Settings, *, pace: Pace | None = None) -> None:
    """Set the application's jobs up; nothing runs yet."""
    app.extensions[EXTENSION] = pace or Pace()
    app.config["REDIS_URL"] = settings.redis_url


def start_embedded(app: Flask) -> Embedded:
    """Run jobs in this process until the result is stopped; where there is Redis, they are left to `trinn worker`."""
    embedded = Embedded(app)
    if app.config["REDIS_URL"]:
        log.info("Jobs are left to `trinn worker`.")
    else:
        embedded.start()
    return embedded
