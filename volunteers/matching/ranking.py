"""Who could take a trip, in which order, and why the others cannot. Pure; nothing of it is kept, nobody is scored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from volunteers.matching.candidates import Candidate, Car, Knows, Wanted
from volunteers.matching.day import blocks, way
from volunteers.matching.excluding import Trial, prepared, reasons
from volunteers.matching.reasons import Code, Reason
from volunteers.roads.estimate import Roads

__all__ = ["Candidate", "Car", "Code", "Excluded", "Fit", "Knows", "Ranking", "Reason", "Wanted", "rank"]


@dataclass(frozen=True)
class Fit:
    """Somebody who could take the trip: known or not, the extra minutes on the road, and the trips lately."""

    volunteer_id: int
    name: str
    knows: Knows
    detour: int
    recent_trips: int
    vehicle_ids: tuple[int, ...] = ()

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Known first, then the shortest detour, then whoever has helped least lately. Source: T8."""
        return (self.knows, self.detour, self.recent_trips, self.volunteer_id)


@dataclass(frozen=True)
class Excluded:
    """Somebody who cannot take the trip, with every reason."""

    volunteer_id: int
    name: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Ranking:
    """Those who could take a trip in their order, and all the others."""

    fit: tuple[Fit, ...] = ()
    excluded: tuple[Excluded, ...] = ()

    @property
    def by_reason(self) -> Mapping[Code, list[Excluded]]:
        """The others by their first reason, in the order of the reasons."""
        found: dict[Code, list[Excluded]] = {code: [] for code in Code}
        for each in self.excluded:
            found[each.reasons[0].code].append(each)
        return {code: them for code, them in found.items() if them}


def rank(wanted: Wanted, candidates: Sequence[Candidate], roads: Roads) -> Ranking:
    """Put those who could take a trip in their order, and give every reason for the others."""
    trial = prepared(wanted, roads)
    fit: list[Fit] = []
    excluded: list[Excluded] = []
    for each in candidates:
        day = blocks([*each.duties, wanted.duty]) if each.duties else trial.alone
        against = tuple(reasons(trial, each, day))
        if against:
            excluded.append(Excluded(each.id, each.name, against))
        else:
            detour = way(day, each.postcode, trial.ways) - way(blocks(each.duties), each.postcode, trial.ways)
            fit.append(_fit(trial, each, max(detour, 0)))
    fit.sort(key=lambda one: one.order)
    excluded.sort(key=lambda one: one.volunteer_id)
    return Ranking(tuple(fit), tuple(excluded))


def _fit(trial: Trial, candidate: Candidate, detour: int) -> Fit:
    vehicles = trial.vehicles_for(candidate.id)
    return Fit(candidate.id, candidate.name, candidate.knows, detour, candidate.recent_trips, vehicles)
