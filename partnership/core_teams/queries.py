"""What is read: core teams as their viewers see them, who takes part, who sits in them and how long they worked."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.models import Person, RoleHolding
from directory.accounts.permissions import PERMISSIONS, Permission, Role, Viewer
from directory.accounts.queries import people_with
from directory.bodies.models import Body, BodyKind
from directory.municipalities.models import Municipality
from directory.municipalities.queries import municipality
from kernel.alphabet import alphabetical
from kernel.web.lists import Statement
from partnership.core_teams.models import CoreTeam, Seat, TeamGuest, TeamInvitation, TeamMunicipality, WorkHours

Lead = Body.__table__.alias("lead")


def concern(body_id: Any) -> ColumnElement[bool]:
    """Whether core teams are a matter of a body's: an organisation's only when a team has invited it."""
    is_other = exists().where(Body.id == body_id, Body.kind != BodyKind.ORGANISATION).correlate_except(Body)
    return is_other | exists().where(TeamGuest.organisation_id == body_id)


def get_visible(session: Session, team_id: int, *, viewer: Viewer, lock: bool = False) -> CoreTeam:
    """A team that the viewer may read, held for writing when asked; raises NotFound for any other."""
    return _get(session, team_id, is_visible(viewer), lock=lock)


def get_own(session: Session, team_id: int, *, viewer: Viewer, lock: bool = False) -> CoreTeam:
    """A team that the viewer may write for, held for writing when asked; raises NotFound for any other."""
    return _get(session, team_id, is_own(viewer), lock=lock)


def _get(session: Session, team_id: int, is_seen: ColumnElement[bool], *, lock: bool) -> CoreTeam:
    statement = select(CoreTeam).where(CoreTeam.id == team_id, is_seen).options(joinedload(CoreTeam.lead))
    team = session.scalar(statement.with_for_update(of=CoreTeam) if lock else statement)
    if team is None:
        raise NotFound
    return team


def is_own(viewer: Viewer) -> ColumnElement[bool]:
    """Whether a team is one of a municipality for which the viewer writes, and which takes part now."""
    return CoreTeam.id.in_(_with_any(viewer.bodies(Permission.TEAM_WRITE)))


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    """Whether a team is one of the viewer's municipalities, has invited the viewer's organisation, or anyone's at all.

    Whoever manages programmes reads every team.
    """
    if viewer.may(Permission.PROGRAMME_MANAGE):
        return true()
    bodies = viewer.bodies(Permission.TEAM_READ)
    guests = select(TeamGuest.team_id).where(TeamGuest.organisation_id.in_(bodies))
    return or_(CoreTeam.id.in_(_with_any(bodies)), CoreTeam.id.in_(guests))


def _with_any(municipality_ids: Iterable[int]) -> Select[int]:
    present = TeamMunicipality.left_on.is_(None), TeamMunicipality.municipality_id.in_(list(municipality_ids))
    return select(TeamMunicipality.team_id).where(*present)


def may_write(municipality_ids: Iterable[int], viewer: Viewer) -> bool:
    """Whether the viewer writes for one of a team's municipalities, as municipalities_on gives them."""
    return not viewer.bodies(Permission.TEAM_WRITE).isdisjoint(municipality_ids)


def own_teams(session: Session, viewer: Viewer) -> list[CoreTeam]:
    """The teams that go on for which the viewer writes, by name."""
    if not viewer.may(Permission.TEAM_WRITE):
        return []
    statement = select(CoreTeam).where(is_own(viewer), CoreTeam.ended_on.is_(None)).options(joinedload(CoreTeam.lead))
    return list(session.scalars(statement.order_by(alphabetical(CoreTeam.name), CoreTeam.id)))


def has_team(session: Session, municipality_id: int) -> bool:
    """Whether a municipality takes part in a team that goes on."""
    statement = select(CoreTeam.id).where(CoreTeam.id.in_(_with_any([municipality_id])), CoreTeam.ended_on.is_(None))
    return session.scalar(statement.limit(1)) is not None


def leaderless(session: Session, viewer: Viewer) -> list[CoreTeam]:
    """The teams that go on for which the viewer writes and which nobody leads."""
    led = select(Seat.id).where(Seat.team_id == CoreTeam.id, Seat.is_leader, Seat.left_on.is_(None))
    statement = select(CoreTeam).where(is_own(viewer), CoreTeam.ended_on.is_(None), ~led.exists())
    return list(session.scalars(statement.order_by(CoreTeam.id)))


