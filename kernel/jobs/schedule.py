"""What the clock promises: each tick once, however many processes look at the clock."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from kernel import clock
from kernel.db import session, transaction
from kernel.jobs.outbox import JobStatus, OutboxJob, insert_new, promise
from kernel.orm import Base
from kernel.registry import job, registry

KEPT = timedelta(days=30)
BATCH = 10_000


class Schedule(Base):
    """When a job that comes again is promised next, in real time."""

    __tablename__ = "schedule"

    name: Mapped[str] = mapped_column(primary_key=True)
    next_at: Mapped[datetime]


def tick(app: Flask) -> int:
    """Promise what is due by the clock, and say how many jobs that were."""
    with app.app_context():
        now = clock.real()
        due = _due(session(), now)
        return sum(promise_next(name, now) for name in sorted(due))


def _due(reading: Session, now: datetime) -> set[str]:
    """The names whose time has come, with those that have never run."""
    known = {row.name: row.next_at for row in reading.execute(select(Schedule.name, Schedule.next_at))}
    reading.rollback()
    return {name for name in registry.schedule if known.get(name, now) <= now}


def promise_next(name: str, now: datetime) -> bool:
    """Move the clock's row on and promise its job, unless another process has, or the last one is not over."""
    every = timedelta(seconds=registry.schedule[name])
    with transaction() as writing:
        insert_new(writing, Schedule, {"name": name, "next_at": now})
        moved = writing.scalar(
            update(Schedule)
            .where(Schedule.name == name, Schedule.next_at <= now)
            .values(next_at=now + every)
            .returning(Schedule.name)
            .execution_options(synchronize_session=False)
        )
        pending = exists().where(OutboxJob.name == name, OutboxJob.done_at.is_(None))
        if moved is None or writing.scalar(select(pending)):
            return False
        promise(writing, name, at=clock.now())
        return True


@job("kernel.forget_done_jobs", every=24 * 60 * 60)
def forget_done_jobs(writing: Session, *, key: str, now: datetime) -> None:
    """Remove the rows of jobs done long ago, some at a time; those that failed stay until somebody has seen them."""
    before = clock.real() - KEPT
    old = (
        select(OutboxJob.id)
        .where(OutboxJob.done_at.is_not(None), OutboxJob.done_at < before, OutboxJob.status == JobStatus.DONE)
        .limit(BATCH)
    )
    removed = writing.execute(
        delete(OutboxJob).where(OutboxJob.id.in_(old)).execution_options(synchronize_session=False)
    )
    if removed.rowcount == BATCH:  # type: ignore[attr-defined]  # a DELETE's result counts rows
        promise(writing, "kernel.forget_done_jobs", at=now, once=f"kernel.forget_done_jobs after {key}")
