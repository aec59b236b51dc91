"""What people write: goals, measures, and how far a measure has come."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.forms import BaseForm
from kernel.i18n import gettext as _
from partnership.pictures.queries import picture_for
from partnership.relations import queries as relations
from partnership.relations.models import Relation
from partnership.relations.rules import ensure_side
from partnership.roadmaps import actions, keeping, queries, rules, saying
from partnership.roadmaps.forms import GoalForm, MeasureForm, ProgressForm, progress_form
from partnership.staircase.queries import edition_in_force

blueprint = Blueprint("roadmaps", __name__, url_prefix="/partnership/relations/<int:relation_id>/roadmap")


def find(relation_id: int) -> Relation:
    """A relation for which the viewer may write."""
    relation = relations.get_visible(session(), relation_id, viewer=current_viewer())
    ensure_side(relation, current_viewer())
    return relation


def write(relation_id: int, act: Callable[..., Any]) -> Any:
    """Do something with a relation's roadmap as the viewer, in one transaction."""
    viewer = current_viewer()
    with transaction() as opened:
        relation = relations.get_visible(opened, relation_id, viewer=viewer)
        ensure_side(relation, viewer)
        return act(opened, relation, actor_id=viewer.id, at=clock.now())


def keep(relation_id: int, form: BaseForm, act: Callable[..., Any], show_theirs: Callable[[Session], None]) -> int:
    """Write what a form says; the status to answer with, 303 where it is kept or stood there already."""
    return keeping.keep(form, partial(write, relation_id, act), lambda: show_theirs(session()))


def shown(relation_id: int, words: str) -> ResponseReturnValue:
    """Go back to the roadmap, and say what was done."""
    flash(words)
    return redirect(url_for("roadmaps.show", relation_id=relation_id), 303)


def goal_form(sent: Any, **kept: Any) -> GoalForm:
    """The form of a goal, with the steps of the staircase in force."""
    form = GoalForm(sent, **kept)
    form.offer(saying.step_names(edition_in_force(session()).content))
    return form


def top() -> int:
    """The highest step of the staircase in force."""
    return edition_in_force(session()).content.top


@blueprint.get("/goals/new")
@requires(Permission.RELATION_ASSESS)
def new_goal(relation_id: int) -> ResponseReturnValue:
    """Show an empty goal, from the step you stand on to the wished or the next."""
    relation = find(relation_id)
    picture = picture_for(session(), relation, current_viewer(), clock.now())
    reached = picture.basis_level
    to_step = max(relation.wished_step or picture.next_step or reached, reached)
    form = goal_form(None, from_step=str(reached), to_step=str(to_step), version="0")
    return goal_page(relation, form, _("New goal"))


def goal_page(relation: Relation, form: GoalForm, title: str, status: int = 200) -> ResponseReturnValue:
    """Draw a goal to be written."""
    return render_template("partnership/roadmaps/goal.html", relation=relation, form=form, page_title=title), status


@blueprint.post("/goals/new")
@requires(Permission.RELATION_ASSESS)
def set_goal(relation_id: int) -> ResponseReturnValue:
    """Write a goal."""
    relation, form, status = find(relation_id), goal_form(request.form), 422
    if form.validate():
        act = partial(actions.set_goal, aim=form.draft(), top=top())
        status = keep(relation_id, form, act, lambda _opened: None)
    if status != 303:
        return goal_page(relation, form, _("New goal"), status)
    return shown(relation_id, _("The goal is kept. Now say what shall be done to reach it."))


@blueprint.get("/goals/<int:goal_id>")
@requires(Permission.RELATION_ASSESS)
def goal(relation_id: int, goal_id: int) -> ResponseReturnValue:
    """Show a goal to be changed."""
    relation = find(relation_id)
    found = queries.goal_of(session(), relation.id, goal_id)
    aim = rules.aim_of(found)
    steps = {"from_step": str(aim.from_step), "to_step": str(aim.to_step)}
    form = goal_form(None, text=aim.text, due_on=aim.due_on, version=str(found.version), **steps)
    return goal_page(relation, form, _("Change the goal"))


@blueprint.post("/goals/<int:goal_id>")
@requires(Permission.RELATION_ASSESS)
def change_goal(relation_id: int, goal_id: int) -> ResponseReturnValue:
    """Write a goal anew."""
    relation, form, status = find(relation_id), goal_form(request.form), 422
    if form.validate():
        act = partial(actions.change_goal, goal_id=goal_id, aim=form.draft(), top=top(), version=form.version.number)
        status = keep(
            relation_id, form, act, lambda opened: form.show_theirs(queries.goal_of(opened, relation_id, goal_id))
        )
    if status != 303:
        return goal_page(relation, form, _("Change the goal"), status)
    return shown(relation_id, _("The goal is kept."))


