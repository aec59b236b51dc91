"""What is read: the sealed lines in order."""

from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine


def sealed(session: Session) -> Iterator[AuditLine]:
    """All sealed lines by their place, a few at a time."""
    statement = select(AuditLine).where(AuditLine.place.is_not(None)).order_by(AuditLine.place)
    with closing(session.scalars(statement.execution_options(yield_per=1000))) as lines:
        yield from lines
