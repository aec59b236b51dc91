"""What is read: programmes as their viewers see them, and the teams that take part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Permission, Viewer
from directory.bodies.models import Body
from kernel.alphabet import Alphabetical, alphabetical
from kernel.orm import Translated
from partnership.core_teams.models import CoreTeam, Seat, TeamMunicipality
from partnership.programmes.models import Guidance, HandIn, HandInStatus, Homework, Participation, Programme
from partnership.programmes.rules import DONE

Lead = Body.__table__.alias("lead_body")


def by_name() -> Alphabetical:
    """The order of teams: never by how they do."""
    return alphabetical(CoreTeam.name)


def is_mine(viewer: Viewer, permission: Permission) -> ColumnElement[bool]:
    """Whether a team is one of a municipality for which the viewer may do something, and which takes part now."""
    return CoreTeam.id.in_(
        select(TeamMunicipality.team_id).where(
            TeamMunicipality.left_on.is_(None), TeamMunicipality.municipality_id.in_(viewer.bodies(permission))
        )
    )


def has_team(body_id: Any) -> ColumnElement[bool]:
    """Whether a body is a municipality with a core team, which may take part or have done so."""
    return exists().where(TeamMunicipality.municipality_id == body_id, TeamMunicipality.left_on.is_(None))


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    """Whether a programme is the centre's own, or one in which a team of the viewer's takes part or did."""
    if viewer.may(Permission.PROGRAMME_MANAGE):
        return Programme.id.is_not(None)
    mine = select(Participation.programme_id).join(Participation.team).where(is_mine(viewer, Permission.TEAM_READ))
    return Programme.id.in_(mine)


def get_visible(session: Session, code: str, *, viewer: Viewer, lock: bool = False) -> Programme:
    """A programme that the viewer may read, held for writing where that is asked for; raises NotFound."""
    statement = select(Programme).where(Programme.code == code, is_visible(viewer))
    programme = session.scalar(statement.with_for_update(of=Programme) if lock else statement)
    if programme is None:
        raise NotFound
    return programme


def get_managed(session: Session, code: str, *, viewer: Viewer, lock: bool = False) -> Programme:
    """A programme that the viewer runs; raises NotFound."""
    if not viewer.may(Permission.PROGRAMME_MANAGE):
        raise NotFound
    return get_visible(session, code, viewer=viewer, lock=lock)


def hold(session: Session, programme: Programme) -> None:
    """Let nobody else who holds it write about a programme until this transaction ends."""
    session.execute(select(Programme.id).where(Programme.id == programme.id).with_for_update(key_share=True))


def by_code(session: Session, code: str) -> Programme | None:
    """The programme with a code."""
    return session.scalar(select(Programme).where(Programme.code == code))


def programmes(session: Session) -> Sequence[Programme]:
    """All programmes, in the order of their first days; there is about one a year."""
    return session.scalars(select(Programme).order_by(Programme.starts_on, Programme.id)).all()


@dataclass(frozen=True)
class Row:
    """A programme in a list."""

    id: int
    code: str
    title: Translated
    starts_on: date
    ends_on: date
    teams: int
    name: str
    tongue: str | None


@dataclass(frozen=True)
class Counts:
    """How many teams take part, and how much waits for the centre."""

    teams: int
    hand_ins: int
    questions: int


def counts(session: Session, programme: Programme) -> Counts:
    """How many teams take part in a programme, and how much waits for the centre, in one statement."""
    teams = select(func.count()).where(Participation.programme_id == programme.id, Participation.left_on.is_(None))
    handed_in = (
        select(func.count())
        .select_from(HandIn)
        .join(Homework, Homework.id == HandIn.homework_id)
        .where(Homework.programme_id == programme.id, HandIn.status == HandInStatus.HANDED_IN)
    )
    asked = select(func.count()).where(Guidance.programme_id == programme.id, Guidance.answered_at.is_(None))
    parts = (teams.scalar_subquery(), handed_in.scalar_subquery(), asked.scalar_subquery())
    return Counts(*session.execute(select(*parts)).one())


def listed(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """The viewer's programmes as rows of a list, each with how many teams take part."""
    teams = (
        select(func.count())
        .where(Participation.programme_id == Programme.id, Participation.left_on.is_(None))
        .correlate(Programme)
        .scalar_subquery()
    )
    return select(
        Programme.id, Programme.code, Programme.title, Programme.starts_on, Programme.ends_on, teams.label("teams")
    ).where(is_visible(viewer))


def participations(session: Session, programme: Programme) -> list[Participation]:
    """The teams that take part in a programme now, in the order of the alphabet."""
    statement = (
        select(Participation)
        .join(Participation.team)
        .where(Participation.programme_id == programme.id, Participation.left_on.is_(None))
        .options(joinedload(Participation.team).joinedload(CoreTeam.lead))
        .order_by(by_name(), CoreTeam.id)
    )
    return list(session.scalars(statement))


def team_ids(programme: Programme) -> Select[int]:
    """The teams that take part in a programme or did."""
    return select(Participation.team_id).where(Participation.programme_id == programme.id)


