"""What happens: programmes are made, teams join and leave, events are held, and homework is handed in and answered."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from directory.bodies import actions as bodies
from kernel import clock
from kernel.jobs import outbox
from kernel.lifecycle import ensure_current, ensure_transition
from partnership.core_teams.models import CoreTeam
from partnership.programmes import event_queries, homework_queries, queries, rules, telling
from partnership.programmes.models import (
    Attendance,
    EventStatus,
    HandIn,
    HandInStatus,
    Homework,
    Participation,
    Programme,
    ProgrammeEvent,
)
from partnership.programmes.rules import HandInDraft, ProgrammeDraft, said
from partnership.roadmaps import changing


def create(session: Session, draft: ProgrammeDraft, *, owner_id: int, actor_id: int, at: datetime) -> Programme:
    """Make a programme; its code is its own, also when two make it at once."""
    rules.ensure_programme_fits(draft)
    bodies.lock(session, owner_id)
    rules.ensure_free(queries.by_code(session, draft.code))
    programme = Programme(owner_id=owner_id, news=0, **vars(draft))
    session.add(programme)
    audit.record(session, programme, "created", actor_id=actor_id, at=at, changes=changing.new(draft))
    return programme


def change(
    session: Session, programme: Programme, draft: ProgrammeDraft, *, version: int, actor_id: int, at: datetime
) -> None:
    """Write a programme anew; its code stays, because addresses hold it. Raises Stale."""
    rules.ensure_programme_fits(draft)
    ensure_current(programme.version, version)
    if changes := changing.changed(said(ProgrammeDraft, programme), replace(draft, code=programme.code)):
        changing.write(programme, changes)
        audit.record(session, programme, "changed", actor_id=actor_id, at=at, changes=changes)


def join(
    session: Session, programme: Programme, team: CoreTeam, *, application: str, actor_id: int | None, at: datetime
) -> Participation:
    """Let a team take part, by the reference of its application if it has one; one that left comes back.

    Who takes part already does so, and nothing is written.
    """
    queries.hold(session, programme)
    known = queries.participation_of(session, programme.id, team.id, lock=True)
    if known is not None and known.left_on is None and application in {"", known.application}:
        return known
    values = {
        "programme_id": programme.id,
        "team_id": team.id,
        "application": application,
        "joined_on": clock.local_date(at),
        "is_listed": False,
        "good_at": "",
        "version": 1,
    }
    outbox.insert_new(session, Participation, values)
    taken = queries.participation_of(session, programme.id, team.id, lock=True)
    part = rules.ensure_known(taken)
    part.left_on = None
    part.application = application or part.application
    changes: dict[str, tuple[object, object]] = {"team": (None, team.id), "application": (None, application)}
    audit.record(session, part, "joined", actor_id=actor_id, at=at, changes=changes)
    return part


def leave(session: Session, programme: Programme, team: CoreTeam, *, actor_id: int, at: datetime) -> None:
    """Let a team go; what it has done stays and can be read."""
    part = rules.ensure_inside(queries.participation_of(session, programme.id, team.id, lock=True))
    part.left_on = clock.local_date(at)
    changes: dict[str, tuple[object, object]] = {"left_on": (None, part.left_on)}
    audit.record(session, part, "left", actor_id=actor_id, at=at, changes=changes)


def stand_in_network(
    session: Session,
    part: Participation,
    *,
    is_listed: bool,
    good_at: str,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Let a team be found by the others, with what it is good at, or no longer. Raises Stale."""
    rules.ensure_taking_part(part)
    ensure_current(part.version, version)
    if (part.is_listed, part.good_at) == (is_listed, good_at):
        return
    changes: dict[str, tuple[object, object]] = {"is_listed": (part.is_listed, is_listed)}
    personal: dict[str, tuple[object, object]] = {"good_at": (part.good_at, good_at)}
    part.is_listed, part.good_at = is_listed, good_at
    audit.record(session, part, "listed", actor_id=actor_id, at=at, changes=changes, personal=personal)


def cancel_event(session: Session, event: ProgrammeEvent, *, actor_id: int, at: datetime) -> None:
    """Call an event off, and let the teams hear of it."""
    ensure_transition(rules.EVENT_TRANSITIONS, event.status, EventStatus.CANCELLED)
    event.status = EventStatus.CANCELLED
    audit.record(session, event, "cancelled", actor_id=actor_id, at=at)
    telling.promise(session, event, at=at)


