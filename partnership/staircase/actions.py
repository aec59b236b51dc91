"""What happens: versions come in, and one takes the place of another."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel.lifecycle import NotAllowed, _l, ensure_transition
from partnership.staircase import content, queries, rules
from partnership.staircase.models import SourceKind, StaircaseVersion, VersionStatus


def import_version(
    session: Session, document: Mapping[str, Any], *, actor_id: int | None, at: datetime
) -> StaircaseVersion:
    """Take in a version, the first one in force at once; raises BadContent, or NotAllowed for a code used otherwise."""
    read = content.read(document)
    fingerprint = rules.fingerprint_of(document)
    known = queries.version_by_code(session, read.code)
    if known is not None:
        if known.fingerprint != fingerprint:
            raise NotAllowed(
                _l("There is already a version with this code and another text. Give the new one its own code.")
            )
        return known
    version = StaircaseVersion(
        code=read.code,
        status=VersionStatus.DRAFT,
        source_kind=SourceKind(str(document["version"]["source_kind"])),
        content=dict(document),
        fingerprint=fingerprint,
        imported_at=at,
    )
    session.add(version)
    audit.record(session, version, "imported", actor_id=actor_id, at=at, changes={"fingerprint": (None, fingerprint)})
    if not queries.active_versions(session):
        put_in_force(session, version, actor_id=actor_id, at=at)
    return version


def lock(session: Session) -> None:
    """Let nobody else put a version in force until this transaction ends."""
    session.execute(select(StaircaseVersion.id).order_by(StaircaseVersion.id).with_for_update())


def put_in_force(session: Session, version: StaircaseVersion, *, actor_id: int | None, at: datetime) -> None:
    """Put a version in force in place of the one that was; who calls holds the lock."""
    rules.ensure_intact(version)
    ensure_transition(rules.TRANSITIONS, version.status, VersionStatus.ACTIVE)
    for former in queries.active_versions(session):
        ensure_transition(rules.TRANSITIONS, former.status, VersionStatus.RETIRED)
        former.status, former.retired_at = VersionStatus.RETIRED, at
        audit.record(session, former, "retired", actor_id=actor_id, at=at)
    session.flush()  # the former one leaves its place before the new one takes it
    version.status, version.active_from = VersionStatus.ACTIVE, at
    audit.record(session, version, "activated", actor_id=actor_id, at=at)