def participation_of(session: Session, programme_id: int, team_id: int, *, lock: bool = False) -> Participation | None:
    """What is known of a team in a programme, whether it takes part still or did."""
    statement = (
        select(Participation)
        .where(Participation.programme_id == programme_id, Participation.team_id == team_id)
        .options(joinedload(Participation.team))
        .execution_options(populate_existing=True)
    )
    return session.scalar(statement.with_for_update(of=Participation) if lock else statement)


def seen_team(session: Session, programme: Programme, team_id: int, *, viewer: Viewer) -> CoreTeam:
    """A team of the programme's that the viewer may follow: the centre each, others their own; raises NotFound."""
    is_seen = [] if viewer.may(Permission.PROGRAMME_MANAGE) else [is_mine(viewer, Permission.TEAM_READ)]
    return _team(session, programme, team_id, *is_seen)


def own_team(session: Session, programme: Programme, team_id: int, *, viewer: Viewer) -> CoreTeam:
    """A team of the programme's for which the viewer writes; raises NotFound."""
    return _team(session, programme, team_id, is_mine(viewer, Permission.TEAM_WRITE))


def _team(session: Session, programme: Programme, team_id: int, *wanted: ColumnElement[bool]) -> CoreTeam:
    statement = select(CoreTeam).join(Participation, Participation.team_id == CoreTeam.id)
    team = session.scalar(statement.where(Participation.programme_id == programme.id, CoreTeam.id == team_id, *wanted))
    if team is None:
        raise NotFound
    return team


def is_own(session: Session, team: CoreTeam, viewer: Viewer) -> bool:
    """Whether the viewer writes for a team."""
    statement = select(CoreTeam.id).where(CoreTeam.id == team.id, is_mine(viewer, Permission.TEAM_WRITE))
    return session.scalar(statement) is not None


@dataclass(frozen=True)
class Place:
    """The programme that a team takes part in, and how much of its homework is overdue."""

    programme: Programme
    overdue: int


def place_of(session: Session, team: CoreTeam, viewer: Viewer, today: date) -> Place | None:
    """The latest programme in which a team takes part, for those who may follow it, in one statement."""
    done = select(HandIn.homework_id).where(HandIn.team_id == team.id, HandIn.status.in_(DONE))
    overdue = (
        select(func.count())
        .where(
            Homework.programme_id == Programme.id,
            Homework.due_on.between(Participation.joined_on, today - timedelta(days=1)),
            Homework.id.not_in(done),
        )
        .correlate(Programme, Participation)
        .scalar_subquery()
    )
    statement = (
        select(Programme, overdue)
        .join(Participation, Participation.programme_id == Programme.id)
        .where(Participation.team_id == team.id, Participation.left_on.is_(None), is_visible(viewer))
        .order_by(Programme.starts_on.desc(), Programme.id.desc())
    )
    row = session.execute(statement.limit(1)).first()
    return Place(*row) if row else None


def own_participations(session: Session, programme: Programme, viewer: Viewer) -> list[Participation]:
    """The viewer's teams in a programme, those that have left it as well, in the order of the alphabet."""
    statement = (
        select(Participation)
        .join(Participation.team)
        .where(Participation.programme_id == programme.id, is_mine(viewer, Permission.TEAM_READ))
        .options(joinedload(Participation.team))
        .order_by(by_name(), CoreTeam.id)
    )
    return list(session.scalars(statement))


def to_invite(session: Session, programme: Programme) -> list[CoreTeam]:
    """The teams that go on and do not take part in a programme now, in the order of the alphabet."""
    inside = select(Participation.team_id).where(
        Participation.programme_id == programme.id, Participation.left_on.is_(None)
    )
    statement = (
        select(CoreTeam)
        .where(CoreTeam.ended_on.is_(None), CoreTeam.id.not_in(inside))
        .options(joinedload(CoreTeam.lead))
        .order_by(by_name(), CoreTeam.id)
    )
    return list(session.scalars(statement))


def listed_teams(programme: Programme) -> Select[*tuple[Any, ...]]:
    """The participations of the teams that take part now, as rows of a list."""
    return (
        select(Participation.id, Participation.team_id)
        .join(Participation.team)
        .join(Lead, Lead.c.id == CoreTeam.lead_id)
        .where(Participation.programme_id == programme.id, Participation.left_on.is_(None))
    )


def network(programme: Programme) -> Select[*tuple[Any, ...]]:
    """The teams that wish to be found by the others as rows of a list, with who leads each."""
    leads = and_(Seat.team_id == CoreTeam.id, Seat.is_leader, Seat.left_on.is_(None))
    return (
        select(
            CoreTeam.id,
            CoreTeam.name,
            Lead.c.name.label("municipality"),
            Participation.good_at,
            func.coalesce(Seat.name, "").label("leader"),
            func.coalesce(Seat.email, "").label("email"),
        )
        .join(Participation, Participation.team_id == CoreTeam.id)
        .join(Lead, Lead.c.id == CoreTeam.lead_id)
        .outerjoin(Seat, leads)
        .where(Participation.programme_id == programme.id, Participation.is_listed)
        .where(Participation.left_on.is_(None), CoreTeam.ended_on.is_(None))
    )
