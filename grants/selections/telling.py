"""A selection as a page tells it: each application with why, and how mixed they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grants.applications.models import Application
from grants.calls.queries import content_of
from grants.selections import wording
from grants.selections.labels import BANDS, IN, MATURITIES, OUT, UNFIT
from grants.selections.models import SelectionLine
from grants.selections.queries import Sent
from grants.selections.vacancies import Vacancy
from grants.selections.weighing import Facts, Proposal, floors, read
from kernel.lifecycle import _l
from partnership.staircase.labels import Label

GROUPS = (("maturity", _l("How far they have come"), MATURITIES), ("band", _l("Size"), BANDS))


@dataclass(frozen=True)
class Row:
    """An application with what is said of it."""

    application: Application
    facts: Facts
    is_proposed: bool
    is_chosen: bool
    overruled: str
    why: Sequence[str]

    @property
    def reference(self) -> str:
        """What people call it."""
        return self.application.reference

    @property
    def label(self) -> Label:
        """What becomes of it."""
        return (IN if self.is_chosen else OUT) if self.facts.is_fit else UNFIT

    @property
    def code(self) -> str:
        """What becomes of it, for programs that read the page."""
        return ("chosen" if self.is_chosen else "not_chosen") if self.facts.is_fit else "cannot"


@dataclass(frozen=True)
class Count:
    """How many of a kind have applied, may have a place and have one; `least` is the floor, where there is one."""

    group: str
    name: str
    sent: int
    fit: int
    chosen: int
    least: int | None

    @property
    def is_short(self) -> bool:
        """Whether the floor lacks a place."""
        return self.least is not None and self.chosen < self.least


def computed(sent: Sequence[Sent], proposal: Proposal) -> list[Row]:
    """The rows of what is computed, in their order."""
    applications = {each.case.reference: each.application for each in sent}
    called = wording.names(proposal.facts)
    return [
        _row(applications[reference], facts, called, is_proposed=reference in proposal.chosen)
        for reference, facts in proposal.facts.items()
    ]


def kept(lines: Sequence[SelectionLine]) -> list[Row]:
    """The rows of a selection that has been proposed."""
    called = names_in(lines)
    return [
        _row(
            line.application,
            read(line.facts),
            called,
            is_proposed=line.is_proposed,
            is_chosen=line.is_chosen,
            overruled=line.overruled,
        )
        for line in lines
    ]


def next_in(vacancy: Vacancy) -> list[Row]:
    """Those who are next to a free place, each with why, as if it had one."""
    called = wording.names(vacancy.facts)
    return [
        _row(
            each.line.application,
            vacancy.facts[each.reference],
            called,
            is_proposed=True,
            overruled=each.line.overruled,
        )
        for each in vacancy.next
    ]


def names_in(lines: Sequence[SelectionLine]) -> dict[str, str]:
    """What the applications of a selection are called among those who choose."""
    return wording.names({line.application.reference: read(line.facts) for line in lines})


def _row(
    application: Application,
    facts: Facts,
    called: Mapping[str, str],
    *,
    is_proposed: bool,
    is_chosen: bool | None = None,
    overruled: str = "",
) -> Row:
    scale = content_of(application.call).scale
    why = wording.why(application.reference, facts, scale, is_proposed=is_proposed, called=called)
    return Row(application, facts, is_proposed, is_proposed if is_chosen is None else is_chosen, overruled, why)


def counts(rows: Sequence[Row], places: int) -> list[Count]:
    """How mixed they are, by how far they have come and by size; what nobody is, is left out."""
    least: Mapping[str, int] = {
        floor.name: floor.least for floor in floors({row.reference: row.facts for row in rows}, places)
    }
    found = [
        _count(rows, kind, group, (value, name), least.get(value))
        for kind, group, names in GROUPS
        for value, name in names.items()
    ]
    return [each for each in found if each.sent]


def _count(rows: Sequence[Row], kind: str, group: str, named: tuple[str, str], least: int | None) -> Count:
    value, name = named
    of_kind = [row for row in rows if getattr(row.facts, kind) == value]
    return Count(
        group=group,
        name=name,
        sent=len(of_kind),
        fit=sum(1 for row in of_kind if row.facts.is_fit),
        chosen=sum(1 for row in of_kind if row.is_chosen),
        least=least,
    )


def counties(rows: Sequence[Row]) -> tuple[int, int]:
    """How many counties those who are chosen come from, and how many those who may have a place."""
    chosen = {row.facts.county for row in rows if row.is_chosen and row.facts.county}
    return len(chosen), len({row.facts.county for row in rows if row.facts.is_fit and row.facts.county})
