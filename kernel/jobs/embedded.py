"""The worker inside the web process, for the installation that has no Redis."""

import logging
import threading

from flask import Flask

from kernel.jobs import outbox, schedule, worker
from kernel.jobs.loop import keep_going
from kernel.jobs.pace import pace_of

log = logging.getLogger(__name__)


class Embedded:
    """A daemon thread that promises what the clock promises and runs what is due, woken by each commit."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._pace = pace_of(app)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="embedded worker", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self, timeout: float = 30) -> None:
        """Let the job at hand be finished, and end."""
        self._stop.set()
        outbox.woken.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _work(self) -> None:
        keep_going(self._step, wait=self._wait, stop=self._stop, what="The embedded worker")

    def _step(self) -> None:
        schedule.tick(self._app)
        while not self._stop.is_set() and worker.run_one(self._app):
            pass

    def _wait(self) -> None:
        outbox.woken.wait(self._pace.poll)
        outbox.woken.clear()
