"""The outbox: work that is promised in the same transaction as what gives cause for it."""

import threading
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from kernel import clock
from kernel.orm import Base
from kernel.registry import registry

GIVEN_BY_WORKER = frozenset({"key", "now"})

woken = threading.Event()


class JobStatus(StrEnum):
    """How far a promised job has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


TRANSITIONS = {
    JobStatus.WAITING: frozenset({JobStatus.RUNNING}),
    JobStatus.RUNNING: frozenset({JobStatus.WAITING, JobStatus.RUNNING, JobStatus.DONE, JobStatus.FAILED}),
    JobStatus.DONE: frozenset[JobStatus](),
    JobStatus.FAILED: frozenset[JobStatus](),
}


class OutboxJob(Base):
    """One promised job; `created_at` is in the domain's time, all its other times are real.

    Whoever runs it holds `token` until `lease_until`; `done_at` is when it was done or given up.
    """

    __tablename__ = "outbox_job"
    __table_args__ = (
        CheckConstraint("(done_at IS NULL) = (status IN ('waiting', 'running'))", name="done_at_when_over"),
        CheckConstraint("(token IS NOT NULL) = (status = 'running')", name="token_while_running"),
        CheckConstraint("(lease_until IS NOT NULL) = (status = 'running')", name="lease_while_running"),
        Index(
            "ix_outbox_job_open", "run_at", "id",
            sqlite_where=text("done_at IS NULL"), postgresql_where=text("done_at IS NULL"),
        ),
        Index(
            "ix_outbox_job_over", "done_at",
            sqlite_where=text("done_at IS NOT NULL"), postgresql_where=text("done_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},  # an id is a key in the outside world and never comes again
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    args: Mapped[dict[str, Any]]
    once: Mapped[str | None] = mapped_column(unique=True)
    status: Mapped[JobStatus]
    run_at: Mapped[datetime]
    attempts: Mapped[int]
    token: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    relayed_at: Mapped[datetime | None]
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


def promise(
    session: Session, name: str, *, at: datetime, run_at: datetime | None = None, once: str | None = None, **args: Any
) -> None:
    """Promise a job in the caller's transaction, to be run after the commit, or from `run_at` in the domain's time.

    Of all promises with the same `once` only the first counts, for as long as its row is kept.
    """
    _ensure_promisable(name, args)
    values = {
        "name": name,
        "args": args,
        "once": once,
        "status": JobStatus.WAITING,
        "run_at": clock.real() if run_at is None else run_at + (clock.real() - clock.now()),
        "attempts": 0,
        "created_at": at,
    }
    insert_new(session, OutboxJob, values)
    session.info[woken] = True


def insert_new(session: Session, model: type[Base], values: dict[str, Any]) -> None:
    """Insert a row unless one with the same unique value is there, also when several try at once."""
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(model).values(values).on_conflict_do_nothing())


def _ensure_promisable(name: str, args: dict[str, Any]) -> None:
    """A mistake in a promise is told to who makes it, not to the worker."""
    if name not in registry.jobs:
        raise LookupError(f"No job is called {name}.")
    if taken := GIVEN_BY_WORKER & args.keys():
        raise TypeError(f"The worker itself gives {', '.join(sorted(taken))}.")
    for key, value in args.items():
        if not isinstance(value, str | int | float):
            raise TypeError(f"A job takes ids and primitives: {key} is {type(value).__name__}.")


@event.listens_for(Session, "after_commit")
def _wake(session: Session) -> None:
    """Wake the worker in this process; one wake too many, as after a savepoint, costs a single read."""
    if woken in session.info:
        woken.set()
