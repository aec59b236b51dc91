"""What people see: the quick start's cards, and the step they wish for."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import language
from kernel.lifecycle import Stale
from partnership.assessments import actions, queries
from partnership.assessments.queries import Work
from partnership.assessments.views import work_on
from partnership.placements.forms import PlacementForm, WishForm
from partnership.relations import actions as relation_actions
from partnership.relations import queries as relations
from partnership.relations.rules import ensure_side, ensure_step

blueprint = Blueprint("placements", __name__, url_prefix="/partnership/relations/<int:relation_id>/staircase")


@blueprint.get("/quick-start/")
@requires(Permission.RELATION_ASSESS)
def quick_start(relation_id: int) -> ResponseReturnValue:
    """Show the cards, one a step."""
    work = work_on(session(), relation_id)
    placed = queries.placement_of(session(), relation_id, work.side)
    kept = {"step": str(placed.step), "sentence": placed.sentence, "version": str(placed.version)} if placed else {}
    return quick_start_page(work, placement_form(work, None, **kept))


def placement_form(work: Work, sent: Any, **kept: str) -> PlacementForm:
    """The form with a card for each step."""
    form = PlacementForm(sent, **({"version": "0"} | kept))
    form.step.choices = list(step_names(work).items())
    return form


def step_names(work: Work) -> dict[str, str]:
    """The steps' numbers and names, by number."""
    return {str(step.number): f"{step.number} {step.name.pick(language())[0]}" for step in work.content.steps[1:]}


def quick_start_page(work: Work, form: PlacementForm, status: int = 200) -> ResponseReturnValue:
    """Draw the cards: a definition, and what each side does."""
    lines = {
        str(step.number): [
            step.definition.pick(language())[0],
            _("You do: %(what)s", what=step.texts[work.side.value].pick(language())[0]),
        ]
        for step in work.content.steps[1:]
    }
    return render_template("partnership/placements/quick_start.html", work=work, form=form, lines=lines), status


@blueprint.post("/quick-start/")
@requires(Permission.RELATION_ASSESS)
def place(relation_id: int) -> ResponseReturnValue:
    """Place the cooperation by one's own judgement."""
    work = work_on(session(), relation_id)
    form = placement_form(work, request.form)
    if not form.validate():
        return quick_start_page(work, form, 422)
    try:
        with transaction() as opened:
            relation = relations.get_visible(opened, relation_id, viewer=current_viewer())
            actions.place(
                opened,
                relation,
                ensure_side(relation, current_viewer()),
                **vars(form.draft()),
                actor_id=current_viewer().id,
                at=clock.now(),
            )
    except Stale:
        placed = queries.placement_of(session(), relation_id, work.side)
        if placed is None:
            raise
        names = step_names(work)
        if form.step.data == str(placed.step) and form.sentence.data == placed.sentence:
            return redirect(url_for("assessments.overview", relation_id=relation_id), 303)
        form.show_saved({"step": names[str(placed.step)], "sentence": placed.sentence}, placed.version)
        return quick_start_page(work, form, 409)
    flash(_("Thank you. This is your own placement; nothing has been computed."))
    return redirect(url_for("assessments.overview", relation_id=relation_id), 303)


@blueprint.get("/wish/")
@requires(Permission.RELATION_ASSESS)
def wish(relation_id: int) -> ResponseReturnValue:
    """Show the steps one may wish for."""
    work = work_on(session(), relation_id)
    relation = work.relation
    kept = {
        "step": str(relation.wished_step or ""),
        "sentence": relation.wished_reason,
        "version": str(relation.version),
    }
    return wish_page(work, wish_form(work, None, **kept))


def wish_form(work: Work, sent: Any, **kept: str) -> WishForm:
    """The form with the steps to wish for."""
    form = WishForm(sent, **kept)
    form.step.choices = list(step_names(work).items())
    return form


def wish_page(work: Work, form: WishForm, status: int = 200) -> ResponseReturnValue:
    """Draw the wish, with what was typed."""
    lines = {str(step.number): [step.definition.pick(language())[0]] for step in work.content.steps[1:]}
    return render_template("partnership/placements/wish.html", relation=work.relation, form=form, lines=lines), status


@blueprint.post("/wish/")
@requires(Permission.RELATION_ASSESS)
def keep_wish(relation_id: int) -> ResponseReturnValue:
    """Keep the wished step and its reason."""
    viewer = current_viewer()
    work = work_on(session(), relation_id)
    form = wish_form(work, request.form)
    if not form.validate():
        return wish_page(work, form, 422)
    draft = form.draft()
    try:
        with transaction() as opened:
            relation = relations.get_visible(opened, relation_id, viewer=viewer)
            ensure_side(relation, viewer)
            ensure_step(draft.step, work.content.top)
            relation_actions.wish(
                opened,
                relation,
                step=draft.step,
                reason=draft.sentence,
                version=draft.version,
                actor_id=viewer.id,
                at=clock.now(),
            )
    except Stale:
        work = work_on(session(), relation_id)
        saved = work.relation
        form.show_saved({"step": str(saved.wished_step), "sentence": saved.wished_reason}, saved.version)
        return wish_page(work, form, 409)
    flash(_("The wished step is kept."))
    return redirect(url_for("pictures.show", relation_id=relation_id), 303)
