"""What people see: a team's strategic roadmap whole, as a board, along a line of time, as a list, and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session
from kernel.i18n import force_locale, month
from kernel.i18n import gettext as _
from kernel.pdf.document import render
from kernel.web import lists
from kernel.web.files import answer_with
from kernel.web.page import demo_mark
from partnership.core_teams import queries as teams
from partnership.core_teams.models import CoreTeam
from partnership.involvement.queries import heard_by, standing_of
from partnership.involvement.rules import Standing
from partnership.roadmaps import saying as shared
from partnership.roadmaps.labels import PROGRESS
from partnership.roadmaps.models import Progress
from partnership.roadmaps.rules import is_late
from partnership.strategic_roadmaps import (
    adopting,
    document,
    labels,
    lessons,
    my_work,
    progressing,
    queries,
    saying,
    wordings,
)
from partnership.strategic_roadmaps.drawing import draw
from partnership.strategic_roadmaps.models import StrategicGoal, StrategicMeasure
from partnership.strategic_roadmaps.plan import Plan
from partnership.strategic_roadmaps.writing import blueprint

__all__ = ["blueprint", "my_work"]  # the second registers what it shares
for room in (progressing, adopting, lessons, wordings):
    blueprint.register_blueprint(room.blueprint)
ONWARD = {Progress.NOT_BEGUN: Progress.UNDER_WAY, Progress.UNDER_WAY: Progress.DONE}


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """Give templates the words of a team's roadmap."""
    return {"team_roadmap_labels": labels, "team_roadmap_words": saying}


@dataclass(frozen=True)
class Seen:
    """A team's roadmap as the viewer sees it, and the municipalities for which the viewer writes now."""

    team: CoreTeam
    plan: Plan
    own: list[int]
    standing: Standing
    today: date

    def is_late(self, measure: StrategicMeasure) -> bool:
        """Whether a measure should have been done."""
        return is_late(measure, self.today)


def see(team_id: int) -> Seen:
    """The roadmap of a team that the viewer may read."""
    viewer, today = current_viewer(), clock.local_date(clock.now())
    team = teams.get_visible(session(), team_id, viewer=viewer)
    plan = queries.plan_of(session(), team.id, today)
    writing = plan.municipalities if team.ended_on is None else ()
    own = [each.id for each in writing if viewer.may(Permission.TEAM_WRITE, each.id)]
    standing = standing_of(session(), [team.id], today)[team.id]
    return Seen(team, plan, own, standing, today)


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def show(team_id: int) -> ResponseReturnValue:
    """Show the roadmap: where it leads, who has adopted it, its goals and its measures."""
    seen = see(team_id)
    return render_template("partnership/strategic_roadmaps/show.html", seen=seen, team=seen.team)


@blueprint.get("/board/")
@requires(Permission.TEAM_READ)
def board(team_id: int) -> ResponseReturnValue:
    """Show the measures in columns by how far they have come."""
    seen = see(team_id)
    columns = {state: [each for each in seen.plan.courses if each.measure.progress is state] for state in Progress}
    return render_template(
        "partnership/strategic_roadmaps/board.html", seen=seen, team=seen.team, columns=columns, onward=ONWARD
    )


@blueprint.get("/timeline/")
@requires(Permission.TEAM_READ)
def timeline(team_id: int) -> ResponseReturnValue:
    """Show the measures along a line of time, with a table that says the same."""
    seen = see(team_id)
    charts = draw(saying.groups(seen.plan, seen.today), seen.today)
    return render_template(
        "partnership/strategic_roadmaps/timeline.html", seen=seen, team=seen.team, charts=charts, month=month
    )


@blueprint.get("/measures/")
@requires(Permission.TEAM_READ)
def measures(team_id: int) -> ResponseReturnValue:
    """List the measures, to be searched, sorted and downloaded."""
    team = teams.get_visible(session(), team_id, viewer=current_viewer())
    statement = queries.listed(team.id)
    if (wanted := request.args.get("progress", "")) in list(Progress):
        statement = statement.where(StrategicMeasure.progress == Progress(wanted))
    return lists.answer(
        session(),
        statement,
        columns(),
        template="partnership/strategic_roadmaps/measures.html",
        name=_("roadmap"),
        searched=[
            StrategicMeasure.what,
            StrategicMeasure.owner,
            StrategicMeasure.payer,
            StrategicMeasure.anchoring,
            StrategicGoal.text,
        ],
        enrich=rows_of,
        team=team,
        states=[("", _("All")), *((each.value, _(label.msgid)) for each, label in PROGRESS.items())],
    )


def columns() -> list[lists.Column]:
    """The columns of the list: as many as a screen has room for, and all of them in what is downloaded."""
    shown = [
        lists.Column("due_on", _("By when"), StrategicMeasure.due_on),
        lists.Column("what", _("Measure"), alphabetical(StrategicMeasure.what)),
        lists.Column("who", _("Who"), alphabetical(StrategicMeasure.owner)),
        lists.Column("state", _("How far"), StrategicMeasure.progress),
        lists.Column("budget", _("Kroner"), StrategicMeasure.budget, numeric=True),
        lists.Column("goal", _("Goal"), alphabetical(StrategicGoal.text)),
    ]
    if not request.args.get("format"):
        return shown
    return [
        *shown,
        lists.Column("begins_on", _("Begins"), StrategicMeasure.begins_on),
        lists.Column("payer", _("Who pays"), StrategicMeasure.payer),
        lists.Column("anchored", _("Anchored in")),
        lists.Column("domains", _("Domains")),
        lists.Column("new_service", _("New type of service")),
    ]


@dataclass(frozen=True)
class Row:
    """A measure as a row of the list."""

    id: int
    due_on: date
    begins_on: date
    what: str
    who: str
    progress: str
    colour: str
    state: str
    is_late: bool
    budget: int | None
    payer: str
    goal: str
    anchored: str
    domains: str
    new_service: str


def rows_of(rows: Sequence[Any]) -> list[Row]:
    """Say each measure in words."""
    today = clock.local_date(clock.now())
    return [
        Row(
            id=row.id,
            due_on=row.due_on,
            begins_on=row.begins_on,
            what=row.what,
            who=saying.who(row.municipality, row.owner),
            progress=row.progress.value,
            colour=PROGRESS[row.progress].colour,
            state=_(PROGRESS[row.progress].msgid),
            is_late=is_late(row, today),
            budget=row.budget,
            payer=row.payer,
            goal=row.goal,
            anchored=shared.anchored(row),
            domains=shared.domain_names(row.domains),
            new_service=row.why_new_service,
        )
        for row in rows
    ]


@blueprint.get("/roadmap.pdf")
@requires(Permission.TEAM_READ)
def pdf(team_id: int) -> ResponseReturnValue:
    """Give the roadmap on paper, in the language of the municipality that leads."""
    team, today = teams.get_visible(session(), team_id, viewer=current_viewer()), clock.local_date(clock.now())
    plan = queries.plan_of(session(), team.id, today)
    learnt, told = queries.lessons_of(session(), [team.id]), heard_by(session(), team.id)
    with force_locale(shared.paper_language(team.lead)):
        made = document.roadmap(team, plan, told, learnt, today, mark=demo_mark())
    return answer_with(render(made), "application/pdf", f"strategisk-veikart-{team.id}.pdf")
