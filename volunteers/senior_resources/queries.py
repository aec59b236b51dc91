"""What is read: what a team has written down of wishes, needs, opportunities and what has met."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from activities.offers.models import Offer
from activities.offers.queries import is_public
from directory.accounts.permissions import Permission, Viewer
from directory.organisations.models import Organisation
from kernel.alphabet import alphabetical
from partnership.core_teams.models import CoreTeam, TeamGuest, TeamMunicipality
from partnership.relations.models import Relation
from volunteers.register.models import Volunteer, VolunteerStatus
from volunteers.senior_resources import rules
from volunteers.senior_resources.models import (
    Connection,
    ConnectionStatus,
    LocalNeed,
    Opportunity,
    ResourceKind,
    SegmentCount,
    SeniorResource,
)
from volunteers.senior_resources.suggestions import Asker, Overview, Thing, Tie, What, overview

Local = LocalNeed | Opportunity
L = TypeVar("L", bound=Local)


@dataclass(frozen=True)
class Ground:
    """All that a team has to do with: what is kept, open and connected, by its number."""

    resources: dict[int, SeniorResource]
    needs: dict[int, LocalNeed]
    opportunities: dict[int, Opportunity]
    connections: Sequence[Connection]
    today: date

    @cached_property
    def overview(self) -> Overview:
        """What has nobody, which wishes have no place, and what might meet."""
        askers = [
            Asker(each.id, frozenset(rules.split(each.themes)))
            for each in self.resources.values()
            if rules.may_be_asked(each, self.today)
        ]
        return overview(askers, self._things(), [tie for each in self.connections for tie in ties(each)])

    def _things(self) -> list[Thing]:
        found: list[tuple[What, Local]] = [(What.NEED, each) for each in self.needs.values()]
        found += [(What.OPPORTUNITY, each) for each in self.opportunities.values()]
        return [Thing(what, each.id, frozenset(rules.split(each.themes))) for what, each in found]

    def thing(self, what: What, thing_id: int) -> Local:
        """A need or an opportunity."""
        return self.needs[thing_id] if what is What.NEED else self.opportunities[thing_id]

    def asked_for(self, what: What, thing_id: int) -> list[SeniorResource]:
        """Who has been asked about a need or an opportunity, and has not answered yet."""
        waiting = [each.resource_id for each in self._waiting if (each.what, each.thing_id) == (what, thing_id)]
        return [self.resources[each] for each in waiting]

    def asked_of(self, resource_id: int) -> list[Local]:
        """What a resource has been asked about, and has not answered yet."""
        return [self.thing(each.what, each.thing_id) for each in self._waiting if each.resource_id == resource_id]

    @cached_property
    def _waiting(self) -> list[Tie]:
        there: dict[What, Collection[int]] = {What.NEED: self.needs, What.OPPORTUNITY: self.opportunities}
        return [
            tie
            for connection in self.connections
            if connection.status is ConnectionStatus.SUGGESTED and connection.resource_id in self.resources
            for tie in ties(connection)
            if tie.thing_id in there[tie.what]
        ]


def ties(connection: Connection) -> list[Tie]:
    """The pairs that a connection ties: with a need, an opportunity or both."""
    pairs = [(What.NEED, connection.need_id), (What.OPPORTUNITY, connection.opportunity_id)]
    return [Tie(connection.resource_id, what, number, connection.status) for what, number in pairs if number]


def is_told(viewer: Viewer) -> ColumnElement[bool]:
    """Whether a resource was told to the viewer: persons and groups said yes to the municipalities there were then.

    A municipality that joins the team later reads what they wish once they have said yes again.
    """
    there = exists().where(
        TeamMunicipality.team_id == SeniorResource.team_id,
        TeamMunicipality.left_on.is_(None),
        TeamMunicipality.municipality_id.in_(viewer.bodies(Permission.TEAM_WRITE)),
        CoreTeam.id == SeniorResource.team_id,
        or_(TeamMunicipality.joined_on <= SeniorResource.consent_on, TeamMunicipality.joined_on <= CoreTeam.begun_on),
    )
    return or_(SeniorResource.kind == ResourceKind.ORGANISATION, SeniorResource.erased_on.is_not(None), there)


def ground_of(session: Session, team_id: int, today: date, *, viewer: Viewer) -> Ground:
    """All that a team has to do with on a day, with the resources told to the viewer, in four statements."""
    kept = SeniorResource.team_id == team_id, SeniorResource.erased_on.is_(None), is_told(viewer)
    resources = _resources().where(*kept)
    needs = select(LocalNeed).where(LocalNeed.team_id == team_id, LocalNeed.met_on.is_(None))
    is_open = or_(Opportunity.open_until.is_(None), Opportunity.open_until >= today)
    opportunities = select(Opportunity).where(Opportunity.team_id == team_id, is_open)
    connections = select(Connection).join(Connection.resource).where(SeniorResource.team_id == team_id)
    return Ground(
        {each.id: each for each in session.scalars(resources.order_by(SeniorResource.id))},
        {each.id: each for each in session.scalars(needs.order_by(LocalNeed.noted_on, LocalNeed.id))},
        {each.id: each for each in session.scalars(opportunities.order_by(Opportunity.noted_on, Opportunity.id))},
        session.scalars(connections.order_by(Connection.id)).all(),
        today,
    )


def _resources() -> Select[SeniorResource]:
    return select(SeniorResource).options(joinedload(SeniorResource.organisation), joinedload(SeniorResource.volunteer))


def resource_of(
    session: Session, team_id: int, resource_id: int, *, viewer: Viewer, lock: bool = False
) -> SeniorResource:
    """A resource of a team that was told to the viewer, held for writing when asked; raises NotFound."""
    where = SeniorResource.id == resource_id, SeniorResource.team_id == team_id, is_told(viewer)
    if lock:
        session.execute(select(SeniorResource.id).where(*where).with_for_update())
    found = session.scalar(_resources().where(*where))
    if found is None:
        raise NotFound
    return found


def of_organisation(session: Session, team_id: int, organisation_id: int) -> SeniorResource | None:
    """An organisation as a resource of a team, also one that has been taken away."""
    where = SeniorResource.team_id == team_id, SeniorResource.organisation_id == organisation_id
    return session.scalar(select(SeniorResource).where(*where).with_for_update())


def persons_of(session: Session, team_id: int, kind: ResourceKind) -> Sequence[SeniorResource]:
    """The persons or groups that a team has written down and not erased; what they wish is sealed, so it is read."""
    where = SeniorResource.team_id == team_id, SeniorResource.kind == kind, SeniorResource.erased_on.is_(None)
    return session.scalars(select(SeniorResource).where(*where)).all()


def local_of(session: Session, model: type[L], team_id: int, number: int, *, lock: bool = False) -> L:
    """A need or an opportunity of a team, held for writing when asked; raises NotFound."""
    statement = select(model).where(model.id == number, model.team_id == team_id)
    found = session.scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise NotFound
    return found


def connections_of(session: Session, resource_id: int) -> Sequence[Connection]:
    """All that a resource is or was connected to, the latest first."""
    statement = select(Connection).where(Connection.resource_id == resource_id)
    statement = statement.options(joinedload(Connection.need), joinedload(Connection.opportunity))
    return session.scalars(statement.order_by(Connection.changed_on.desc(), Connection.id.desc())).all()


def connection_of(
    session: Session, team_id: int, connection_id: int, *, viewer: Viewer, lock: bool = False
) -> Connection:
    """A connection of a resource that was told to the viewer, held for writing when asked; raises NotFound."""
    statement = select(Connection).join(Connection.resource)
    statement = statement.where(Connection.id == connection_id, SeniorResource.team_id == team_id, is_told(viewer))
    loaded = joinedload(Connection.need), joinedload(Connection.opportunity)
    found = session.scalar(statement.with_for_update(of=Connection) if lock else statement.options(*loaded))
    if found is None:
        raise NotFound
    return found


def segments_of(session: Session, team_id: int) -> Sequence[SegmentCount]:
    """What a team has counted, by place."""
    statement = select(SegmentCount).where(SegmentCount.team_id == team_id)
    return session.scalars(statement.order_by(alphabetical(SegmentCount.place), SegmentCount.id)).all()


def organisations_for(session: Session, team_id: int) -> list[Organisation]:
    """The organisations that cooperate with one of a team's municipalities, or are invited to the team, by name."""
    here = select(TeamMunicipality.municipality_id).where(
        TeamMunicipality.team_id == team_id, TeamMunicipality.left_on.is_(None)
    )
    theirs = select(Relation.organisation_id).where(Relation.municipality_id.in_(here), Relation.ended_on.is_(None))
    guests = select(TeamGuest.organisation_id).where(TeamGuest.team_id == team_id)
    statement = select(Organisation).where(or_(Organisation.id.in_(theirs), Organisation.id.in_(guests)))
    return list(session.scalars(statement.order_by(alphabetical(Organisation.name), Organisation.id)))


