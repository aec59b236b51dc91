"""Refusals and faults, each as a calm page that says what became of what one did."""

import logging

from flask import Flask, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale

DRAWN = {400, 403, 404, 405, 409, 413, 429, 500, 503}
log = logging.getLogger("trinn")


def init(app: Flask) -> None:
    """Hang a page on each kind of refusal."""
    app.register_error_handler(NotAllowed, refused)
    app.register_error_handler(Stale, stale)
    app.register_error_handler(StaleDataError, stale)
    app.register_error_handler(IntegrityError, collided)
    app.register_error_handler(CSRFError, outdated)
    for resting in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(resting, unavailable)
    app.register_error_handler(HTTPException, answered)
    app.register_error_handler(Exception, broken)


def refused(refusal: NotAllowed) -> ResponseReturnValue:
    """A rule said no."""
    return render_template("errors/409.html", words=sentence(refusal)), 409


def stale(_fault: Exception) -> ResponseReturnValue:
    """Somebody else was quicker, and the page could not show both texts."""
    words = _("Somebody else has changed this since you opened the page. Nothing of yours was saved over theirs.")
    return render_template("errors/409.html", words=words), 409


def collided(fault: IntegrityError) -> ResponseReturnValue:
    """Two wrote the same in the same moment, and the database let the first; told without what was written."""
    log.error("A write was refused by the database: %s", fault.statement)
    return stale(fault)


def outdated(_fault: CSRFError) -> ResponseReturnValue:
    """The form was opened in a session that has ended."""
    return render_template("errors/400.html"), 400


def unavailable(fault: Exception) -> ResponseReturnValue:
    """The database does not answer, or is busy for too long; the page that says so asks it nothing."""
    g.is_resting = True
    log.error("The database does not answer: %s", type(fault).__name__)
    return answered(ServiceUnavailable(retry_after=30))


def answered(refusal: HTTPException) -> ResponseReturnValue:
    """Any other refusal, with its page and its headers."""
    if refusal.response is not None or refusal.code is None or refusal.code < 400:
        return refusal
    drawn = refusal.code if refusal.code in DRAWN else 400
    response = refusal.get_response()
    response.data = render_template(f"errors/{drawn}.html").encode()
    return response


def broken(fault: Exception) -> ResponseReturnValue:
    """A fault of ours: told in the log whole, to the person calmly."""
    log.error("A request failed", exc_info=fault)
    return render_template("errors/500.html"), 500
