"""What happens: versions come in."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

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
    fingerprint = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
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
        ensure_transition(rules.TRANSITIONS, version.status, VersionStatus.ACTIVE)
        version.status = VersionStatus.ACTIVE
        audit.record(session, version, "activated", actor_id=actor_id, at=at)
    return version
