"""What anybody sees who wishes to help: a short form behind a body's link; the coordinator decides."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed
from volunteers.register import actions
from volunteers.register.sign_up_form import SignUpForm
from volunteers.safeguards import rules, sign_up_link
from volunteers.safeguards.models import Safeguard

blueprint = Blueprint("sign_up", __name__, url_prefix="/volunteers/sign-up")


def opened_by(token: str) -> Safeguard | None:
    """The body's safeguards where the link is open and the wing is on; None for any other link."""
    safeguard = sign_up_link.by_token(session(), token)
    return safeguard if rules.is_on(safeguard, clock.local_date(clock.now())) else None


def closed() -> ResponseReturnValue:
    """Answer a wrong, an old and a closed link alike."""
    return render_template("volunteers/register/closed.html"), 404


@blueprint.get("/<token>/")
def show(token: str) -> ResponseReturnValue:
    """Show the form."""
    safeguard = opened_by(token)
    return page(token, safeguard, SignUpForm()) if safeguard else closed()


def page(token: str, safeguard: Safeguard, form: SignUpForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("volunteers/register/sign_up.html", token=token, body=safeguard.body, form=form), status


@blueprint.post("/<token>/")
def sign_up(token: str) -> ResponseReturnValue:
    """Let somebody sign up; sent twice, it is there once, and the answer tells nothing about others."""
    form, safeguard = SignUpForm(request.form), opened_by(token)
    if safeguard is None:
        return closed()
    if not form.validate():
        return page(token, safeguard, form, 422)
    try:
        with transaction() as opened:
            held = sign_up_link.by_token(opened, token)
            if held is not None:
                actions.apply(opened, held.body, form.draft(), at=clock.now())
    except NotAllowed as refusal:
        safeguard = opened_by(token)
        if safeguard is None:
            return closed()
        form.refuse(sentence(refusal))
        return page(token, safeguard, form, 429)
    return redirect(url_for(".done", token=token), 303) if held else closed()


@blueprint.get("/<token>/done")
def done(token: str) -> ResponseReturnValue:
    """Say thank you, and what happens now."""
    safeguard = opened_by(token)
    if safeguard is None:
        return closed()
    return render_template("volunteers/register/signed_up.html", body=safeguard.body)
