"""What happens: volunteers sign up, are admitted, become ready, have a break and end."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.accounts import actions as accounts
from directory.accounts.permissions import Role
from directory.audit import actions as audit
from directory.bodies import actions as bodies
from directory.bodies.models import Body, BodyKind
from kernel import clock
from kernel.jobs import outbox
from kernel.lifecycle import NotAllowed, _l, ensure_current, ensure_transition
from volunteers.register import queries, rules
from volunteers.register.content import Beginning, Contact, Qualified, Said
from volunteers.register.models import Qualification, Volunteer, VolunteerStatus
from volunteers.safeguards.queries import ensure_on

REACH = 20
PERSONAL = frozenset({"name", "email", "phone", "born_year", "postcode", "wish", "not_wished", "languages"})
AN_HOUR = timedelta(hours=1)


def enter(session: Session, body: Body, said: Beginning, *, actor_id: int, at: datetime) -> Volunteer:
    """Write down an active volunteer of a body; the same one sent twice is one."""
    return _begin(session, body, said, VolunteerStatus.ACTIVE, actor_id=actor_id, at=at)


def apply(session: Session, body: Body, said: Beginning, *, at: datetime) -> Volunteer:
    """Let somebody sign up with a body, which then decides; the same sent twice is one."""
    return _begin(session, body, said, VolunteerStatus.APPLIED, actor_id=None, at=at)


def _begin(
    session: Session, body: Body, said: Beginning, status: VolunteerStatus, *, actor_id: int | None, at: datetime
) -> Volunteer:
    today = clock.local_date(at)
    ensure_on(session, body.id, today)
    bodies.lock(session, body.id)
    for known in queries.namesakes(session, body.id, said.name):
        if (known.phone, known.email) == (said.phone, said.email):
            return known
    if status is VolunteerStatus.APPLIED:
        rules.ensure_not_too_many(*queries.flood(session, body.id, at - AN_HOUR))
    is_municipality = body.kind is BodyKind.MUNICIPALITY
    affiliation = said.affiliation or rules.affiliation_for(is_municipality=is_municipality)
    rules.ensure_affiliation(affiliation, is_municipality=is_municipality)
    volunteer = Volunteer(
        body_id=body.id,
        body=body,
        status=status,
        not_wished="",
        languages="",
        areas="",
        reach=REACH,
        applied_at=at,
        since=today if status is VolunteerStatus.ACTIVE else None,
        **vars(said) | {"affiliation": affiliation},
    )
    session.add(volunteer)
    changes = {"status": (None, status)}
    personal = {"name": (None, said.name)}
    audit.record(session, volunteer, "entered", actor_id=actor_id, at=at, changes=changes, personal=personal)
    return volunteer


def admit(session: Session, volunteer: Volunteer, *, actor_id: int, at: datetime) -> None:
    """Let somebody who has signed up be a volunteer."""
    ensure_transition(rules.TRANSITIONS, volunteer.status, VolunteerStatus.ACTIVE)
    volunteer.since = clock.local_date(at)
    volunteer.status = VolunteerStatus.ACTIVE
    audit.record(session, volunteer, "admitted", actor_id=actor_id, at=at)


def change(session: Session, volunteer: Volunteer, said: Said, *, version: int, actor_id: int, at: datetime) -> None:
    """Write a page of a volunteer anew; raises Stale when somebody else was quicker."""
    ensure_current(volunteer.version, version)
    rules.ensure_open(volunteer)
    if isinstance(said, Contact):
        rules.ensure_birth_year(said.born_year, clock.local_date(at))
        is_municipality = volunteer.body.kind is BodyKind.MUNICIPALITY
        rules.ensure_affiliation(said.affiliation, is_municipality=is_municipality)
    before = {name: getattr(volunteer, name) for name in vars(said)}
    for name, value in vars(said).items():
        setattr(volunteer, name, value)
    flag_modified(volunteer, "name")  # the version counts every writing, also of the same
    _record(session, volunteer, "changed", before, vars(said), actor_id=actor_id, at=at)


def pause(
    session: Session, volunteer: Volunteer, paused_from: date, paused_to: date, *, actor_id: int, at: datetime
) -> None:
    """Give a volunteer a break from one day to another; the trips of those days are let go."""
    rules.ensure_active(volunteer)
    rules.ensure_may_pause(paused_from, paused_to, clock.local_date(at))
    _pause(session, volunteer, paused_from, paused_to, actor_id=actor_id, at=at)
    outbox.promise(session, "volunteers.let_go", at=at, volunteer_id=volunteer.id)


def resume(session: Session, volunteer: Volunteer, *, actor_id: int, at: datetime) -> None:
    """Let a volunteer be back; whoever has no break stays as they are."""
    rules.ensure_active(volunteer)
    if volunteer.paused_to is not None:
        _pause(session, volunteer, None, None, actor_id=actor_id, at=at)


def _pause(
    session: Session,
    volunteer: Volunteer,
    paused_from: date | None,
    paused_to: date | None,
    *,
    actor_id: int,
    at: datetime,
) -> None:
    changes = {"paused_to": (volunteer.paused_to, paused_to)}
    volunteer.paused_from, volunteer.paused_to = paused_from, paused_to
    audit.record(session, volunteer, "paused", actor_id=actor_id, at=at, changes=changes)


def qualify(session: Session, volunteer: Volunteer, said: Qualified, *, actor_id: int, at: datetime) -> Qualification:
    """Note what makes a volunteer ready; the same sent twice is one."""
    rules.ensure_open(volunteer)
    rules.ensure_may_qualify(said.kind, said.done_on, said.valid_to, said.legal_basis, clock.local_date(at))
    known = queries.qualifications_of(session, volunteer.id)
    same = next(
        (each for each in known if all(getattr(each, name) == value for name, value in vars(said).items())), None
    )
    if same is not None:
        return same
    made = Qualification(volunteer_id=volunteer.id, recorded_at=at, recorded_by_id=actor_id, **vars(said))
    session.add(made)
    changes = {name: (None, value) for name, value in vars(said).items() if name in {"kind", "done_on", "valid_to"}}
    audit.record(session, made, "noted", actor_id=actor_id, at=at, changes=changes)
    _summarise(session, volunteer, [*known, made])
    return made


def unqualify(session: Session, volunteer: Volunteer, qualification_id: int, *, actor_id: int, at: datetime) -> None:
    """Take away what was noted by mistake; what is gone already is gone."""
    known = queries.qualifications_of(session, volunteer.id)
    wrong = next((each for each in known if each.id == qualification_id), None)
    if wrong is not None:
        audit.record(session, wrong, "taken_away", actor_id=actor_id, at=at, changes={"kind": (wrong.kind, None)})
        session.delete(wrong)
        _summarise(session, volunteer, [each for each in known if each is not wrong])


def _summarise(session: Session, volunteer: Volunteer, known: list[Qualification]) -> None:
    for name, value in vars(rules.summary(known)).items():
        setattr(volunteer, name, value)
    session.flush()


def give_access(session: Session, volunteer: Volunteer, *, actor_id: int, at: datetime) -> None:
    """Let a volunteer sign in with their e-mail address, and tell them; given twice, it is given once."""
    rules.ensure_active(volunteer)
    if volunteer.person_id is not None:
        return
    if not volunteer.email:
        raise NotAllowed(_l("Write the volunteer's e-mail address first."))
    bodies.lock(session, volunteer.body_id)
    person = queries.person_by_email(session, volunteer.email)
    taken = person is not None and (
        not person.is_active or queries.volunteer_of(session, volunteer.body_id, person.id) is not None
    )
    if taken:
        raise NotAllowed(_l("This e-mail address cannot be used here. Ask the volunteer for another one."))
    if person is None:
        person = accounts.add_person(
            session, name=volunteer.name, email=volunteer.email, title="", language=None, actor_id=actor_id, at=at
        )
        session.flush()
    volunteer.person = person
    accounts.give_role(session, person, Role.VOLUNTEER, volunteer.body, actor_id=actor_id, at=at)
    audit.record(session, volunteer, "given_access", actor_id=actor_id, at=at)
    outbox.promise(session, "volunteers.mail_access", at=at, volunteer_id=volunteer.id)


def end(session: Session, volunteer: Volunteer, *, actor_id: int, at: datetime) -> None:
    """End a volunteer: what is needed for counting stays, with the name for as long as trips are settled.

    Telephone, e-mail address, birth year, wishes and qualifications are erased, the sign-in ends, and the trips to come
    are let go, with the places as a stand-in and the own car. Of somebody who was never admitted the name goes as well.
    """
    was = volunteer.status
    ensure_transition(rules.TRANSITIONS, was, VolunteerStatus.ENDED)
    held = queries.role_of(session, volunteer)
    if held is not None:
        accounts.end_role(session, held, actor_id=actor_id, at=at)
    session.execute(delete(Qualification).where(Qualification.volunteer_id == volunteer.id))
    for name in ("email", "phone", "postcode", "wish", "not_wished", "languages", "kinds", "areas", "availability"):
        setattr(volunteer, name, "")
    for name in ("born_year", "person", "trips_a_week", "hours_a_week", "paused_from", "paused_to"):
        setattr(volunteer, name, None)
    _summarise(session, volunteer, [])
    volunteer.ended_on = clock.local_date(at)
    volunteer.status = VolunteerStatus.ENDED
    audit.record(session, volunteer, "ended", actor_id=actor_id, at=at, changes={"status": (was, volunteer.status)})
    outbox.promise(session, "volunteers.let_go", at=at, volunteer_id=volunteer.id)
    if was is VolunteerStatus.APPLIED:
        forget(session, volunteer, at=at)


def forget(session: Session, volunteer: Volunteer, *, at: datetime) -> None:
    """Erase the name of somebody who has ended; counts and hours stay without it."""
    if volunteer.status is VolunteerStatus.ENDED and volunteer.name:
        volunteer.name = ""
        audit.record(session, volunteer, "forgotten", actor_id=None, at=at)


def _record(
    session: Session,
    volunteer: Volunteer,
    verb: str,
    before: Mapping[str, object],
    said: Mapping[str, object],
    *,
    actor_id: int,
    at: datetime,
) -> None:
    changes = {name: (before[name], value) for name, value in said.items() if before[name] != value}
    personal = {name: changes.pop(name) for name in PERSONAL & changes.keys()}
    audit.record(session, volunteer, verb, actor_id=actor_id, at=at, changes=changes, personal=personal)
