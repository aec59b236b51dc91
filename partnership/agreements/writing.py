"""What people see while they write: one section, the period, and the ways on from a draft."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from partnership.agreements import actions, drafting, queries, rules
from partnership.agreements.document import text_blocks
from partnership.agreements.forms import DiscardForm, PeriodForm, SectionForm, SendForm
from partnership.agreements.models import Agreement
from partnership.agreements.period import Days
from partnership.agreements.showing import agreement_page, find
from partnership.agreements.template import template_of
from partnership.relations.models import Relation
from partnership.relations.rules import ensure_side

blueprint = Blueprint("writing", __name__)


@blueprint.get("/<int:number>/sections/<key>/")
@requires(Permission.RELATION_ASSESS)
def section(relation_id: int, number: int, key: str) -> ResponseReturnValue:
    """Show what stands in one section, to be changed."""
    relation, agreement = to_write(relation_id, number)
    kept = queries.section_of(session(), agreement, key)
    return section_page(relation, agreement, key, SectionForm(None, words=kept.words, version=str(kept.version)))


def to_write(relation_id: int, number: int) -> tuple[Relation, Agreement]:
    """A draft that the viewer may write in; raises NotFound or NotAllowed."""
    relation, agreement = find(session(), relation_id, number)
    ensure_side(relation, current_viewer())
    rules.ensure_draft(agreement)
    return relation, agreement


def section_page(
    relation: Relation, agreement: Agreement, key: str, form: SectionForm, status: int = 200
) -> ResponseReturnValue:
    """Draw one section, with what was typed."""
    found = template_of(agreement.template).section(key)
    if found is None:
        abort(404)
    form.words.flags.required = not found.is_optional
    fixed = found.fixed_for(has_annex=agreement.has_annex).pick(agreement.language)[0]
    return render_template(
        "partnership/agreements/section.html",
        relation=relation,
        agreement=agreement,
        section=found,
        fixed=text_blocks(fixed),
        form=form,
    ), status


@blueprint.post("/<int:number>/sections/<key>/")
@requires(Permission.RELATION_ASSESS)
def write(relation_id: int, number: int, key: str) -> ResponseReturnValue:
    """Keep what was written in one section."""
    form = SectionForm(request.form)
    relation, agreement = find(session(), relation_id, number)
    queries.section_of(session(), agreement, key)
    if not form.validate():
        return section_page(relation, agreement, key, form, 422)
    try:
        with transaction() as opened:
            relation, agreement = find(opened, relation_id, number)
            ensure_side(relation, current_viewer())
            drafting.write(
                opened,
                relation,
                agreement,
                key,
                words=form.words.data or "",
                version=form.version.number,
                actor_id=current_viewer().id,
                at=clock.now(),
            )
    except (Stale, NotAllowed) as fault:
        return not_written(relation_id, number, key, form, fault)
    flash(_("The section is kept. The other side sees it too."))
    return redirect(url_for("agreements.show", relation_id=relation_id, number=number, _anchor=key), 303)


def not_written(
    relation_id: int, number: int, key: str, form: SectionForm, fault: Stale | NotAllowed
) -> ResponseReturnValue:
    """Show what was typed again, beside what somebody else wrote, or with the reason why it cannot be kept."""
    relation, agreement = find(session(), relation_id, number)
    kept = queries.section_of(session(), agreement, key)
    if isinstance(fault, Stale):
        form.show_saved({"words": kept.words}, kept.version)
    else:
        form.refuse(sentence(fault))
    return section_page(relation, agreement, key, form, 409)


@blueprint.get("/<int:number>/period/")
@requires(Permission.RELATION_ASSESS)
def period(relation_id: int, number: int) -> ResponseReturnValue:
    """Show the period, the notice and whether the privacy annex is there."""
    relation, agreement = to_write(relation_id, number)
    kept = {"has_annex": agreement.has_annex, "version": str(agreement.version)}
    return period_page(relation, agreement, PeriodForm(None, **vars(days_of(agreement)), **kept))


def days_of(agreement: Agreement) -> Days:
    """An agreement's period and notice."""
    return Days(agreement.starts_on, agreement.ends_on, agreement.notice_months)


def period_page(relation: Relation, agreement: Agreement, form: PeriodForm, status: int = 200) -> ResponseReturnValue:
    """Draw the period, with what was typed."""
    return render_template(
        "partnership/agreements/period.html", relation=relation, agreement=agreement, form=form
    ), status


@blueprint.post("/<int:number>/period/")
@requires(Permission.RELATION_ASSESS)
def set_period(relation_id: int, number: int) -> ResponseReturnValue:
    """Keep the period."""
    form = PeriodForm(request.form)
    relation, agreement = find(session(), relation_id, number)
    if not form.validate():
        return period_page(relation, agreement, form, 422)
    draft = form.draft()
    try:
        with transaction() as opened:
            relation, agreement = find(opened, relation_id, number)
            ensure_side(relation, current_viewer())
            drafting.set_days(
                opened,
                relation,
                agreement,
                draft.days,
                has_annex=draft.has_annex,
                version=form.version.number,
                actor_id=current_viewer().id,
                at=clock.now(),
            )
    except Stale:
        relation, agreement = find(session(), relation_id, number)
        form.show_other(days_of(agreement), agreement.version, has_annex=agreement.has_annex)
        return period_page(relation, agreement, form, 409)
    except NotAllowed as refusal:
        relation, agreement = find(session(), relation_id, number)
        form.refuse(sentence(refusal))
        return period_page(relation, agreement, form, 422)
    flash(_("The period is kept."))
    return redirect(url_for("agreements.show", relation_id=relation_id, number=number), 303)


@blueprint.post("/<int:number>/send")
@requires(Permission.RELATION_ASSESS)
def send(relation_id: int, number: int) -> ResponseReturnValue:
    """Freeze the text that was read, and send it to signing."""
    form = SendForm(request.form)
    try:
        with transaction() as opened:
            relation, agreement = find(opened, relation_id, number)
            ensure_side(relation, current_viewer())
            actions.send(
                opened, relation, agreement, seen=form.fingerprint, actor_id=current_viewer().id, at=clock.now()
            )
    except Stale:
        return agreement_page(relation_id, number, is_stale=True, status=409)
    flash(_("The text is frozen, and both sides can sign it."))
    return redirect(url_for("agreements.show", relation_id=relation_id, number=number), 303)


@blueprint.post("/<int:number>/discard")
@requires(Permission.RELATION_ASSESS)
def discard(relation_id: int, number: int) -> ResponseReturnValue:
    """Put a draft aside."""
    form = DiscardForm(request.form)
    with transaction() as opened:
        relation, agreement = find(opened, relation_id, number)
        ensure_side(relation, current_viewer())
        actions.discard(
            opened,
            relation,
            agreement,
            version=form.version.number,
            actor_id=current_viewer().id,
            at=clock.now(),
        )
    flash(_("The draft is put aside. It can still be read in the list."))
    return redirect(url_for("agreements.index", relation_id=relation_id), 303)
