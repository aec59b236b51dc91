"""Wishes, needs and opportunities that show what matters to a test and hide the rest."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from directory.organisations.models import Organisation
from partnership.core_teams.models import CoreTeam
from tests.builders import NOW, a_person, an_organisation
from tests.partnership.teaming import Table, a_table
from tests.volunteers.builders import a_safeguard
from volunteers.senior_resources import actions, noting
from volunteers.senior_resources.content import Chance, Need, Wish
from volunteers.senior_resources.models import Connection, LocalNeed, Opportunity, ResourceKind, SeniorResource

TODAY = NOW.date()
PERSON = {
    "wish": "Å gå tur med nokon",
    "themes": ["walking"],
    "name": "Berit Hemmeleg",
    "contact": "41234567",
    "consent_how": "oral",
    "consent_on": "01.11.2026",
    "consent_until": "31.10.2027",
    "version": "0",
}
CONSENT: dict[str, Any] = {
    "consent_how": "oral",
    "consent_on": date(2026, 11, 1),
    "consent_until": date(2027, 10, 31),
}


@dataclass(frozen=True)
class Ready:
    """A team whose leading municipality has its safeguards on."""

    table: Table
    team: CoreTeam
    actor_id: int


def a_ready_team(session: Session, *, number: str = "1577") -> Ready:
    """A team for which persons may be written down."""
    table = a_table(session, number=number)
    leader = a_person(session, Role.MUNICIPAL_LEADER, table.municipality, name="Leiar Leiarsen")
    a_safeguard(session, table.municipality, actor=leader)
    return Ready(table, table.team, table.member.id)


def a_wish(
    session: Session, ready: Ready, *, kind: ResourceKind = ResourceKind.INDIVIDUAL, **other: Any
) -> SeniorResource:
    """A person who wishes to walk with others."""
    said = Wish(**{"wish": "Eg vil gjerne gå tur med nokon", "themes": "walking", "name": "Berit", **CONSENT, **other})
    made = actions.add(session, ready.team, kind, said, actor_id=ready.actor_id, at=NOW)
    session.flush()
    return made


def an_organisations_wish(
    session: Session, ready: Ready, *, organisation: Organisation | None = None, **other: Any
) -> SeniorResource:
    """An association that wishes to cook together."""
    said = Wish(**{"wish": "Vi vil lage mat saman", "themes": "food", "people": 12, **other})
    owner = organisation or an_organisation(session, "Matlaget")
    kind = ResourceKind.ORGANISATION
    made = actions.add(session, ready.team, kind, said, organisation_id=owner.id, actor_id=ready.actor_id, at=NOW)
    session.flush()
    session.refresh(made)
    return made


def a_need(session: Session, ready: Ready, **other: Any) -> LocalNeed:
    """Somebody to walk with is missing."""
    said = Need(
        **{"text": "Nokon å gå tur med", "themes": "walking", "place": "Mork", "said_by": "Eldrerådet", **other}
    )
    made = noting.note_need(session, ready.team, said, actor_id=ready.actor_id, at=NOW)
    session.flush()
    return made


def an_opportunity(session: Session, ready: Ready, **other: Any) -> Opportunity:
    """A kitchen that is free."""
    said = Chance(**{"text": "Skulekjøkkenet er ledig", "themes": "food,across_ages", "place": "Skulen", **other})
    made = noting.note_opportunity(session, ready.team, said, actor_id=ready.actor_id, at=NOW)
    session.flush()
    return made


def a_tie(
    session: Session,
    ready: Ready,
    resource: SeniorResource,
    need: LocalNeed | None = None,
    opportunity: Opportunity | None = None,
    *,
    is_wished: bool = False,
) -> Connection:
    """A resource that is asked."""
    made = actions.connect(session, resource, need, opportunity, is_wished=is_wished, actor_id=ready.actor_id, at=NOW)
    session.flush()
    return made
