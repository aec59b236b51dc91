"""Hands committed promises to RQ; Redis holds no truth, so what it has lost is handed over again."""

from contextlib import suppress

from flask import Flask, current_app
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job
from rq.serializers import JSONSerializer
from sqlalchemy import Update, select, update

from kernel import clock
from kernel.db import session, transaction
from kernel.jobs import worker
from kernel.jobs.lease import is_due
from kernel.jobs.outbox import OutboxJob
from kernel.jobs.pace import Pace, pace_of

QUEUE = "trinn"
FAILURE_KEPT = 60


def open_queue(redis_url: str) -> Queue:
    """The queue in Redis, which is asked once and not for long when it is away."""
    connection = Redis.from_url(
        redis_url, retry=Retry(NoBackoff(), 0), socket_connect_timeout=1, socket_timeout=10, health_check_interval=30
    )
    return Queue(QUEUE, connection=connection, serializer=JSONSerializer)


def relay_due(app: Flask, queue: Queue) -> int:
    """Hand what is due to RQ, and say how many jobs that were; raises RedisError.

    At most a window's worth waits in Redis, so that a long backlog is not taken for lost and handed over again.
    """
    pace = pace_of(app)
    room = pace.window - queue.count
    with app.app_context():
        ids = _take(pace, room) if room > 0 else []
        for index, job_id in enumerate(ids):
            try:
                _enqueue(queue, job_id, pace)
            except BaseException:
                _take_back(ids[index:])
                raise
        return len(ids)


def run_relayed(job_id: int) -> None:
    """Run a job that came through Redis, if it is still to be run and nobody else does."""
    worker.run_one(current_app._get_current_object(), job_id)  # type: ignore[attr-defined]


def _take(pace: Pace, room: int) -> list[int]:
    """Note rows as relayed before they are, so that several relays do not hand over the same ones."""
    now = clock.real()
    due = [
        *is_due(now),
        OutboxJob.relayed_at.is_(None) | (OutboxJob.relayed_at <= now - pace.relay_again),
    ]
    rows = select(OutboxJob.id).where(*due).order_by(OutboxJob.run_at, OutboxJob.id).limit(room)
    found = list(session().scalars(rows))
    session().rollback()
    if not found:
        return []
    with transaction() as writing:
        locked = list(writing.scalars(rows.with_for_update(skip_locked=True)))
        writing.execute(_noting(locked).values(relayed_at=now))
    return locked


def _take_back(ids: list[int]) -> None:
    """What could not be handed over is tried again as soon as Redis is back."""
    with transaction() as writing:
        writing.execute(_noting(ids).values(relayed_at=None))


def _noting(ids: list[int]) -> Update:
    return update(OutboxJob).where(OutboxJob.id.in_(ids)).execution_options(synchronize_session=False)


def _enqueue(queue: Queue, job_id: int, pace: Pace) -> None:
    """Put a job into the queue in place of what a lost attempt has left behind under its id."""
    name = str(job_id)
    with suppress(NoSuchJobError):
        Job.fetch(name, connection=queue.connection, serializer=JSONSerializer).delete()
    with suppress(DuplicateJobError):
        queue.enqueue(
            run_relayed,
            job_id,
            job_id=name,
            unique=True,
            job_timeout=int(pace.longest.total_seconds()),
            result_ttl=0,
            failure_ttl=FAILURE_KEPT,
        )