def seats_on(session: Session, team_ids: Iterable[int], day: date) -> dict[int, list[Seat]]:
    """Who sits in some teams on a day, the leader first, in one statement."""
    statement = select(Seat).where(
        Seat.team_id.in_(list(team_ids)), Seat.begun_on <= day, or_(Seat.left_on.is_(None), Seat.left_on > day)
    )
    found: dict[int, list[Seat]] = defaultdict(list)
    for seat in session.scalars(_with_municipality(statement)):
        found[seat.team_id].append(seat)
    return found


def _with_municipality(statement: Select[Seat]) -> Select[Seat]:
    ordered = statement.order_by(Seat.is_leader.desc(), alphabetical(Seat.name), Seat.id)
    return ordered.options(joinedload(Seat.municipality))


def municipalities_on(session: Session, team_ids: Iterable[int], day: date) -> dict[int, list[Municipality]]:
    """Which municipalities take part in some teams on a day, the one that leads first, in one statement."""
    statement = (
        select(TeamMunicipality)
        .join(CoreTeam, CoreTeam.id == TeamMunicipality.team_id)
        .join(TeamMunicipality.municipality)
        .options(contains_eager(TeamMunicipality.municipality))
        .where(
            TeamMunicipality.team_id.in_(list(team_ids)),
            TeamMunicipality.joined_on <= day,
            or_(TeamMunicipality.left_on.is_(None), TeamMunicipality.left_on > day),
        )
        .order_by((CoreTeam.lead_id == TeamMunicipality.municipality_id).desc(), alphabetical(Municipality.name))
    )
    found: dict[int, list[Municipality]] = defaultdict(list)
    for each in session.scalars(statement):
        found[each.team_id].append(each.municipality)
    return found


def minutes_of(session: Session, team_ids: Iterable[int], first: date, last: date) -> dict[int, int]:
    """How many minutes some teams worked in a period, both days included, in one statement."""
    statement = (
        select(WorkHours.team_id, func.sum(WorkHours.minutes))
        .where(WorkHours.team_id.in_(list(team_ids)), WorkHours.done_on.between(first, last))
        .group_by(WorkHours.team_id)
    )
    return {team_id: minutes or 0 for team_id, minutes in session.execute(statement)}


def all_seats(session: Session, team_id: int) -> list[Seat]:
    """Everybody who sits or sat in a team, those who sit there now first, then the latest."""
    statement = select(Seat).where(Seat.team_id == team_id).options(joinedload(Seat.municipality))
    order = Seat.left_on.is_not(None), Seat.is_leader.desc(), Seat.begun_on.desc(), Seat.id.desc()
    return list(session.scalars(statement.order_by(*order)))


def sitting(session: Session, team_id: int) -> list[Seat]:
    """The seats of a team that have not ended, the leader first."""
    statement = select(Seat).where(Seat.team_id == team_id, Seat.left_on.is_(None))
    return list(session.scalars(_with_municipality(statement)))


def seat_of(session: Session, team_id: int, seat_id: int) -> Seat:
    """A seat of a team; raises NotFound."""
    statement = select(Seat).where(Seat.team_id == team_id, Seat.id == seat_id)
    seat = session.scalar(statement.options(joinedload(Seat.municipality)))
    if seat is None:
        raise NotFound
    return seat


def parts(session: Session, team_id: int) -> list[TeamMunicipality]:
    """The municipalities that take part in a team or did, in the order in which they joined."""
    statement = select(TeamMunicipality).where(TeamMunicipality.team_id == team_id)
    statement = statement.options(joinedload(TeamMunicipality.municipality))
    return list(session.scalars(statement.order_by(TeamMunicipality.joined_on, TeamMunicipality.id)))


def present(session: Session, team_id: int) -> set[int]:
    """The municipalities that take part in a team now."""
    statement = select(TeamMunicipality.municipality_id)
    return set(
        session.scalars(statement.where(TeamMunicipality.team_id == team_id, TeamMunicipality.left_on.is_(None)))
    )


def part_of(session: Session, team_id: int, municipality_id: int) -> TeamMunicipality | None:
    """A municipality's part in a team, also one that is over."""
    where = TeamMunicipality.team_id == team_id, TeamMunicipality.municipality_id == municipality_id
    return session.scalar(select(TeamMunicipality).where(*where))


