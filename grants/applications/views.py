"""What people see of their applications: the list, the start, the task list and the check of all answers."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from directory.municipalities.queries import names
from grants.applications import answers, gathering, labels, queries, remarks, rules, saying
from grants.applications.models import Application
from grants.applications.queries import Folder
from grants.calls.content import Page, Question
from grants.calls.queries import content_of
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.lifecycle import _l
from kernel.pdf.blocks import Block
from kernel.registry import nav, registry
from kernel.web import lists

ALL_AND_ONE = 2
UNSEEN, PAGE_PANELS, CHECK_PANELS = "application.unseen", "application.page", "application.check"
blueprint = Blueprint("applications", __name__, url_prefix="/grants/applications")
nav(
    Permission.APPLICATION_READ,
    _l("Applications"),
    "applications.index",
    told=_l("Apply for money together, and follow what becomes of it."),
    place=30,
)


@blueprint.app_context_processor
def names_of_things() -> dict[str, Any]:
    """Give templates the names of statuses, pages and origins."""
    return {"grant_labels": labels, "saying": saying}


def find(reference: str, opened: Session | None = None, *, lock: bool = False) -> Application:
    """An application that the viewer may see; raises NotFound, unless a slice downstream says why it is not seen."""
    viewer, source = current_viewer(), opened or session()
    try:
        return queries.get_visible(source, reference, viewer=viewer, lock=lock)
    except NotFound:
        for share in registry.panels.get(UNSEEN, ()):
            share(source, reference, viewer)
        raise


@blueprint.get("/")
@requires(Permission.APPLICATION_READ)
def index() -> ResponseReturnValue:
    """List the applications that the viewer sees."""
    columns = [
        lists.Column("reference", _("Reference"), Application.reference),
        lists.Column("title", _("Measure"), Application.title),
        lists.Column("applicant", _("Applicant"), queries.ApplicantBody.c.name),
        lists.Column("status", _("Status"), Application.status),
        lists.Column("submitted_at", _("Sent"), Application.submitted_at),
    ]
    viewer, opened = current_viewer(), session()
    call, status = request.args.get("call", ""), request.args.get("status", "")
    return lists.answer(
        opened,
        queries.narrowed(queries.listed(viewer), call=call, status=status),
        columns,
        template="grants/applications/index.html",
        name="applications",
        searched=(Application.reference, Application.title, queries.ApplicantBody.c.name),
        enrich=in_words,
        filters=filters(opened, viewer),
        is_narrowed=bool(call or status),
    )


def in_words(rows: Sequence[Any]) -> Sequence[Any]:
    """The rows with their status by its name, on a page and in a file alike; its code is its `stage`."""
    return [
        SimpleNamespace(**row._asdict() | {"stage": row.status, "status": _(labels.STATUSES[row.status].msgid)})
        for row in rows
    ]


def filters(opened: Session, viewer: Viewer) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What a list can be narrowed by: the calls and statuses that occur in it, where there are several."""
    seen = queries.calls_and_statuses(opened, viewer)
    calls = {call.code: saying.words(content_of(call).title) for call, _status in seen}
    statuses = {status for _call, status in seen}
    called = [(status.value, _(label.msgid)) for status, label in labels.STATUSES.items() if status in statuses]
    every = [
        ("call", _("Call"), [("", _("All calls")), *((code, f"{code}: {calls[code]}") for code in sorted(calls))]),
        ("status", _("Status"), [("", _("All statuses")), *called]),
    ]
    return [(name, title, choices) for name, title, choices in every if len(choices) > ALL_AND_ONE]


@blueprint.get("/<ref:reference>/")
@requires(Permission.APPLICATION_READ)
def show(reference: str) -> ResponseReturnValue:
    """Show an application: a draft as a list of tasks, any other with what has become of it."""
    viewer, now = current_viewer(), clock.now()
    application = find(reference)
    folder = queries.folder(session(), application)
    panels = [share(session(), folder, viewer, now) for share in registry.panels.get(PAGE_PANELS, ())]
    return render_template(
        "grants/applications/show.html",
        panels=[panel for panel in panels if panel],
        may_write=rules.may_write(application, viewer),
        takes_it=rules.takes_it(application, now),
        closes_at=rules.closes_at(application),
        known=[code for code in folder.origins if folder.content.question(code)],
        **context(folder),
    )


def context(folder: Folder) -> dict[str, Any]:
    """What every page of an application is drawn with."""
    return {"application": folder.application, "folder": folder, "content": folder.content}


@blueprint.get("/<ref:reference>/check/")
@requires(Permission.APPLICATION_READ)
def check(reference: str) -> ResponseReturnValue:
    """Show all answers, and what is missing."""
    return check_page(queries.folder(session(), find(reference)))


def check_page(folder: Folder, status: int = 200, **given: Any) -> ResponseReturnValue:
    """Draw the check of all answers; `given` goes to what other slices hang on it."""
    viewer, now = current_viewer(), clock.now()
    panels = [share(session(), folder, viewer, now, **given) for share in registry.panels.get(CHECK_PANELS, ())]
    return render_template(
        "grants/applications/check.html",
        answered=answered(folder),
        gaps=list(answers.all_gaps(folder.content, folder.answers)),
        uneven=answers.uneven_years(folder.content, folder.answers),
        remarks=remarks.of(folder, namer()),
        is_led=remarks.is_led(folder),
        may_write=rules.may_write(folder.application, viewer),
        panels=[panel for panel in panels if panel],
        **context(folder),
    ), status


def answered(folder: Folder) -> list[tuple[Page, list[tuple[Question, list[Block]]]]]:
    """The pages with their questions, each with what was answered as blocks."""
    called, stand = namer(), standings(folder)
    return [
        (page, [(question, saying.whole_answer(question, folder, called, stand)) for question in page.questions])
        for page in folder.content.pages
    ]


def namer() -> saying.Namer:
    """What names a municipality by its number."""
    if "namer" not in g:
        called = names(session())
        g.namer = lambda number: called.get(number, number)
    found: saying.Namer = g.namer
    return found


def standings(folder: Folder) -> list[dict[str, Any]]:
    """Where the cooperation stands: as it was when the application was sent, or as it is."""
    snapshot = folder.application.snapshot
    if snapshot is not None:
        return list(snapshot["relations"])
    return gathering.standings(session(), folder, clock.local_date(clock.now()))
