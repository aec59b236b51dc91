"""What happens: volunteers are asked and answer, somebody falls out, stand-ins are asked in their turn."""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from directory.audit import actions as audit
from kernel.jobs import outbox
from kernel.lifecycle import NotAllowed, ensure_current, ensure_transition, refusal_of
from volunteers.asking import deadlines, queries, rules
from volunteers.asking.models import Ask, AskStatus
from volunteers.messages.models import NoticeKind
from volunteers.register.models import Volunteer
from volunteers.transport.models import Vehicle
from volunteers.trips import actions as trips
from volunteers.trips.models import Trip, TripStatus
from volunteers.trips.queries import problems_with
from volunteers.unmet.models import UnmetReason


def ask(
    session: Session,
    trip: Trip,
    volunteer: Volunteer,
    *,
    actor_id: int | None,
    at: datetime,
    is_stand_in: bool = False,
    turn: int | None = None,
) -> Ask:
    """Ask a volunteer who could take a trip; raises NotAllowed where nothing would come of a yes."""
    known = queries.ask_of(session, trip.id, volunteer.id)
    rules.ensure_may_ask(trip, volunteer, known, at)
    vehicle_for(session, trip, volunteer, at=at)
    asked = known or Ask(trip=trip, volunteer=volunteer, status=AskStatus.WAITING)
    asked.status = AskStatus.WAITING
    asked.is_stand_in, asked.asked_by_id, asked.asked_at = is_stand_in, actor_id, at
    asked.salt = secrets.token_hex(16)
    asked.expires_at = deadlines.expires_at(trip, at, turn)
    session.add(asked)
    session.flush()
    audit.record(session, asked, "asked", actor_id=actor_id, at=at, changes={"trip_id": (None, trip.id)})
    outbox.promise(session, "volunteers.send_ask", at=at, ask_id=asked.id, asked_at=at.isoformat())
    return asked


def vehicle_for(session: Session, trip: Trip, volunteer: Volunteer, *, at: datetime) -> Vehicle | None:
    """What a volunteer can take a trip with; raises NotAllowed with the first reason where that is nothing."""
    first: NotAllowed | None = None
    for vehicle in queries.vehicles_for(session, trip, volunteer):
        refusal = _refusal(session, trip, volunteer, vehicle, at=at)
        if refusal is None:
            return vehicle
        first = first or refusal
    if first is not None:
        raise first
    return None


def _refusal(
    session: Session, trip: Trip, volunteer: Volunteer, vehicle: Vehicle | None, *, at: datetime
) -> NotAllowed | None:
    refusal = refusal_of(trips.ensure_may_take, session, trip, volunteer, vehicle, at=at)
    broken = [] if refusal else problems_with(session, trip, volunteer, vehicle)
    return NotAllowed(broken[0].msgid, **broken[0].params) if broken else refusal


def answer(session: Session, ask: Ask, is_yes: bool, *, at: datetime, seen: int | None = None) -> None:
    """Take an answer; the same twice is one, and a no after a yes is falling out.

    Raises Stale where a yes was to another day or time than the trip's, by its number of changes, and NotAllowed where
    the trip cannot be taken after all; the ask then stands as it was.
    """
    if ask.status is AskStatus.WAITING and rules.is_open(ask.trip):
        if is_yes:
            ensure_current(ask.trip.sequence, ask.trip.sequence if seen is None else seen)
            _take(session, ask, at=at)
        else:
            _decline(session, ask, at=at)
    elif not is_yes and ask.status is AskStatus.YES and rules.may_fall_out(ask.trip, ask.volunteer_id):
        fall_out(session, ask.trip, actor_id=ask.volunteer.person_id, at=at)


def _take(session: Session, ask: Ask, *, at: datetime) -> None:
    trip, actor_id = ask.trip, ask.volunteer.person_id
    vehicle = vehicle_for(session, trip, ask.volunteer, at=at)
    trips.assign(session, trip, ask.volunteer, vehicle, actor_id=actor_id, at=at)
    trips.confirm(session, trip, actor_id=actor_id, at=at)
    trip.was_stood_in = trip.was_stood_in or ask.is_stand_in
    _turn(session, ask, AskStatus.YES, actor_id=actor_id, at=at)
    withdraw_for(session, trip, at=at)
    tell_stood_in(session, trip, at=at)


def _decline(session: Session, ask: Ask, *, at: datetime) -> None:
    _turn(session, ask, AskStatus.NO, actor_id=ask.volunteer.person_id, at=at)
    go_on(session, ask.trip, at=at)


def _turn(session: Session, ask: Ask, status: AskStatus, *, actor_id: int | None, at: datetime) -> None:
    ensure_transition(rules.TRANSITIONS, ask.status, status)
    changes = {"status": (ask.status, status)}
    ask.status = status
    ask.answered_at = at if status in {AskStatus.YES, *rules.DECLINED} else None
    audit.record(session, ask, "answered" if ask.answered_at else "ended", actor_id=actor_id, at=at, changes=changes)


def withdraw_for(session: Session, trip: Trip, *, at: datetime) -> None:
    """Stop waiting for all who were asked about a trip and have not answered, and thank them."""
    for asked in queries.asks_of(session, [trip.id])[trip.id]:
        if asked.status is AskStatus.WAITING:
            is_theirs = asked.volunteer_id == trip.volunteer_id
            _turn(session, asked, AskStatus.YES if is_theirs else AskStatus.WITHDRAWN, actor_id=None, at=at)
            if not is_theirs:
                outbox.promise(session, "volunteers.send_thanks", at=at, ask_id=asked.id)


