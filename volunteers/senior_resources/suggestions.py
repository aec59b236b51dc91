"""Which wishes might meet which needs and opportunities: those that share a theme, and have not been asked before."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from volunteers.senior_resources.models import ConnectionStatus, Theme
from volunteers.senior_resources.rules import LIVE

_PLACES = {theme: place for place, theme in enumerate(Theme)}


class What(StrEnum):
    """What a resource is connected to."""

    NEED = "need"
    OPPORTUNITY = "opportunity"


@dataclass(frozen=True)
class Thing:
    """A need or an opportunity that is open, and its themes."""

    what: What
    id: int
    themes: frozenset[Theme]


@dataclass(frozen=True)
class Asker:
    """A resource that may be asked, and the themes of its wish."""

    id: int
    themes: frozenset[Theme]


@dataclass(frozen=True)
class Tie:
    """That a resource has been connected to something before, and how that stands."""

    resource_id: int
    what: What
    thing_id: int
    status: ConnectionStatus


@dataclass(frozen=True)
class Suggestion:
    """A resource and something that it shares a theme with."""

    resource_id: int
    what: What
    thing_id: int
    shared: tuple[Theme, ...]


@dataclass(frozen=True)
class Overview:
    """What has nobody, which wishes have no place, and what of them might meet."""

    alone: tuple[Thing, ...]
    placeless: tuple[Asker, ...]
    suggestions: tuple[Suggestion, ...]

    def for_thing(self, what: What, thing_id: int) -> list[Suggestion]:
        """The resources that might suit a need or an opportunity, the nearest first."""
        return [each for each in self.suggestions if (each.what, each.thing_id) == (what, thing_id)]

    def for_resource(self, resource_id: int) -> list[Suggestion]:
        """What might suit a resource, the nearest first."""
        return [each for each in self.suggestions if each.resource_id == resource_id]


def overview(askers: Sequence[Asker], things: Sequence[Thing], ties: Collection[Tie]) -> Overview:
    """How wishes, needs and opportunities stand to one another."""
    live = [tie for tie in ties if tie.status in LIVE]
    taken, placed = {(tie.what, tie.thing_id) for tie in live}, {tie.resource_id for tie in live}
    return Overview(
        alone=tuple(each for each in things if (each.what, each.id) not in taken),
        placeless=tuple(each for each in askers if each.id not in placed),
        suggestions=tuple(suggest(askers, things, ties)),
    )


def suggest(askers: Iterable[Asker], things: Sequence[Thing], ties: Iterable[Tie]) -> list[Suggestion]:
    """Every pair that shares a theme and was never connected, most shared themes first; “other” is nothing shared."""
    known = {(tie.resource_id, tie.what, tie.thing_id) for tie in ties}
    found = [
        Suggestion(asker.id, thing.what, thing.id, shared)
        for asker in askers
        for thing in things
        if (shared := _shared(asker.themes, thing.themes)) and (asker.id, thing.what, thing.id) not in known
    ]
    return sorted(found, key=lambda each: (-len(each.shared), each.resource_id, each.what, each.thing_id))


def _shared(one: frozenset[Theme], other: frozenset[Theme]) -> tuple[Theme, ...]:
    both = (one & other) - {Theme.OTHER}
    return tuple(sorted(both, key=_PLACES.__getitem__))
