"""What follows: the seal of a line, and where a chain is broken."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC

from directory.audit.models import AuditLine

START = "0" * 64


def seal_of(line: AuditLine, place: int, before: str) -> str:
    """The seal of a line at its place, from all it says and the seal before it."""
    told = [place, line.at.astimezone(UTC).isoformat(), line.actor_id, line.subject, line.subject_id, line.verb]
    content = json.dumps([before, *told, line.changes], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def first_break(lines: Iterable[AuditLine]) -> int | None:
    """The first place, from 1, where the chain of sealed lines in order does not hold; None when it is whole."""
    seal = START
    for place, line in enumerate(lines, 1):
        if line.place != place or line.seal != seal_of(line, place, seal):
            return place
        seal = line.seal
    return None
