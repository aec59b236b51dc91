"""What is allowed: what a decision may say, and which four eyes make it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from grants.calls.content import Content
from grants.decisions.models import AppealRight, Decision, DecisionStatus, Outcome
from grants.eligibility.models import CheckStatus
from grants.reviews.scoring import Scoring
from grants.submissions.wording import a_day
from grants.submissions.wording import amount as told
from kernel.lifecycle import NotAllowed, _l, ensure_transition

TRANSITIONS = {
    DecisionStatus.PROPOSED: frozenset({DecisionStatus.RETURNED, DecisionStatus.MADE}),
    DecisionStatus.RETURNED: frozenset({DecisionStatus.PROPOSED}),
    DecisionStatus.MADE: frozenset[DecisionStatus](),
}
WITH_MONEY = frozenset({Outcome.GRANTED, Outcome.PARTLY})
LONGEST_APPEAL = 365


@dataclass(frozen=True)
class Proposal:
    """What is proposed: the first year's amount in NOK, further years indicated, and reasons by criterion."""

    outcome: Outcome
    summary: str
    legal_basis: str
    amount: int = 0
    further_years: int = 0
    appeal_right: AppealRight = AppealRight.YES
    appeal_days: int = 21
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Grounds:
    """What a decision rests on: the formal check, the reviews, and the money of the first year in NOK.

    `under_way` is how many reviews are being written, `changed_at` when the check or the reviews last changed, `left`
    what is left of the call's frame after the decisions made, `years` how many are asked for, `reviewers` those who
    were asked to review it, `involved` those who have a part in it. Without money, a place in a programme is granted.
    """

    check: CheckStatus
    scoring: Scoring
    under_way: int
    changed_at: datetime | None
    criteria: tuple[str, ...]
    eligible: int
    years: int
    left: int
    reviewers: Collection[int]
    involved: Collection[int]
    has_money: bool = True


def ensure_stands(proposal: Proposal, grounds: Grounds) -> None:
    """A decision follows from the formal check, the reviews and the money there is, and says why."""
    if not proposal.summary.strip() or not proposal.legal_basis.strip():
        raise NotAllowed(_l("Write what is decided and why in a few sentences, and the legal basis."))
    if proposal.appeal_right is not AppealRight.NO and not 1 <= proposal.appeal_days <= LONGEST_APPEAL:
        raise NotAllowed(_l("The time for an appeal is from 1 to %(most)s days."), most=LONGEST_APPEAL)
    _ensure_follows_check(proposal, grounds)
    if proposal.outcome in WITH_MONEY:
        _ensure_earned(grounds)
        _ensure_money(proposal, grounds)
    elif proposal.amount or proposal.further_years:
        raise NotAllowed(_l("A rejected or dismissed application gets no money."))


def _ensure_follows_check(proposal: Proposal, grounds: Grounds) -> None:
    """Dismissed exactly when the formal check has failed; otherwise judged by the criteria, with reasons."""
    ensure_concluded(grounds)
    if grounds.check is CheckStatus.FAILED:
        if proposal.outcome is not Outcome.DISMISSED:
            raise NotAllowed(_l("The application has not passed the formal check, and can only be dismissed."))
        return
    if proposal.outcome is Outcome.DISMISSED:
        raise NotAllowed(_l("The application has passed the formal check, and cannot be dismissed."))
    ensure_ready(grounds.scoring, grounds.under_way)
    if not set(proposal.reasons) <= set(grounds.criteria):
        raise NotAllowed(_l("The call has no such criterion."))
    if left := [code for code in grounds.criteria if not proposal.reasons.get(code, "").strip()]:
        raise NotAllowed(_l("Write the reason on each criterion: %(criteria)s."), criteria=", ".join(left))


def ensure_concluded(grounds: Grounds) -> None:
    """Nothing is decided before the formal check is concluded."""
    if grounds.check is CheckStatus.OPEN:
        raise NotAllowed(_l("The formal check must be concluded first."))