def invitations(session: Session, team_id: int) -> list[TeamInvitation]:
    """The municipalities that are asked to take part in a team, and those that have said no, oldest first."""
    statement = select(TeamInvitation).where(TeamInvitation.team_id == team_id)
    statement = statement.options(joinedload(TeamInvitation.municipality))
    return list(session.scalars(statement.order_by(TeamInvitation.invited_on, TeamInvitation.id)))


def invitation_to(session: Session, team_id: int, municipality_id: int, *, lock: bool = False) -> TeamInvitation | None:
    """A municipality's invitation to a team, held for writing with its team when asked."""
    if lock:
        session.execute(select(CoreTeam.id).where(CoreTeam.id == team_id).with_for_update())
    where = TeamInvitation.team_id == team_id, TeamInvitation.municipality_id == municipality_id
    loaded = joinedload(TeamInvitation.team).joinedload(CoreTeam.lead), joinedload(TeamInvitation.municipality)
    return session.scalar(select(TeamInvitation).where(*where).options(*loaded, joinedload(TeamInvitation.invited_by)))


def invitations_for(session: Session, viewer: Viewer) -> list[TeamInvitation]:
    """The invitations that the viewer may answer, oldest first."""
    asked = TeamInvitation.municipality_id.in_(viewer.bodies(Permission.TEAM_WRITE))
    loaded = joinedload(TeamInvitation.team), joinedload(TeamInvitation.municipality)
    statement = select(TeamInvitation).where(asked, TeamInvitation.declined_on.is_(None)).options(*loaded)
    return list(session.scalars(statement.order_by(TeamInvitation.invited_on, TeamInvitation.id)))


def guest_of(session: Session, team_id: int, organisation_id: int) -> TeamGuest | None:
    """An organisation's invitation to a team, where it has one."""
    where = TeamGuest.team_id == team_id, TeamGuest.organisation_id == organisation_id
    return session.scalar(select(TeamGuest).where(*where))


def person_by_email(session: Session, email: str) -> Person | None:
    """Whoever has an e-mail address, also one who has been shut out."""
    return session.scalar(select(Person).where(Person.email == email))


def colleague(session: Session, email: str, municipality_id: int) -> Person | None:
    """Whoever signs in with an address and may write for the teams of a municipality already."""
    found = person_by_email(session, email) if email else None
    return found if found in writers(session, municipality_id) else None


def writers(session: Session, municipality_id: int) -> list[Person]:
    """Those who may write for the teams of a municipality, by name."""
    roles = {role for role, allowed in PERMISSIONS.items() if Permission.TEAM_WRITE in allowed}
    return people_with(session, roles, municipality_id)


def access_by(session: Session, seat: Seat) -> RoleHolding | None:
    """The role by which somebody signs in for a seat alone; None where another seat of theirs needs it too."""
    if seat.person_id is None:
        return None
    theirs = Seat.person_id == seat.person_id, Seat.municipality_id == seat.municipality_id
    other = select(Seat.id).where(*theirs, Seat.id != seat.id, Seat.left_on.is_(None)).exists()
    held = (
        RoleHolding.person_id == seat.person_id,
        RoleHolding.body_id == seat.municipality_id,
        RoleHolding.role == Role.CORE_TEAM_MEMBER,
        RoleHolding.ended_at.is_(None),
    )
    return session.scalar(select(RoleHolding).where(*held, ~other))


def guests(session: Session, team_id: int) -> list[TeamGuest]:
    """The organisations that may read what a team does."""
    statement = select(TeamGuest).where(TeamGuest.team_id == team_id).options(joinedload(TeamGuest.organisation))
    return list(session.scalars(statement.order_by(TeamGuest.id)))


def listed(viewer: Viewer) -> Statement:
    """The teams that the viewer may read as rows of a list."""
    columns = (CoreTeam.id, CoreTeam.name, CoreTeam.maturity, CoreTeam.begun_on, CoreTeam.ended_on)
    return select(*columns).join(Lead, Lead.c.id == CoreTeam.lead_id).where(is_visible(viewer))


def own_municipalities(session: Session, viewer: Viewer) -> list[Municipality]:
    """The municipalities for which the viewer writes about teams."""
    statement = select(Municipality).where(Municipality.id.in_(viewer.bodies(Permission.TEAM_WRITE)))
    return list(session.scalars(statement.order_by(alphabetical(Municipality.name))))


def municipality_by_number(session: Session, number: str) -> Municipality:
    """A municipality by its number; raises NotFound."""
    found = municipality(session, number)
    if found is None:
        raise NotFound
    return found
