"""What is read: where work is anchored, whom a team involves, what the councils said, and what is missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, String, and_, cast, literal, null, or_, select, union_all
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from directory.accounts.permissions import Viewer
from directory.bodies.models import Body
from partnership.core_teams import queries as teams
from partnership.core_teams.models import CoreTeam, TeamMunicipality
from partnership.involvement import rules
from partnership.involvement.models import Anchoring, AnchoringKind, CouncilContact, Involvement
from partnership.involvement.rules import Fact, FactKind, Standing

BodyTable = Body.__table__
IS_SO = literal(value=True)


def standing_of(session: Session, team_ids: Iterable[int], day: date) -> dict[int, Standing]:
    """How some teams stand on a day, and what each lacks, in one statement."""
    known = list(team_ids)
    facts: dict[int, list[Fact]] = defaultdict(list)
    rows = session.execute(union_all(*_facts(known, day)).order_by("team_id", "word", "on_date"))
    for team_id, kind, municipality_id, word, on_date, *said in rows:
        facts[team_id].append(Fact(FactKind(kind), municipality_id, word, on_date, *map(bool, said)))
    return {team_id: rules.standing(facts[team_id], day) for team_id in known}


def _facts(team_ids: list[int], day: date) -> list[Select[Any]]:
    present = or_(TeamMunicipality.left_on.is_(None), TeamMunicipality.left_on > day)
    return [
        _fact(TeamMunicipality, FactKind.MUNICIPALITY, BodyTable.c.name, TeamMunicipality.joined_on)
        .join(BodyTable, BodyTable.c.id == TeamMunicipality.municipality_id)
        .where(TeamMunicipality.team_id.in_(team_ids), TeamMunicipality.joined_on <= day, present),
        _fact(
            Anchoring,
            FactKind.ANCHORING,
            Anchoring.kind,
            Anchoring.on_date,
            is_done=Anchoring.kind == AnchoringKind.PLAN_ADOPTED,
            is_whole=and_(Anchoring.political != "", Anchoring.administrative != ""),
        ).where(Anchoring.team_id.in_(team_ids)),
        _fact(Involvement, FactKind.ACTOR, Involvement.actor, Involvement.on_date, is_done=Involvement.is_done).where(
            Involvement.team_id.in_(team_ids)
        ),
        _fact(
            CouncilContact,
            FactKind.COUNCIL,
            CouncilContact.council,
            CouncilContact.on_date,
            is_done=CouncilContact.is_done,
            is_whole=and_(CouncilContact.statement != "", CouncilContact.used != ""),
        ).where(CouncilContact.team_id.in_(team_ids)),
    ]


def _fact(
    table: Any, kind: FactKind, word: Any, on_date: Any, *, is_done: Any = IS_SO, is_whole: Any = IS_SO
) -> Select[Any]:
    """One kind of fact as a row of the same shape as all the others."""
    municipality_id = cast(getattr(table, "municipality_id", null()), Integer)
    return select(
        table.team_id.label("team_id"),
        literal(kind.value).label("kind"),
        municipality_id.label("municipality_id"),
        cast(word, String).label("word"),
        on_date.label("on_date"),
        is_done.label("is_done"),
        is_whole.label("is_whole"),
    )


@dataclass(frozen=True)
class Late:
    """A day that has passed without a word: the id is the municipality's for a plan, the row's for a council."""

    kind: FactKind
    id: int
    team_id: int
    team: str
    municipality: str
    word: str
    on_date: date


def late(session: Session, viewer: Viewer, day: date) -> list[Late]:
    """The days that have passed without a word in the teams for which the viewer writes, in one statement."""
    process = Anchoring.kind == AnchoringKind.PROCESS_DESCRIBED
    plans = _late(Anchoring, FactKind.ANCHORING, Anchoring.municipality_id, Anchoring.kind).where(process)
    asked = _late(CouncilContact, FactKind.COUNCIL, CouncilContact.id, CouncilContact.council)
    rows = [
        plans.where(Anchoring.on_date < day),
        asked.where(CouncilContact.on_date < day, ~CouncilContact.is_done),
    ]
    rows = [each.where(teams.is_own(viewer), CoreTeam.ended_on.is_(None)) for each in rows]
    found = session.execute(union_all(*rows).order_by("on_date", "team_id", "id"))
    return [Late(FactKind(kind), *rest) for kind, *rest in found]


def _late(table: Any, kind: FactKind, row_id: Any, word: Any) -> Select[Any]:
    """One kind of day as a row of the same shape as the other; a municipality that has left is not asked."""
    present = and_(
        TeamMunicipality.team_id == table.team_id,
        TeamMunicipality.municipality_id == table.municipality_id,
        TeamMunicipality.left_on.is_(None),
    )
    return (
        select(
            literal(kind.value).label("kind"),
            row_id.label("id"),
            CoreTeam.id.label("team_id"),
            CoreTeam.name.label("team"),
            BodyTable.c.name.label("municipality"),
            cast(word, String).label("word"),
            table.on_date.label("on_date"),
        )
        .join(CoreTeam, CoreTeam.id == table.team_id)
        .join(BodyTable, BodyTable.c.id == table.municipality_id)
        .join(TeamMunicipality, present)
    )


def anchorings(session: Session, team_id: int) -> dict[int, Anchoring]:
    """Where the work of a team is anchored, by municipality."""
    found = session.scalars(select(Anchoring).where(Anchoring.team_id == team_id))
    return {each.municipality_id: each for each in found}


def anchoring_of(session: Session, team_id: int, municipality_id: int) -> Anchoring | None:
    """Where a municipality's part is anchored, where that is written down."""
    where = Anchoring.team_id == team_id, Anchoring.municipality_id == municipality_id
    return session.scalar(select(Anchoring).where(*where))


