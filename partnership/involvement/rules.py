"""What is allowed, and what follows: where work is anchored, whom a team involves, and what is missing on a day.

Sources: D10, D11, D12, D13, D20.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from kernel.lifecycle import NotAllowed, _l
from partnership.core_teams import rules as teams
from partnership.involvement.models import ActorKind, AnchoringKind, Council, CouncilContact

NOT_ANCHORED = _l("%(municipality)s: neither a plan that is adopted nor a process is written down.")
PROCESS_LATE = _l("%(municipality)s: the day on which a plan should be adopted has passed. Write down what came of it.")
NOT_ASKED = {
    Council.OLDER_PEOPLE: _l("%(municipality)s: the older people's council is not involved."),
    Council.YOUTH: _l("%(municipality)s: the youth council is not consulted."),
    Council.DISABILITY: _l("%(municipality)s: the council for people with disabilities is not consulted."),
}
NOT_WRITTEN = {
    Council.OLDER_PEOPLE: _l(
        "%(municipality)s: the day with the older people's council has passed. Write down what it said."
    ),
    Council.YOUTH: _l("%(municipality)s: the day with the youth council has passed. Write down what it said."),
    Council.DISABILITY: _l(
        "%(municipality)s: the day with the council for people with disabilities has passed. Write down what it said."
    ),
}
NOT_USED = {
    Council.OLDER_PEOPLE: _l(
        "%(municipality)s: write what the older people's council said, and what its word was used for."
    ),
    Council.YOUTH: _l("%(municipality)s: write what the youth council said, and what its word was used for."),
    Council.DISABILITY: _l(
        "%(municipality)s: write what the council for people with disabilities said, and what its word was used for."
    ),
}
NOT_LED = _l("%(municipality)s: write both who stands behind the work politically and who does in the administration.")
NOBODY = {
    ActorKind.RESIDENTS: _l("No residents are involved."),
    ActorKind.PUBLIC_HEALTH: _l("Nobody from public health is involved."),
    ActorKind.INFORMAL_GROUP: _l("No group outside the organisations is involved."),
}


class FactKind(StrEnum):
    """What a fact of a team is about."""

    MUNICIPALITY = "municipality"
    ANCHORING = "anchoring"
    ACTOR = "actor"
    COUNCIL = "council"


@dataclass(frozen=True)
class Fact:
    """A municipality that takes part (its name is the word), or that somebody is involved or something anchored.

    The word is the code of the kind of actor, the council or the kind of anchoring. Whole is what is anchored both
    politically and in the administration, and a council whose word and its use are written down.
    """

    kind: FactKind
    municipality_id: int | None
    word: str
    on_date: date
    is_done: bool
    is_whole: bool = True


class State(StrEnum):
    """How it stands with a council on a day."""

    DONE = "done"
    PLANNED = "planned"
    LATE = "late"
    MISSING = "missing"


@dataclass(frozen=True)
class Standing:
    """How a team stands with anchoring and involvement: what is missing and what is late, in words, and some counts."""

    missing: tuple[teams.Warning, ...]
    late: tuple[teams.Warning, ...]
    done: int
    planned: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing or late."""
        return not self.missing and not self.late


