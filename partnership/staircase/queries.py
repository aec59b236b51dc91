"""What is read: the versions, and the one in force."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
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
    return editions(session)[0]


def editions(session: Session, ids: Collection[int] = ()) -> tuple[Edition, dict[int, Content]]:
    """The active version, and the content of it and of others by their ids."""
    statement = select(
        StaircaseVersion.id, StaircaseVersion.status, StaircaseVersion.fingerprint, StaircaseVersion.content
    )
    is_active = StaircaseVersion.status == VersionStatus.ACTIVE
    wanted = or_(is_active, StaircaseVersion.id.in_(ids)) if ids else is_active
    rows = session.execute(statement.where(wanted)).all()
    contents = {number: kept(fingerprint, document) for number, _status, fingerprint, document in rows}
    active = next(number for number, status, _fingerprint, _document in rows if status is VersionStatus.ACTIVE)
    return Edition(active, contents[active]), contents


@dataclass(frozen=True)
class Reign:
    """A version that is or was in force, and since when."""

    content: Content
    since: datetime


def reigns(session: Session) -> tuple[Reign, ...]:
    """The versions that have been in force, the first first."""
    statement = select(StaircaseVersion.fingerprint, StaircaseVersion.content, StaircaseVersion.active_from).where(
        StaircaseVersion.active_from.is_not(None)
    )
    rows = session.execute(statement.order_by(StaircaseVersion.active_from)).all()
    return tuple(Reign(kept(fingerprint, document), since) for fingerprint, document, since in rows)


def content_of(version: StaircaseVersion) -> Content:
    """What a stored version says."""
    return kept(version.fingerprint, version.content)


def version_by_code(session: Session, code: str) -> StaircaseVersion | None:
    """A version by its code."""
    return session.scalar(select(StaircaseVersion).where(StaircaseVersion.code == code))


def active_versions(session: Session) -> Sequence[StaircaseVersion]:
    """The versions that are active; never more than one after a transaction."""
    return session.scalars(select(StaircaseVersion).where(StaircaseVersion.status == VersionStatus.ACTIVE)).all()