@blueprint.post("/goals/<int:goal_id>/remove")
@requires(Permission.RELATION_ASSESS)
def remove_goal(relation_id: int, goal_id: int) -> ResponseReturnValue:
    """Take a goal away."""
    version = request.form.get("version", -1, int)
    write(relation_id, partial(actions.remove_goal, goal_id=goal_id, version=version))
    return shown(relation_id, _("The goal is taken away."))


def measure_form(sent: Any, **kept: Any) -> MeasureForm:
    """The form of a measure."""
    form = MeasureForm(sent, **kept)
    form.offer()
    return form


@blueprint.get("/goals/<int:goal_id>/measures/new")
@requires(Permission.RELATION_ASSESS)
def new_measure(relation_id: int, goal_id: int) -> ResponseReturnValue:
    """Show an empty measure under a goal."""
    relation = find(relation_id)
    found = queries.goal_of(session(), relation.id, goal_id)
    return measure_page(relation, measure_form(None, due_on=found.due_on, version="0"), _("New measure"))


def measure_page(relation: Relation, form: MeasureForm, title: str, status: int = 200) -> ResponseReturnValue:
    """Draw a measure to be written."""
    return render_template("partnership/roadmaps/measure.html", relation=relation, form=form, page_title=title), status


@blueprint.post("/goals/<int:goal_id>/measures/new")
@requires(Permission.RELATION_ASSESS)
def add_measure(relation_id: int, goal_id: int) -> ResponseReturnValue:
    """Write a measure under a goal."""
    relation, form, status = find(relation_id), measure_form(request.form), 422
    if form.validate():
        act = partial(actions.add_measure, goal_id=goal_id, said=form.draft())
        status = keep(relation_id, form, act, lambda _opened: None)
    if status != 303:
        return measure_page(relation, form, _("New measure"), status)
    return shown(relation_id, _("The measure is kept."))


@blueprint.get("/measures/<int:measure_id>")
@requires(Permission.RELATION_ASSESS)
def measure(relation_id: int, measure_id: int) -> ResponseReturnValue:
    """Show a measure to be changed."""
    relation = find(relation_id)
    found = queries.measure_of(session(), relation.id, measure_id)
    said = vars(rules.undertaking_of(found)) | {"domains": list(found.domains), "owner": found.owner.value}
    form = measure_form(None, **said, version=str(found.version))
    return measure_page(relation, form, _("Change the measure"))


@blueprint.post("/measures/<int:measure_id>")
@requires(Permission.RELATION_ASSESS)
def change_measure(relation_id: int, measure_id: int) -> ResponseReturnValue:
    """Write a measure anew."""
    relation, form, status = find(relation_id), measure_form(request.form), 422
    if form.validate():
        act = partial(actions.change_measure, measure_id=measure_id, said=form.draft(), version=form.version.number)
        status = keep(
            relation_id,
            form,
            act,
            lambda opened: form.show_theirs(queries.measure_of(opened, relation_id, measure_id)),
        )
    if status != 303:
        return measure_page(relation, form, _("Change the measure"), status)
    return shown(relation_id, _("The measure is kept."))


@blueprint.post("/measures/<int:measure_id>/remove")
@requires(Permission.RELATION_ASSESS)
def remove_measure(relation_id: int, measure_id: int) -> ResponseReturnValue:
    """Take a measure away that nobody has begun."""
    version = request.form.get("version", -1, int)
    write(relation_id, partial(actions.remove_measure, measure_id=measure_id, version=version))
    return shown(relation_id, _("The measure is taken away."))


@blueprint.get("/measures/<int:measure_id>/progress")
@requires(Permission.RELATION_ASSESS)
def progress(relation_id: int, measure_id: int) -> ResponseReturnValue:
    """Show how far a measure has come, to be changed."""
    relation = find(relation_id)
    found = queries.measure_of(session(), relation.id, measure_id)
    form = progress_form(None, progress=found.progress.value, version=str(found.version))
    return progress_page(relation, form, found.what)


def progress_page(relation: Relation, form: ProgressForm, what: str, status: int = 200) -> ResponseReturnValue:
    """Draw how far a measure has come."""
    return render_template("partnership/roadmaps/progress.html", relation=relation, form=form, what=what), status


@blueprint.post("/measures/<int:measure_id>/progress")
@requires(Permission.RELATION_ASSESS)
def note_progress(relation_id: int, measure_id: int) -> ResponseReturnValue:
    """Say how far a measure has come."""
    relation, form, status = find(relation_id), progress_form(request.form), 422
    what = queries.measure_of(session(), relation.id, measure_id).what
    if form.validate():
        state, words = form.draft()
        act = partial(
            actions.note_progress, measure_id=measure_id, progress=state, words=words, version=form.version.number
        )

        def show_theirs(opened: Session) -> None:
            found = queries.measure_of(opened, relation_id, measure_id)
            note = queries.latest_note(opened, measure_id)
            form.show_theirs(found.progress, note.words if note else "", found.version)

        status = keep(relation_id, form, act, show_theirs)
    if status != 303:
        return progress_page(relation, form, what, status)
    return shown(relation_id, _("How far it has come is kept."))
