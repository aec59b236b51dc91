"""What people see of their arenas: a lasting forum's name, rhythm, place and members."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.lifecycle import Stale
from partnership.dialogue import preparing, queries
from partnership.dialogue.doors import context, find, telling, writing
from partnership.dialogue.forms import ArenaForm
from partnership.dialogue.models import Arena
from partnership.relations.models import Relation
from partnership.relations.rules import ensure_side

blueprint = Blueprint("arenas", __name__, url_prefix="/arenas")


@blueprint.get("/new/")
@requires(Permission.RELATION_ASSESS)
def new(relation_id: int) -> ResponseReturnValue:
    """Show the form that begins an arena."""
    relation = find(relation_id)
    ensure_side(relation, current_viewer())
    return arena_page(relation, None, ArenaForm(None, version="0"))


def arena_page(relation: Relation, arena: Arena | None, form: ArenaForm, status: int = 200) -> ResponseReturnValue:
    """Draw an arena's form, with what was typed."""
    return render_template("partnership/dialogue/arena.html", arena=arena, form=form, **context(relation)), status


@blueprint.post("/new/")
@requires(Permission.RELATION_ASSESS)
def begin(relation_id: int) -> ResponseReturnValue:
    """Begin an arena."""
    form = ArenaForm(request.form)
    if form.validate():
        with telling(form), writing(relation_id) as (opened, relation, _side):
            forum, actor_id = form.draft(), current_viewer().id
            preparing.keep_arena(opened, relation, None, forum, version=0, actor_id=actor_id, at=clock.now())
    if form.errors:
        return arena_page(find(relation_id), None, form, 422)
    return kept(relation_id)


def kept(relation_id: int) -> ResponseReturnValue:
    """Say that an arena is kept, and go back to the dialogue."""
    flash(_("The arena is kept."))
    return redirect(url_for("dialogue.index", relation_id=relation_id), 303)


@blueprint.get("/<int:arena_id>/")
@requires(Permission.RELATION_ASSESS)
def show(relation_id: int, arena_id: int) -> ResponseReturnValue:
    """Show an arena to change it."""
    relation = find(relation_id)
    ensure_side(relation, current_viewer())
    arena = queries.arena_of(session(), relation, arena_id)
    return arena_page(relation, arena, ArenaForm(None, **words_of(arena), version=str(arena.version)))


def words_of(arena: Arena) -> dict[str, str]:
    """What stands in an arena's fields."""
    return {name: getattr(arena, name) for name in ("name", "rhythm", "place", "members")}


@blueprint.post("/<int:arena_id>/")
@requires(Permission.RELATION_ASSESS)
def change(relation_id: int, arena_id: int) -> ResponseReturnValue:
    """Change an arena."""
    form = ArenaForm(request.form)
    try:
        if form.validate():
            with telling(form), writing(relation_id) as (opened, relation, _side):
                arena = queries.arena_of(opened, relation, arena_id)
                forum, version, actor_id = form.draft(), form.version.number, current_viewer().id
                preparing.keep_arena(opened, relation, arena, forum, version=version, actor_id=actor_id, at=clock.now())
    except Stale:
        relation = find(relation_id)
        arena = queries.arena_of(session(), relation, arena_id)
        form.show_saved(words_of(arena), arena.version)
        return arena_page(relation, arena, form, 409)
    if form.errors:
        relation = find(relation_id)
        return arena_page(relation, queries.arena_of(session(), relation, arena_id), form, 422)
    return kept(relation_id)
