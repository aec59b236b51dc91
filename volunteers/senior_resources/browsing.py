"""What a team sees as lists: who wishes to contribute, what is needed, what is there, and what has met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.web import lists
from partnership.core_teams.doors import theirs, today
from volunteers.senior_resources import labels, listing, saying
from volunteers.senior_resources.models import Connection, LocalNeed, Opportunity, SeniorResource
from volunteers.senior_resources.writing import blueprint


@dataclass(frozen=True)
class Row:
    """A resource as a row of the list; `called` goes into a download, `name` is for the page alone."""

    id: int
    called: str
    name: str
    kind: str
    wish: str
    themes: str
    people: int
    live: int
    consent_until: date | None
    is_resting: bool


def lines(rows: Sequence[Any]) -> list[Row]:
    """Rows of the list in words."""
    return [
        Row(
            id=row.id,
            called=row.organisation or _(labels.NUMBERED[row.kind], number=row.id),
            name=row.name,
            kind=_(labels.KINDS[row.kind]),
            wish=row.wish,
            themes=saying.themes(row.themes),
            people=row.people,
            live=row.live,
            consent_until=row.consent_until,
            is_resting=row.resting_until is not None and row.resting_until >= today(),
        )
        for row in rows
    ]


def theme_filter() -> tuple[str, str, list[tuple[str, str]]]:
    """What each list can be narrowed by."""
    return "theme", _("Theme"), [("", _("Any")), *((one.value, _(told)) for one, told in labels.THEMES.items())]


def state_filter() -> tuple[str, str, list[tuple[str, str]]]:
    """Which needs or opportunities a list shows."""
    shown = [("", _("Those that are open")), ("alone", _("Those that have nobody")), ("all", _("All of them"))]
    return "state", _("Show"), shown


@blueprint.get("/resources/")
@requires(Permission.TEAM_WRITE)
def resources(team_id: int) -> ResponseReturnValue:
    """List who wishes to contribute."""
    team = theirs(team_id)
    columns = [
        lists.Column("called", _("Who"), SeniorResource.id),
        lists.Column("kind", _("Kind"), SeniorResource.kind),
        lists.Column("themes", _("Themes")),
        lists.Column("people", _("People"), SeniorResource.people, numeric=True),
        lists.Column("live", _("Places found"), numeric=True),
        lists.Column("consent_until", _("May be kept until"), SeniorResource.consent_until),
    ]
    kinds = [("", _("Any")), *((one.value, _(told)) for one, told in labels.KINDS.items())]
    return lists.answer(
        session(),
        listing.resources(
            team.id, viewer=current_viewer(), kind=request.args.get("kind", ""), theme=request.args.get("theme", "")
        ),
        columns,
        template="volunteers/senior_resources/resources.html",
        name="senior-resources",
        searched=(listing.Owner.c.name,),
        enrich=lines,
        filters=[("kind", _("Kind"), kinds), theme_filter()],
        team=team,
    )


def themed(rows: Sequence[Any]) -> list[Any]:
    """Rows with their themes in words."""
    return [SimpleNamespace(**{**row._mapping, "themes": saying.themes(row.themes)}) for row in rows]


@blueprint.get("/needs/")
@requires(Permission.TEAM_WRITE)
def needs(team_id: int) -> ResponseReturnValue:
    """List what is missing."""
    team = theirs(team_id)
    columns = [
        lists.Column("text", _("What is missing"), LocalNeed.text),
        lists.Column("themes", _("Themes")),
        lists.Column("place", _("Where"), LocalNeed.place),
        lists.Column("said_by", _("Who has said so"), LocalNeed.said_by),
        lists.Column("noted_on", _("Noted on"), LocalNeed.noted_on),
        lists.Column("live", _("Who helps"), numeric=True),
        lists.Column("met_on", _("Met on"), LocalNeed.met_on),
    ]
    return lists.answer(
        session(),
        listing.needs(team.id, state=request.args.get("state", ""), theme=request.args.get("theme", "")),
        columns,
        template="volunteers/senior_resources/needs.html",
        name="needs",
        searched=(LocalNeed.text, LocalNeed.place, LocalNeed.said_by),
        usual="noted_on",
        enrich=themed,
        filters=[state_filter(), theme_filter()],
        team=team,
    )


@blueprint.get("/opportunities/")
@requires(Permission.TEAM_WRITE)
def opportunities(team_id: int) -> ResponseReturnValue:
    """List what is there already."""
    team, state = theirs(team_id), request.args.get("state", "")
    columns = [
        lists.Column("text", _("What is there"), Opportunity.text),
        lists.Column("themes", _("Themes")),
        lists.Column("place", _("Where"), Opportunity.place),
        lists.Column("open_until", _("Until when"), Opportunity.open_until),
        lists.Column("noted_on", _("Noted on"), Opportunity.noted_on),
        lists.Column("live", _("Who takes part"), numeric=True),
    ]
    return lists.answer(
        session(),
        listing.opportunities(team.id, today(), state=state, theme=request.args.get("theme", "")),
        columns,
        template="volunteers/senior_resources/opportunities.html",
        name="opportunities",
        searched=(Opportunity.text, Opportunity.place),
        usual="noted_on",
        enrich=themed,
        filters=[state_filter(), theme_filter()],
        team=team,
    )


def tied(rows: Sequence[Any]) -> list[Any]:
    """Connections with who and what they are about in words."""
    return [
        SimpleNamespace(
            **row._mapping,
            called=row.organisation or _(labels.NUMBERED[row.kind], number=row.resource_id),
            about="; ".join(filter(None, [row.need, row.opportunity])),
            stands=_(labels.STATUSES[row.status].msgid),
        )
        for row in rows
    ]


@blueprint.get("/connections/")
@requires(Permission.TEAM_WRITE)
def connections(team_id: int) -> ResponseReturnValue:
    """List what has been asked, and what has come of it."""
    team = theirs(team_id)
    columns = [
        lists.Column("stands", _("Status"), listing.status_order()),
        lists.Column("called", _("Who"), Connection.resource_id),
        lists.Column("about", _("About")),
        lists.Column("changed_on", _("Changed on"), Connection.changed_on),
    ]
    statuses = [("", _("Any")), *((one.value, _(told.msgid)) for one, told in labels.STATUSES.items())]
    return lists.answer(
        session(),
        listing.connections(team.id, viewer=current_viewer(), status=request.args.get("status", "")),
        columns,
        template="volunteers/senior_resources/connections.html",
        name="connections",
        searched=(listing.Owner.c.name, LocalNeed.text, Opportunity.text),
        enrich=tied,
        filters=[("status", _("Status"), statuses)],
        team=team,
    )
