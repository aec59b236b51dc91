"""What people see: signing in and out, and their own profile."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user
from werkzeug.datastructures import MultiDict

from directory.accounts import actions, guard, queries, rules
from directory.accounts.forms import LinkForm, NewPasswordForm, PasswordForm, ProfileForm
from directory.accounts.guard import current_viewer, requires, viewer_or_none
from directory.accounts.models import Person, SignInLink
from directory.accounts.permissions import ROLE_LABELS, Permission
from kernel import clock, keys
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import ngettext, sentence
from kernel.lifecycle import NotAllowed, Stale, ensure_current
from kernel.web import browser
from kernel.web.views import inner_path

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Show the ways to sign in."""
    if viewer_or_none():
        return redirect(inner_path(request.args.get("next")) if "next" in request.args else url_for("front.my_work"))
    return sign_in_page(PasswordForm(next=request.args.get("next", "")), LinkForm(next=request.args.get("next", "")))


def sign_in_page(form: PasswordForm, link_form: LinkForm, status: int = 200, **headers: str) -> ResponseReturnValue:
    """Draw the sign-in page, with what was typed."""
    form.kept.data = link_form.kept.data = request.form.get("kept", "")
    return render_template("directory/accounts/sign_in.html", form=form, link_form=link_form), status, headers


@blueprint.post("/sign-in")
def submit_sign_in() -> ResponseReturnValue:
    """Sign in by password."""
    form = PasswordForm(request.form)
    if not form.validate():
        return sign_in_page(form, LinkForm(next=form.next.data), 422)
    email, password = form.draft()
    key = actions.throttle_key(email)
    if wait := rules.blocked_for(queries.throttle(session(), key), clock.real()):
        return blocked(form, wait)
    person = queries.person_by_email(session(), email)
    if not actions.is_password(person, password) or person is None:
        with transaction() as opened:
            actions.count_failure(opened, key, person=person, now=clock.real(), at=clock.now())
        form.complain(
            "password", _("The e-mail address and the password do not belong together. Try again, or ask for a link.")
        )
        return sign_in_page(form, LinkForm(next=form.next.data), 422)
    with transaction() as opened:
        token = actions.sign_in(opened, person, now=clock.real(), at=clock.now())
    return welcome(token, form.next.data)


def blocked(form: PasswordForm, wait: timedelta) -> ResponseReturnValue:
    """Say how long an account must wait."""
    form.complain(
        "password",
        ngettext(
            "Too many tries. Wait a minute and try again, or ask for a link.",
            "Too many tries. Wait %(num)d minutes and try again, or ask for a link.",
            rules.whole_minutes(wait),
        ),
    )
    seconds = str(int(wait.total_seconds()) + 1)
    return sign_in_page(form, LinkForm(next=form.next.data), 429, **{"Retry-After": seconds})


def welcome(token: str, next_path: str | None) -> ResponseReturnValue:
    """Start a new cookie for a new session, and lead on; what was kept of a form can be sent at once."""
    kept = guard.kept_form(request.form.get("kept", ""))
    browser.forget_session()
    viewer = guard.load(token)
    login_user(viewer)
    if kept is not None:
        path, fields = kept
        return render_template("directory/accounts/resume.html", path=path, fields=fields)
    return redirect(inner_path(next_path) if next_path else url_for("front.my_work"), 303)


@blueprint.post("/sign-in/link")
def ask_for_link() -> ResponseReturnValue:
    """Ask for a one-time link; the answer is the same whether or not there is such a person."""
    form = LinkForm(request.form)
    if not form.validate():
        return sign_in_page(PasswordForm(formdata=None, next=form.next.data), form, 422)
    with transaction() as opened:
        person = queries.person_by_email(opened, form.draft())
        if person is not None:
            actions.send_link(opened, person, next_path=inner_path(form.next.data or "/my-work"), now=clock.real())
    return redirect(url_for(".link_sent"), 303)


@blueprint.get("/sign-in/link-sent")
def link_sent() -> str:
    """Say that a link is on its way."""
    return render_template("directory/accounts/link_sent.html")


@blueprint.get("/sign-in/link/<token>")
def open_link(token: str) -> ResponseReturnValue:
    """Show a button that signs in; only the button uses the link."""
    link = find_link(token)
    if link is None:
        return render_template("directory/accounts/link_spent.html", link_form=LinkForm()), 410
    return render_template("directory/accounts/link.html", token=token, name=link.person.name)


