"""What a partner sees: what it is asked to confirm, by a link from a mail or signed in."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from grants.applications.models import Partner
from grants.applications.rules import closes_at, is_waiting
from grants.applications.views import find
from grants.partners import actions, queries, rules
from grants.partners.forms import AnswerForm, OwnAnswerForm
from kernel import clock
from kernel.db import session, transaction
from kernel.lifecycle import Stale

blueprint = Blueprint("invitations", __name__, url_prefix="/grants")


@blueprint.get("/invitations/<token>/")
def show(token: str) -> ResponseReturnValue:
    """Show what a partner is asked; only a button answers, since programs that read mail open links too."""
    partner = queries.by_token(session(), token)
    if partner is None:
        return nobodys()
    return invitation_page(token, partner, AnswerForm(version=str(partner.version)))


def nobodys() -> ResponseReturnValue:
    """Answer a wrong, an old and a foreign link alike."""
    return render_template("grants/partners/gone.html"), 404


def invitation_page(token: str, partner: Partner, form: AnswerForm, status: int = 200) -> ResponseReturnValue:
    """Draw what a partner is asked, with what was typed."""
    return render_template(
        "grants/partners/invitation.html",
        token=token,
        partner=partner,
        invitation=queries.invitation(session(), partner.application),
        form=form,
        may_answer=rules.may_answer(partner, clock.now()),
        closes_at=closes_at(partner.application),
        is_outrun=status == 409,
    ), status


@blueprint.post("/invitations/<token>/")
def answer(token: str) -> ResponseReturnValue:
    """Take a partner's answer, once; what was answered before is shown as it stands."""
    partner, form = queries.by_token(session(), token), AnswerForm(request.form)
    if partner is None:
        return nobodys()
    if is_waiting(partner):
        if not form.is_pressed:
            abort(400)
        if not form.validate():
            return invitation_page(token, partner, form, 422)
        try:
            with transaction() as opened:
                held = queries.by_token(opened, token, lock=True)
                if held is not None:
                    actions.answer(opened, held, form.draft(), now=clock.now())
        except Stale:
            changed = queries.by_token(session(), token)
            if changed is not None:
                form.show_saved({}, changed.version)
                return invitation_page(token, changed, form, 409)
    return redirect(url_for(".show", token=token), 303)


@blueprint.get("/applications/<ref:reference>/confirmation/")
@requires(Permission.APPLICATION_WRITE)
def own(reference: str) -> ResponseReturnValue:
    """Show what the viewer's own bodies are asked to confirm."""
    return own_page(reference)


def own_page(reference: str, status: int = 200) -> ResponseReturnValue:
    """Draw what the viewer's own bodies are asked; raises NotFound where that is nothing."""
    application, now = find(reference), clock.now()
    partners = queries.asked_of(session(), application, current_viewer())
    if not partners:
        raise NotFound
    return render_template(
        "grants/partners/confirmation.html",
        partners=partners,
        invitation=queries.invitation(session(), application),
        answerable={partner.id for partner in partners if rules.may_answer(partner, now)},
        closes_at=closes_at(application),
        is_outrun=status == 409,
    ), status


@blueprint.post("/applications/<ref:reference>/confirmation/<int:partner_id>")
@requires(Permission.APPLICATION_WRITE)
def answer_own(reference: str, partner_id: int) -> ResponseReturnValue:
    """Take the answer of somebody of the partner's own who is signed in."""
    viewer, form = current_viewer(), OwnAnswerForm(request.form)
    if not form.is_pressed:
        abort(400)
    try:
        with transaction() as opened:
            asked = queries.asked_of(opened, find(reference, opened, lock=True), viewer)
            partner = next((each for each in asked if each.id == partner_id), None)
            if partner is None:
                raise NotFound
            actions.answer(opened, partner, form.answer(viewer.name, viewer.id), now=clock.now())
    except Stale:
        return own_page(reference, 409)
    return redirect(url_for(".own", reference=reference), 303)
