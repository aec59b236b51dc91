"""What people write: where the roadmap leads, goals, measures, and how far a measure has come."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guard import requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from partnership.core_teams import queries as teams
from partnership.core_teams.doors import own, shown, write
from partnership.core_teams.models import CoreTeam
from partnership.roadmaps.keeping import keep
from partnership.strategic_roadmaps import actions, queries, rules
from partnership.strategic_roadmaps.forms import NO, YES, AimForm, GoalForm, MeasureForm
from partnership.strategic_roadmaps.models import StrategicMeasure

blueprint = Blueprint("strategic_roadmaps", __name__, url_prefix="/partnership/core-teams/<int:team_id>/roadmap")
ROADMAP = "strategic_roadmaps.show"


@blueprint.get("/aim")
@requires(Permission.TEAM_WRITE)
def aim(team_id: int) -> ResponseReturnValue:
    """Show where the roadmap leads, to be changed."""
    team = own(team_id)
    roadmap = queries.roadmap_of(session(), team.id)
    kept = {"aim": roadmap.aim, "version": str(roadmap.version)} if roadmap else {"version": "0"}
    return aim_page(team, AimForm(None, **kept))


def aim_page(team: CoreTeam, form: AimForm, status: int = 200) -> ResponseReturnValue:
    """Draw where the roadmap leads."""
    return render_template("partnership/strategic_roadmaps/aim.html", team=team, form=form), status


@blueprint.post("/aim")
@requires(Permission.TEAM_WRITE)
def write_aim(team_id: int) -> ResponseReturnValue:
    """Say where the roadmap leads."""
    team, form, status = own(team_id), AimForm(request.form), 422
    if form.validate():
        act = partial(actions.write_aim, aim=form.draft(), version=form.version.number)

        def show_theirs() -> None:
            if roadmap := queries.roadmap_of(session(), team_id):
                form.show_saved({"aim": roadmap.aim}, roadmap.version)

        status = keep(form, partial(write, team_id, act), show_theirs)
    return (
        aim_page(team, form, status)
        if status != 303
        else shown(team_id, _("Where the roadmap leads is kept."), ROADMAP)
    )


@blueprint.get("/goals/new")
@requires(Permission.TEAM_WRITE)
def new_goal(team_id: int) -> ResponseReturnValue:
    """Show an empty goal."""
    return goal_page(own(team_id), GoalForm(None, version="0"), _("New goal"))


def goal_page(team: CoreTeam, form: GoalForm, title: str, status: int = 200) -> ResponseReturnValue:
    """Draw a goal to be written."""
    return render_template("partnership/strategic_roadmaps/goal.html", team=team, form=form, page_title=title), status


@blueprint.post("/goals/new")
@requires(Permission.TEAM_WRITE)
def set_goal(team_id: int) -> ResponseReturnValue:
    """Write a goal."""
    team, form, status = own(team_id), GoalForm(request.form), 422
    if form.validate():
        status = keep(form, partial(write, team_id, partial(actions.set_goal, said=form.draft())), lambda: None)
    if status != 303:
        return goal_page(team, form, _("New goal"), status)
    return shown(team_id, _("The goal is kept. Now say what shall be done to reach it."), ROADMAP)


@blueprint.get("/goals/<int:goal_id>")
@requires(Permission.TEAM_WRITE)
def goal(team_id: int, goal_id: int) -> ResponseReturnValue:
    """Show a goal to be changed."""
    team = own(team_id)
    found = queries.goal_of(session(), team.id, goal_id)
    form = GoalForm(None, **vars(rules.goal_draft(found)), version=str(found.version))
    return goal_page(team, form, _("Change the goal"))


@blueprint.post("/goals/<int:goal_id>")
@requires(Permission.TEAM_WRITE)
def change_goal(team_id: int, goal_id: int) -> ResponseReturnValue:
    """Write a goal anew."""
    team, form, status = own(team_id), GoalForm(request.form), 422
    queries.goal_of(session(), team.id, goal_id)
    if form.validate():
        act = partial(actions.change_goal, goal_id=goal_id, said=form.draft(), version=form.version.number)
        status = keep(
            form,
            partial(write, team_id, act),
            lambda: form.show_theirs(queries.goal_of(session(), team_id, goal_id)),
        )
    if status != 303:
        return goal_page(team, form, _("Change the goal"), status)
    return shown(team_id, _("The goal is kept."), ROADMAP)


@blueprint.post("/goals/<int:goal_id>/remove")
@requires(Permission.TEAM_WRITE)
def remove_goal(team_id: int, goal_id: int) -> ResponseReturnValue:
    """Take a goal away."""
    version = request.form.get("version", -1, int)
    write(team_id, partial(actions.remove_goal, goal_id=goal_id, version=version))
    return shown(team_id, _("The goal is taken away."), ROADMAP)


def measure_form(team: CoreTeam, sent: Any, found: StrategicMeasure | None = None, **kept: Any) -> MeasureForm:
    """The form of a measure, with the municipalities that take part."""
    form = MeasureForm(sent, **kept)
    present = teams.municipalities_on(session(), [team.id], clock.local_date(clock.now())).get(team.id, [])
    form.offer(present, found.municipality if found else None)
    return form


@blueprint.get("/goals/<int:goal_id>/measures/new")
@requires(Permission.TEAM_WRITE)
def new_measure(team_id: int, goal_id: int) -> ResponseReturnValue:
    """Show an empty measure under a goal."""
    team = own(team_id)
    found = queries.goal_of(session(), team.id, goal_id)
    form = measure_form(team, None, municipality_id="", due_on=found.due_on, version="0")
    return measure_page(team, form, _("New measure"))


def measure_page(team: CoreTeam, form: MeasureForm, title: str, status: int = 200) -> ResponseReturnValue:
    """Draw a measure to be written."""
    return render_template(
        "partnership/strategic_roadmaps/measure.html", team=team, form=form, page_title=title
    ), status


@blueprint.post("/goals/<int:goal_id>/measures/new")
@requires(Permission.TEAM_WRITE)
def add_measure(team_id: int, goal_id: int) -> ResponseReturnValue:
    """Write a measure under a goal."""
    team = own(team_id)
    queries.goal_of(session(), team.id, goal_id)
    form, status = measure_form(team, request.form), 422
    if form.validate():
        act = partial(actions.add_measure, goal_id=goal_id, said=form.draft())
        status = keep(form, partial(write, team_id, act), lambda: None)
    if status != 303:
        return measure_page(team, form, _("New measure"), status)
    return shown(team_id, _("The measure is kept."), ROADMAP)


@blueprint.get("/measures/<int:measure_id>")
@requires(Permission.TEAM_WRITE)
def measure(team_id: int, measure_id: int) -> ResponseReturnValue:
    """Show a measure to be changed."""
    team = own(team_id)
    found = queries.measure_of(session(), team.id, measure_id)
    kept = vars(rules.measure_draft(found)) | {
        "domains": list(found.domains),
        "municipality_id": str(found.municipality_id or ""),
        "is_new_service": YES if found.is_new_service else NO,
    }
    form = measure_form(team, None, found, **kept, version=str(found.version))
    return measure_page(team, form, _("Change the measure"))


@blueprint.post("/measures/<int:measure_id>")
@requires(Permission.TEAM_WRITE)
def change_measure(team_id: int, measure_id: int) -> ResponseReturnValue:
    """Write a measure anew."""
    team = own(team_id)
    form, status = measure_form(team, request.form, queries.measure_of(session(), team.id, measure_id)), 422
    if form.validate():
        act = partial(actions.change_measure, measure_id=measure_id, said=form.draft(), version=form.version.number)
        status = keep(
            form,
            partial(write, team_id, act),
            lambda: form.show_theirs(queries.measure_of(session(), team_id, measure_id)),
        )
    if status != 303:
        return measure_page(team, form, _("Change the measure"), status)
    return shown(team_id, _("The measure is kept."), ROADMAP)


@blueprint.post("/measures/<int:measure_id>/remove")
@requires(Permission.TEAM_WRITE)
def remove_measure(team_id: int, measure_id: int) -> ResponseReturnValue:
    """Take a measure away that nobody has begun."""
    version = request.form.get("version", -1, int)
    write(team_id, partial(actions.remove_measure, measure_id=measure_id, version=version))
    return shown(team_id, _("The measure is taken away."), ROADMAP)