@blueprint.post("/sign-in/link/<token>")
def use_link(token: str) -> ResponseReturnValue:
    """Sign in by a one-time link."""
    link = find_link(token)
    signed_in: str | None = None
    if link is not None:
        with transaction() as opened:
            signed_in = actions.use_link(opened, link, now=clock.real(), at=clock.now())
    if link is None or signed_in is None:
        return render_template("directory/accounts/link_spent.html", link_form=LinkForm()), 410
    return welcome(signed_in, link.next_path)


def find_link(token: str) -> SignInLink | None:
    """Find the usable link that a token stands for."""
    number, _dash, _seal = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    link = queries.link(session(), int(number))
    if link is None or not keys.is_same(token, actions.link_token(link)):
        return None
    return link if rules.is_usable(link, clock.real()) else None


@blueprint.post("/sign-out")
@requires(Permission.WORK_READ)
def sign_out() -> ResponseReturnValue:
    """End the session at the server too."""
    viewer = current_viewer()
    with transaction() as opened:
        person = queries.myself(opened, current_viewer())
        actions.sign_out(opened, viewer.session_id, person=person, now=clock.real(), at=clock.now())
    browser.forget_session()
    flash(_("You are signed out."))
    return redirect(url_for("front.home"), 303)


@blueprint.post("/session/extend")
@requires(Permission.WORK_READ)
def extend() -> ResponseReturnValue:
    """Stay signed in, as far as the longest session allows."""
    viewer = current_viewer()
    with transaction() as opened:
        actions.touch(opened, viewer.session_id, now=clock.real())
    renewed = guard.load(viewer.token)
    if renewed is None:
        abort(401)
    return {"ends_in": renewed.seconds_left}


@blueprint.get("/profile")
@requires(Permission.WORK_READ)
def profile() -> ResponseReturnValue:
    """Show a person what is kept of them."""
    return profile_page(own())


def own() -> Person:
    """The signed-in person's own row."""
    return queries.myself(session(), current_viewer())


def password_form(person: Person, typed: MultiDict[str, str] | None = None) -> NewPasswordForm:
    """The form for a new password; it asks for the old one where there is one that was not forgotten."""
    form = NewPasswordForm(typed)
    if person.password_hash is None or current_viewer().is_by_link:
        form.forget_current()
    return form


def profile_page(
    person: Person, form: ProfileForm | None = None, password: NewPasswordForm | None = None, *, status: int = 200
) -> ResponseReturnValue:
    """Draw the profile, with what was typed."""
    drawn = render_template(
        "directory/accounts/profile.html",
        person=person,
        form=form or ProfileForm(obj=person, version=str(person.version)),
        password_form=password or password_form(person),
        role_labels=ROLE_LABELS,
    )
    return drawn, status


@blueprint.post("/profile")
@requires(Permission.WORK_READ)
def change_profile() -> ResponseReturnValue:
    """Keep a person's new name or title."""
    form = ProfileForm(request.form)
    if not form.validate():
        return profile_page(own(), form, status=422)
    draft = form.draft()
    try:
        with transaction() as opened:
            person = queries.myself(opened, current_viewer())
            ensure_current(person.version, draft.version)
            actions.change_profile(opened, person, name=draft.name, title=draft.title, at=clock.now())
    except Stale:
        saved = own()
        form.show_saved({"name": saved.name, "title": saved.title}, saved.version)
        return profile_page(saved, form, status=409)
    flash(_("Saved."))
    return redirect(url_for(".profile"), 303)


@blueprint.post("/profile/password")
@requires(Permission.WORK_READ)
def change_password() -> ResponseReturnValue:
    """Set a new password and end the person's other sessions."""
    person = own()
    form = password_form(person, request.form)
    if not form.validate():
        return profile_page(person, password=form, status=422)
    current, wanted = form.draft()
    if "current" in form and not actions.is_password(person, current):
        form.complain("current", _("This is not your password now."))
        return profile_page(person, password=form, status=422)
    try:
        keep_password(wanted)
    except NotAllowed as refusal:
        form.complain("wanted", sentence(refusal))
        return profile_page(own(), password=form, status=422)
    flash(_("Your password is changed, and you are signed out everywhere else."))
    return redirect(url_for(".profile"), 303)


def keep_password(wanted: str) -> None:
    """Keep the signed-in person's new password; raises NotAllowed."""
    viewer = current_viewer()
    with transaction() as opened:
        person = queries.myself(opened, current_viewer())
        actions.set_password(
            opened, person, wanted, kept_session_id=viewer.session_id, now=clock.real(), at=clock.now()
        )
