"""What comes again is promised once at each tick, whoever looks at the clock."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import text

from kernel import clock, jobs
from kernel.db import transaction
from kernel.jobs import schedule
from kernel.jobs.outbox import OutboxJob
from tests.kernel.jobs.conftest import rows


def silent(_session: object, **_args: object) -> None:
    """Do nothing."""


def turn_back(app: Flask, hours: int) -> None:
    """Let time pass for the schedule."""
    with app.app_context(), transaction() as session:
        session.execute(text("UPDATE schedule SET next_at = :at"), {"at": f"{clock.real() - timedelta(hours=hours)}"})


def test_however_many_look_at_the_clock_each_tick_is_promised_once(app: Flask, given_job: Callable[..., None]) -> None:
    given_job("test.hourly", silent, every=3600)
    start = Barrier(4)

    def look() -> None:
        start.wait()
        schedule.tick(app)

    for expected in (1, 2):
        looking = [Thread(target=look) for _ in range(4)]
        for thread in looking:
            thread.start()
        for thread in looking:
            thread.join()
        assert len(rows(app)) == expected
        jobs.run_due(app)
        turn_back(app, 1)


def test_ticks_that_were_missed_are_promised_as_one(app: Flask, given_job: Callable[..., None]) -> None:
    given_job("test.hourly", silent, every=3600)
    assert schedule.tick(app) == 1
    jobs.run_due(app)
    turn_back(app, 100)
    assert [schedule.tick(app), schedule.tick(app)] == [1, 0]


def test_who_looked_early_and_comes_late_promises_nothing(app: Flask, given_job: Callable[..., None]) -> None:
    given_job("test.hourly", silent, every=3600)
    seen = clock.real()
    with app.app_context():
        assert schedule.promise_next("test.hourly", seen)
        jobs.run_due(app)
        assert not schedule.promise_next("test.hourly", seen)


def test_no_second_one_is_promised_while_the_last_waits(app: Flask, given_job: Callable[..., None]) -> None:
    given_job("test.hourly", silent, every=3600)
    schedule.tick(app)
    turn_back(app, 2)
    assert schedule.tick(app) == 0
    assert len(rows(app)) == 1


def test_done_jobs_are_forgotten_after_a_month_and_failed_ones_are_not(
    app: Flask, given_job: Callable[..., None]
) -> None:
    given_job("test.hourly", silent, every=3600)
    now = clock.real()
    with app.app_context(), transaction() as session:
        for name, status, age in (("old", "done", 31), ("new", "done", 29), ("failed", "failed", 31)):
            over = now - timedelta(days=age)
            session.add(
                OutboxJob(name=name, args={}, status=status, run_at=over, attempts=1, created_at=over, done_at=over)
            )
        schedule.forget_done_jobs(session, key="0", now=now)
    assert [row.name for row in rows(app)] == ["new", "failed"]


def test_many_old_jobs_are_forgotten_some_at_a_time(
    app: Flask, given_job: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    given_job("test.silent", silent)
    monkeypatch.setattr(schedule, "BATCH", 2)
    over = clock.real() - timedelta(days=40)
    with app.app_context(), transaction() as session:
        for _ in range(5):
            session.add(
                OutboxJob(name="old", args={}, status="done", run_at=over, attempts=1, created_at=over, done_at=over)
            )
        schedule.forget_done_jobs(session, key="0", now=clock.now())
    jobs.run_due(app)
    assert {row.name for row in rows(app)} == {"kernel.forget_done_jobs"}
