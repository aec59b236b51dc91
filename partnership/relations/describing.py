"""What people see of a relation itself: what it is, the conditions around own volunteers, and its end."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.db import session, transaction
from kernel.forms import BaseForm
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from kernel.registry import panel, registry
from partnership.relations import actions, labels, queries, rules
from partnership.relations.cards import Card
from partnership.relations.forms import ConditionsForm, EndForm, TermsForm, condition_values
from partnership.relations.models import Relation, TargetGroup

blueprint = Blueprint("describing", __name__, url_prefix="/<int:relation_id>/about")


def shares(page: str, relation: Relation, viewer: Viewer) -> list[Any]:
    """What the slices hang on a page about a relation, as far as it is for the viewer."""
    hung = [share(session(), relation, viewer, clock.now()) for share in registry.panels.get(page, ())]
    return [each for each in hung if each is not None]


@panel("relation.card")
def about_card(opened: Session, relation: Relation, viewer: Viewer, now: datetime) -> Card:  # noqa: ARG001  every card is called alike
    """Say in a line what the cooperation is."""
    groups = queries.groups_of(opened, relation.id)
    is_own = relation.organisation_id is None
    missing = rules.missing_conditions(relation, queries.conditions_of(opened, relation.id) if is_own else ())
    told = [_(labels.FORMS[relation.form])] if relation.form else []
    return Card(
        title=_("What the cooperation is"),
        text=". ".join([*told, *(_(labels.GROUPS[each]) for each in groups)]) or _("Nothing is said about this yet."),
        href=url_for("relations.describing.about", relation_id=relation.id),
        action=_("Read and change"),
        place=5,
        mark=_("Something is not documented yet") if missing else "",
    )


@blueprint.get("/")
@requires(Permission.RELATION_READ)
def about(relation_id: int) -> ResponseReturnValue:
    """Show what the cooperation is."""
    viewer = current_viewer()
    relation = queries.get_visible(session(), relation_id, viewer=viewer)
    conditions = queries.conditions_of(session(), relation_id)
    return render_template(
        "partnership/relations/about.html",
        relation=relation,
        labels=labels,
        names=" · ".join(_(labels.GROUPS[each]) for each in queries.groups_of(session(), relation_id)),
        conditions=conditions,
        missing=rules.missing_conditions(relation, conditions),
        areas=queries.areas_of(session(), relation),
        cards=shares("relation.about", relation, viewer),
        may_write=rules.side_of(relation, viewer, Permission.RELATION_ASSESS) is not None,
        may_resume=rules.party_of(relation, viewer, Permission.RELATION_ASSESS) is not None,
    )


def writing(relation_id: int, opened: Session | None = None) -> Relation:
    """A relation that the viewer answers for, held while something is written; raises NotFound or NotAllowed."""
    viewer = current_viewer()
    relation = queries.get_visible(opened or session(), relation_id, viewer=viewer, lock=opened is not None)
    rules.ensure_side(relation, viewer)
    return relation


def terms_of(relation: Relation) -> actions.Terms:
    """What the cooperation is said to be."""
    groups = frozenset(queries.groups_of(session(), relation.id))
    return actions.Terms(relation.coordination_model, relation.form, relation.scope, relation.about, groups)


def terms_form(relation: Relation, sent: Any) -> TermsForm:
    """The form with what is said; it does not ask who organises the municipality's own volunteers."""
    terms = terms_of(relation)
    kept = {**vars(terms), "groups": [each.value for each in TargetGroup if each in terms.groups]}
    form = TermsForm(sent, **kept, version=str(relation.version))
    if relation.organisation_id is None:
        del form["model"]
    return form


def page(name: str, relation: Relation, form: BaseForm, status: int = 200) -> ResponseReturnValue:
    """Draw one of the forms about a relation, with what was typed."""
    return render_template(f"partnership/relations/{name}.html", relation=relation, form=form), status


def to_about(relation_id: int, words: str) -> ResponseReturnValue:
    """Say what has happened, and go back to what the cooperation is."""
    flash(words)
    return redirect(url_for(".about", relation_id=relation_id), 303)


@blueprint.get("/edit")
@requires(Permission.RELATION_ASSESS)
def edit(relation_id: int) -> ResponseReturnValue:
    """Show the form about what the cooperation is."""
    relation = writing(relation_id)
    return page("edit", relation, terms_form(relation, None))


