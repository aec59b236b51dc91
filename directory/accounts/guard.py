"""The door: who is asking, and whether this kind of user may knock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, Response, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFError
from itsdangerous import BadData, URLSafeTimedSerializer

from directory.accounts import actions, queries
from directory.accounts.forms import LinkForm, PasswordForm
from directory.accounts.models import Person
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext
from kernel.registry import registry
from kernel.web import errors

SEEN_EVERY = timedelta(minutes=1)
LONGEST_KEPT = 300_000
PUBLIC = frozenset(
    {
        "accounts.ask_for_link",
        "accounts.link_sent",
        "accounts.open_link",
        "accounts.sign_in",
        "accounts.submit_sign_in",
        "accounts.use_link",
        "asking.answer",
        "asking.show",
        "calendars.feed",
        "calls.index",
        "calls.show",
        "front.home",
        "group_answers.answer",
        "group_answers.enter",
        "group_answers.index",
        "group_answers.join",
        "group_answers.show",
        "group_answers.state",
        "invitations.answer",
        "invitations.show",
        "offers.answer",
        "offers.asked",
        "offers.index",
        "offers.sheet",
        "offers.show",
        "relation_invitations.accept",
        "relation_invitations.open_link",
        "sign_up.done",
        "sign_up.show",
        "sign_up.sign_up",
        "static",
        "web.accessibility",
        "web.favicon",
        "web.help",
        "web.language",
        "web.live",
        "web.privacy",
        "web.ready",
        "web.security_txt",
    }
)
NEEDS_NOBODY = frozenset({"static", "web.live"})
F = TypeVar("F", bound=Callable[..., ResponseReturnValue])


def init(app: Flask) -> None:
    """Let the application know who is asking."""
    manager = LoginManager(app, add_context_processor=False)  # templates get `viewer`
    manager.session_protection = None
    manager.user_loader(load)
    app.register_error_handler(CSRFError, outdated)

    @app.before_request
    def know() -> None:
        if request.endpoint in NEEDS_NOBODY:
            return
        viewer = viewer_or_none()
        g.language = viewer.language if viewer else None
        g.remember_language = remember_language if viewer else None

    @app.before_request
    def deny() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if view is not None and request.endpoint not in PUBLIC and permission_of(view) is None:
            abort(404)

    @app.after_request
    def see(response: Response) -> Response:
        viewer = g.get("seen")
        if viewer is not None and clock.real() - viewer.last_seen_at > SEEN_EVERY and response.status_code < 500:
            response.call_on_close(lambda: touch(app, viewer.session_id))
        return response

    @app.context_processor
    def person() -> dict[str, Any]:
        viewer = viewer_or_none()
        return {
            "viewer": viewer,
            "session_ends_in": viewer.seconds_left if viewer else None,
            "navigation": menu(viewer) if viewer else [],
        }


@dataclass(frozen=True)
class MenuLink:
    """One entry of the main menu as the page draws it."""

    label: str
    told: str
    href: str
    is_current: bool


def menu(viewer: Viewer) -> list[MenuLink]:
    """The main menu for a person."""
    entries = [
        entry
        for entry in registry.navigation
        if viewer.may(Permission(entry.permission)) and (not entry.mark or viewer.is_marked(entry.mark))
    ]
    return [
        MenuLink(gettext(entry.label), gettext(entry.told) if entry.told else "", href, request.path.startswith(href))
        for entry in entries
        for href in [url_for(entry.endpoint)]
    ]


def load(token: str) -> Viewer | None:
    """Find who holds a session's token."""
    viewer = queries.viewer(session(), token, actions.token_hash(token), clock.real())
    g.seen = viewer
    return viewer


def touch(app: Flask, session_id: int) -> None:
    """Note, after the answer, that a session is in use."""
    with app.app_context(), transaction() as opened:
        actions.touch(opened, session_id, now=clock.real())


def viewer_or_none() -> Viewer | None:
    """The signed-in person, if anybody is; nobody, when the database could not say who it is."""
    if g.get("is_resting") and "seen" not in g:
        return None
    found = current_user._get_current_object() if current_user else None
    return found if isinstance(found, Viewer) else None


def current_viewer() -> Viewer:
    """The signed-in person; behind a door there always is one."""
    viewer = viewer_or_none()
    if viewer is None:
        abort(401)
    return viewer


def remember_language(code: str) -> None:
    """Keep the language on the account."""
    with transaction() as opened:
        person = opened.get_one(Person, current_viewer().id)
        actions.choose_language(person, code)


def requires(permission: Permission) -> Callable[[F], F]:
    """Let in whoever holds a role that allows it; send others to sign-in, or say that there is nothing here."""

    def decorate(view: F) -> F:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            viewer = viewer_or_none()
            if viewer is None:
                return to_sign_in()
            if not viewer.may(permission):
                abort(404 if kwargs else 403)
            return view(*args, **kwargs)

        guarded.__dict__["permission"] = permission
        return cast("F", guarded)

    return decorate


def permission_of(view: Callable[..., Any]) -> Permission | None:
    """The permission that a door asks for; None for one that asks for none."""
    return getattr(view, "permission", None)


def to_sign_in() -> ResponseReturnValue:
    """Send a browser to sign-in and back; what was sent in a form meanwhile is kept for after."""
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    kept = keep_form()
    drawn = render_template(
        "directory/accounts/ended.html", form=PasswordForm(kept=kept), link_form=LinkForm(kept=kept)
    )
    return drawn, 401


def outdated(fault: CSRFError) -> ResponseReturnValue:
    """A form from a session that has ended: what was typed on a page of ours is kept, from elsewhere it is refused."""
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin" and request.endpoint not in PUBLIC
    if is_ours and request.method == "POST" and viewer_or_none() is None:
        return to_sign_in()
    return errors.outdated(fault)


def keep_form() -> str:
    """Seal what was sent, so that it can be sent again after signing in; too much of it is not kept."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    kept = str(_sealer().dumps([request.path, fields]))
    return kept if len(kept) <= LONGEST_KEPT else ""


def kept_form(kept: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Open what was sealed; None when it is too old or not ours."""
    try:
        path, fields = _sealer().loads(kept, max_age=int(timedelta(hours=12).total_seconds()))
    except BadData:
        return None
    return path, [(name, value) for name, value in fields]


def _sealer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="kept-form")
