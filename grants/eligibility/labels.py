"""What verdicts and formal checks are called, and the colours of their tags."""

from collections.abc import Mapping

from grants.eligibility.models import CheckStatus, Verdict
from kernel.lifecycle import _l
from partnership.staircase.labels import Label

VERDICTS: Mapping[Verdict, Label] = {
    Verdict.OK: Label(_l("In order"), "success"),
    Verdict.MISSING: Label(_l("Missing"), "warning"),
    Verdict.REJECTED: Label(_l("Not fulfilled"), "danger"),
}

CHECKS: Mapping[CheckStatus, Label] = {
    CheckStatus.OPEN: Label(_l("Not concluded"), "warning"),
    CheckStatus.PASSED: Label(_l("Passed"), "success"),
    CheckStatus.FAILED: Label(_l("Not passed"), "danger"),
}