def ensure_ready(scoring: Scoring, under_way: int) -> None:
    """Enough reviews are sent and none is being written, and wide differences are talked about and settled."""
    if scoring.missing_reviews:
        raise NotAllowed(_l("Reviews still to be sent: %(number)s."), number=scoring.missing_reviews)
    if under_way:
        raise NotAllowed(_l("A reviewer is still writing. Wait until the review is sent."))
    if scoring.without_note:
        sentence = _l("The reviewers differed widely. Write what came of talking about it: %(criteria)s.")
        raise NotAllowed(sentence, criteria=", ".join(scoring.without_note))
    if scoring.needs_third:
        sentence = _l("The two reviewers still differ widely on %(criteria)s. A third reviewer is needed.")
        raise NotAllowed(sentence, criteria=", ".join(scoring.wide))


def _ensure_earned(grounds: Grounds) -> None:
    scoring = grounds.scoring
    if scoring.knocked_out:
        sentence = _l("Too few points for an award on %(criteria)s.")
        raise NotAllowed(sentence, criteria=", ".join(scoring.knocked_out))
    if not scoring.may_be_funded:
        raise NotAllowed(_l("An award needs a score of at least %(threshold)s."), threshold=scoring.threshold)


def _ensure_money(proposal: Proposal, grounds: Grounds) -> None:
    if not grounds.has_money:
        if proposal.outcome is Outcome.PARTLY or proposal.amount or proposal.further_years:
            raise NotAllowed(_l("This call gives no money. A place in the programme is granted whole, or not at all."))
        return
    if not 0 < proposal.amount <= grounds.eligible:
        raise NotAllowed(
            _l("The amount must be from 1 to %(most)s kroner, which is eligible."), most=told(grounds.eligible)
        )
    if (proposal.outcome is Outcome.GRANTED) != (proposal.amount == grounds.eligible):
        sentence = _l("Granted is the whole eligible amount of %(eligible)s kroner, and partly granted is less.")
        raise NotAllowed(sentence, eligible=told(grounds.eligible))
    if not 0 <= proposal.further_years <= max(0, grounds.years - 1):
        raise NotAllowed(_l("No more years can be indicated than the application asks for."))
    if proposal.amount > grounds.left:
        raise NotAllowed(_l("%(left)s kroner are left of the call's frame."), left=told(grounds.left))


def ensure_may_propose(decision: Decision | None, person_id: int, grounds: Grounds) -> None:
    """A decision is proposed once, and again after it was returned, by somebody with no part in the application."""
    if decision is not None:
        ensure_transition(TRANSITIONS, decision.status, DecisionStatus.PROPOSED)
    ensure_apart(person_id, grounds)


def ensure_may_return(decision: Decision, remark: str) -> None:
    """A proposal is returned with a remark."""
    ensure_transition(TRANSITIONS, decision.status, DecisionStatus.RETURNED)
    if not remark.strip():
        raise NotAllowed(_l("Write what must be changed."))


def ensure_may_make(decision: Decision, proposal: Proposal, person_id: int, grounds: Grounds) -> None:
    """A decision is made by another than who proposed it, neither of them a reviewer, on unchanged grounds."""
    ensure_transition(TRANSITIONS, decision.status, DecisionStatus.MADE)
    if decision.proposed_by_id == person_id:
        raise NotAllowed(_l("Somebody else than who proposed the decision must make it."))
    ensure_apart(person_id, grounds)
    ensure_apart(decision.proposed_by_id, grounds)
    if grounds.changed_at is not None and grounds.changed_at > decision.proposed_at:
        raise NotAllowed(_l("What this rests on has changed since it was proposed. Return it to be proposed anew."))
    ensure_stands(proposal, grounds)


def ensure_apart(person_id: int, grounds: Grounds) -> None:
    """Who was asked to review an application, or has a part in it, neither proposes nor makes its decision."""
    if person_id in grounds.reviewers:
        raise NotAllowed(_l("Somebody who was asked to review the application cannot decide on it."))
    if person_id in grounds.involved:
        raise NotAllowed(_l("Somebody who wrote the application or belongs to one of its parties cannot do this."))


def ensure_together(content: Content, today: date) -> None:
    """Places in a programme are given among all who apply, so no decision is made before the day that all are told."""
    if content.awards is not None and today < content.notified_on:
        sentence = _l("Everybody who applied is told at once, on %(day)s. Until then the selection is what counts.")
        raise NotAllowed(sentence, day=a_day(content.notified_on))


def ensure_holds(has_permission: bool) -> None:
    """What is decided is decided by somebody whose role it is."""
    if not has_permission:
        raise NotAllowed(_l("Your role does not decide on applications."))
