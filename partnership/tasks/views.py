"""What people see: who does what, and who has confirmed it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.db import session, transaction
from kernel.forms import BaseForm, Version
from kernel.i18n import gettext as _
from kernel.lifecycle import Stale
from kernel.registry import panel
from partnership.relations import queries as relations
from partnership.relations.cards import Card
from partnership.relations.models import Relation
from partnership.relations.naming import side_name
from partnership.relations.rules import ensure_side, side_of
from partnership.relations.sides import Side
from partnership.tasks import actions, co_creation, labels, queries, rules
from partnership.tasks.actions import Share
from partnership.tasks.forms import TasksForm

blueprint = Blueprint("tasks", __name__, url_prefix="/partnership/relations/<int:relation_id>/tasks")
blueprint.register_blueprint(co_creation.blueprint)


class SeenForm(BaseForm):
    """One button: the table that was seen is right."""

    version = Version()


@panel("relation.card")
def tasks_card(opened: Session, relation: Relation, viewer: Viewer, now: datetime) -> Card:  # noqa: ARG001  every card is called alike
    """Say whether it is written who does what, and who has confirmed it."""
    confirmed = queries.standing_of(opened, relation.id)
    own = side_of(relation, viewer, Permission.RELATION_ASSESS)
    if confirmed is None:
        text = _("It is not written yet.")
    elif rules.is_confirmed(confirmed):
        text = _("Both sides have confirmed it.")
    else:
        names = [side_name(relation, side) for side in Side if side not in confirmed]
        text = _(
            "Not confirmed by %(names)s.",
            names=_("%(one)s and %(other)s", one=names[0], other=names[-1]) if len(names) > 1 else names[0],
        )
    return Card(
        title=_("Who does what"),
        text=text,
        href=url_for("tasks.index", relation_id=relation.id),
        action=_("See the tasks"),
        place=20,
        mark=_("Waits for you to confirm") if confirmed is not None and own and own not in confirmed else "",
    )


@blueprint.get("/")
@requires(Permission.RELATION_READ)
def index(relation_id: int) -> ResponseReturnValue:
    """Show who does what."""
    viewer = current_viewer()
    relation = relations.get_visible(session(), relation_id, viewer=viewer)
    return render_template(
        "partnership/tasks/index.html",
        relation=relation,
        division=queries.division_of(session(), relation_id),
        sides=[(side, side_name(relation, side)) for side in Side],
        names={side: side_name(relation, side) for side in Side},
        own=side_of(relation, viewer, Permission.RELATION_ASSESS),
        modes=labels.MODES,
        boundary=labels.BOUNDARY,
    )


def writing(relation_id: int, opened: Session | None = None) -> tuple[Relation, Side]:
    """A relation and the side that the viewer writes for; raises NotFound or NotAllowed."""
    viewer = current_viewer()
    relation = relations.get_visible(opened or session(), relation_id, viewer=viewer)
    return relation, ensure_side(relation, viewer)


def tasks_form(relation: Relation, sent: Any, **kept: Any) -> TasksForm:
    """The form with the names of the two sides."""
    form = TasksForm(sent, **kept)
    pairs = [("", _("Choose")), *((side.value, side_name(relation, side)) for side in Side)]
    form.tasks.offer(responsible=pairs)
    return form


@blueprint.get("/edit")
@requires(Permission.RELATION_ASSESS)
def edit(relation_id: int) -> ResponseReturnValue:
    """Show the form with who does what."""
    relation, _side = writing(relation_id)
    division = queries.division_of(session(), relation_id)
    kept = [vars(actions.share_of(task)) for task in division.tasks] if division else []
    return edit_page(
        relation, tasks_form(relation, None, tasks=kept, version=str(division.table.version if division else 0))
    )


def edit_page(relation: Relation, form: TasksForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    boundary = labels.BOUNDARY
    return render_template("partnership/tasks/edit.html", relation=relation, form=form, boundary=boundary), status


@blueprint.post("/edit")
@requires(Permission.RELATION_ASSESS)
def write(relation_id: int) -> ResponseReturnValue:
    """Keep who does what."""
    relation, _side = writing(relation_id)
    form = tasks_form(relation, request.form)
    if form.wants_row:
        form.validate()
        return edit_page(relation, form)
    if not form.validate():
        return edit_page(relation, form, 422)
    shares, version = form.draft()
    try:
        with transaction() as opened:
            relation, _side = writing(relation_id, opened)
            actions.write(opened, relation, shares, version=version, actor_id=current_viewer().id, at=clock.now())
    except Stale:
        relation, _side = writing(relation_id)
        division = queries.division_of(session(), relation_id)
        if division is None:
            raise
        theirs = [actions.share_of(task) for task in division.tasks]
        if theirs != shares:
            form.show_saved({"tasks": in_words(relation, theirs)}, division.table.version)
            return edit_page(relation, form, 409)
    flash(_("Who does what is kept. Both sides confirm it as it stands now."))
    return redirect(url_for(".index", relation_id=relation_id), 303)


def in_words(relation: Relation, shares: Sequence[Share]) -> str:
    """A table as one text."""
    told = []
    for each in shares:
        parts = [each.description, _(labels.MODES[each.mode]), side_name(relation, each.responsible), each.frequency]
        told.append(", ".join(filter(None, parts)))
    return "; ".join(told)


@blueprint.post("/confirm")
@requires(Permission.RELATION_ASSESS)
def confirm(relation_id: int) -> ResponseReturnValue:
    """Confirm who does what, as it was seen."""
    form = SeenForm(request.form)
    try:
        with transaction() as opened:
            relation, side = writing(relation_id, opened)
            actions.confirm(
                opened,
                relation,
                side,
                version=form.version.number,
                reference=_("Who does what, confirmed by both"),
                actor_id=current_viewer().id,
                at=clock.now(),
            )
    except Stale:
        flash(_("The tasks have been changed meanwhile. Read them again before you confirm."), "warning")
        return redirect(url_for(".index", relation_id=relation_id), 303)
    flash(_("You have confirmed who does what."))
    return redirect(url_for(".index", relation_id=relation_id), 303)
