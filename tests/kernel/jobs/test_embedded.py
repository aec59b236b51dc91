"""The worker inside the web process goes on whatever happens, and stops when told."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from kernel import jobs
from kernel.db import db, transaction
from tests.kernel.jobs.conftest import promised, rows, until


@pytest.fixture
def start(app: Flask) -> Iterator[Callable[[], jobs.Embedded]]:
    """Starts the embedded worker, which ends at the latest with the test."""
    started: list[jobs.Embedded] = []

    def begin() -> jobs.Embedded:
        started.append(jobs.start_embedded(app))
        return started[-1]

    yield begin
    for working in started:
        working.stop()


def test_it_runs_what_is_promised_and_survives_every_failure(
    app: Flask, given_job: Callable[..., None], start: Callable[[], jobs.Embedded]
) -> None:
    ran = threading.Event()

    def leave(_session: object, **_args: object) -> None:
        raise SystemExit

    given_job("test.leave", leave)
    given_job("test.fine", lambda _session, **_args: ran.set())
    working = start()
    promised(app, "test.leave")
    promised(app, "test.fine")
    assert ran.wait(5)
    until(lambda: [row.status for row in rows(app)] == ["failed", "done"])
    working.stop()
    assert not [thread for thread in threading.enumerate() if thread.name == "embedded worker"]


def test_it_waits_for_a_database_that_is_away_and_says_so_once(
    app: Flask,
    given_job: Callable[..., None],
    start: Callable[[], jobs.Embedded],
    caplog: pytest.LogCaptureFixture,
) -> None:
    ran = threading.Event()
    given_job("test.fine", lambda _session, **_args: ran.set())
    promised(app, "test.fine")
    rename(app, "outbox_job", "elsewhere")
    working = start()
    time.sleep(0.4)
    assert not ran.is_set()
    rename(app, "elsewhere", "outbox_job")
    assert ran.wait(5)
    until(lambda: "goes on" in caplog.text)
    working.stop()
    assert caplog.text.count("The embedded worker waits") == 1


def test_it_finishes_the_job_at_hand_before_it_stops(
    app: Flask, given_job: Callable[..., None], start: Callable[[], jobs.Embedded]
) -> None:
    begun = threading.Event()

    def slow(_session: object, **_args: object) -> None:
        begun.set()
        time.sleep(0.5)

    given_job("test.slow", slow)
    working = start()
    promised(app, "test.slow")
    promised(app, "test.slow")
    assert begun.wait(5)
    working.stop()
    assert [row.status for row in rows(app)] == ["done", "waiting"]


def test_it_leaves_the_work_to_the_worker_where_there_is_redis(
    app: Flask, given_job: Callable[..., None], start: Callable[[], jobs.Embedded]
) -> None:
    app.config["REDIS_URL"] = "redis://127.0.0.1:1/0"
    working = start()
    assert not [thread for thread in threading.enumerate() if thread.name == "embedded worker"]
    working.stop()


def rename(app: Flask, old: str, new: str) -> None:
    """Take a table away, or bring it back."""
    with app.app_context():
        db.engine.dispose()
        with transaction() as session:
            session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
