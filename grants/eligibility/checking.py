"""What the formal rules suggest about an application, before a caseworker says it; pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from directory.bodies.models import BodyKind
from directory.bodies.rules import read_org_number
from grants.applications.models import SignedAs
from grants.eligibility.models import Verdict
from kernel.lifecycle import _l

COURSE = "course"


@dataclass(frozen=True)
class Facts:
    """What the rules look at; `others` are references of what else the applicant has sent in the same call.

    `activities` are the kinds of the rows of question 22, and `unframed` the codes of the questions about the four
    frames that have no answer.
    """

    submitted_at: datetime
    opens_at: datetime
    closes_at: datetime
    reopened_until: datetime | None
    applicant: str
    kind: BodyKind
    accepted: frozenset[str]
    org_number: str | None
    others: tuple[str, ...]
    confirmed: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    signed_as: SignedAs
    signed_by: str
    activities: tuple[str, ...]
    unframed: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """What is suggested about a rule, with a reason as msgid and what stands in it; an ok may have a remark."""

    verdict: Verdict
    msgid: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """One formal rule: its code, what it asks (a msgid), where it comes from, and what it suggests."""

    code: str
    label: str
    source: str
    judge: Callable[[Facts], Finding]


def in_time(facts: Facts) -> Finding:
    """EL1: sent within the call's time, its last second included, or within what was reopened for the applicant."""
    at = facts.submitted_at.replace(microsecond=0)
    if facts.opens_at <= at <= facts.closes_at:
        return Finding(Verdict.OK)
    if facts.reopened_until is not None and facts.opens_at <= at <= facts.reopened_until:
        return Finding(Verdict.OK, _l("It came within the time for which it was reopened."))
    return Finding(Verdict.REJECTED, _l("The application did not come within the time of the call."))


def of_a_kind(facts: Facts) -> Finding:
    """EL2: the call takes applicants of this kind."""
    if facts.kind.value in facts.accepted:
        return Finding(Verdict.OK)
    return Finding(Verdict.REJECTED, _l("The call is not open to applicants of this kind."))


def numbered(facts: Facts) -> Finding:
    """EL3: an organisation has a valid number; that no two applicants share one is held by the register itself."""
    if facts.kind is not BodyKind.ORGANISATION or read_org_number(facts.org_number or ""):
        return Finding(Verdict.OK)
    return Finding(Verdict.MISSING, _l("The organisation number is missing or not valid."))


def responsible(facts: Facts) -> Finding:
    """EL4: one applicant answers for the partnership, and has sent this application only."""
    if facts.others:
        sentence = _l("%(applicant)s has sent %(references)s in the same call too. Ask which of them stands.")
        references = ", ".join(facts.others)
        return Finding(Verdict.MISSING, sentence, {"applicant": facts.applicant, "references": references})
    return Finding(Verdict.OK, _l("%(applicant)s is responsible."), {"applicant": facts.applicant})


def confirmed(facts: Facts) -> Finding:
    """EL5: partners have confirmed; one that has not is listed, its amount is set aside, and nothing stops."""
    if facts.unconfirmed:
        sentence = _l("Not confirmed, and so set aside: %(partners)s.")
        return Finding(Verdict.OK, sentence, {"partners": ", ".join(facts.unconfirmed)})
    if not facts.confirmed:
        return Finding(Verdict.OK, _l("There is no partner. The first criterion will show it."))
    return Finding(Verdict.OK)


def signed(facts: Facts) -> Finding:
    """EL6: sent by the municipal director or the chair, or by somebody whose authority the caseworker has seen."""
    named = {"name": facts.signed_by}
    if facts.signed_as is SignedAs.AUTHORITY:
        return Finding(Verdict.MISSING, _l("Sent by %(name)s on authority, which has not been seen yet."), named)
    return Finding(Verdict.OK, _l("Sent by %(name)s."), named)


def funded(facts: Facts) -> Finding:
    """EL9: what the call does not fund; only courses can be told from the answers, the rest is for the caseworker."""
    if facts.activities and set(facts.activities) == {COURSE}:
        return Finding(Verdict.REJECTED, _l("Every activity is a course, and the call does not fund only courses."))
    return Finding(Verdict.OK)


def framed(facts: Facts) -> Finding:
    """EL10: the questions about coordination, competence, mobility and information are answered."""
    if facts.unframed:
        sentence = _l("Not answered: question %(questions)s.")
        return Finding(Verdict.MISSING, sentence, {"questions": ", ".join(facts.unframed)})
    return Finding(Verdict.OK)


RULES = (
    Rule("EL1", _l("Sent within the time"), "S3", in_time),
    Rule("EL2", _l("An applicant that the call is for"), "P02, P03", of_a_kind),
    Rule("EL3", _l("A valid organisation number"), "P27, P50", numbered),
    Rule("EL4", _l("One responsible applicant, with one application"), "P05", responsible),
    Rule("EL5", _l("Partners who have confirmed"), "B24", confirmed),
    Rule("EL6", _l("Sent by somebody who may sign"), "P26", signed),
    Rule("EL9", _l("No costs that the call does not fund"), "P03", funded),
    Rule("EL10", _l("All four frames are answered"), "E02, E03", framed),
)
CODES = tuple(rule.code for rule in RULES)


def suggest(facts: Facts) -> dict[str, Finding]:
    """What is suggested about each rule, in their order."""
    return {rule.code: rule.judge(facts) for rule in RULES}
