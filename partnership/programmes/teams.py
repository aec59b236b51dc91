"""What people see: how the teams of a programme do, and each team's part in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.web import lists
from partnership.core_teams import queries as core_teams
from partnership.core_teams.models import CoreTeam
from partnership.core_teams.rules import ensure_going_on
from partnership.programmes import actions, following, queries, rules, saying
from partnership.programmes.doors import away, context, find, holding, keep, managed
from partnership.programmes.models import Programme
from partnership.programmes.progress import Course
from partnership.programmes.team_forms import JoinForm

blueprint = Blueprint("teams", __name__, url_prefix="/<code>/teams")


@dataclass(frozen=True)
class Row:
    """A team in the list, in words, and the course that they tell of."""

    course: Course
    name: str
    municipalities: str
    homework: str
    meetings: str
    hours: str
    roadmap: str
    needs: str


def row_of(course: Course) -> Row:
    """A team's course in words."""
    return Row(
        course,
        course.team.name,
        saying.names(course.municipalities),
        saying.tally(course.homework),
        saying.tally(course.attended),
        saying.worked(course),
        saying.roadmap(course),
        "\n".join(saying.needs(course)),
    )


@blueprint.get("/")
@requires(Permission.PROGRAMME_MANAGE)
def index(code: str) -> ResponseReturnValue:
    """List the teams with how each does, in the order of the alphabet whatever they have done."""
    programme, today = managed(code), clock.local_date(clock.now())
    columns = [
        lists.Column("name", _("Team"), queries.by_name()),
        lists.Column("municipalities", _("Municipalities")),
        lists.Column("homework", _("Homework handed in")),
        lists.Column("meetings", _("Meetings attended")),
        lists.Column("hours", _("Hours")),
        lists.Column("roadmap", _("Roadmap")),
        lists.Column("needs", _("Needs help with")),
    ]

    def enrich(rows: Sequence[Any]) -> Sequence[Any]:
        parts = following.by_id(session(), [row.id for row in rows])
        records = following.records_of(session(), programme, [part.team_id for part in parts])
        return [row_of(each) for each in following.courses(session(), programme, parts, records, today)]

    return lists.answer(
        session(),
        queries.listed_teams(programme),
        columns,
        template="partnership/programmes/teams.html",
        name="teams",
        searched=(CoreTeam.name, queries.Lead.c.name),
        enrich=enrich,
        **context(programme),
    )


@blueprint.get("/add")
@requires(Permission.PROGRAMME_MANAGE)
def invite(code: str) -> ResponseReturnValue:
    """Show which teams may be taken in."""
    programme = managed(code)
    return add_page(programme, join_form(programme, None))


def join_form(programme: Programme, sent: Any) -> JoinForm:
    """The form with the teams that do not take part."""
    form = JoinForm(sent)
    teams = queries.to_invite(session(), programme)
    form.team.choices = [("", _("Choose")), *((str(each.id), f"{each.name}, {each.lead.name}") for each in teams)]
    return form


def add_page(programme: Programme, form: JoinForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form."""
    return render_template("partnership/programmes/team_add.html", form=form, **context(programme)), status


@blueprint.post("/add")
@requires(Permission.PROGRAMME_MANAGE)
def add(code: str) -> ResponseReturnValue:
    """Take a team in that has not applied here."""
    programme, viewer, status = managed(code), current_viewer(), 422
    form = join_form(programme, request.form)
    if form.validate():
        team_id = int(form.team.data)

        def act(opened: Any, held: Programme) -> None:
            team = core_teams.get_visible(opened, team_id, viewer=viewer)
            ensure_going_on(team)
            actions.join(opened, held, team, application="", actor_id=viewer.id, at=clock.now())

        status = keep(form, code, act, as_centre=True)
    if status != 303:
        return add_page(programme, form, status)
    return away(url_for(".index", code=code), _("The team takes part."))


@blueprint.get("/<int:team_id>/")
@requires(Permission.TEAM_READ)
def show(code: str, team_id: int) -> ResponseReturnValue:
    """Show a team's part in a programme, to itself and to the centre."""
    programme, viewer, today = find(code), current_viewer(), clock.local_date(clock.now())
    team = queries.seen_team(session(), programme, team_id, viewer=viewer)
    part = rules.ensure_known(queries.participation_of(session(), programme.id, team.id))
    records = following.records_of(session(), programme, [team.id])
    (course,) = following.courses(session(), programme, [part], records, today)
    return render_template(
        "partnership/programmes/team.html",
        course=course,
        tasks=records.tasks,
        answers=records.answers,
        asked=records.questions.get(team.id, [])[::-1],
        is_own=queries.is_own(session(), team, viewer),
        **context(programme),
    )


@blueprint.post("/<int:team_id>/leave")
@requires(Permission.PROGRAMME_MANAGE)
def leave(code: str, team_id: int) -> ResponseReturnValue:
    """Let a team go."""
    viewer = current_viewer()
    with holding(code, as_centre=True) as (opened, programme):
        team = queries.seen_team(opened, programme, team_id, viewer=viewer)
        actions.leave(opened, programme, team, actor_id=viewer.id, at=clock.now())
    return away(url_for(".index", code=code), _("The team has left. What it has done stays."))