@blueprint.post("/edit")
@requires(Permission.RELATION_ASSESS)
def describe(relation_id: int) -> ResponseReturnValue:
    """Keep what the cooperation is."""
    relation = writing(relation_id)
    form = terms_form(relation, request.form)
    if not form.validate():
        return page("edit", relation, form, 422)
    terms, version = form.draft()
    try:
        with transaction() as opened:
            relation = writing(relation_id, opened)
            actions.describe(opened, relation, terms, version=version, actor_id=current_viewer().id, at=clock.now())
    except NotAllowed as refusal:
        form.complain("scope", sentence(refusal))
        return page("edit", writing(relation_id), form, 422)
    except Stale:
        relation = writing(relation_id)
        form.show_saved(form.saved(terms_of(relation)), relation.version)
        if form.conflicts:
            return page("edit", relation, form, 409)
    return to_about(relation_id, _("What the cooperation is has been kept. Both sides see it."))


@blueprint.get("/conditions")
@requires(Permission.RELATION_ASSESS)
def conditions(relation_id: int) -> ResponseReturnValue:
    """Show how the conditions around the municipality's own volunteers are met."""
    relation = reflexive(relation_id)
    kept = condition_values(queries.conditions_of(session(), relation_id))
    return page("conditions", relation, ConditionsForm(None, **kept, version=str(relation.version)))


def reflexive(relation_id: int, opened: Session | None = None) -> Relation:
    """A municipality's own volunteers that the viewer answers for; raises NotFound for an organisation."""
    relation = writing(relation_id, opened)
    if relation.organisation_id is not None:
        raise NotFound
    return relation


@blueprint.post("/conditions")
@requires(Permission.RELATION_ASSESS)
def meet(relation_id: int) -> ResponseReturnValue:
    """Keep how the conditions are met."""
    relation, form = reflexive(relation_id), ConditionsForm(request.form)
    if not form.validate():
        return page("conditions", relation, form, 422)
    met, version = form.draft()
    try:
        with transaction() as opened:
            relation = reflexive(relation_id, opened)
            actions.meet(opened, relation, met, version=version, actor_id=current_viewer().id, at=clock.now())
    except Stale:
        relation = reflexive(relation_id)
        form.show_saved(form.saved(queries.conditions_of(session(), relation_id)), relation.version)
        if form.conflicts:
            return page("conditions", relation, form, 409)
    return to_about(relation_id, _("The conditions have been kept."))


@blueprint.get("/end")
@requires(Permission.RELATION_ASSESS)
def ending(relation_id: int) -> ResponseReturnValue:
    """Show the form that ends a cooperation."""
    relation = writing(relation_id)
    return page("end", relation, EndForm(None, version=str(relation.version)))


@blueprint.post("/end")
@requires(Permission.RELATION_ASSESS)
def end(relation_id: int) -> ResponseReturnValue:
    """End a cooperation."""
    relation, form, now = writing(relation_id), EndForm(request.form), clock.now()
    if not form.validate():
        return page("end", relation, form, 422)
    ended_on, reason, version = form.draft()
    try:
        with transaction() as opened:
            relation = writing(relation_id, opened)
            actions.end(
                opened,
                relation,
                rules.ensure_side(relation, current_viewer()),
                ended_on=ended_on,
                reason=reason,
                begun_on=clock.local_date(relation.created_at),
                today=clock.local_date(now),
                version=version,
                actor_id=current_viewer().id,
                at=now,
            )
    except NotAllowed as refusal:
        form.complain("ended_on", sentence(refusal))
        return page("end", writing(relation_id), form, 422)
    return to_about(relation_id, _("The cooperation has ended. All that was written stays here to be read."))


@blueprint.post("/resume")
@requires(Permission.RELATION_ASSESS)
def resume(relation_id: int) -> ResponseReturnValue:
    """Take up a cooperation again."""
    viewer = current_viewer()
    with transaction() as opened:
        relation = queries.get_visible(opened, relation_id, viewer=viewer, lock=True)
        rules.ensure_party(relation, viewer)
        actions.resume(opened, relation, actor_id=viewer.id, at=clock.now())
    return to_about(relation_id, _("The cooperation has been taken up again."))
