"""What people see: a relation's agreements, and the pages on which one is written by both sides."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import LANGUAGES, force_locale, language, sentence
from kernel.i18n import gettext as _
from kernel.lifecycle import NotAllowed, refusal_of
from kernel.pdf.document import render
from kernel.web.files import answer_with
from kernel.web.page import demo_mark
from partnership.agreements import document, drafting, labels, period, queries, rules, saying, signing, writing
from partnership.agreements.forms import BeginForm
from partnership.agreements.showing import agreement_page, find, find_relation, shown
from partnership.agreements.template import IN_FORCE, template_of
from partnership.relations.models import Relation
from partnership.relations.rules import ensure_side

blueprint = Blueprint("agreements", __name__, url_prefix="/partnership/relations/<int:relation_id>/agreements")
blueprint.register_blueprint(writing.blueprint)
blueprint.register_blueprint(signing.blueprint)


@blueprint.app_context_processor
def names_of_things() -> dict[str, Any]:
    """Give templates the names of standings."""
    return {"agreement_labels": labels, "agreement_standing": period.standing}


@blueprint.get("/")
@requires(Permission.RELATION_READ)
def index(relation_id: int) -> ResponseReturnValue:
    """List the relation's agreements."""
    relation = find_relation(session(), relation_id)
    known, today = queries.agreements_of(session(), relation), clock.local_date(clock.now())
    may_begin = refusal_of(ensure_side, relation, current_viewer()) is None
    return render_template(
        "partnership/agreements/index.html",
        relation=relation,
        agreements=known,
        today=today,
        may_begin=may_begin and refusal_of(rules.ensure_may_begin, known, today) is None,
    )


@blueprint.get("/new")
@requires(Permission.RELATION_ASSESS)
def new(relation_id: int) -> ResponseReturnValue:
    """Show the form that begins an agreement."""
    relation = find_relation(session(), relation_id)
    ensure_side(relation, current_viewer())
    today = clock.local_date(clock.now())
    rules.ensure_may_begin(queries.agreements_of(session(), relation), today)
    usual = vars(period.usual(today))
    return new_page(relation, begin_form(None, language=saying.usual_language(relation), version="0", **usual))


def begin_form(sent: Any, **kept: Any) -> BeginForm:
    """The form with the languages to choose from."""
    form = BeginForm(sent, **kept)
    form.language.choices = list(LANGUAGES.items())
    return form


def new_page(relation: Relation, form: BeginForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    note = template_of(IN_FORCE).source_note.pick(language())[0]
    return render_template("partnership/agreements/new.html", relation=relation, form=form, note=note), status


@blueprint.post("/new")
@requires(Permission.RELATION_ASSESS)
def begin(relation_id: int) -> ResponseReturnValue:
    """Begin an agreement."""
    relation = find_relation(session(), relation_id)
    form = begin_form(request.form)
    if not form.validate():
        return new_page(relation, form, 422)
    draft = form.draft()
    try:
        with transaction() as opened:
            relation = find_relation(opened, relation_id)
            ensure_side(relation, current_viewer())
            made = drafting.begin(
                opened,
                relation,
                language=str(form.language.data),
                days=draft.days,
                has_annex=draft.has_annex,
                actor_id=current_viewer().id,
                at=clock.now(),
            )
            address = url_for(".show", relation_id=relation_id, number=made.number)
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return new_page(find_relation(session(), relation_id), form, 422)
    flash(_("The agreement is begun. Read it through, and change what does not fit."))
    return redirect(address, 303)


@blueprint.post("/<int:number>/renew")
@requires(Permission.RELATION_ASSESS)
def renew(relation_id: int, number: int) -> ResponseReturnValue:
    """Begin a new agreement with the words of an old one."""
    with transaction() as opened:
        relation, old = find(opened, relation_id, number)
        ensure_side(relation, current_viewer())
        made = drafting.renew(opened, relation, old, actor_id=current_viewer().id, at=clock.now())
        address = url_for(".show", relation_id=relation_id, number=made.number)
    flash(_("The new agreement is begun with the words of the old one. Read it through, and change what does not fit."))
    return redirect(address, 303)


@blueprint.get("/<int:number>/")
@requires(Permission.RELATION_READ)
def show(relation_id: int, number: int) -> ResponseReturnValue:
    """Show an agreement with its text, and what can be done with it."""
    return agreement_page(relation_id, number)


@blueprint.get("/<int:number>/agreement.pdf")
@requires(Permission.RELATION_READ)
def pdf(relation_id: int, number: int) -> ResponseReturnValue:
    """Give an agreement on paper, in its own language."""
    found = shown(session(), relation_id, number)
    if not found.is_intact:
        raise NotAllowed(rules.NOT_INTACT)
    text = found.text if found.is_frozen else None
    with force_locale(found.wording.language):
        made = document.printed(found.agreement, found.wording, text, found.signatures, mark=demo_mark())
    return answer_with(render(made), "application/pdf", f"samarbeidsavtale-{relation_id}-{number}.pdf", opens=True)
