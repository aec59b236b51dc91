"""What is read: volunteers of the viewer's bodies, and the viewer as a volunteer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import Permission, Role, Viewer
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from directory.organisations.models import Organisation
from kernel.alphabet import alphabetical
from kernel.registry import registry
from kernel.web.lists import Statement
from partnership.relations.models import Relation
from volunteers.register import rules
from volunteers.register.models import Help, Qualification, Volunteer, VolunteerStatus
from volunteers.register.rules import AHEAD, GRACE, Standing

TRIP_DAYS = "volunteer.trip_days"


@dataclass(frozen=True)
class Wanted:
    """What a search narrows the register to; what is empty narrows nothing."""

    status: str = ""
    help: str = ""
    readiness: str = ""


def listed(viewer: Viewer) -> Statement:
    """The volunteers of the viewer's bodies as rows of a list."""
    return (
        select(
            Volunteer.id,
            Volunteer.name,
            Volunteer.phone,
            Volunteer.status,
            Volunteer.kinds,
            Volunteer.since,
            Volunteer.paused_from,
            Volunteer.paused_to,
            Volunteer.basic_training_to,
            Volunteer.confidential_since,
            Volunteer.may_drive_until,
            Body.__table__.c.name.label("body"),
        )
        .join(Body.__table__, Body.__table__.c.id == Volunteer.body_id)
        .where(_is_own(viewer))
    )


def _is_own(viewer: Viewer) -> ColumnElement[bool]:
    return Volunteer.body_id.in_(viewer.bodies(Permission.VOLUNTEER_WRITE))


def narrowed(statement: Statement, wanted: Wanted, today: date) -> Statement:
    """The list as a search narrows it; those who have ended are there only when they are asked for."""
    shown = _with_status(wanted.status, today)
    statement = statement.where(Volunteer.status != VolunteerStatus.ENDED if shown is None else shown)
    if wanted.help in set(Help):
        statement = statement.where(Volunteer.kinds.contains(wanted.help))
    if wanted.readiness in set(Standing):
        statement = statement.where(_is_ready(Standing(wanted.readiness), today))
    return statement


def _with_status(code: str, today: date) -> ColumnElement[bool] | None:
    if code == "paused":
        return and_(
            Volunteer.status == VolunteerStatus.ACTIVE, Volunteer.paused_from <= today, _is_back(today).is_(False)
        )
    if code == "back":
        return and_(Volunteer.status == VolunteerStatus.ACTIVE, _is_back(today))
    if code == "renew":
        return _must_renew(today)
    return Volunteer.status == VolunteerStatus(code) if code in set(VolunteerStatus) else None


def _is_back(today: date) -> ColumnElement[bool]:
    return Volunteer.paused_to < today


def _is_ready(how: Standing, today: date) -> ColumnElement[bool]:
    """Readiness as `rules.readiness` has it, for the whole list at once."""
    has_declared, to = Volunteer.confidential_since.is_not(None), Volunteer.basic_training_to
    if how is Standing.MISSING:
        return or_(Volunteer.confidential_since.is_(None), to.is_(None))
    bounds = {
        Standing.EXPIRED: to < today - GRACE,
        Standing.RENEW: to.between(today - GRACE, today + AHEAD),
        Standing.VALID: to > today + AHEAD,
    }
    return and_(has_declared, bounds[how])


def _must_renew(today: date) -> ColumnElement[bool]:
    """Whether something that an active volunteer has runs out within 60 days, or has just run out."""
    days = (Volunteer.basic_training_to, Volunteer.special_training_to, Volunteer.may_drive_until)
    soon = or_(*(each.between(today - GRACE, today + AHEAD) for each in days))
    return and_(Volunteer.status == VolunteerStatus.ACTIVE, soon)


def get_own(session: Session, volunteer_id: int, *, viewer: Viewer, lock: bool = False) -> Volunteer:
    """A volunteer of one of the viewer's bodies, held for writing when asked; raises NotFound for any other."""
    statement = select(Volunteer).where(Volunteer.id == volunteer_id, _is_own(viewer))
    statement = statement.options(joinedload(Volunteer.body), joinedload(Volunteer.person))
    found = session.scalar(statement.with_for_update(of=Volunteer) if lock else statement)
    if found is None:
        raise NotFound
    return found


def active_of(session: Session, body_id: int) -> list[Volunteer]:
    """The active volunteers of a body, by name."""
    statement = select(Volunteer).where(Volunteer.body_id == body_id, Volunteer.status == VolunteerStatus.ACTIVE)
    return list(session.scalars(statement.order_by(alphabetical(Volunteer.name), Volunteer.id)))


def own_rows(session: Session, person_id: int) -> list[Volunteer]:
    """A person as a volunteer: one row for each body that they help."""
    statement = select(Volunteer).where(Volunteer.person_id == person_id, Volunteer.status == VolunteerStatus.ACTIVE)
    return list(session.scalars(statement.options(joinedload(Volunteer.body)).order_by(Volunteer.id)))


