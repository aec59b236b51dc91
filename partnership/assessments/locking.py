"""Holding a relation while something is read and then written about it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from partnership.relations.models import Relation


def lock(session: Session, relation: Relation) -> None:
    """Let nobody else write about a relation until this transaction ends."""
    session.execute(select(Relation.id).where(Relation.id == relation.id).with_for_update())
