"""What the applicant sees of one partner: how it comes in, and what it is to do."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.municipalities.queries import municipality_choices
from grants.applications.labels import TASK_MODES
from grants.applications.models import Application, Partner
from grants.applications.queries import folder as folder_of
from grants.applications.queries import partners_of
from grants.calls.queries import content_of
from grants.partners import actions, queries, rules
from grants.partners.forms import NewcomerForm, NewcomersForm, PartnerForm, RegisterForm
from grants.partners.views import one_of, reading, writing
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale

blueprint = Blueprint("partner_entries", __name__, url_prefix="/grants/applications/<ref:reference>/edit/partners")


@blueprint.get("/new/")
@requires(Permission.APPLICATION_WRITE)
def new(reference: str) -> ResponseReturnValue:
    """Show the two ways to add somebody: from the register, or by name."""
    return new_page(reading(reference), register_form(None), NewcomerForm())


def register_form(sent: Any) -> RegisterForm:
    """The form that finds somebody in the register."""
    form = RegisterForm(sent)
    form.municipality_number.choices = [("", _("Choose")), *municipality_choices(session())]
    return form


def new_page(
    application: Application, form: RegisterForm, newcomer: NewcomerForm, status: int = 200
) -> ResponseReturnValue:
    """Draw both forms, with what was typed."""
    return render_template("grants/partners/new.html", application=application, form=form, newcomer=newcomer), status


@blueprint.post("/new/register")
@requires(Permission.APPLICATION_WRITE)
def add_registered(reference: str) -> ResponseReturnValue:
    """Add somebody from the register."""
    application, form = reading(reference), register_form(request.form)
    if not form.validate():
        return new_page(application, form, NewcomerForm(), 422)
    try:
        with writing(reference) as (opened, held, partners):
            body = rules.ensure_found(queries.registered(opened, **form.wanted()))
            address = add_to(opened, held, partners, name=body.full_name, body=body)
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return new_page(reading(reference), form, NewcomerForm(), 422)
    return redirect(address, 303)


@blueprint.post("/new/")
@requires(Permission.APPLICATION_WRITE)
def add(reference: str) -> ResponseReturnValue:
    """Add somebody by name and e-mail address."""
    application, newcomer = reading(reference), NewcomerForm(request.form)
    if not newcomer.validate():
        return new_page(application, register_form(None), newcomer, 422)
    try:
        with writing(reference) as (opened, held, partners):
            address = add_to(opened, held, partners, **newcomer.named())
    except NotAllowed as refusal:
        newcomer.refuse(sentence(refusal))
        return new_page(reading(reference), register_form(None), newcomer, 422)
    return redirect(address, 303)


@blueprint.post("/take")
@requires(Permission.APPLICATION_WRITE)
def take(reference: str) -> ResponseReturnValue:
    """Add somebody whom the applicant cooperates with."""
    with writing(reference) as (opened, application, partners):
        parties = {str(body.id): body for body in queries.at_hand(opened, folder_of(opened, application))}
        body = parties.get(request.form.get("body", ""))
        if body is None:
            raise NotFound
        address = add_to(opened, application, partners, name=body.full_name, body=body)
    return redirect(address, 303)


def add_to(opened: Session, application: Application, partners: list[Partner], **who: Any) -> str:
    """Add a partner, and give the address where its part is written; raises NotAllowed."""
    added = actions.add(opened, application, partners, **who, actor_id=current_viewer().id, at=clock.now())
    opened.flush()
    flash(_("Added, and not asked yet. Now write what the partner does."))
    return url_for(".show", reference=application.reference, partner_id=added.id)


@blueprint.get("/<int:partner_id>/")
@requires(Permission.APPLICATION_WRITE)
def show(reference: str, partner_id: int) -> ResponseReturnValue:
    """Show what a partner is to do, to be changed."""
    application, partner = find_partner(reference, partner_id)
    return partner_page(application, partner, partner_form(application, partner, None))


def find_partner(reference: str, partner_id: int) -> tuple[Application, Partner]:
    """A draft that the viewer may write in, and one of its partners; raises NotFound or NotAllowed."""
    application = reading(reference)
    return application, one_of(partners_of(session(), application), partner_id)


def partner_form(application: Application, partner: Partner, sent: Any) -> PartnerForm:
    """The form of a partner with what stands there."""
    kept = {
        "name": partner.name,
        "email": partner.email,
        "task": partner.task,
        "mode": partner.mode.value,
        "hours": partner.hours,
        "amount": partner.amount,
        "version": str(partner.version),
    }
    form = (PartnerForm if partner.body_id else NewcomersForm)(sent, **kept)
    form.mode.choices = [(mode.value, _(label)) for mode, label in TASK_MODES.items()]
    content = content_of(application.call)
    form.amount.most = content.money.most
    if not content.has_money:
        del form.amount
    return form


def partner_page(
    application: Application, partner: Partner, form: PartnerForm, status: int = 200
) -> ResponseReturnValue:
    """Draw a partner's part, with what was typed."""
    return render_template(
        "grants/partners/partner.html",
        application=application,
        partner=partner,
        form=form,
        is_staffed=bool(queries.staffed(session(), [partner])),
        is_outrun=status == 409,
    ), status


@blueprint.post("/<int:partner_id>/")
@requires(Permission.APPLICATION_WRITE)
def change(reference: str, partner_id: int) -> ResponseReturnValue:
    """Change what a partner is asked, or where; an answer to something else no longer counts."""
    application, partner = find_partner(reference, partner_id)
    form = partner_form(application, partner, request.form)
    if not form.validate():
        return partner_page(application, partner, form, 422)
    draft = form.draft(partner.name)
    try:
        with writing(reference) as (opened, _application, partners):
            is_voided = actions.change(
                opened,
                one_of(partners, partner_id),
                draft.terms,
                email=draft.email,
                version=draft.version,
                actor_id=current_viewer().id,
                at=clock.now(),
            )
    except Stale:
        application, partner = find_partner(reference, partner_id)
        form.show_saved(saved_words(partner, form), partner.version)
        return partner_page(application, partner, form, 409)
    if is_voided:
        words = _("Saved. %(name)s had answered for something else, so ask it again.", name=draft.terms.name)
        flash(words, "warning")
    else:
        flash(_("Saved."))
    return redirect(url_for("partners.index", reference=reference), 303)


def saved_words(partner: Partner, form: PartnerForm) -> Mapping[str, Any]:
    """What stands there now, by field; how the task is shared only where that is another way."""
    saved: dict[str, Any] = {
        "task": partner.task,
        "hours": partner.hours,
        "amount": partner.amount,
        "email": partner.email,
    }
    if "name" in form:
        saved["name"] = partner.name
    if "amount" not in form:
        del saved["amount"]
    if form.mode.data != partner.mode.value:
        saved["mode"] = _(TASK_MODES[partner.mode])
    return saved