def trip_days(session: Session, volunteer: Volunteer, at: datetime) -> list[date]:
    """The days of a volunteer's trips that have not begun; trips, which stand above, know them."""
    return sorted(day for share in registry.panels.get(TRIP_DAYS, ()) for day in share(session, volunteer, at))


def qualifications_of(session: Session, volunteer_id: int) -> list[Qualification]:
    """What makes a volunteer ready, the latest first."""
    statement = select(Qualification).where(Qualification.volunteer_id == volunteer_id)
    return list(session.scalars(statement.order_by(Qualification.done_on.desc(), Qualification.id.desc())))


def namesakes(session: Session, body_id: int, name: str) -> list[Volunteer]:
    """Those of a body with the same name who have not ended."""
    statement = select(Volunteer).where(Volunteer.body_id == body_id, Volunteer.name == name)
    return list(session.scalars(statement.where(Volunteer.status != VolunteerStatus.ENDED)))


def flood(session: Session, body_id: int, since: datetime) -> tuple[int, int]:
    """How many wait to be admitted by a body, and how many have come since a moment, in one statement."""
    waiting = Volunteer.status == VolunteerStatus.APPLIED
    statement = select(_count(waiting), _count(Volunteer.applied_at > since)).where(Volunteer.body_id == body_id)
    row = session.execute(statement).one()
    return row[0], row[1]


def _count(what: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((what, 1), else_=0)), 0)


@dataclass(frozen=True)
class Waiting:
    """What waits among a body's volunteers: how many have signed up, must renew something, or are back."""

    active: int
    applied: int
    to_renew: int
    back: int
    first_to_renew: date | None


def waiting_in(session: Session, body_ids: Collection[int], today: date) -> Waiting:
    """What waits among the volunteers of some bodies, in one statement."""
    days = (Volunteer.basic_training_to, Volunteer.special_training_to, Volunteer.may_drive_until)
    soonest = [func.min(case((each.between(today - GRACE, today + AHEAD), each))) for each in days]
    is_active = Volunteer.status == VolunteerStatus.ACTIVE
    row = session.execute(
        select(
            _count(is_active),
            _count(Volunteer.status == VolunteerStatus.APPLIED),
            _count(_must_renew(today)),
            _count(and_(is_active, _is_back(today))),
            *soonest,
        ).where(Volunteer.body_id.in_(body_ids))
    ).one()
    active, applied, to_renew, back, *soon = row
    return Waiting(active, applied, to_renew, back, min((day for day in soon if day), default=None))


def person_by_email(session: Session, email: str) -> Person | None:
    """Whoever has an e-mail address, also one who has been shut out."""
    return session.scalar(select(Person).where(Person.email == email))


def volunteer_of(session: Session, body_id: int, person_id: int) -> Volunteer | None:
    """The volunteer whom somebody is for a body already."""
    return session.scalar(select(Volunteer).where(Volunteer.body_id == body_id, Volunteer.person_id == person_id))


def role_of(session: Session, volunteer: Volunteer) -> RoleHolding | None:
    """The role by which a volunteer signs in for the body."""
    return session.scalar(
        select(RoleHolding).where(
            RoleHolding.person_id == volunteer.person_id,
            RoleHolding.body_id == volunteer.body_id,
            RoleHolding.role == Role.VOLUNTEER,
            RoleHolding.ended_at.is_(None),
        )
    )


def own_relation(session: Session, municipality_id: int) -> Relation | None:
    """A municipality's cooperation with its own volunteers."""
    where = Relation.municipality_id == municipality_id, Relation.organisation_id.is_(None), Relation.ended_on.is_(None)
    return session.scalar(select(Relation).where(*where).order_by(Relation.id).limit(1))


def grounds_of(session: Session, body: Body) -> Sequence[str]:
    """The numbers of the municipalities where a body's volunteers help: its own, its home, and those it works with."""
    if isinstance(body, Municipality):
        return [body.number]
    theirs = select(Relation.municipality_id).where(Relation.organisation_id == body.id, Relation.ended_on.is_(None))
    home = body.home_id if isinstance(body, Organisation) else None
    here = or_(Municipality.id.in_(theirs), Municipality.id == home)
    return session.scalars(select(Municipality.number).where(here).order_by(Municipality.number)).all()


def to_forget(session: Session, body_id: int, before: date) -> list[Volunteer]:
    """Those who ended before a day and whose name still stands."""
    statement = select(Volunteer).where(Volunteer.body_id == body_id, Volunteer.name != "")
    return list(session.scalars(statement.where(Volunteer.ended_on < before).order_by(Volunteer.id)))


def standing_of(row: Any, today: date) -> Standing:
    """How ready somebody in a list is."""
    return rules.readiness(row, today)
