"""What is sent twice is one: the row that says the same already."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.orm import Base

Row = TypeVar("Row", bound=Base)


def known(session: Session, made: Row, *names: str) -> Row | None:
    """The first row that says the same as a new one in what is named; whoever calls holds what both belong to."""
    kind = type(made)
    where = [getattr(kind, name) == getattr(made, name) for name in names]
    return session.scalar(select(kind).where(*where).order_by(*kind.__mapper__.primary_key).limit(1))
