"""What happens with the places in a team: taken, changed, handed over, left, and opened for signing in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts import actions as accounts
from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.audit import actions as audit
from kernel import clock
from kernel.jobs import outbox
from kernel.lifecycle import NotAllowed, _l, ensure_current
from partnership.core_teams import queries, rules
from partnership.core_teams.actions import SeatDraft, rise, take
from partnership.core_teams.models import CoreTeam, Seat

PERSONAL = frozenset({"name", "email", "title"})
KEPT = ("team_id", "municipality_id", "person_id", "name", "email", "title", "tenths", "is_leader")


def seat(session: Session, team: CoreTeam, draft: SeatDraft, *, begun_on: date, actor_id: int, at: datetime) -> Seat:
    """Give somebody a place; the same sent twice is one. Raises NotAllowed for a second leader."""
    _ensure_fits(session, team, draft.municipality_id, begun_on, at)
    sitting = queries.sitting(session, team.id)
    known = next((each for each in sitting if rules.is_called(each, draft.name)), None)
    if known is not None and known.municipality_id == draft.municipality_id:
        return known
    rules.ensure_led([*sitting, draft])
    return take(session, team, draft, begun_on=begun_on, actor_id=actor_id, at=at)


def change_seat(
    session: Session,
    team: CoreTeam,
    seat_id: int,
    draft: SeatDraft,
    *,
    on: date,
    version: int,
    actor_id: int,
    at: datetime,
) -> Seat:
    """Write a place anew; another share or municipality counts from a day on, and is a seat of its own. Raises Stale.

    Who leads is changed by handing over only.
    """
    held = _current(session, team, seat_id, version)
    _ensure_fits(session, team, draft.municipality_id, on, at)
    rules.ensure_share(draft.tenths)
    personal = {name: (getattr(held, name), getattr(draft, name)) for name in PERSONAL}
    personal = {name: (old, new) for name, (old, new) in personal.items() if old != new}
    for each in queries.all_seats(session, team.id):
        if rules.is_same(each, held) and each is not held:
            each.name = draft.name
    for name, (_old, new) in personal.items():
        setattr(held, name, new)
    wanted = {"tenths": draft.tenths, "municipality_id": draft.municipality_id}
    changes = {name: (getattr(held, name), new) for name, new in wanted.items() if getattr(held, name) != new}
    if not changes and not personal:
        return held
    now = _from(session, held, on, {name: new for name, (_old, new) in changes.items()}) if changes else held
    audit.record(session, now, "changed", actor_id=actor_id, at=at, changes=changes, personal=personal)
    return now


def leave_seat(
    session: Session, team: CoreTeam, seat_id: int, *, on: date, version: int, actor_id: int, at: datetime
) -> None:
    """Let somebody leave the team; the group leader hands over first. Raises Stale."""
    held = _current(session, team, seat_id, version)
    rules.ensure_may_rise(held)
    rules.ensure_begins_rightly(on, team, clock.local_date(at))
    rise(session, held, max(on, held.begun_on), actor_id=actor_id, at=at)


def hand_over(session: Session, team: CoreTeam, seat_id: int, *, version: int, actor_id: int, at: datetime) -> None:
    """Let another of the members lead the team from today; whoever leads already goes on. Raises Stale."""
    chosen = _current(session, team, seat_id, version)
    if chosen.is_leader:
        return
    today = clock.local_date(at)
    for each in queries.sitting(session, team.id):
        if each.is_leader:
            _from(session, each, today, {"is_leader": False})
    leads = _from(session, chosen, today, {"is_leader": True})
    audit.record(session, leads, "leads", actor_id=actor_id, at=at, changes={"is_leader": (False, True)})


def give_access(session: Session, team: CoreTeam, seat_id: int, *, actor_id: int, at: datetime) -> None:
    """Let a member sign in with their e-mail address, and tell them; given twice, it is given once."""
    held = queries.seat_of(session, team.id, seat_id)
    rules.ensure_going_on(team)
    rules.ensure_sitting(held)
    if held.person_id is not None:
        return
    if not held.email:
        raise NotAllowed(_l("Write the member's e-mail address first."))
    person = queries.person_by_email(session, held.email)
    if person is not None and not person.is_active:
        raise NotAllowed(_l("This e-mail address cannot be used here. Ask the member for another one."))
    person = person or _newcomer(session, held, actor_id=actor_id, at=at)
    held.person = person
    accounts.give_role(session, person, Role.CORE_TEAM_MEMBER, held.municipality, actor_id=actor_id, at=at)
    audit.record(session, held, "given_access", actor_id=actor_id, at=at)
    outbox.promise(session, "partnership.mail_team_access", at=at, seat_id=held.id)


def _newcomer(session: Session, held: Seat, *, actor_id: int, at: datetime) -> Person:
    person = accounts.add_person(
        session, name=held.name, email=held.email, title=held.title, language=None, actor_id=actor_id, at=at
    )
    session.flush()
    return person


def _ensure_fits(session: Session, team: CoreTeam, municipality_id: int, on: date, at: datetime) -> None:
    rules.ensure_going_on(team)
    rules.ensure_begins_rightly(on, team, clock.local_date(at))
    rules.ensure_member(municipality_id, queries.present(session, team.id))


def _current(session: Session, team: CoreTeam, seat_id: int, version: int) -> Seat:
    """A seat of a team that goes on, as its writer has seen it."""
    rules.ensure_going_on(team)
    held = queries.seat_of(session, team.id, seat_id)
    rules.ensure_sitting(held)
    ensure_current(held.version, version)
    return held


def _from(session: Session, held: Seat, on: date, changes: dict[str, Any]) -> Seat:
    """The seat as it is from a day on; one that began on that day, or later, is only written anew."""
    if on <= held.begun_on:
        for name, value in changes.items():
            setattr(held, name, value)
        session.flush()
        return held
    kept = {name: getattr(held, name) for name in KEPT}
    held.left_on = on
    session.flush()
    following = Seat(begun_on=on, left_on=None, **{**kept, **changes})
    session.add(following)
    session.flush()
    return following
