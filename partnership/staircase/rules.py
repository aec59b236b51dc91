"""What is allowed: the moves of a version, and that its text is the one that was taken in."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from kernel.lifecycle import NotAllowed, _l
from partnership.staircase.models import StaircaseVersion, VersionStatus

TRANSITIONS = {
    VersionStatus.DRAFT: frozenset({VersionStatus.ACTIVE}),
    VersionStatus.ACTIVE: frozenset({VersionStatus.RETIRED}),
    VersionStatus.RETIRED: frozenset[VersionStatus](),
}


def fingerprint_of(document: Mapping[str, Any]) -> str:
    """What tells a document from every other, in whatever order its parts are kept."""
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def ensure_intact(version: StaircaseVersion) -> None:
    """A version comes in force with the text that was taken in, and no other."""
    if fingerprint_of(version.content) != version.fingerprint:
        raise NotAllowed(_l("The text of this version is not the one that was taken in. Take it in anew as another."))
