"""What is read as lists: resources, needs, opportunities and connections of a team."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, or_, select

from directory.accounts.permissions import Viewer
from directory.bodies.models import Body
from kernel.web.lists import Statement
from volunteers.senior_resources.models import (
    Connection,
    ConnectionStatus,
    LocalNeed,
    Opportunity,
    ResourceKind,
    SeniorResource,
    Theme,
)
from volunteers.senior_resources.queries import is_told
from volunteers.senior_resources.rules import LIVE

Owner = Body.__table__.alias("resource_owner")


def resources(team_id: int, *, viewer: Viewer, kind: str, theme: str) -> Statement:
    """The resources told to the viewer that are kept, as rows of a list; what is no kind or theme narrows nothing."""
    statement = (
        select(
            SeniorResource.id,
            SeniorResource.kind,
            SeniorResource.name,
            SeniorResource.wish,
            SeniorResource.themes,
            SeniorResource.people,
            SeniorResource.consent_until,
            SeniorResource.resting_until,
            SeniorResource.added_on,
            Owner.c.name.label("organisation"),
            _live(Connection.resource_id == SeniorResource.id).label("live"),
        )
        .outerjoin(Owner, Owner.c.id == SeniorResource.organisation_id)
        .where(SeniorResource.team_id == team_id, SeniorResource.erased_on.is_(None), is_told(viewer))
    )
    if kind in set(ResourceKind):
        statement = statement.where(SeniorResource.kind == ResourceKind(kind))
    return _about(statement, SeniorResource.themes, theme)


def needs(team_id: int, *, state: str, theme: str) -> Statement:
    """The needs of a team as rows of a list: those that are not met, unless all are asked for."""
    live = _live(Connection.need_id == LocalNeed.id)
    statement = select(
        LocalNeed.id,
        LocalNeed.text,
        LocalNeed.themes,
        LocalNeed.place,
        LocalNeed.said_by,
        LocalNeed.noted_on,
        LocalNeed.met_on,
        live.label("live"),
    ).where(LocalNeed.team_id == team_id)
    if state != "all":
        statement = statement.where(LocalNeed.met_on.is_(None))
    if state == "alone":
        statement = statement.where(~_has_live(Connection.need_id == LocalNeed.id))
    return _about(statement, LocalNeed.themes, theme)


def opportunities(team_id: int, today: date, *, state: str, theme: str) -> Statement:
    """The opportunities of a team as rows of a list: those that are open, unless all are asked for."""
    live = _live(Connection.opportunity_id == Opportunity.id)
    statement = select(
        Opportunity.id,
        Opportunity.text,
        Opportunity.themes,
        Opportunity.place,
        Opportunity.open_until,
        Opportunity.noted_on,
        live.label("live"),
    ).where(Opportunity.team_id == team_id)
    if state != "all":
        statement = statement.where(or_(Opportunity.open_until.is_(None), Opportunity.open_until >= today))
    if state == "alone":
        statement = statement.where(~_has_live(Connection.opportunity_id == Opportunity.id))
    return _about(statement, Opportunity.themes, theme)


def connections(team_id: int, *, viewer: Viewer, status: str) -> Statement:
    """What has been connected for a team, as rows of a list."""
    statement = (
        select(
            Connection.id,
            Connection.status,
            Connection.changed_on,
            Connection.resource_id,
            SeniorResource.kind,
            SeniorResource.name,
            SeniorResource.erased_on,
            Owner.c.name.label("organisation"),
            LocalNeed.text.label("need"),
            Opportunity.text.label("opportunity"),
        )
        .join(SeniorResource, SeniorResource.id == Connection.resource_id)
        .outerjoin(Owner, Owner.c.id == SeniorResource.organisation_id)
        .outerjoin(LocalNeed, LocalNeed.id == Connection.need_id)
        .outerjoin(Opportunity, Opportunity.id == Connection.opportunity_id)
        .where(SeniorResource.team_id == team_id, is_told(viewer))
    )
    if status in set(ConnectionStatus):
        return statement.where(Connection.status == ConnectionStatus(status))
    return statement


def status_order() -> Any:
    """Statuses in the order in which they come."""
    return case({each.value: place for place, each in enumerate(ConnectionStatus)}, value=Connection.status)


def _about(statement: Statement, themes: Any, theme: str) -> Statement:
    return statement.where(themes.contains(theme)) if theme in set(Theme) else statement


def _live(is_tied: ColumnElement[bool]) -> Any:
    return select(func.count(Connection.id)).where(is_tied, Connection.status.in_(LIVE)).scalar_subquery()


def _has_live(is_tied: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(is_tied, Connection.status.in_(LIVE))
