"""What happens: needs, opportunities and counts are noted, all of them without any person."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock, once
from kernel.lifecycle import ensure_current
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.rules import ensure_going_on
from volunteers.senior_resources import queries
from volunteers.senior_resources.content import Chance, Need, chance_of, need_of
from volunteers.senior_resources.models import LocalNeed, Opportunity, Segment, SegmentCount
from volunteers.senior_resources.queries import L, Local

Changes = dict[str, tuple[object, object]]
PLAIN = frozenset({"themes", "offer_id", "open_until"})


def note_need(session: Session, team: CoreTeam, said: Need, *, actor_id: int, at: datetime) -> LocalNeed:
    """Note something that is missing; the same sent twice is one."""
    ensure_going_on(team)
    need = LocalNeed(team_id=team.id, noted_on=clock.local_date(at), **vars(said))
    return _note(session, need, said, actor_id=actor_id, at=at)


def note_opportunity(session: Session, team: CoreTeam, said: Chance, *, actor_id: int, at: datetime) -> Opportunity:
    """Note something that is there already and could take part; the same sent twice is one."""
    ensure_going_on(team)
    opportunity = Opportunity(team_id=team.id, noted_on=clock.local_date(at), **vars(said))
    return _note(session, opportunity, said, actor_id=actor_id, at=at)


def change_local(
    session: Session, row: Local, said: Need | Chance, *, version: int, actor_id: int, at: datetime
) -> None:
    """Write a need or an opportunity anew; raises Stale when somebody else was quicker."""
    ensure_current(row.version, version)
    before = need_of(row) if isinstance(row, LocalNeed) else chance_of(row)
    known = vars(before)
    changes = {name: (known[name], value) for name, value in vars(said).items() if known[name] != value}
    for name, (_old, new) in changes.items():
        setattr(row, name, new)
    if changes:
        _record(session, row, "changed", changes, actor_id=actor_id, at=at)


def meet(session: Session, need: LocalNeed, *, is_met: bool, actor_id: int, at: datetime) -> None:
    """Say that a need is met, or that it is there again; said twice, it is said once."""
    if (need.met_on is not None) == is_met:
        return
    before, need.met_on = need.met_on, clock.local_date(at) if is_met else None
    audit.record(session, need, "met", actor_id=actor_id, at=at, changes={"met_on": (before, need.met_on)})


def count(
    session: Session,
    team: CoreTeam,
    place: str,
    people: Mapping[Segment, int],
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Note how many a team believes stand in each segment in a place; raises Stale when somebody else was quicker."""
    ensure_going_on(team)
    known = {each.segment: each for each in queries.segments_of(session, team.id) if each.place == place}
    ensure_current(sum(each.version for each in known.values()), version)
    for segment in Segment:
        row = known.get(segment)
        before = row.people if row else None
        if row is None:
            row = SegmentCount(team_id=team.id, place=place, segment=segment)
            session.add(row)
        row.people, row.counted_on = people[segment], clock.local_date(at)
        if before != row.people:
            changes: Changes = {"segment": (None, segment), "people": (before, row.people)}
            audit.record(session, row, "counted", actor_id=actor_id, at=at, changes=changes)


def _note(session: Session, row: L, said: Need | Chance, *, actor_id: int, at: datetime) -> L:
    is_still_there = ("met_on",) if isinstance(row, LocalNeed) else ()
    if known := once.known(session, row, "team_id", "noted_on", *is_still_there, *vars(said)):
        return known
    session.add(row)
    new: Changes = {name: (None, value) for name, value in vars(said).items()}
    _record(session, row, "noted", new, actor_id=actor_id, at=at)
    return row


def _record(session: Session, row: Local, verb: str, changes: Changes, *, actor_id: int, at: datetime) -> None:
    """Note codes and days as they are, and what people wrote as a digest."""
    told = {name: each for name, each in changes.items() if name in PLAIN}
    personal = {name: each for name, each in changes.items() if name not in PLAIN}
    audit.record(session, row, verb, actor_id=actor_id, at=at, changes=told, personal=personal)
