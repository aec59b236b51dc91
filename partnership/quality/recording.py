"""What people record about safety: a page for each thing, and the reviews of incidents."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale, _l
from partnership.quality import actions, queries, saying
from partnership.quality.forms import FORMS, RecordForm, ReviewForm
from partnership.quality.models import IncidentRoutine, Insurance, Preparation, PreparationKind
from partnership.relations import queries as relations
from partnership.relations.models import Relation
from partnership.relations.rules import ensure_side, side_of

blueprint = Blueprint("quality", __name__, url_prefix="/partnership/relations/<int:relation_id>/quality")


@dataclass(frozen=True)
class Page:
    """A page on which one thing is recorded; its words are msgids."""

    title: str
    lead: str
    kind: PreparationKind | None = None


PAGES = {
    "confidentiality": Page(
        _l("Confidentiality declaration"),
        _l("How many have signed, which version, and when. Keep the signed papers in the organisation, not here."),
        PreparationKind.CONFIDENTIALITY,
    ),
    "basic-training": Page(
        _l("Basic training"),
        _l("How many volunteers have had it, and when it is to be refreshed. No names."),
        PreparationKind.BASIC_TRAINING,
    ),
    "special-training": Page(
        _l("Special training"),
        _l("Training for the target group, for example about dementia. Numbers only, no names."),
        PreparationKind.SPECIAL_TRAINING,
    ),
    "insurance": Page(
        _l("Insurance"),
        _l("Ask the company in writing. Many have an upper age limit for those who drive, so look for it."),
    ),
    "incident-routine": Page(
        _l("Routine for incidents"),
        _l("Where both of you find it, and how often you go through what has happened."),
    ),
}


def find(relation_id: int) -> Relation:
    """A relation for which the viewer may write."""
    relation = relations.get_visible(session(), relation_id, viewer=current_viewer())
    ensure_side(relation, current_viewer())
    return relation


def write(relation_id: int, act: Callable[..., None]) -> None:
    """Record something in a relation as the viewer, in one transaction."""
    viewer = current_viewer()
    with transaction() as opened:
        relation = relations.get_visible(opened, relation_id, viewer=viewer)
        ensure_side(relation, viewer)
        act(opened, relation, actor_id=viewer.id, at=clock.now())


def keep(relation_id: int, form: RecordForm, act: Callable[..., None], row: Callable[[], Any]) -> int:
    """Record what a form says; the status to answer with, 303 where it is kept or stood there already."""
    try:
        write(relation_id, partial(act, version=form.version.number))
    except Stale:
        theirs = row()
        if theirs is None:
            raise
        form.show_theirs(theirs)
        return 409 if form.conflicts else 303
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return 422
    return 303


def kept(relation_id: int) -> ResponseReturnValue:
    """Go back, and say that it is kept."""
    flash(_("It is kept, and both sides see it."))
    return redirect(url_for("quality.show", relation_id=relation_id), 303)


def row_of(relation_id: int, name: str) -> Preparation | Insurance | IncidentRoutine | None:
    """What is recorded on a page already."""
    kind = PAGES[name].kind
    if kind is not None:
        return queries.preparation_of(session(), relation_id, kind)
    if name == "insurance":
        return queries.insurance_of(session(), relation_id)
    return queries.routine_of(session(), relation_id)


NAMES = ", ".join(f'"{name}"' for name in PAGES)


@blueprint.get(f"/<any({NAMES}):name>/")
@requires(Permission.RELATION_ASSESS)
def record(relation_id: int, name: str) -> ResponseReturnValue:
    """Show one thing to be recorded."""
    relation = find(relation_id)
    form = FORMS[name]()
    form.fill(row_of(relation_id, name))
    return record_page(relation, name, form)


def record_page(relation: Relation, name: str, form: RecordForm, status: int = 200) -> ResponseReturnValue:
    """Draw one thing to be recorded."""
    return render_template("partnership/quality/record.html", relation=relation, page=PAGES[name], form=form), status


@blueprint.post(f"/<any({NAMES}):name>/")
@requires(Permission.RELATION_ASSESS)
def keep_record(relation_id: int, name: str) -> ResponseReturnValue:
    """Record one thing."""
    relation, form, status = find(relation_id), FORMS[name](request.form), 422
    kind = PAGES[name].kind
    if form.validate():
        said = form.draft()
        act: Callable[..., None] = actions.insure if name == "insurance" else actions.agree_routine
        if kind is not None:
            act = partial(actions.prepare, kind=kind)
        status = keep(relation_id, form, partial(act, said=said), lambda: row_of(relation_id, name))
    return kept(relation_id) if status == 303 else record_page(relation, name, form, status)


@blueprint.get("/incident-reviews/")
@requires(Permission.RELATION_READ)
def reviews(relation_id: int) -> ResponseReturnValue:
    """List when incidents were gone through together."""
    relation = relations.get_visible(session(), relation_id, viewer=current_viewer())
    return reviews_page(relation, ReviewForm())


def reviews_page(relation: Relation, form: ReviewForm, status: int = 200) -> ResponseReturnValue:
    """Draw the reviews, with what was typed."""
    return render_template(
        "partnership/quality/reviews.html",
        relation=relation,
        form=form,
        reviews=queries.reviews_of(session(), relation.id),
        side=side_of(relation, current_viewer(), Permission.RELATION_ASSESS),
        quality_words=saying,
    ), status


@blueprint.post("/incident-reviews/")
@requires(Permission.RELATION_ASSESS)
def add_review(relation_id: int) -> ResponseReturnValue:
    """Record that incidents were gone through together."""
    relation, form = find(relation_id), ReviewForm(request.form)
    if not form.validate():
        return reviews_page(relation, form, 422)
    try:
        write(relation_id, partial(actions.review, said=form.draft()))
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return reviews_page(relation, form, 422)
    flash(_("It is kept, and both sides see it."))
    return redirect(url_for("quality.reviews", relation_id=relation_id), 303)
