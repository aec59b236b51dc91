"""Who may run a job: it is held by one token at a time, and only until its lease runs out."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from kernel import clock
from kernel.db import session, transaction
from kernel.jobs.outbox import JobStatus, OutboxJob
from kernel.jobs.pace import Pace


class LeaseLost(Exception):
    """Somebody else holds the job now, or has done it."""


@dataclass(frozen=True)
class Held:
    """A job that this process holds."""

    id: int
    name: str
    args: dict[str, Any]
    attempts: int
    token: str


def is_due(now: datetime) -> list[ColumnElement[bool]]:
    """What makes a job free to be taken: its time has come, it is not over and nobody's lease holds."""
    lease = OutboxJob.lease_until
    return [OutboxJob.done_at.is_(None), OutboxJob.run_at <= now, lease.is_(None) | (lease <= now)]


def is_any_due() -> bool:
    """Whether a claim is worth the write lock that it takes."""
    reading = session()
    found = reading.scalar(select(OutboxJob.id).where(*is_due(clock.real())).limit(1)) is not None
    reading.rollback()
    return found


def claim(pace: Pace, job_id: int | None = None) -> Held | None:
    """Take the job that has been due longest, or this one; none if there is none or another process has it."""
    now, token = clock.real(), secrets.token_hex(16)
    due = select(OutboxJob.id).where(*is_due(now)).order_by(OutboxJob.run_at, OutboxJob.id).limit(1)
    if job_id is not None:
        due = due.where(OutboxJob.id == job_id)
    taking = (
        update(OutboxJob)
        .where(OutboxJob.id == due.with_for_update(skip_locked=True).scalar_subquery())
        .values(status=JobStatus.RUNNING, token=token, lease_until=now + pace.lease, attempts=OutboxJob.attempts + 1)
        .returning(OutboxJob.id, OutboxJob.name, OutboxJob.args, OutboxJob.attempts)
        .execution_options(synchronize_session=False)
    )
    with transaction() as writing:
        row = writing.execute(taking).one_or_none()
    return None if row is None else Held(row.id, row.name, row.args, row.attempts, token)


def extend(held: Held, pace: Pace) -> None:
    """Hold a job for one lease more; raises LeaseLost."""
    with transaction() as writing:
        _change(writing, held, lease_until=clock.real() + pace.lease)


def finish(writing: Session, held: Held) -> None:
    """Mark a job done in the caller's transaction, which locks its row until then; raises LeaseLost."""
    _change(writing, held, status=JobStatus.DONE, done_at=clock.real(), token=None, lease_until=None, error=None)


def give_back(held: Held, error: str, pace: Pace) -> None:
    """Let a failed job wait for its next attempt, or give it up after the last; raises LeaseLost."""
    now = clock.real()
    after = (
        {"status": JobStatus.WAITING, "run_at": now + pace.wait_after(held.attempts)}
        if held.attempts < pace.attempts
        else {"status": JobStatus.FAILED, "done_at": now}
    )
    with transaction() as writing:
        _change(writing, held, token=None, lease_until=None, relayed_at=None, error=error, **after)


def _change(writing: Session, held: Held, **values: Any) -> None:
    """Change a job only as long as its token is ours."""
    changing = (
        update(OutboxJob)
        .where(OutboxJob.id == held.id, OutboxJob.token == held.token)
        .values(values)
        .returning(OutboxJob.id)
        .execution_options(synchronize_session=False)
    )
    if writing.scalar(changing) is None:
        raise LeaseLost