def volunteers_for(session: Session, viewer: Viewer) -> list[Volunteer]:
    """The active volunteers whom the viewer may see, by name."""
    bodies = viewer.bodies(Permission.VOLUNTEER_WRITE)
    if not bodies:
        return []
    statement = select(Volunteer).where(Volunteer.body_id.in_(bodies), Volunteer.status == VolunteerStatus.ACTIVE)
    return list(session.scalars(statement.order_by(alphabetical(Volunteer.name), Volunteer.id)))


def offers_in(session: Session, municipality_ids: Collection[int], today: date) -> list[Offer]:
    """The public offers of some municipalities, by name."""
    statement = select(Offer).where(Offer.municipality_id.in_(municipality_ids), is_public(today))
    return list(session.scalars(statement.order_by(alphabetical(Offer.title), Offer.id)))


def ended_consents(session: Session, municipality_id: int, today: date, most: int) -> list[SeniorResource]:
    """Some of those whose consent has ended and who still stand with a team that a municipality leads."""
    statement = select(SeniorResource).join(SeniorResource.team)
    where = (
        CoreTeam.lead_id == municipality_id,
        SeniorResource.erased_on.is_(None),
        SeniorResource.consent_until < today,
    )
    ordered = statement.where(*where).order_by(SeniorResource.id).limit(most)
    return list(session.scalars(ordered.with_for_update(of=SeniorResource)))


def first_ends(session: Session) -> dict[int, date]:
    """The municipalities that lead a team for which somebody is kept by consent, and when the first consent ends."""
    statement = select(CoreTeam.lead_id, func.min(SeniorResource.consent_until)).join(SeniorResource.team)
    kept = SeniorResource.consent_until.is_not(None), SeniorResource.erased_on.is_(None)
    rows = session.execute(statement.where(*kept).group_by(CoreTeam.lead_id))
    return {lead_id: until for lead_id, until in rows if until is not None}
