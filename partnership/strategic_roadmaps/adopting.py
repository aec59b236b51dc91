"""What councils decide: that a municipality has adopted a wording is noted, and taken back where it was a mistake."""

from functools import partial

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.municipalities.models import Municipality
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from partnership.core_teams.doors import own, shown, write
from partnership.core_teams.models import CoreTeam
from partnership.roadmaps.keeping import keep
from partnership.strategic_roadmaps import actions, queries, rules
from partnership.strategic_roadmaps.forms import AdoptionForm
from partnership.strategic_roadmaps.plan import Plan
from partnership.strategic_roadmaps.writing import ROADMAP

blueprint = Blueprint("adopting", __name__, url_prefix="/adoptions")


def plan_of(team: CoreTeam) -> Plan:
    """The team's roadmap with the municipalities that take part."""
    return queries.plan_of(session(), team.id, clock.local_date(clock.now()))


def deciding(plan: Plan) -> list[Municipality]:
    """The municipalities for which the viewer may say what was decided."""
    viewer = current_viewer()
    return [each for each in plan.municipalities if viewer.may(Permission.TEAM_WRITE, each.id)]


@blueprint.get("/new")
@requires(Permission.TEAM_WRITE)
def new(team_id: int) -> ResponseReturnValue:
    """Show the form that notes what a municipality has decided."""
    team = own(team_id)
    plan = plan_of(team)
    waiting = [each for each in deciding(plan) if each.id not in plan.standing_for]
    form = AdoptionForm(None, municipality_id=str(waiting[0].id) if waiting else None, wording=plan.wording or None)
    return page(team, plan, form)


def page(team: CoreTeam, plan: Plan, form: AdoptionForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    form.offer(deciding(plan))
    return render_template("partnership/strategic_roadmaps/adoption.html", team=team, plan=plan, form=form), status


@blueprint.post("/new")
@requires(Permission.TEAM_WRITE)
def note(team_id: int) -> ResponseReturnValue:
    """Note what a municipality has decided."""
    team, form, status = own(team_id), AdoptionForm(request.form), 422
    plan = plan_of(team)
    form.offer(deciding(plan))
    if form.validate():
        act = partial(actions.note_adoption, said=form.draft())
        status = keep(form, partial(write, team_id, act), lambda: None)
    if status != 303:
        return page(team, plan, form, status)
    if plan_of(own(team_id)).is_adopted:
        return shown(team_id, _("All the municipalities of the team have adopted the roadmap."), ROADMAP)
    return shown(team_id, _("The decision is noted."), ROADMAP)


@blueprint.post("/<int:adoption_id>/remove")
@requires(Permission.TEAM_WRITE)
def remove(team_id: int, adoption_id: int) -> ResponseReturnValue:
    """Take away what was noted by mistake."""
    team = own(team_id)
    noted = queries.adoption_of(session(), team.id, adoption_id)
    rules.ensure_own(noted, current_viewer())
    write(team_id, partial(actions.take_back, adoption_id=adoption_id))
    return shown(team_id, _("The decision is taken away."), ROADMAP)
