"""What waits: a group leader who is missing, and an invitation to a team; and the cards of hours and local meetings."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.forms.durations import lasting
from kernel.i18n import day, ngettext
from kernel.i18n import gettext as _
from kernel.registry import Task, my_work, panel
from partnership.core_teams import queries, working_queries
from partnership.core_teams.capacity import month_of
from partnership.core_teams.models import CoreTeam
from partnership.relations.cards import Card

HOURS_PLACE, MEETINGS_PLACE = 70, 80


@my_work
def leaderless(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:  # noqa: ARG001  every share is called alike
    """Say which of the viewer's teams nobody leads."""
    if not viewer.may(Permission.TEAM_WRITE):
        return
    for team in queries.leaderless(session, viewer):
        words = _("%(team)s: the team has no group leader", team=team.name)
        yield Task(words, url_for("core_teams.show", team_id=team.id), _("Choose a group leader"))


@my_work
def invited(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:  # noqa: ARG001  every share is called alike
    """Say which teams ask one of the viewer's municipalities to take part."""
    if not viewer.may(Permission.TEAM_WRITE):
        return
    for each in queries.invitations_for(session, viewer):
        words = _("%(team)s asks %(body)s to take part", team=each.team.name, body=each.municipality.full_name)
        address = url_for(
            "core_teams.membership.invitation", team_id=each.team_id, municipality_id=each.municipality_id
        )
        yield Task(words, address, _("Read and answer"))


@panel("core_team.card")
def hours(session: Session, team: CoreTeam, _viewer: Viewer, now: datetime) -> Card:
    """Say how much the team has worked this month."""
    today = clock.local_date(now)
    worked = queries.minutes_of(session, [team.id], month_of(today), today).get(team.id, 0)
    text = _("This month: %(time)s", time=lasting(worked)) if worked else _("No hours are noted this month.")
    address = url_for("core_teams.hours.index", team_id=team.id)
    return Card(_("Hours"), str(text), address, _("See the hours"), HOURS_PLACE)


@panel("core_team.card")
def meetings(session: Session, team: CoreTeam, _viewer: Viewer, _now: datetime) -> Card:
    """Say how many local meetings the team has held."""
    count, latest = working_queries.count_meetings(session, team.id)
    text = _("No meeting is written down yet.")
    if latest:
        latest_on = {"day": day(latest)}
        text = ngettext(
            "%(num)d meeting is written down, on %(day)s.",
            "%(num)d meetings are written down, the latest on %(day)s.",
            count,
            **latest_on,
        )
    address = url_for("core_teams.meetings.index", team_id=team.id)
    return Card(_("Local meetings"), str(text), address, _("See the meetings"), MEETINGS_PLACE)
