"""What everybody sees: the calls, and what each one says."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from grants.calls import queries
from grants.calls.labels import APPLICANTS, PHASES, texts_of
from grants.calls.models import Call
from grants.calls.rules import phase
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from partnership.staircase.labels import Label

blueprint = Blueprint("calls", __name__, url_prefix="/grants/calls")


def phase_of(call: Call) -> tuple[str, Label]:
    """Where a call stands now: the value, and what it is called."""
    now = clock.now()
    found = phase(call, now, clock.local_date(now))
    return found.value, PHASES[found]


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """List the calls that have been published."""
    calls = queries.published(session(), today=clock.local_date(clock.now()))
    rows = [(call, queries.content_of(call), phase_of(call)) for call in calls]
    return render_template("grants/calls/index.html", rows=rows)


@blueprint.get("/<code>/")
def show(code: str) -> ResponseReturnValue:
    """Show what a call says."""
    call = queries.get_published(session(), code, today=clock.local_date(clock.now()))
    content = queries.content_of(call)
    return render_template(
        "grants/calls/show.html",
        call=call,
        content=content,
        phase=phase_of(call),
        texts=texts_of(content.kind),
        applicant_words=", ".join(_(APPLICANTS[each]) for each in sorted(content.applicants)).capitalize(),
    )
