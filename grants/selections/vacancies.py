"""Places that have become free since a selection was made, and who is next to them by the same rules; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from grants.applications.models import ApplicationStatus
from grants.decisions.models import Decision, DecisionStatus, Outcome
from grants.selections.models import SelectionLine
from grants.selections.weighing import Facts, best, read


class Gone(StrEnum):
    """Why one who was chosen has no place any more."""

    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    LEFT = "left"


@dataclass(frozen=True)
class Standing:
    """What has become of a line: whether a decision gives it a place or denies it one, None where none says so yet.

    `is_there` is whether its team takes part in the programme, or did when that began; None where it has no team in it.
    """

    line: SelectionLine
    is_granted: bool | None
    is_there: bool | None

    @property
    def reference(self) -> str:
        """What people call its application."""
        return self.line.application.reference

    @property
    def is_withdrawn(self) -> bool:
        """Whether the applicant has withdrawn it."""
        return self.line.application.status is ApplicationStatus.WITHDRAWN

    @property
    def has_place(self) -> bool:
        """Whether it has a place: by its team, else by its decision, else by the selection."""
        if self.is_there is not None:
            return self.is_there
        if self.is_withdrawn:
            return False
        return self.line.is_chosen if self.is_granted is None else self.is_granted

    @property
    def gone(self) -> Gone | None:
        """Why it was chosen and has no place; None where that is not so."""
        if not self.line.is_chosen or self.has_place:
            return None
        if self.is_there is False:
            return Gone.LEFT
        return Gone.WITHDRAWN if self.is_withdrawn else Gone.REFUSED

    @property
    def is_waiting(self) -> bool:
        """Whether it may be given a place that has become free."""
        is_out = self.is_there is None and not self.is_withdrawn and not self.has_place and not self.line.is_chosen
        return is_out and read(self.line.facts).is_fit


def is_granted(decision: Decision | None) -> bool | None:
    """Whether a decision gives a place or denies one; one that is proposed keeps the place that it would give."""
    if decision is None or decision.status is DecisionStatus.RETURNED:
        return None
    if decision.outcome is Outcome.GRANTED:
        return True
    return False if decision.status is DecisionStatus.MADE else None


@dataclass(frozen=True)
class Vacancy:
    """How many places are free, who is gone and why, and who is next, with the facts by which they are."""

    free: int
    gone: Sequence[tuple[Standing, Gone]]
    next: Sequence[Standing]
    facts: Mapping[str, Facts]


def free_places(standings: Sequence[Standing], places: int) -> int:
    """How many places nobody has."""
    return max(places - sum(each.has_place for each in standings), 0)


def vacancy(standings: Sequence[Standing], places: int) -> Vacancy | None:
    """The places that are free, if any: the best mix of those who wait, with those who have a place in it already."""
    free = free_places(standings, places)
    if not free:
        return None
    holding = frozenset(each.reference for each in standings if each.has_place)
    known = {each.reference: read(each.line.facts) for each in standings if each.has_place or each.is_waiting}
    proposal = best(known, places, holding)
    return Vacancy(
        free=free,
        gone=[(each, each.gone) for each in standings if each.gone],
        next=[each for each in standings if each.reference in proposal.chosen - holding],
        facts=proposal.facts,
    )
