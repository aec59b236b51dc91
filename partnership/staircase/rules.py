"""What is allowed: the moves of a version."""

from partnership.staircase.models import VersionStatus

TRANSITIONS = {
    VersionStatus.DRAFT: frozenset({VersionStatus.ACTIVE}),
    VersionStatus.ACTIVE: frozenset({VersionStatus.RETIRED}),
    VersionStatus.RETIRED: frozenset[VersionStatus](),
}
