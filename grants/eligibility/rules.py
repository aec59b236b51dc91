"""What is allowed, and what follows: who checks, what a verdict needs, when a check is concluded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from grants.applications.models import Application, ApplicationStatus
from grants.eligibility.checking import CODES
from grants.eligibility.models import CheckStatus, FormalCheck, Verdict
from grants.submissions.wording import amount as told
from kernel.lifecycle import NotAllowed, _l, ensure_transition

TRANSITIONS = {
    CheckStatus.OPEN: frozenset({CheckStatus.PASSED, CheckStatus.FAILED}),
    CheckStatus.PASSED: frozenset({CheckStatus.OPEN}),
    CheckStatus.FAILED: frozenset({CheckStatus.OPEN}),
}


@dataclass(frozen=True)
class Ruling:
    """What is said about one rule."""

    verdict: Verdict
    reason: str = ""


def ensure_waits(application: Application) -> None:
    """An application is dealt with after it is sent, and neither when it is withdrawn nor after the decision."""
    if application.status is not ApplicationStatus.SUBMITTED:
        raise NotAllowed(_l("This application is not before the directorate: it is not sent, withdrawn or decided."))


def ensure_impartial(person_id: int, involved: Collection[int]) -> None:
    """Who wrote an application, or belongs to one of its parties, has no part in what becomes of it. Source: P23."""
    if person_id in involved:
        raise NotAllowed(_l("Somebody who wrote the application or belongs to one of its parties cannot do this."))


def ensure_open(check: FormalCheck) -> None:
    """A concluded check stands, unless the application is sent anew."""
    if check.status is not CheckStatus.OPEN:
        raise NotAllowed(_l("The formal check has been concluded, and stands."))


def is_outdated(check: FormalCheck, application: Application) -> bool:
    """Whether what was checked is not what now stands: the application was reopened, and has been sent again since."""
    sent, concluded = application.submitted_at, check.concluded_at
    return sent is not None and concluded is not None and sent > concluded


def outcome_of(check: FormalCheck | None, application: Application) -> CheckStatus:
    """How the formal check of what now stands has gone."""
    return CheckStatus.OPEN if check is None or is_outdated(check, application) else check.status


def ensure_may_open_again(check: FormalCheck) -> None:
    """A concluded check is opened again when the application has been sent anew."""
    ensure_transition(TRANSITIONS, check.status, CheckStatus.OPEN)


def ensure_rulings_fit(rulings: Mapping[str, Ruling], codes: Collection[str] = CODES) -> None:
    """Something is said about the rules of the call, and what is not in order has a reason."""
    if not set(rulings) <= set(codes):
        raise NotAllowed(_l("There is no such rule."))
    for code, ruling in rulings.items():
        if ruling.verdict is not Verdict.OK and not ruling.reason.strip():
            raise NotAllowed(_l("Write the reason for what is not in order: %(rule)s."), rule=code)


def ensure_excluded_fits(application: Application, amount: int) -> None:
    """What cannot be funded is part of what is eligible for the first year."""
    most = eligible_as_sent(application)
    if not 0 <= amount <= most:
        raise NotAllowed(_l("What is excluded must be from 0 to %(most)s kroner."), most=told(most))


def ensure_may_conclude(
    check: FormalCheck, verdicts: Mapping[str, Verdict], codes: Sequence[str] = CODES
) -> CheckStatus:
    """A check is concluded when every rule has its verdict and nothing is missing; it fails on one that is rejected."""
    if left := [code for code in codes if code not in verdicts]:
        raise NotAllowed(_l("Something must be said about each rule first: %(rules)s."), rules=", ".join(left))
    if missing := [code for code in codes if verdicts[code] is Verdict.MISSING]:
        sentence = _l("Something is missing: %(rules)s. Settle it, or reopen the application for the applicant.")
        raise NotAllowed(sentence, rules=", ".join(missing))
    wanted = CheckStatus.FAILED if Verdict.REJECTED in verdicts.values() else CheckStatus.PASSED
    ensure_transition(TRANSITIONS, check.status, wanted)
    return wanted


def eligible_as_sent(application: Application) -> int:
    """What was eligible for the first year when the application was sent, NOK."""
    return int((application.snapshot or {}).get("eligible", 0))


def eligible_amount(application: Application, check: FormalCheck | None) -> int:
    """What can be funded of the first year: what was eligible when it was sent, less what is excluded, NOK."""
    return max(0, eligible_as_sent(application) - (check.excluded_amount if check else 0))
