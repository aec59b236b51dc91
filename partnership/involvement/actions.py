"""What happens: anchoring is written down, somebody is involved, and councils are asked."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel import clock
from kernel.lifecycle import ensure_current
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.queries import present
from partnership.core_teams.rules import ensure_going_on, ensure_member
from partnership.involvement import queries, rules
from partnership.involvement.models import (
    ActorKind,
    Anchoring,
    AnchoringKind,
    Council,
    CouncilContact,
    Involvement,
)


@dataclass(frozen=True)
class AnchoringSaid:
    """Where a municipality's part is anchored; the day is when a plan was adopted, or is planned to be."""

    municipality_id: int
    kind: AnchoringKind
    plan: str
    process: str
    on_date: date
    case_number: str
    political: str
    administrative: str


@dataclass(frozen=True)
class InvolvementSaid:
    """Whom a team involves, how, when, and what came of it."""

    actor: ActorKind
    name: str
    how: str
    on_date: date
    is_done: bool
    result: str


@dataclass(frozen=True)
class CouncilSaid:
    """Which council is asked or was: the case, what it said, and what its word was used for."""

    municipality_id: int
    council: Council
    on_date: date
    is_done: bool
    case_number: str
    statement: str
    used: str


Row = Anchoring | Involvement | CouncilContact
Said = AnchoringSaid | InvolvementSaid | CouncilSaid


def anchor(
    session: Session, team: CoreTeam, said: AnchoringSaid, *, version: int = 0, actor_id: int, at: datetime
) -> Anchoring:
    """Write down where a municipality's part is anchored; the version is 0 where nothing was. Raises Stale."""
    ensure_going_on(team)
    ensure_member(said.municipality_id, present(session, team.id))
    today = clock.local_date(at)
    rules.ensure_anchored(said.kind, plan=said.plan, process=said.process, on_date=said.on_date, today=today)
    held = queries.anchoring_of(session, team.id, said.municipality_id)
    ensure_current(held.version if held else 0, version)
    if held is None:
        held = Anchoring(team_id=team.id, **vars(said))
        _add(session, held, said, "anchored", actor_id=actor_id, at=at)
    else:
        _write(session, held, said, actor_id=actor_id, at=at)
    return held


def involve(session: Session, team: CoreTeam, said: InvolvementSaid, *, actor_id: int, at: datetime) -> Involvement:
    """Write down somebody whom the team involves; the same sent twice is one."""
    ensure_going_on(team)
    rules.ensure_happened(said.on_date, clock.local_date(at), is_done=said.is_done)
    made = Involvement(team_id=team.id, **vars(said))
    known = queries.same_involvement(session, made)
    if known is None:
        _add(session, made, said, "involved", actor_id=actor_id, at=at)
    return known or made


def change_involvement(
    session: Session,
    team: CoreTeam,
    involvement_id: int,
    said: InvolvementSaid,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Write anew whom the team involves, or what came of it; raises Stale."""
    ensure_going_on(team)
    rules.ensure_happened(said.on_date, clock.local_date(at), is_done=said.is_done)
    held = queries.involvement_of(session, team.id, involvement_id)
    ensure_current(held.version, version)
    _write(session, held, said, actor_id=actor_id, at=at)


def remove_involvement(
    session: Session, team: CoreTeam, involvement_id: int, *, version: int, actor_id: int, at: datetime
) -> None:
    """Take away a row that was written by mistake; raises Stale."""
    _remove(session, team, queries.involvement_of(session, team.id, involvement_id), version, actor_id=actor_id, at=at)


def note_council(session: Session, team: CoreTeam, said: CouncilSaid, *, actor_id: int, at: datetime) -> CouncilContact:
    """Write down that a council is asked, or was; the same council on the same day is one."""
    _ensure_council(session, team, said, at)
    made = CouncilContact(team_id=team.id, **vars(said))
    known = queries.same_contact(session, made)
    if known is None:
        _add(session, made, said, "noted", actor_id=actor_id, at=at)
    return known or made


def change_council(
    session: Session,
    team: CoreTeam,
    contact_id: int,
    said: CouncilSaid,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Write anew what a council said, or when it is asked; raises Stale."""
    _ensure_council(session, team, said, at)
    held = queries.contact_of(session, team.id, contact_id)
    ensure_current(held.version, version)
    _write(session, held, said, actor_id=actor_id, at=at)


def remove_council(
    session: Session, team: CoreTeam, contact_id: int, *, version: int, actor_id: int, at: datetime
) -> None:
    """Take away what was written of a council by mistake; raises Stale."""
    _remove(session, team, queries.contact_of(session, team.id, contact_id), version, actor_id=actor_id, at=at)


def _ensure_council(session: Session, team: CoreTeam, said: CouncilSaid, at: datetime) -> None:
    ensure_going_on(team)
    ensure_member(said.municipality_id, present(session, team.id))
    rules.ensure_happened(said.on_date, clock.local_date(at), is_done=said.is_done)
    rules.ensure_said_when_done(said.statement, said.used, is_done=said.is_done)


def _add(session: Session, made: Row, said: Said, verb: str, *, actor_id: int, at: datetime) -> None:
    session.add(made)
    told = {name: (None, value) for name, value in vars(said).items()}
    audit.record(session, made, verb, actor_id=actor_id, at=at, **_told({"team": (None, made.team_id), **told}))


def _write(session: Session, held: Row, said: Said, *, actor_id: int, at: datetime) -> None:
    changes = {name: (getattr(held, name), value) for name, value in vars(said).items()}
    changes = {name: (old, new) for name, (old, new) in changes.items() if old != new}
    for name, (_old, new) in changes.items():
        setattr(held, name, new)
    if changes:
        audit.record(session, held, "changed", actor_id=actor_id, at=at, **_told(changes))


def _remove(session: Session, team: CoreTeam, held: Row, version: int, *, actor_id: int, at: datetime) -> None:
    ensure_going_on(team)
    ensure_current(held.version, version)
    audit.record(session, held, "removed", actor_id=actor_id, at=at, changes={"team": (team.id, None)})
    session.delete(held)


def _told(changes: dict[str, tuple[object, object]]) -> dict[str, dict[str, tuple[object, object]]]:
    """What stands in the trail as it is, and what may name people and stands there as a mark only."""
    personal = {"name", "how", "result", "political", "administrative", "statement", "used", "process"} & changes.keys()
    return {
        "changes": {name: pair for name, pair in changes.items() if name not in personal},
        "personal": {name: changes[name] for name in personal},
    }
