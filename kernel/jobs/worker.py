"""Runs promised jobs: each in its own transaction, or outside with its lease kept alive."""

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from kernel import clock
from kernel.config import ROOT
from kernel.db import session, transaction
from kernel.jobs import lease
from kernel.jobs.lease import Held, LeaseLost
from kernel.jobs.pace import Pace, pace_of
from kernel.lifecycle import NotAllowed
from kernel.registry import registry

log = logging.getLogger(__name__)


class ProcessDied(Exception):
    """The job has taken its process with it at every attempt."""


def run_due(app: Flask, *, limit: int | None = None) -> int:
    """Run what is due now, the oldest first, and say how many jobs that were."""
    with app.app_context():
        if not lease.is_any_due():
            return 0
    count = 0
    while (limit is None or count < limit) and run_one(app):
        count += 1
    return count


def run_one(app: Flask, job_id: int | None = None) -> bool:
    """Run the job that has been due longest, or this one, and say whether there was one to run."""
    pace = pace_of(app)
    with app.app_context():
        held = lease.claim(pace, job_id)
        if held is None:
            return False
        try:
            _run(app, held, pace)
        except LeaseLost:
            log.warning("Job %s (%s) was taken over by another process.", held.id, held.name)
        except (Exception, SystemExit) as error:
            _give_back(held, error, pace)
    return True


def _run(app: Flask, held: Held, pace: Pace) -> None:
    if held.attempts > pace.attempts:
        raise ProcessDied
    function, key = registry.jobs[held.name], str(held.id)
    if held.name in registry.outside:
        with _kept_alive(app, held, pace):
            function(session(), key=key, now=clock.now(), **held.args)
        with transaction() as writing:
            lease.finish(writing, held)
    else:
        with transaction() as writing:
            lease.finish(writing, held)  # first, so that the row is locked until the effect and this are committed
            function(writing, key=key, now=clock.now(), **held.args)


def _give_back(held: Held, error: BaseException, pace: Pace) -> None:
    told = _told(error)
    log.error("Job %s (%s) failed at attempt %s: %s", held.id, held.name, held.attempts, told)
    try:
        lease.give_back(held, told, pace)
    except LeaseLost:
        log.warning("Job %s (%s) was taken over by another process.", held.id, held.name)


def _told(error: BaseException) -> str:
    """What went wrong and where in our code; not the message, which may quote what people wrote."""
    kind = type(error).__name__
    said = f"{kind}: {error.msgid}" if isinstance(error, NotAllowed) else kind
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(ROOT))]
    place = f" at {ours[-1].filename.removeprefix(f'{ROOT}/')}:{ours[-1].lineno}" if ours else ""
    return said[:300] + place


@contextmanager
def _kept_alive(app: Flask, held: Held, pace: Pace) -> Iterator[None]:
    """Extend the lease while the job runs, but not for longer than the longest that a job may take."""
    over = threading.Event()
    step = pace.lease.total_seconds() / 3

    def beat() -> None:
        until = clock.real() + pace.longest
        while not over.wait(step) and clock.real() < until:
            try:
                with app.app_context():
                    lease.extend(held, pace)
            except LeaseLost:
                return
            except Exception as error:
                log.warning("The lease of job %s could not be extended: %s", held.id, _told(error))

    beating = threading.Thread(target=beat, name=f"lease of job {held.id}", daemon=True)
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join()
