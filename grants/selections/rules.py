"""What is allowed: how many may be chosen, who may be chosen otherwise than computed, and which four eyes make it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from grants.applications.models import Application
from grants.calls.content import Awards
from grants.calls.models import Call
from grants.decisions.models import Decision, DecisionStatus, Outcome
from grants.selections.models import Selection, SelectionStatus
from grants.selections.weighing import Proposal
from kernel.lifecycle import NotAllowed, _l, ensure_transition

TRANSITIONS = {
    SelectionStatus.PROPOSED: frozenset({SelectionStatus.RETURNED, SelectionStatus.MADE}),
    SelectionStatus.RETURNED: frozenset({SelectionStatus.PROPOSED}),
    SelectionStatus.MADE: frozenset[SelectionStatus](),
}


@dataclass(frozen=True)
class Draft:
    """What a caseworker proposes: so many places, why so many where it is not what is advised, and the legal basis.

    `otherwise` says why an application is chosen or left out against what is computed, by its reference; `seen` is the
    mark of the computed proposal that was looked at.
    """

    places: int
    beyond: str
    legal_basis: str
    seen: str
    otherwise: Mapping[str, str] = field(default_factory=dict)


def is_beyond(places: int, awards: Awards | None) -> bool:
    """Whether so many places are outside what the call advises. Source: D09."""
    return awards is not None and not awards.least <= places <= awards.most


def ensure_closed(call: Call, reopened: Collection[Application], now: datetime) -> None:
    """A selection is among all who apply, so it waits for the deadline, and for what has been reopened."""
    if now.replace(microsecond=0) <= call.closes_at:
        raise NotAllowed(_l("The call is still open. The selection is made among all who have applied."))
    if reopened:
        sentence = _l("Reopened for the applicant, and not sent yet: %(references)s.")
        raise NotAllowed(sentence, references=", ".join(each.reference for each in reopened))


def ensure_assessed(waiting: Collection[str], total: int) -> None:
    """A selection is made when each application is checked and reviewed."""
    if not total:
        raise NotAllowed(_l("No application waits to be chosen among."))
    if waiting:
        raise NotAllowed(_l("Not assessed yet: %(references)s."), references=", ".join(waiting))


def ensure_apart(parts: Collection[str]) -> None:
    """Who was asked to review one of the applications, or has a part in one, has no part in choosing. Source: P23."""
    if parts:
        sentence = _l("You have a part in %(references)s, or were asked to review it, so somebody else must do this.")
        raise NotAllowed(sentence, references=", ".join(parts))


def ensure_number(places: int, fit: int, awards: Awards | None, beyond: str) -> None:
    """There are no more places than applications for them; a number that is not advised has its reason. Source: D09."""
    if not 0 <= places <= fit:
        raise NotAllowed(_l("Choose from 0 to %(fit)s places: so many applications may have one."), fit=fit)
    if awards is not None and is_beyond(places, awards) and not beyond.strip():
        sentence = _l("The call advises %(least)s to %(most)s places. Write why there are %(places)s.")
        raise NotAllowed(sentence, least=awards.least, most=awards.most, places=places)


def chosen_of(proposal: Proposal, otherwise: Mapping[str, str]) -> frozenset[str]:
    """Who is chosen when some are chosen otherwise than computed; only among those who may have a place."""
    unknown = [each for each in otherwise if each not in proposal.facts or not proposal.facts[each].is_fit]
    if unknown:
        sentence = _l("This application cannot be chosen: %(references)s.")
        raise NotAllowed(sentence, references=", ".join(unknown))
    chosen = proposal.chosen ^ frozenset(otherwise)
    if len(chosen) != proposal.places:
        sentence = _l(
            "You have chosen %(chosen)s for %(places)s places. Where one is let in, another must be left out, and the "
            "other way round; or change the number of places."
        )
        raise NotAllowed(sentence, chosen=len(chosen), places=proposal.places)
    return chosen


def ensure_basis(legal_basis: str) -> None:
    """What is decided has its legal basis."""
    if not legal_basis.strip():
        raise NotAllowed(_l("Write the legal basis."))


def ensure_may_propose(selection: Selection | None) -> None:
    """A selection is proposed once, and again after it was returned."""
    if selection is not None:
        ensure_transition(TRANSITIONS, selection.status, SelectionStatus.PROPOSED)


def ensure_may_return(selection: Selection, remark: str) -> None:
    """A proposal is returned with a remark."""
    ensure_transition(TRANSITIONS, selection.status, SelectionStatus.RETURNED)
    if not remark.strip():
        raise NotAllowed(_l("Write what must be changed."))


def ensure_may_make(selection: Selection, person_id: int, frozen: Mapping[str, object], now: Proposal) -> None:
    """A selection is made by another than who proposed it, on the very facts that it was proposed on."""
    ensure_transition(TRANSITIONS, selection.status, SelectionStatus.MADE)
    if selection.proposed_by_id == person_id:
        raise NotAllowed(_l("A selection is made by somebody else than who proposed it."))
    if dict(now.facts) != frozen:
        raise NotAllowed(_l("What this rests on has changed since it was proposed. Return it to be proposed anew."))


def ensure_holds(has_permission: bool) -> None:
    """What is chosen is chosen by somebody whose role it is."""
    if not has_permission:
        raise NotAllowed(_l("Your role does not decide on applications."))


def ensure_chosen(decision: Decision | None) -> None:
    """A team is founded when it is decided that its application has a place."""
    if decision is None or decision.status is not DecisionStatus.MADE or decision.outcome is not Outcome.GRANTED:
        raise NotAllowed(_l("A team is founded when it is decided that the application takes part."))
