"""The wall around an application: who is disqualified is refused at each of its addresses, and that is logged.

Source: P23.
"""

import re
from datetime import datetime
from functools import partial

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, viewer_or_none
from directory.accounts.permissions import Permission, Viewer
from grants.applications.views import UNSEEN
from grants.reviews import actions, queries
from grants.reviews.models import ReviewStatus
from grants.reviews.rules import Disqualified, ensure_not_disqualified
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, _l
from kernel.registry import panel
from kernel.web import ReferenceConverter

blueprint = Blueprint("wall", __name__)
REOPENING = "submissions.reopen"
OFFICE = (Permission.APPLICATION_CHECK, Permission.DECISION_MAKE, Permission.REVIEW_WRITE)


def named_in_request() -> str | None:
    """The application that a request is about: the one in its address, or in the form that reopens one."""
    named: str | None = (request.view_args or {}).get("reference")
    if request.endpoint == REOPENING:
        typed = request.form.get("reference", "").strip()
        named = typed if re.fullmatch(ReferenceConverter.regex, typed) else None
    return named


@blueprint.before_app_request
def stop() -> None:
    """Refuse a disqualified reviewer at every address of an application, whatever other role it has in the office."""
    reference = named_in_request()
    viewer = viewer_or_none() if reference else None
    if viewer is None or reference is None or not any(viewer.may(permission) for permission in OFFICE):
        return
    review = queries.disqualified(session(), reference, viewer=viewer)
    if review is not None:
        ensure_not_disqualified(review)


@blueprint.app_errorhandler(Disqualified)
def refuse(refusal: Disqualified) -> Response:
    """Say why nothing is shown, and log the refusal after the answer."""
    reference, viewer, at = named_in_request() or "", current_viewer(), clock.now()
    response = make_response(render_template("errors/403.html", words=sentence(refusal)), 403)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    response.call_on_close(partial(log, app, reference, viewer, at))
    return response


def log(app: Flask, reference: str, viewer: Viewer, at: datetime) -> None:
    """Write in the trail, in a transaction of its own, that somebody disqualified was refused."""
    with app.app_context(), transaction() as opened:
        review = queries.disqualified(opened, reference, viewer=viewer)
        if review is not None:
            actions.log_refusal(opened, review, at=at)


@panel(UNSEEN)
def lead_to_declaration(opened: Session, reference: str, viewer: Viewer) -> None:
    """Lead a reviewer who has not declared impartiality to the declaration, from wherever it knocked."""
    review = queries.own_of(opened, reference, viewer=viewer)
    if review is None or review.status is not ReviewStatus.ASSIGNED:
        return
    if request.method != "GET":
        raise NotAllowed(_l("Declare first whether you are impartial."))
    abort(redirect(url_for("review.show", reference=reference), 303))
