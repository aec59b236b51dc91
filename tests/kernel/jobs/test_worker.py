"""One job, one holder; a failure is tried again and never lost."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session

from kernel import clock, jobs
from kernel.db import db, transaction
from kernel.jobs import lease, worker
from kernel.jobs.lease import LeaseLost
from kernel.jobs.pace import EXTENSION
from kernel.lifecycle import NotAllowed
from tests.kernel.jobs.conftest import QUICK, promised, rows

PERSONAL = "ola.nordmann@example.com"


def silent(_session: object, **_args: object) -> None:
    """Do nothing."""


@pytest.fixture
def notes(app: Flask, given_job: Callable[..., None]) -> Callable[[], list[str]]:
    """A job that writes its number, and what has been written."""
    with app.app_context(), transaction() as writing:
        writing.execute(text("CREATE TABLE note (number TEXT)"))

    def write(writing: Session, *, key: str, now: object, number: str = "") -> None:
        writing.execute(text("INSERT INTO note VALUES (:number)"), {"number": number or key})

    given_job("test.note", write)
    return lambda: [row.number for row in rows(app, "SELECT number FROM note")]


def test_a_held_job_is_nobody_elses(app: Flask, notes: Callable[[], list[str]]) -> None:
    promised(app, "test.note")
    with app.app_context():
        assert lease.claim(QUICK)
        assert lease.claim(QUICK) is None
    assert worker.run_one(app, 1) is False
    assert notes() == []


def test_a_lease_that_ran_out_is_taken_over_and_the_first_holder_changes_nothing_more(
    app: Flask, notes: Callable[[], list[str]]
) -> None:
    promised(app, "test.note")
    with app.app_context():
        first = lease.claim(QUICK)
    time.sleep(0.7)
    assert worker.run_one(app)
    assert first
    with app.app_context():
        with pytest.raises(LeaseLost), transaction() as writing:
            lease.finish(writing, first)
        with pytest.raises(LeaseLost):
            lease.give_back(first, "late", QUICK)
        with pytest.raises(LeaseLost):
            lease.extend(first, QUICK)
    assert notes() == ["1"]
    assert [(row.status, row.attempts, row.error) for row in rows(app)] == [("done", 2, None)]


def test_an_effect_and_its_done_are_one_commit(app: Flask, given_job: Callable[..., None]) -> None:
    with app.app_context(), transaction() as writing:
        writing.execute(text("CREATE TABLE note (number TEXT)"))

    def half(writing: Session, **_args: object) -> None:
        writing.execute(text("INSERT INTO note VALUES ('half')"))
        raise ValueError(PERSONAL)

    given_job("test.half", half)
    promised(app, "test.half")
    jobs.run_due(app)
    assert rows(app, "SELECT * FROM note") == []
    assert rows(app)[0].status == "waiting"


def test_workers_that_race_never_run_a_job_twice(app: Flask, notes: Callable[[], list[str]]) -> None:
    with app.app_context(), transaction() as writing:
        for number in range(40):
            jobs.outbox.promise(writing, "test.note", at=clock.now(), number=str(number))
    racing = [threading.Thread(target=jobs.run_due, args=(app,)) for _ in range(4)]
    for thread in racing:
        thread.start()
    for thread in racing:
        thread.join(30)
    assert Counter(notes()) == Counter(str(number) for number in range(40))
    assert {(row.status, row.attempts) for row in rows(app)} == {("done", 1)}


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError(PERSONAL), "ValueError at tests/kernel/jobs/test_worker.py:"),
        (NotAllowed("The call is not open.", name=PERSONAL), "NotAllowed: The call is not open. at "),
        (SystemExit(3), "SystemExit at "),
    ],
)
def test_a_failure_is_tried_again_with_growing_waits_and_then_kept_with_its_cause(
    app: Flask, given_job: Callable[..., None], caplog: pytest.LogCaptureFixture, error: BaseException, told: str
) -> None:
    def fail(_session: Session, **_args: object) -> None:
        raise error

    given_job("test.fail", fail)
    promised(app, "test.fail")
    waits = []
    for _ in range(QUICK.attempts):
        assert jobs.run_due(app, limit=1) == 1
        waits.append(rows(app)[0].run_at)
        time.sleep(0.05)
    assert jobs.run_due(app) == 0
    row = rows(app)[0]
    assert (row.status, row.attempts, waits == sorted(waits)) == ("failed", 3, True)
    assert row.error.startswith(told)
    assert PERSONAL not in row.error + caplog.text
    assert "Job 1 (test.fail) failed at attempt 3" in caplog.text


def test_the_waits_double_up_to_a_limit_and_last_a_day() -> None:
    pace = jobs.Pace()
    waits = [pace.wait_after(attempt) for attempt in range(1, pace.attempts)]
    assert waits[:3] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert max(waits) == timedelta(hours=6)
    assert timedelta(hours=20) < sum(waits, timedelta()) < timedelta(hours=30)


def test_a_job_that_takes_its_process_with_it_is_given_up_in_the_end(
    app: Flask, notes: Callable[[], list[str]]
) -> None:
    promised(app, "test.note")
    for _ in range(QUICK.attempts):
        with app.app_context(), transaction() as writing:
            writing.execute(text("UPDATE outbox_job SET lease_until = run_at WHERE status = 'running'"))
        with app.app_context():
            assert lease.claim(QUICK)
    with app.app_context(), transaction() as writing:
        writing.execute(text("UPDATE outbox_job SET lease_until = run_at"))
    jobs.run_due(app)
    assert [(row.status, row.error.split()[0]) for row in rows(app)] == [("failed", "ProcessDied")]
    assert notes() == []


def test_a_job_outside_keeps_its_lease_as_long_as_it_runs(app: Flask, given_job: Callable[..., None]) -> None:
    runs: list[str] = []

    app.extensions[EXTENSION] = pace = replace(QUICK, lease=timedelta(seconds=1.5))  # what a busy machine keeps, too

    def slow(_session: Session, *, key: str, **_args: object) -> None:
        runs.append(key)
        time.sleep(2.5 * pace.lease.total_seconds())

    given_job("test.slow", slow, outside=True)
    promised(app, "test.slow")
    slow_one = threading.Thread(target=jobs.run_due, args=(app,))
    slow_one.start()
    while slow_one.is_alive():
        jobs.run_due(app)
        time.sleep(0.05)
    assert runs == ["1"]
    assert [(row.status, row.attempts) for row in rows(app)] == [("done", 1)]


def test_a_job_outside_holds_no_lock_while_it_works(app: Flask, given_job: Callable[..., None]) -> None:
    def others_write(reading: Session, **_args: object) -> None:
        reading.execute(text("SELECT * FROM outbox_job"))
        other = threading.Thread(target=promised, args=(app, "test.silent"))
        other.start()
        other.join(5)
        assert not other.is_alive()

    given_job("test.silent", silent)
    given_job("test.outside", others_write, outside=True)
    promised(app, "test.outside")
    assert jobs.run_due(app) == 2
    assert [row.status for row in rows(app)] == ["done", "done"]


def test_a_job_that_is_not_known_any_more_waits_and_is_told_of(
    app: Flask, notes: Callable[[], list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    promised(app, "test.note")
    with app.app_context(), transaction() as writing:
        writing.execute(text("UPDATE outbox_job SET name = 'test.gone'"))
    jobs.run_due(app, limit=1)
    assert rows(app)[0].error.startswith("KeyError")
    assert "test.gone" in caplog.text


def test_claiming_reads_the_open_jobs_only_beside_100_000_done_ones(
    app: Flask, given_job: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    given_job("test.silent", silent)
    with app.app_context(), transaction() as writing:
        writing.execute(
            text(
                "INSERT INTO outbox_job (name, args, status, run_at, attempts, created_at, done_at)"
                " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                " SELECT 'test.silent', '{}', 'done', :at, 1, :at, :at FROM n"
            ),
            {"at": "2020-01-01 00:00:00+00:00"},
        )
    promised(app, "test.silent")
    with app.app_context():
        with transaction() as writing:
            writing.execute(text("ANALYZE"))
        assert "ix_outbox_job_open" in _plan_of_claim()
    started = time.perf_counter()
    assert jobs.run_due(app) == 1
    assert time.perf_counter() - started < 2


def _plan_of_claim() -> str:
    """How the database means to find what is due, asked at the moment of a claim."""
    word = "EXPLAIN QUERY PLAN" if db.engine.dialect.name == "sqlite" else "EXPLAIN"
    seen: list[str] = []

    def explain(connection: Connection, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        if statement.startswith("UPDATE"):
            seen.extend(str(row) for row in connection.exec_driver_sql(f"{word} {statement}", parameters))

    event.listen(db.engine, "before_cursor_execute", explain)
    assert lease.claim(replace(QUICK, lease=timedelta(0)))
    event.remove(db.engine, "before_cursor_execute", explain)
    return "\n".join(seen)
