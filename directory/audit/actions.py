"""What happens: a line is written with the change it tells of, and sealed afterwards in order."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.audit.models import AuditLine
from directory.audit.rules import START, seal_of
from kernel import keys
from kernel.orm import Base

BATCH = 1000


def record(
    session: Session,
    subject: Base,
    verb: str,
    *,
    actor_id: int | None,
    at: datetime,
    changes: Mapping[str, tuple[object, object]] | None = None,
    personal: Mapping[str, tuple[object, object]] | None = None,
) -> None:
    """Write a line; what is personal is told by name and keyed digest only, so that it can be erased elsewhere."""
    session.flush()
    told: dict[str, Any] = {name: [_plain(old), _plain(new)] for name, (old, new) in (changes or {}).items()}
    told |= {name: [_digest(old), _digest(new)] for name, (old, new) in (personal or {}).items()}
    session.add(
        AuditLine(
            at=at,
            actor_id=actor_id,
            subject=subject.__tablename__,
            subject_id=subject.__mapper__.primary_key_from_instance(subject)[0],
            verb=verb,
            changes=told,
        )
    )


def seal_waiting(session: Session) -> int:
    """Seal the lines that wait, oldest first, each onto the one before; the number of lines sealed."""
    last = session.scalar(select(AuditLine).order_by(AuditLine.place.desc().nulls_last()).limit(1).with_for_update())
    place, seal = (last.place or 0, last.seal or START) if last else (0, START)
    waiting = select(AuditLine).where(AuditLine.place.is_(None)).order_by(AuditLine.id).limit(BATCH)
    lines = session.scalars(waiting).all()
    for line in lines:
        place += 1
        seal = seal_of(line, place, seal)
        line.place, line.seal = place, seal
    return len(lines)


def count_waiting(session: Session) -> int:
    """How many lines wait for their seal."""
    return session.scalar(select(func.count()).where(AuditLine.place.is_(None))) or 0


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _digest(value: object) -> str | None:
    return None if value is None else keys.digest("audit", str(value))