def standing(facts: Iterable[Fact], day: date) -> Standing:
    """How a team stands on a day."""
    by_kind: dict[FactKind, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_kind[fact.kind].append(fact)
    actors = by_kind[FactKind.ACTOR]
    told = [each for one in by_kind[FactKind.MUNICIPALITY] for each in _of_municipality(one, by_kind, day)]
    missing = [words for is_passed, words in told if not is_passed]
    known = {each.word for each in actors}
    missing += [teams.Warning(words) for kind, words in NOBODY.items() if kind not in known]
    done = sum(each.is_done for each in actors)
    late = tuple(words for is_passed, words in told if is_passed)
    return Standing(tuple(missing), late, done, len(actors) - done)


def further(actors: Iterable[ActorKind]) -> list[ActorKind]:
    """Which kinds of actors a team may have with it as well, beside these and those that it must have."""
    known = {*actors, *NOBODY}
    return [kind for kind in ActorKind if kind not in known]


def _of_municipality(
    municipality: Fact, by_kind: Mapping[FactKind, Sequence[Fact]], day: date
) -> Iterator[tuple[bool, teams.Warning]]:
    """What a municipality lacks in words, each with whether it is because a day has passed."""
    anchored, asked = (
        [each for each in by_kind.get(kind, ()) if each.municipality_id == municipality.municipality_id]
        for kind in (FactKind.ANCHORING, FactKind.COUNCIL)
    )
    told = [(False, NOT_ANCHORED)] if not anchored else []
    told += [(False, NOT_LED) for each in anchored if not each.is_whole]
    told += [(True, PROCESS_LATE) for each in anchored if is_late(each, day)]
    told += [each for council in Council for each in _of_council(council, asked, day)]
    for is_passed, words in told:
        yield is_passed, teams.Warning(words, {"municipality": municipality.word})


def _of_council(council: Council, asked: Sequence[Fact], day: date) -> Iterator[tuple[bool, str]]:
    theirs = [each for each in asked if each.word == council]
    state = state_of(theirs, day)
    if state is State.MISSING:
        yield False, NOT_ASKED[council]
    if state is State.LATE:
        yield True, NOT_WRITTEN[council]
    if state is State.DONE and not any(each.is_done and each.is_whole for each in theirs):
        yield False, NOT_USED[council]


def is_late(fact: Fact, day: date) -> bool:
    """Whether the day has passed without a word on what came of it."""
    return not fact.is_done and fact.on_date < day


class Dated(Protocol):
    """Anything that is done, or planned for a day."""

    @property
    def on_date(self) -> date:
        """The day."""

    @property
    def is_done(self) -> bool:
        """Whether it is done."""


def state(each: Dated, day: date) -> State:
    """How it stands with one thing on a day."""
    if each.is_done:
        return State.DONE
    return State.LATE if each.on_date < day else State.PLANNED


def by_council(
    municipality_ids: Iterable[int], contacts: Iterable[CouncilContact]
) -> dict[tuple[int, Council], list[CouncilContact]]:
    """What is written of each council of each municipality, also where nothing is; those that have left come last."""
    found: dict[tuple[int, Council], list[CouncilContact]] = {
        (municipality_id, council): [] for municipality_id in municipality_ids for council in Council
    }
    for each in contacts:
        found.setdefault((each.municipality_id, each.council), []).append(each)
    return found


def state_of(asked: Sequence[Fact], day: date) -> State:
    """How it stands with one council; what is late, or has been done, counts before what is planned."""
    if any(is_late(each, day) for each in asked):
        return State.LATE
    if any(each.is_done for each in asked):
        return State.DONE
    return State.PLANNED if asked else State.MISSING


def ensure_anchored(kind: AnchoringKind, *, plan: str, process: str, on_date: date, today: date) -> None:
    """A plan has a name and was adopted on a day that has been; a process is described."""
    if kind is AnchoringKind.PLAN_ADOPTED and not plan:
        raise NotAllowed(_l("Write which plan is adopted."))
    if kind is AnchoringKind.PLAN_ADOPTED and on_date > today:
        raise NotAllowed(_l("The plan is adopted on a day to come. Describe the process instead, with that day."))
    if kind is AnchoringKind.PROCESS_DESCRIBED and not process:
        raise NotAllowed(_l("Describe the process: who decides, and how the plan gets there."))


def ensure_happened(on_date: date, today: date, *, is_done: bool) -> None:
    """What is done was done on a day that has been."""
    if is_done and on_date > today:
        raise NotAllowed(_l("This day is to come, so it cannot be done already."))


def ensure_said_when_done(statement: str, used: str, *, is_done: bool) -> None:
    """A council that has not been asked yet has said nothing."""
    if not is_done and (statement or used):
        raise NotAllowed(_l("Tick that the council has been asked before you write what it said."))