def involved(session: Session, team_id: int) -> list[Involvement]:
    """Whom a team involves, kind by kind."""
    statement = select(Involvement).where(Involvement.team_id == team_id)
    return list(session.scalars(statement.order_by(Involvement.actor, Involvement.on_date, Involvement.id)))


def involvement_of(session: Session, team_id: int, involvement_id: int) -> Involvement:
    """A row of a team's matrix; raises NotFound."""
    where = Involvement.team_id == team_id, Involvement.id == involvement_id
    found = session.scalar(select(Involvement).where(*where))
    if found is None:
        raise NotFound
    return found


def same_involvement(session: Session, made: Involvement) -> Involvement | None:
    """The same row, written before."""
    columns = ("team_id", "actor", "name", "how", "on_date")
    where = [getattr(Involvement, name) == getattr(made, name) for name in columns]
    return session.scalar(select(Involvement).where(*where).limit(1))


def contacts(session: Session, team_id: int) -> list[CouncilContact]:
    """The councils that a team asks or has asked, by municipality and day."""
    statement = select(CouncilContact).where(CouncilContact.team_id == team_id)
    statement = statement.options(joinedload(CouncilContact.municipality))
    return list(session.scalars(statement.order_by(CouncilContact.council, CouncilContact.on_date, CouncilContact.id)))


@dataclass(frozen=True)
class Heard:
    """All that a team has written down of anchoring and involvement."""

    anchorings: dict[int, Anchoring]
    contacts: list[CouncilContact]
    involved: list[Involvement]


def heard_by(session: Session, team_id: int) -> Heard:
    """All that a team has written down of anchoring and involvement, in three statements."""
    return Heard(anchorings(session, team_id), contacts(session, team_id), involved(session, team_id))


def contact_of(session: Session, team_id: int, contact_id: int) -> CouncilContact:
    """What is written of a council; raises NotFound."""
    statement = select(CouncilContact).where(CouncilContact.team_id == team_id, CouncilContact.id == contact_id)
    found = session.scalar(statement.options(joinedload(CouncilContact.municipality)))
    if found is None:
        raise NotFound
    return found


def same_contact(session: Session, made: CouncilContact) -> CouncilContact | None:
    """The same council on the same day, written before."""
    columns = ("team_id", "municipality_id", "council", "on_date")
    where = [getattr(CouncilContact, name) == getattr(made, name) for name in columns]
    return session.scalar(select(CouncilContact).where(*where).limit(1))
