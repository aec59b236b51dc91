"""What people see: the dossier as a page and as a file."""

from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from grants.applications.queries import Folder
from grants.applications.views import PAGE_PANELS, find
from grants.dossiers import queries, rules
from grants.dossiers.document import dossier
from grants.eligibility.queries import involved_in
from grants.reviews.queries import review_of
from kernel.db import session
from kernel.pdf.document import Document, render
from kernel.registry import Panel, panel
from kernel.web.files import answer_with
from kernel.web.page import demo_mark

blueprint = Blueprint("dossiers", __name__, url_prefix="/grants/applications/<ref:reference>")


@blueprint.get("/dossier/")
@requires(Permission.APPLICATION_READ)
def show(reference: str) -> ResponseReturnValue:
    """Show the dossier as a page."""
    record = opened(reference)
    return render_template("grants/dossiers/show.html", application=record.application, document=made(record))


@blueprint.get("/dossier.pdf")
@requires(Permission.APPLICATION_READ)
def pdf(reference: str) -> ResponseReturnValue:
    """Give the dossier as a file, in large print when asked."""
    record = opened(reference)
    name = f"{record.application.reference}-dossier.pdf"
    return answer_with(render(made(record)), "application/pdf", name, opens=True)


def made(record: queries.Record) -> Document:
    """The document of a record, as the address asks for it."""
    return dossier(record, mark=demo_mark(), large=request.args.get("large") == "1")


def opened(reference: str) -> queries.Record:
    """What the viewer's edition shows; a reviewer declares impartiality first, and a disqualified one is refused."""
    viewer, application = current_viewer(), find(reference)
    review = review_of(session(), application.id, viewer.id)
    rules.ensure_may_open(review)
    rules.ensure_sent(application)
    edition = rules.edition_for(viewer, review, involved_in(session(), application))
    return queries.record_of(session(), application, edition, reader_id=viewer.id)


@panel(PAGE_PANELS)
def dossier_panel(_opened: Session, folder: Folder, _viewer: Viewer, _now: datetime) -> Panel | None:
    """Lead from the application's page to its dossier."""
    if not rules.has_dossier(folder.application):
        return None
    return Panel("grants/dossiers/panel.html", {"reference": folder.application.reference})
