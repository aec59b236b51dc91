"""What happens later: every day what is no longer needed is erased, and no trace of it is left in the database file."""

from datetime import datetime

from sqlalchemy.orm import Session

from kernel.db import wipe
from kernel.jobs import outbox
from kernel.registry import job
from volunteers.retention import actions, queries
from volunteers.retention.rules import Terms

DAY = 24 * 60 * 60


@job("volunteers.erase_old", every=DAY)
def erase_old(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Promise the work for each body that keeps something."""
    for body_id in queries.keeping(session):
        outbox.promise(session, "volunteers.erase_some", at=now, body_id=body_id)


@job("volunteers.erase_some")
def erase_some(session: Session, *, key: str, now: datetime, body_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Erase some of what a body no longer needs, and promise to go on while there is more."""
    terms = Terms.of(queries.safeguards_of(session, [body_id]).get(body_id))
    if actions.erase_some(session, body_id, terms, at=now):
        outbox.promise(session, "volunteers.erase_some", at=now, body_id=body_id)
    else:
        outbox.promise(session, "volunteers.wipe", at=now)


@job("volunteers.count_erased")
def count_erased(session: Session, *, key: str, now: datetime, body_id: int) -> None:  # noqa: ARG001  every job is called alike
    """Count somebody who was erased at once at their own wish; who it was is not told."""
    actions.count_withdrawn(session, body_id, at=now)


@job("volunteers.wipe", outside=True)
def wipe_traces(session: Session, *, key: str, now: datetime) -> None:  # noqa: ARG001  every job is called alike
    """Take what was written over out of the database's files as well."""
    session.rollback()
    wipe()