def withdraw_from(session: Session, trip: Trip, volunteer_id: int, *, at: datetime) -> None:
    """Stop waiting for somebody who is away, and ask the next stand-in."""
    asked = queries.ask_of(session, trip.id, volunteer_id)
    if asked is not None and asked.status is AskStatus.WAITING:
        _turn(session, asked, AskStatus.WITHDRAWN, actor_id=None, at=at)
        go_on(session, trip, at=at)


def tell_stood_in(session: Session, trip: Trip, *, at: datetime) -> None:
    """Let the passenger, and each who fell out, know that somebody stands in."""
    kind = NoticeKind.STAND_IN_FOUND.value
    for asked in queries.fallen_out(session, trip.id):
        if asked.volunteer_id != trip.volunteer_id:
            trip.was_stood_in = True
            outbox.promise(
                session, "volunteers.tell", at=at, trip_id=trip.id, kind=kind, volunteer_id=asked.volunteer_id
            )


def fall_out(session: Session, trip: Trip, *, actor_id: int | None, at: datetime) -> None:
    """Take a volunteer who cannot come off a trip, and ask the next stand-in; the passenger hears when it is clear."""
    rules.ensure_may_fall_out(trip)
    volunteer = trip.volunteer
    trips.release(session, trip, actor_id=actor_id, at=at)
    if volunteer is not None:
        _note_fallen_out(session, trip, volunteer, actor_id=actor_id, at=at)
    go_on(session, trip, at=at)
    escalate(session, trip, at=at)


def _note_fallen_out(session: Session, trip: Trip, volunteer: Volunteer, *, actor_id: int | None, at: datetime) -> None:
    """Write down that somebody fell out; a no that was said before stays a no."""
    asked = queries.ask_of(session, trip.id, volunteer.id)
    if asked is None:
        asked = Ask(trip=trip, volunteer=volunteer, status=AskStatus.WAITING, is_stand_in=False, asked_at=at)
        asked.salt, asked.expires_at = secrets.token_hex(16), at
        session.add(asked)
        session.flush()
    if asked.status not in rules.DECLINED:
        _turn(session, asked, AskStatus.FELL_OUT, actor_id=actor_id, at=at)


def go_on(session: Session, trip: Trip, *, at: datetime) -> None:
    """Ask the next stand-in, unless somebody still waits to answer."""
    asks = queries.asks_of(session, [trip.id])[trip.id]
    if rules.is_open(trip) and at < trip.leave_at and all(each.status is not AskStatus.WAITING for each in asks):
        ask_next(session, trip, actor_id=None, at=at)


def ask_next(session: Session, trip: Trip, *, actor_id: int | None, at: datetime) -> Ask | None:
    """Ask the first stand-in who was not asked and could take a trip; None where there is nobody."""
    asks = queries.asks_of(session, [trip.id])[trip.id]
    asked = {each.volunteer_id for each in asks if each.status is not AskStatus.WITHDRAWN}
    turn = sum(each.is_stand_in for each in asks)
    for stand_in in queries.stand_ins_of(session, trip.offer_id):
        if stand_in.volunteer_id in asked:
            continue
        try:
            return ask(session, trip, stand_in.volunteer, actor_id=actor_id, at=at, is_stand_in=True, turn=turn)
        except NotAllowed:
            continue
    return None


def look_after(session: Session, trip: Trip, *, at: datetime) -> None:
    """Do what the clock asks for: end what nobody answers, tell of a stand-in, escalate, give up at the last."""
    if not rules.is_open(trip):
        withdraw_for(session, trip, at=at)
        if rules.is_ahead(trip, at):
            tell_stood_in(session, trip, at=at)
    elif trip.leave_at <= at:
        give_up(session, trip, actor_id=None, at=at)
    else:
        _lapse(session, trip, at=at)
        escalate(session, trip, at=at)


def _lapse(session: Session, trip: Trip, *, at: datetime) -> None:
    """End what nobody answered in time, and go on."""
    asks = queries.asks_of(session, [trip.id])[trip.id]
    late = [each for each in asks if each.status is AskStatus.WAITING and each.expires_at < at]
    for asked in late:
        _turn(session, asked, AskStatus.LAPSED, actor_id=None, at=at)
    if late:
        go_on(session, trip, at=at)


def escalate(session: Session, trip: Trip, *, at: datetime) -> None:
    """Tell the coordinator of a trip without a volunteer from 18:00 the day before."""
    if rules.is_open(trip) and deadlines.is_escalated(trip, at):
        kind = NoticeKind.ESCALATED.value
        outbox.promise(session, "volunteers.tell", at=at, trip_id=trip.id, kind=kind, volunteer_id=0)


def give_up(session: Session, trip: Trip, *, actor_id: int | None, at: datetime) -> None:
    """Say that nobody takes a trip: it is counted, the passenger is told, and nobody is asked any more."""
    trips.give_up(session, trip, UnmetReason.NO_VOLUNTEER, actor_id=actor_id, at=at)
    withdraw_for(session, trip, at=at)


def follow_regular(session: Session, trip: Trip, *, at: datetime) -> None:
    """Give a new day of a recurring request to the volunteer who always comes, where nothing speaks against it."""
    volunteer = trip.request.regular_volunteer
    if volunteer is None or trip.status is not TripStatus.OPEN:
        return
    try:
        vehicle = vehicle_for(session, trip, volunteer, at=at)
        trips.assign(session, trip, volunteer, vehicle, actor_id=None, at=at)
    except NotAllowed:
        return
    trips.confirm(session, trip, actor_id=None, at=at)
    asked = Ask(trip=trip, volunteer=volunteer, status=AskStatus.WAITING, is_stand_in=False, asked_at=at)
    asked.salt, asked.expires_at = secrets.token_hex(16), trip.leave_at
    session.add(asked)
    session.flush()
    _turn(session, asked, AskStatus.YES, actor_id=None, at=at)
    withdraw_for(session, trip, at=at)
