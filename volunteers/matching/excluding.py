"""Which reasons stand in the way of somebody taking a trip: all of them, not the first. Pure. Source: T4-T7, X11."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from activities.offers.models import Weekday
from kernel.clock import OSLO
from volunteers.matching.candidates import Candidate, Wanted
from volunteers.matching.day import Block, Ways, blocks, clash
from volunteers.matching.reasons import Code, Reason
from volunteers.register.rules import Slot, Standing, standing
from volunteers.roads.estimate import Roads
from volunteers.transport.models import Vehicle
from volunteers.trips.loading import unfit

STANDS = frozenset({Standing.VALID, Standing.RENEW})
METRES = 1000
DAYS = tuple(Weekday)


@dataclass(frozen=True)
class Trial:
    """What is worked out of a trip once, for all candidates."""

    wanted: Wanted
    ways: Ways
    alone: tuple[Block, ...]
    free: tuple[Vehicle, ...]
    owners: frozenset[int | None]
    metres: dict[str, int] = field(default_factory=dict)

    def metres_from(self, postcode: str) -> int:
        """How far it is from somebody's home to the passenger's."""
        if postcode not in self.metres:
            start = self.wanted.duty.legs[0].start.postcode
            self.metres[postcode] = self.ways.roads.between(postcode, start).metres
        return self.metres[postcode]

    def vehicles_for(self, volunteer_id: int) -> tuple[int, ...]:
        """The vehicles that fit, are free and are nobody else's; one's own first."""
        if not self.wanted.is_driven:
            return ()
        own = [each.id for each in self.free if each.volunteer_id == volunteer_id]
        return (*own, *(each.id for each in self.free if each.volunteer_id is None))


def prepared(wanted: Wanted, roads: Roads) -> Trial:
    """Work out of a trip what holds for all candidates."""
    ways = Ways(roads)
    free = [car.vehicle for car in wanted.cars if not any(unfit(car.vehicle, [wanted.duty]))]
    needed = {car.vehicle.id: blocks([*car.duties, wanted.duty]) for car in wanted.cars}
    free = [each for each in free if clash(needed[each.id], wanted.duty.trip_id, ways) is None]
    owners = frozenset(car.vehicle.volunteer_id for car in wanted.cars)
    return Trial(wanted, ways, blocks([wanted.duty]), tuple(free), owners)


def reasons(trial: Trial, candidate: Candidate, day: tuple[Block, ...]) -> Iterator[Reason]:
    """Every reason why somebody cannot take the trip; `day` is that volunteer's with the trip in it."""
    yield from _asked(trial, candidate)
    yield from _wishes(trial, candidate)
    yield from _training(trial, candidate)
    yield from _age(trial, candidate)
    yield from _week(trial, candidate)
    yield from _hands(trial, candidate, day)


def _asked(trial: Trial, candidate: Candidate) -> Iterator[Reason]:
    if trial.wanted.volunteer_id == candidate.id:
        yield Reason(Code.HAS_IT)
    if candidate.has_said_no:
        yield Reason(Code.SAID_NO)
    elif candidate.is_asked:
        yield Reason(Code.ASKED)


def _wishes(trial: Trial, candidate: Candidate) -> Iterator[Reason]:
    """What somebody wishes to help with, where and when."""
    wanted = trial.wanted
    if wanted.kind.value not in candidate.kinds:
        yield Reason(Code.KIND)
    if candidate.areas and wanted.duty.legs[0].start.postcode not in candidate.areas:
        yield Reason(Code.AREA)
    if trial.metres_from(candidate.postcode) > candidate.reach * METRES:
        yield Reason(Code.REACH, {"reach": candidate.reach})
    if candidate.paused_from and candidate.paused_to and candidate.paused_from <= wanted.day <= candidate.paused_to:
        yield Reason(Code.PAUSED, {"day": candidate.paused_to})
    if candidate.slots and not all(_is_within(block, candidate.slots) for block in trial.alone):
        yield Reason(Code.TIME)


def _is_within(block: Block, slots: tuple[Slot, ...]) -> bool:
    starts, ends = block.starts.astimezone(OSLO), block.ends.astimezone(OSLO)
    if starts.date() != ends.date():
        return False
    day = DAYS[starts.weekday()]
    return any(slot.weekday == day and slot.starts <= starts.time() and ends.time() <= slot.ends for slot in slots)


def _training(trial: Trial, candidate: Candidate) -> Iterator[Reason]:
    """What somebody has learnt and promised; what must be renewed still counts."""
    day = trial.wanted.day
    if standing(candidate.basic_training_to, day) not in STANDS:
        yield Reason(Code.BASIC_TRAINING)
    if trial.wanted.needs_special_training and standing(candidate.special_training_to, day) not in STANDS:
        yield Reason(Code.SPECIAL_TRAINING)
    if candidate.confidential_since is None or candidate.confidential_since > day:
        yield Reason(Code.CONFIDENTIALITY)


def _age(trial: Trial, candidate: Candidate) -> Iterator[Reason]:
    """What licence and insurance say: whoever is too old to drive may be an escort. Source: T6, X11."""
    wanted, limit = trial.wanted, trial.wanted.upper_age_limit
    is_over = limit is not None and (candidate.born_year is None or wanted.day.year - candidate.born_year > limit)
    if not wanted.is_driven:
        if is_over and not wanted.covers_accident:
            yield Reason(Code.NO_ACCIDENT_COVER, {"limit": limit})
        return
    if is_over:
        yield Reason(Code.AGE_LIMIT, {"limit": limit})
    if candidate.may_drive_until is None or candidate.may_drive_until < wanted.day:
        yield Reason(Code.LICENCE)


def _week(trial: Trial, candidate: Candidate) -> Iterator[Reason]:
    """What somebody wishes at most in a week."""
    most, hours = candidate.trips_a_week, candidate.hours_a_week
    if most is not None and candidate.week_trips >= most:
        yield Reason(Code.WEEK_TRIPS, {"most": most})
    if hours is not None and candidate.week_minutes + trial.wanted.minutes > hours * 60:
        yield Reason(Code.WEEK_HOURS, {"most": hours})


def _hands(trial: Trial, candidate: Candidate, day: tuple[Block, ...]) -> Iterator[Reason]:
    """What somebody is bound by that day, and what to drive in."""
    wanted = trial.wanted
    if candidate.duties and (other := clash(day, wanted.duty.trip_id, trial.ways)):
        yield Reason(Code.BUSY, {"starts": _at(other.starts), "ends": _at(other.ends)})
    is_asked_for = wanted.is_carrying or (wanted.is_driven and candidate.id in trial.owners)
    if is_asked_for and not trial.vehicles_for(candidate.id):
        yield Reason(Code.VEHICLE)


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(OSLO):%H.%M}"
