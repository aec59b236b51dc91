"""What happens: a call comes in, and may be replaced until it is published."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from grants.calls import queries, reading, rules
from grants.calls.models import Call


def load(session: Session, document: Mapping[str, Any], *, actor_id: int | None, at: datetime, today: date) -> Call:
    """Take in a call; raises BadContent, or NotAllowed for one that has been published with another text."""
    content = reading.read(document)
    fingerprint = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    call = queries.by_code(session, content.code)
    if call is not None and call.fingerprint == fingerprint:
        return call
    if call is not None:
        rules.ensure_may_change(call, today)
    before = call.fingerprint if call else None
    call = call or Call(code=content.code)
    call.content, call.fingerprint, call.loaded_at = dict(document), fingerprint, at
    call.published_on, call.opens_at, call.closes_at = content.published_on, content.opens_at, content.closes_at
    session.add(call)
    audit.record(session, call, "loaded", actor_id=actor_id, at=at, changes={"fingerprint": (before, fingerprint)})
    return call
