"""What waits for a team's people: measures that are due; and the roadmap's card on the team's page."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.i18n import gettext as _
from kernel.i18n import ngettext
from kernel.registry import Task, my_work, panel
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.saying import NEXT
from partnership.relations.cards import Card
from partnership.strategic_roadmaps import queries
from partnership.strategic_roadmaps.models import StrategicMeasure
from partnership.strategic_roadmaps.queries import Summary

PLACE = 40


@my_work
def measures(session: Session, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say which measures the viewer's municipalities must see to."""
    if not viewer.bodies(Permission.TEAM_WRITE):
        return
    for team, measure in queries.due(session, viewer, clock.local_date(now)):
        yield _task(team, measure, team.name)


@panel(NEXT)
def next_for(session: Session, team: CoreTeam, viewer: Viewer, now: datetime) -> Iterator[Task]:
    """Say which measures of one team's roadmap must be seen to."""
    found = queries.due(session, viewer, clock.local_date(now))
    yield from (_task(team, measure, str(_("Roadmap"))) for each, measure in found if each.id == team.id)


def _task(team: CoreTeam, measure: StrategicMeasure, title: str) -> Task:
    words = _("%(title)s: %(what)s", title=title, what=measure.what)
    address = url_for("strategic_roadmaps.progressing.show", team_id=team.id, measure_id=measure.id)
    return Task(str(words), address, _("Note progress"), due=measure.due_on)


@panel("core_team.card")
def card(session: Session, team: CoreTeam, viewer: Viewer, now: datetime) -> Card:
    """Say how far the roadmap has come."""
    summary = queries.summaries(session, [team.id], clock.local_date(now))[team.id]
    address = url_for("strategic_roadmaps.show", team_id=team.id)
    if not summary.measures:
        told = _("Goals, and what shall be done to reach them. No measure has been written yet.")
        begins = team.ended_on is None and viewer.may(Permission.TEAM_WRITE)
        return Card(
            _("Strategic roadmap"), told, address, _("Make a roadmap") if begins else _("See the roadmap"), PLACE
        )
    done = {"done": summary.done}
    text = ngettext(
        "%(done)d of %(num)d measure is done.", "%(done)d of %(num)d measures are done.", summary.measures, **done
    )
    return Card(_("Strategic roadmap"), str(text), address, _("See the roadmap"), PLACE, _mark(summary))


def _mark(summary: Summary) -> str:
    if summary.late:
        return str(ngettext("%(num)d measure is late", "%(num)d measures are late", summary.late))
    return "" if summary.is_adopted else str(_("Not adopted by all yet"))
