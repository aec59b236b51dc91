"""The addresses that no wing owns."""

from datetime import timedelta

from flask import Blueprint, Response, abort, current_app, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from kernel import clock
from kernel.db import session
from kernel.i18n import COOKIE, LANGUAGES
from kernel.web.headers import YEAR

blueprint = Blueprint("web", __name__)
CONTACT_KEPT = timedelta(days=180)


def inner_path(address: str | None) -> str:
    """A path on this site that it is safe to send a browser to; anything else becomes the front page."""
    path = (address or "").partition("#")[0]
    is_inner = path.startswith("/") and not path.startswith("//")
    if not is_inner or any(sign == "\\" or sign.isspace() or not sign.isprintable() for sign in path):
        return "/"
    return path


@blueprint.post("/language/<code>")
def language(code: str) -> ResponseReturnValue:
    """Choose a language, on the account when signed in and on this browser."""
    if code not in LANGUAGES:
        abort(404)
    if remember := getattr(g, "remember_language", None):
        remember(code)
    response = make_response(redirect(inner_path(request.form.get("next")), 303))
    response.set_cookie(COOKIE, code, max_age=YEAR, samesite="Lax", secure=request.is_secure, httponly=True)
    return response


@blueprint.get("/accessibility")
def accessibility() -> str:
    """Say how far everybody can use this."""
    return render_template("web/accessibility.html")


@blueprint.get("/privacy")
def privacy() -> str:
    """Say what is kept about people, and why."""
    return render_template("web/privacy.html")


@blueprint.get("/help")
def help() -> str:  # noqa: A001  it is the page's name
    """Say how to get help."""
    return render_template("web/help.html")


@blueprint.get("/health/live")
def live() -> Response:
    """Say that the process answers."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/health/ready")
def ready() -> Response:
    """Say that the database answers too."""
    session().execute(text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Say whom to tell of a hole."""
    expires = (clock.real().replace(microsecond=0) + CONTACT_KEPT).isoformat()
    contact = current_app.jinja_env.globals["help_contact"]
    mail = str(contact).partition(",")[0]
    return Response(
        f"Contact: mailto:{mail}\nExpires: {expires}\nPreferred-Languages: nb, nn, en\n", mimetype="text/plain"
    )


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Give browsers that ask for it the mark."""
    return current_app.send_static_file("favicon.ico")
