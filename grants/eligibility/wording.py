"""What the formal check suggests, in words; the language is the one in force where it is called."""

from grants.eligibility.checking import Finding
from kernel.i18n import gettext


def worded(finding: Finding) -> str:
    """The reason of a finding, or nothing."""
    return str(gettext(finding.msgid, **finding.params)) if finding.msgid else ""
