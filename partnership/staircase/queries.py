"""What is read: the versions, and the one in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from partnership.staircase.content import Content, kept
from partnership.staircase.models import StaircaseVersion, VersionStatus


@dataclass(frozen=True)
class Edition:
    """A stored version: its id and its content."""

    id: int
    content: Content


def edition_in_force(session: Session) -> Edition:
    """The active version of the staircase."""
    statement = select(StaircaseVersion.id, StaircaseVersion.fingerprint, StaircaseVersion.content)
    number, fingerprint, document = session.execute(
        statement.where(StaircaseVersion.status == VersionStatus.ACTIVE)
    ).one()
    return Edition(number, kept(fingerprint, document))


def version_by_code(session: Session, code: str) -> StaircaseVersion | None:
    """A version by its code."""
    return session.scalar(select(StaircaseVersion).where(StaircaseVersion.code == code))


def active_versions(session: Session) -> Sequence[StaircaseVersion]:
    """The versions that are active; never more than one after a transaction."""
    return session.scalars(select(StaircaseVersion).where(StaircaseVersion.status == VersionStatus.ACTIVE)).all()
