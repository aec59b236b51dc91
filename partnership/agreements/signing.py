"""What people see when they sign, send a text back, or terminate an agreement."""

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
from partnership.agreements import actions, rules
from partnership.agreements.forms import SignForm, TerminateForm, WordForm
from partnership.agreements.models import AgreementStatus
from partnership.agreements.period import STANDS, first_last_day
from partnership.agreements.showing import Shown, find, shown
from partnership.relations.rules import ensure_side

blueprint = Blueprint("signing", __name__)


@blueprint.get("/<int:number>/sign/")
@requires(Permission.AGREEMENT_SIGN)
def sign(relation_id: int, number: int) -> ResponseReturnValue:
    """Show the whole text, with the place to sign below."""
    found = to_sign(relation_id, number)
    return sign_page(found, SignForm(None, seen=found.seen))


def to_sign(relation_id: int, number: int) -> Shown:
    """An agreement that waits for the viewer's signature; raises NotFound or NotAllowed."""
    found = shown(session(), relation_id, number)
    rules.signing_side(found.relation, current_viewer())
    ensure_side(found.relation, current_viewer())
    if found.agreement.status is not AgreementStatus.FOR_SIGNING:
        raise NotAllowed(_l("There is nothing to sign now."))
    if not found.is_intact:
        raise NotAllowed(rules.NOT_INTACT)
    return found


def sign_page(found: Shown, form: SignForm, status: int = 200) -> ResponseReturnValue:
    """Draw the text and the place to sign, with what was typed."""
    return render_template("partnership/agreements/sign.html", shown=found, form=form), status


@blueprint.post("/<int:number>/sign/")
@requires(Permission.AGREEMENT_SIGN)
def confirm(relation_id: int, number: int) -> ResponseReturnValue:
    """Sign the text that was read."""
    form, viewer = SignForm(request.form), current_viewer()
    address = url_for("agreements.show", relation_id=relation_id, number=number)
    try:
        if not form.validate():
            return sign_page(to_sign(relation_id, number), form, 422)
        rules.ensure_own_name(str(form.name.data), viewer.name)
        with transaction() as opened:
            relation, agreement = find(opened, relation_id, number)
            side = rules.signing_side(relation, viewer)
            ensure_side(relation, viewer)
            both = actions.sign(
                opened,
                relation,
                agreement,
                side,
                seen=form.fingerprint,
                is_by_link=viewer.is_by_link,
                actor_id=viewer.id,
                at=clock.now(),
            )
    except Stale:
        found = to_sign(relation_id, number)
        form.seen.data = found.seen
        form.refuse(_("The text has changed since you read it. Read it again before you sign."))
        return sign_page(found, form, 409)
    except NotAllowed as refusal:
        found = to_sign(relation_id, number)
        form.complain("name", sentence(refusal))
        return sign_page(found, form, 422)
    flash(_("Both have signed. The agreement is made.") if both else _("You have signed. Now the other side signs."))
    return redirect(address, 303)


@blueprint.get("/<int:number>/send-back/")
@requires(Permission.RELATION_ASSESS)
def word(relation_id: int, number: int) -> ResponseReturnValue:
    """Show the form that sends a text back."""
    return word_page(relation_id, number, WordForm())


def word_page(relation_id: int, number: int, form: WordForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form that sends a text back, with what was typed."""
    found = shown(session(), relation_id, number)
    ensure_side(found.relation, current_viewer())
    if found.agreement.status is not AgreementStatus.FOR_SIGNING:
        raise NotAllowed(_l("Only a text that waits for signatures can be sent back."))
    return render_template("partnership/agreements/send_back.html", shown=found, form=form), status


@blueprint.post("/<int:number>/send-back/")
@requires(Permission.RELATION_ASSESS)
def send_back(relation_id: int, number: int) -> ResponseReturnValue:
    """Send a text back with a word, so that it can be changed."""
    form = WordForm(request.form)
    if not form.validate():
        return word_page(relation_id, number, form, 422)
    with transaction() as opened:
        relation, agreement = find(opened, relation_id, number)
        ensure_side(relation, current_viewer())
        actions.send_back(
            opened, relation, agreement, word=str(form.word.data), actor_id=current_viewer().id, at=clock.now()
        )
    flash(_("The text is open for changes again. Signatures given before do not count for the new text."))
    return redirect(url_for("agreements.show", relation_id=relation_id, number=number), 303)


@blueprint.get("/<int:number>/terminate/")
@requires(Permission.AGREEMENT_SIGN)
def notice(relation_id: int, number: int) -> ResponseReturnValue:
    """Show the form that terminates an agreement."""
    found = to_terminate(relation_id, number)
    return notice_page(found, TerminateForm(None, last_on=earliest(found)))


def to_terminate(relation_id: int, number: int) -> Shown:
    """An agreement that the viewer may terminate; raises NotFound or NotAllowed."""
    found = shown(session(), relation_id, number)
    rules.signing_side(found.relation, current_viewer())
    if found.standing not in STANDS or found.agreement.status is not AgreementStatus.SIGNED:
        raise NotAllowed(_l("There is no agreement here to terminate."))
    return found


def earliest(found: Shown) -> Any:
    """The earliest last day."""
    return first_last_day(found.agreement, clock.local_date(clock.now()))


def notice_page(found: Shown, form: TerminateForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form that terminates an agreement, with what was typed."""
    return render_template(
        "partnership/agreements/terminate.html", shown=found, form=form, earliest=earliest(found)
    ), status


@blueprint.post("/<int:number>/terminate/")
@requires(Permission.AGREEMENT_SIGN)
def terminate(relation_id: int, number: int) -> ResponseReturnValue:
    """Terminate an agreement with its notice."""
    form, viewer = TerminateForm(request.form), current_viewer()
    if not form.validate():
        return notice_page(to_terminate(relation_id, number), form, 422)
    draft = form.draft()
    try:
        with transaction() as opened:
            relation, agreement = find(opened, relation_id, number)
            side = rules.signing_side(relation, viewer)
            actions.terminate(
                opened,
                relation,
                agreement,
                side,
                last_on=draft.last_on,
                reason=draft.reason,
                actor_id=viewer.id,
                at=clock.now(),
            )
    except NotAllowed as refusal:
        found = to_terminate(relation_id, number)
        form.complain("last_on", sentence(refusal))
        return notice_page(found, form, 422)
    flash(_("The agreement is terminated. The other side is told by e-mail."))
    return redirect(url_for("agreements.show", relation_id=relation_id, number=number), 303)
