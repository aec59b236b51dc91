"""Keeps a relay and an RQ worker running beside each other, and starts the one that dies again."""

import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import NoReturn

from flask import Flask
from rq.worker import SimpleWorker

from kernel.db import db
from kernel.jobs import relay, schedule
from kernel.jobs.loop import keep_going
from kernel.jobs.pace import pace_of

log = logging.getLogger(__name__)

Task = Callable[[Flask], None]

GRACE = 30.0
LOOK = 0.2
PAUSE = 1.0


class Worker(SimpleWorker):
    """An RQ worker that runs jobs itself and looks for a lost Redis every two seconds at most.

    Its own log is left out: what fails is told of by kernel.jobs.worker, without what people wrote.
    """

    max_connection_wait_time = 2.0


def supervise(app: Flask) -> None:
    """Run the children until told to stop; this process has no thread and no connection that a fork would share."""
    for stopping in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stopping, _leave)
    tasks: dict[str, Task] = {"relay": relay_forever, "worker": work_forever}
    running = {name: _start(app, name, task) for name, task in tasks.items()}
    try:
        while True:
            time.sleep(LOOK)
            for name, child in running.items():
                if not child.is_alive():
                    log.warning("The %s ended (%s) and is started again.", name, child.exitcode)
                    time.sleep(PAUSE)
                    running[name] = _start(app, name, tasks[name])
    finally:
        _end(running.values())


def relay_forever(app: Flask) -> None:
    """Promise what the clock promises, and hand over what is due."""
    queue, pace = relay.open_queue(app.config["REDIS_URL"]), pace_of(app)

    def step() -> None:
        schedule.tick(app)
        relay.relay_due(app, queue)

    keep_going(step, wait=lambda: time.sleep(pace.poll), stop=threading.Event(), what="The relay")


def work_forever(app: Flask) -> None:
    """Wait for Redis and run what comes through it, until RQ gives up; then the supervisor starts anew."""
    pace, stop = pace_of(app), threading.Event()

    def step() -> None:
        queue = relay.open_queue(app.config["REDIS_URL"])
        queue.connection.ping()
        with app.app_context():
            Worker([queue], connection=queue.connection, serializer=queue.serializer).work(logging_level="CRITICAL")
        stop.set()

    keep_going(step, wait=lambda: stop.wait(pace.poll), stop=stop, what="The worker")


def _start(app: Flask, name: str, task: Task) -> BaseProcess:
    child = multiprocessing.get_context("fork").Process(target=_child, args=(app, task, os.getpid()), name=name)
    child.start()
    return child


def _child(app: Flask, task: Task, parent: int) -> None:
    """Begin without the parent's connections, and leave when it has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    with app.app_context():
        db.engine.dispose(close=False)
    task(app)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)


def _end(children: Collection[BaseProcess]) -> None:
    """Let each finish the job at hand; what takes too long is cut off, and its lease sees to the rest."""
    for child in children:
        child.terminate()
    until = time.monotonic() + GRACE
    for child in children:
        child.join(max(0, until - time.monotonic()))
        child.kill()


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)
