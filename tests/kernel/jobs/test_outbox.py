"""What a promise is worth."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask

from kernel import clock, jobs
from kernel.db import transaction
from kernel.jobs.outbox import TRANSITIONS, JobStatus, promise, woken
from tests.kernel.jobs.conftest import promised, rows


def silent(_session: object, **_args: object) -> None:
    """Do nothing."""


def test_a_promise_is_kept_after_the_commit(app: Flask, given_job: Callable[..., None]) -> None:
    seen: list[dict[str, object]] = []
    given_job("test.seen", lambda _session, **args: seen.append(args))
    promised(app, "test.seen", person_id=7, word="å")
    assert jobs.run_due(app) == 1
    assert [(args["key"], args["person_id"], args["word"]) for args in seen] == [("1", 7, "å")]
    assert jobs.run_due(app) == 0
    assert [row.status for row in rows(app)] == ["done"]


def test_what_is_rolled_back_promises_nothing(app: Flask, given_job: Callable[..., None]) -> None:
    given_job("test.silent", silent)
    with app.app_context(), suppress(ZeroDivisionError), transaction() as session:
        promise(session, "test.silent", at=clock.now())
        raise ZeroDivisionError
    assert rows(app) == []


def test_an_unknown_job_is_refused_at_once(app: Flask) -> None:
    with app.app_context(), transaction() as session, pytest.raises(LookupError, match=r"test\.unknown"):
        promise(session, "test.unknown", at=clock.now())


@pytest.mark.parametrize("args", [{"person_id": None}, {"person": object()}, {"at_day": date(2026, 1, 1)}, {"key": 1}])
def test_a_job_takes_ids_and_primitives_only(app: Flask, given_job: Callable[..., None], args: dict[str, Any]) -> None:
    given_job("test.silent", silent)
    with app.app_context(), transaction() as session, pytest.raises(TypeError):
        promise(session, "test.silent", at=clock.now(), **args)


def test_of_promises_with_one_key_the_first_counts(app: Flask, given_job: Callable[..., None]) -> None:
    given_job("test.silent", silent)
    start = Barrier(4)

    def race() -> None:
        start.wait()
        promised(app, "test.silent", once="the same")

    racing = [Thread(target=race) for _ in range(4)]
    for thread in racing:
        thread.start()
    for thread in racing:
        thread.join()
    promised(app, "test.silent", once="another")
    assert [row.once for row in rows(app)] == ["the same", "another"]


def test_a_promise_for_later_waits_in_the_domains_time(app: Flask, given_job: Callable[..., None]) -> None:
    given_job("test.silent", silent)
    clock.set_today(date(2020, 2, 29))
    promised(app, "test.silent", run_at=clock.now() + timedelta(hours=1))
    promised(app, "test.silent", run_at=clock.now() - timedelta(hours=1))
    promised(app, "test.silent")
    assert jobs.run_due(app) == 2
    assert [row.status for row in rows(app)] == ["waiting", "done", "done"]


def test_the_commit_wakes_the_worker_and_nothing_sooner(app: Flask, given_job: Callable[..., None]) -> None:
    given_job("test.silent", silent)
    with app.app_context(), transaction() as session:
        promise(session, "test.silent", at=clock.now())
        assert not woken.is_set()
    assert woken.is_set()


def test_an_id_never_comes_again(app: Flask, given_job: Callable[..., None]) -> None:
    given_job("test.silent", silent)
    promised(app, "test.silent")
    with app.app_context(), transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM outbox_job")
    promised(app, "test.silent")
    assert [row.id for row in rows(app)] == [2]


def test_every_status_has_its_moves_and_can_be_reached() -> None:
    assert set(TRANSITIONS) == set(JobStatus)
    assert set().union(*TRANSITIONS.values()) == set(JobStatus)
