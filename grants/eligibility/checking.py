"""What the formal rules suggest about an application, before a caseworker says it; pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from directory.bodies.models import BodyKind
from directory.bodies.rules import read_org_number
from grants.applications.models import SignedAs
from grants.calls.content import CallKind
from grants.eligibility.models import Verdict
from kernel.lifecycle import _l

COURSE = "course"
OF_MONEY = frozenset({CallKind.ACTIVITY, CallKind.PARTNERSHIP})
OF_PROGRAMMES = frozenset({CallKind.PROGRAMME_PARTICIPATION})


@dataclass(frozen=True)
class TeamFacts:
    """What the rules look at of a core team, where a place in a programme is applied for.

    `unasked` are municipalities that are named and are no partners, `councils` says in words which are not asked,
    `planned` which will be; `unanchored` show neither plan nor process, and the plans of `not_yet` are to come.
    """

    unasked: tuple[str, ...] = ()
    councils: object = ""
    planned: object = ""
    unanchored: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What the rules look at; `others` are references of what else the applicant has sent in the same call.

    In a call for a programme they are those in which any of the municipalities takes part, so that each counts once.

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
    call_kind: CallKind = CallKind.PARTNERSHIP
    team: TeamFacts = TeamFacts()


@dataclass(frozen=True)
class Finding:
    """What is suggested about a rule, with a reason as msgid and what stands in it; an ok may have a remark."""

    verdict: Verdict
    msgid: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """One formal rule: its code, what it asks (a msgid), where it comes from, what it suggests, and for which calls."""

    code: str
    label: str
    source: str
    judge: Callable[[Facts], Finding]
    kinds: frozenset[CallKind] = frozenset(CallKind)


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
        if facts.call_kind in OF_PROGRAMMES:
            sentence = _l(
                "%(applicant)s or a partner municipality is also in %(references)s. Ask which of them stands."
            )
        references = ", ".join(facts.others)
        return Finding(Verdict.MISSING, sentence, {"applicant": facts.applicant, "references": references})
    return Finding(Verdict.OK, _l("%(applicant)s is responsible."), {"applicant": facts.applicant})


def confirmed(facts: Facts) -> Finding:
    """EL5: partners have confirmed; one that has not is listed, its amount is set aside, and nothing stops."""
    if facts.call_kind in OF_PROGRAMMES:
        return joined(facts)
    if facts.unconfirmed:
        sentence = _l("Not confirmed, and so set aside: %(partners)s.")
        return Finding(Verdict.OK, sentence, {"partners": ", ".join(facts.unconfirmed)})
    if not facts.confirmed:
        return Finding(Verdict.OK, _l("There is no partner. The first criterion will show it."))
    return Finding(Verdict.OK)


def joined(facts: Facts) -> Finding:
    """EL5 for a programme: a municipality that is named takes part when it is a partner and has confirmed."""
    if facts.team.unasked:
        sentence = _l("Named, but not a partner: %(municipalities)s. Ask whether it takes part.")
        return Finding(Verdict.MISSING, sentence, {"municipalities": ", ".join(facts.team.unasked)})
    if facts.unconfirmed:
        sentence = _l("Not confirmed, and so not counted as taking part: %(partners)s.")
        return Finding(Verdict.OK, sentence, {"partners": ", ".join(facts.unconfirmed)})
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


def asked(facts: Facts) -> Finding:
    """EL13: older people's council is involved and the two others are consulted, or the day for it is planned."""
    if facts.team.councils:
        return Finding(Verdict.MISSING, _l("Nothing is said of: %(councils)s."), {"councils": facts.team.councils})
    if facts.team.planned:
        sentence = _l("Not done when the application was sent, but planned: %(councils)s.")
        return Finding(Verdict.OK, sentence, {"councils": facts.team.planned})
    return Finding(Verdict.OK)


def anchored(facts: Facts) -> Finding:
    """EL14: a plan for the reform is adopted, or the process for adopting one is described with its day."""
    if facts.team.unanchored:
        sentence = _l("Neither a plan nor a process is shown for: %(municipalities)s.")
        return Finding(Verdict.MISSING, sentence, {"municipalities": ", ".join(facts.team.unanchored)})
    if facts.team.not_yet:
        sentence = _l("The plan is called adopted, but its day is to come: %(municipalities)s.")
        return Finding(Verdict.MISSING, sentence, {"municipalities": ", ".join(facts.team.not_yet)})
    return Finding(Verdict.OK)


RULES = (
    Rule("EL1", _l("Sent within the time"), "S3", in_time),
    Rule("EL2", _l("An applicant that the call is for"), "P02, P03", of_a_kind),
    Rule("EL3", _l("A valid organisation number"), "P27, P50", numbered),
    Rule("EL4", _l("One responsible applicant, with one application"), "P05", responsible),
    Rule("EL5", _l("Partners who have confirmed"), "B24", confirmed),
    Rule("EL6", _l("Sent by somebody who may sign"), "P26", signed),
    Rule("EL9", _l("No costs that the call does not fund"), "P03", funded, OF_MONEY),
    Rule("EL10", _l("All four frames are answered"), "E02, E03", framed, OF_MONEY),
    Rule("EL13", _l("Councils that are asked, or will be"), "D12, D13", asked, OF_PROGRAMMES),
    Rule("EL14", _l("A plan, or a process that is described"), "D10", anchored, OF_PROGRAMMES),
)


def rules_of(kind: CallKind) -> tuple[Rule, ...]:
    """The rules of a call of a kind, in their order."""
    return tuple(rule for rule in RULES if kind in rule.kinds)


def codes_of(kind: CallKind) -> tuple[str, ...]:
    """Their codes."""
    return tuple(rule.code for rule in rules_of(kind))


CODES = codes_of(CallKind.PARTNERSHIP)


def suggest(facts: Facts) -> dict[str, Finding]:
    """What is suggested about each rule, in their order."""
    return {rule.code: rule.judge(facts) for rule in rules_of(facts.call_kind)}