def note_attendance(
    session: Session,
    event: ProgrammeEvent,
    present: Collection[int],
    *,
    among: Collection[int],
    actor_id: int,
    at: datetime,
) -> None:
    """Note which of some seats were at an event; whoever notes it says that it has been held."""
    rules.ensure_begun(event, at)
    if event.status is not EventStatus.HELD:
        ensure_transition(rules.EVENT_TRANSITIONS, event.status, EventStatus.HELD)
        event.status = EventStatus.HELD
    known = event_queries.attendance_of(session, event, among)
    wanted = set(present) & set(among)
    for seat_id in sorted(wanted - known.keys()):
        values = {"event_id": event.id, "seat_id": seat_id, "noted_at": at}
        outbox.insert_new(session, Attendance, values)
    for seat_id in rules.absent(known, wanted):
        session.delete(known[seat_id])
    if known.keys() != wanted:
        changes: dict[str, tuple[object, object]] = {"seats": (sorted(known), sorted(wanted))}
        audit.record(session, event, "attended", actor_id=actor_id, at=at, changes=changes)


def write_hand_in(
    session: Session,
    homework: Homework,
    team: CoreTeam,
    draft: HandInDraft,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> HandIn:
    """Keep what a team has written so far; only the team reads a draft. Raises Stale."""
    rules.ensure_taking_part(queries.participation_of(session, homework.programme_id, team.id))
    rules.ensure_address(draft.address)
    hand_in = _begun(session, homework, team)
    if version != hand_in.version and draft == said(HandInDraft, hand_in):
        return hand_in
    ensure_current(hand_in.version, version)
    rules.ensure_open(hand_in.status)
    if changes := changing.changed(said(HandInDraft, hand_in), draft):
        changing.write(hand_in, changes)
        audit.record(session, hand_in, "written", actor_id=actor_id, at=at, personal=changes)
    return hand_in


def hand_in(
    session: Session,
    homework: Homework,
    team: CoreTeam,
    draft: HandInDraft,
    *,
    version: int,
    actor_id: int,
    at: datetime,
) -> HandIn:
    """Hand in what a team has written, for the centre to read; twice the same is once. Raises Stale."""
    rules.ensure_says_something(draft)
    written = write_hand_in(session, homework, team, draft, version=version, actor_id=actor_id, at=at)
    if written.status is HandInStatus.HANDED_IN:
        return written
    ensure_transition(rules.TRANSITIONS, written.status, HandInStatus.HANDED_IN)
    written.status = HandInStatus.HANDED_IN
    written.handed_in_at, written.handed_in_by_id = at, actor_id
    audit.record(session, written, "handed_in", actor_id=actor_id, at=at)
    return written


def _begun(session: Session, homework: Homework, team: CoreTeam) -> HandIn:
    """A team's answer, held for writing; an empty one where nothing was written, also when two begin at once."""
    values = {
        "homework_id": homework.id,
        "team_id": team.id,
        "text": "",
        "address": "",
        "status": HandInStatus.DRAFT,
        "feedback": "",
        "version": 0,
    }
    outbox.insert_new(session, HandIn, values)
    return rules.ensure_known(homework_queries.hand_in_of(session, homework.id, team.id, lock=True))


def give_feedback(
    session: Session,
    hand_in: HandIn,
    feedback: str,
    *,
    is_returned: bool,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Answer what a team has handed in: it is seen, or sent back to be worked on. Raises Stale."""
    wanted = HandInStatus.RETURNED if is_returned else HandInStatus.SEEN
    rules.ensure_feedback(feedback, is_returned=is_returned)
    ensure_current(hand_in.version, version)
    ensure_transition(rules.TRANSITIONS, hand_in.status, wanted)
    before, hand_in.feedback = hand_in.feedback, feedback
    hand_in.status = wanted
    hand_in.feedback_at, hand_in.feedback_by_id = at, actor_id
    personal: dict[str, tuple[object, object]] = {"feedback": (before, feedback)}
    audit.record(session, hand_in, wanted.value, actor_id=actor_id, at=at, personal=personal)
    session.flush()
    outbox.promise(session, "partnership.mail_feedback", at=at, hand_in_id=hand_in.id, version=hand_in.version)
