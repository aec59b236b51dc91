"""Builders of core teams and programmes that show what matters to a test and hide the rest."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts.models import Person
from directory.accounts.permissions import Role
from directory.bodies.models import Body
from directory.municipalities.models import Municipality
from kernel.orm import Translated
from partnership.core_teams.models import CoreTeam, Maturity, Seat, TeamMunicipality
from partnership.programmes.models import (
    EventKind,
    EventMode,
    EventStatus,
    Participation,
    Programme,
    ProgrammeEvent,
)
from tests.builders import NOW, a_municipality, a_person, the_directorate

BEGUN = date(2026, 9, 1)
_codes = count(1)


@dataclass(frozen=True)
class Table:
    """A team with the municipality that leads it, its coordinator, and a member of the team with an account."""

    team: CoreTeam
    municipality: Municipality
    coordinator: Person
    member: Person
    seats: list[Seat]


@dataclass(frozen=True)
class Centre:
    """The directorate with its caseworker, and a programme that it runs."""

    body: Body
    caseworker: Person
    programme: Programme


def a_table(session: Session, *, name: str = "Volda", number: str | None = None) -> Table:
    """A core team of two who share one and a half days a week, the member its leader."""
    municipality = a_municipality(session, name=name, number=number)
    coordinator = a_person(session, Role.MUNICIPAL_COORDINATOR, municipality)
    member = a_person(session, Role.CORE_TEAM_MEMBER, municipality, name="Randi Teamleder")
    team = a_team(session, municipality, actor=coordinator)
    seats = [
        a_seat(session, team, municipality, name=member.name, person=member, tenths=10, is_leader=True),
        a_seat(session, team, municipality, name="Ola Medlem", tenths=5),
    ]
    return Table(team, municipality, coordinator, member, seats)


def a_team(session: Session, *municipalities: Municipality, actor: Person, name: str = "Kjerneteamet") -> CoreTeam:
    """A core team without seats; the first municipality leads."""
    team = CoreTeam(
        name=name,
        about="",
        lead_id=municipalities[0].id,
        maturity=Maturity.STARTING,
        begun_on=BEGUN,
        created_by_id=actor.id,
    )
    session.add(team)
    session.flush()
    for each in municipalities:
        session.add(TeamMunicipality(team_id=team.id, municipality_id=each.id, joined_on=BEGUN))
    session.flush()
    return team


def a_seat(
    session: Session,
    team: CoreTeam,
    municipality: Municipality,
    *,
    name: str = "Kari Medlem",
    person: Person | None = None,
    tenths: int = 5,
    is_leader: bool = False,
    **other: Any,
) -> Seat:
    """Somebody's place in a team."""
    values: dict[str, Any] = {"email": "", "title": "", "begun_on": BEGUN, **other}
    made = Seat(
        team_id=team.id,
        municipality_id=municipality.id,
        person_id=person.id if person else None,
        name=name,
        tenths=tenths,
        is_leader=is_leader,
        **values,
    )
    session.add(made)
    session.flush()
    return made


def a_centre(session: Session) -> Centre:
    """The directorate, its caseworker and a programme that is under way."""
    body = the_directorate(session)
    caseworker = a_person(session, Role.CASEWORKER, body)
    programme = Programme(
        code=f"KT-{next(_codes)}",
        title=Translated(nb="Kjerneteam 2026", nn="Kjerneteam 2026"),
        about=Translated(nb="Vi lærer sammen.", nn="Vi lærer saman."),
        language="nb",
        owner_id=body.id,
        call_code="",
        process_leader="Prosesshuset",
        contact_name="Marianne Holth",
        contact_email="senter@example.no",
        contact_phone="00 00 00 21",
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 6, 30),
        news=0,
    )
    session.add(programme)
    session.flush()
    return Centre(body, caseworker, programme)


def takes_part(session: Session, programme: Programme, team: CoreTeam, **other: Any) -> Participation:
    """A team in a programme."""
    values: dict[str, Any] = {"application": "", "joined_on": BEGUN, "is_listed": True, "good_at": "", **other}
    made = Participation(programme_id=programme.id, team_id=team.id, **values)
    session.add(made)
    session.flush()
    return made


def an_event(
    session: Session,
    programme: Programme,
    *,
    kind: EventKind = EventKind.GATHERING,
    starts_at: datetime = NOW + timedelta(days=7),
    status: EventStatus = EventStatus.PLANNED,
    **other: Any,
) -> ProgrammeEvent:
    """A gathering, a webinar or a working meeting of two hours on a screen."""
    values: dict[str, Any] = {
        "title": "Første samling",
        "about": "",
        "ends_at": starts_at + timedelta(hours=2),
        "mode": EventMode.DIGITAL,
        "place": "",
        "link": "https://video.example.no/rom",
        "is_travel_needed": False,
        **other,
    }
    made = ProgrammeEvent(programme_id=programme.id, kind=kind, starts_at=starts_at, status=status, **values)
    session.add(made)
    session.flush()
    return made
