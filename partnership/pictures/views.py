"""What people see: where a relation stands, each point of it, the conversation sheet and the documents."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, g, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.lifecycle import NotAllowed
from kernel.pdf.document import Document, render
from kernel.registry import Panel, panel
from kernel.web.files import answer_with
from kernel.web.lists import Column
from kernel.web.page import demo_mark
from partnership.assessments import rules
from partnership.assessments.picture import Picture, is_asked
from partnership.pictures import document, queries, sketch
from partnership.relations import queries as relations
from partnership.relations.models import Relation
from partnership.relations.naming import title_of
from partnership.relations.rules import side_of
from partnership.relations.sides import Side
from partnership.staircase import labels

blueprint = Blueprint("pictures", __name__, url_prefix="/partnership/relations/<int:relation_id>/staircase")


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """Give templates the names of values, sides and evidence."""
    return {"labels": labels, "sketch": sketch, "Side": Side, "is_asked": is_asked}


def find(relation_id: int, opened: Session | None = None) -> tuple[Relation, Picture]:
    """A relation and its picture, as the viewer may see them."""
    viewer = current_viewer()
    relation = relations.get_visible(opened or session(), relation_id, viewer=viewer)
    return relation, queries.picture_for(opened or session(), relation, viewer, clock.now())


def read_once(opened: Session, relation: Relation, viewer: Viewer, now: datetime) -> Picture:
    """A relation's picture for all that hangs on one page, read once in a request."""
    kept: dict[int, Picture] = g.setdefault("pictures", {})
    if relation.id not in kept:
        kept[relation.id] = queries.picture_for(opened, relation, viewer, now)
    return kept[relation.id]


def context(relation: Relation, picture: Picture, viewer: Viewer) -> dict[str, Any]:
    """What every page about a picture is drawn with."""
    return {
        "relation": relation,
        "picture": picture,
        "side": side_of(relation, viewer),
        "may_assess": side_of(relation, viewer, Permission.RELATION_ASSESS) is not None,
        "sketched": sketch.sketch(picture, title_of(relation), relation.wished_step),
    }


@panel("relation.page")
def relation_panel(opened: Session, relation: Relation, viewer: Viewer, now: datetime) -> Panel:
    """Draw the staircase on the relation's page."""
    picture = read_once(opened, relation, viewer, now)
    return Panel("partnership/pictures/panel.html", context(relation, picture, viewer))


@panel("relation.columns")
def relation_columns() -> list[Column]:
    """Name the list's columns about the staircase."""
    return [
        Column("municipality_level", _("The municipality"), numeric=True),
        Column("organisation_level", _("The organisation"), numeric=True),
        Column("agreed_level", _("Agreed"), numeric=True),
        Column("progress", _("Progress")),
    ]


@panel("relation.rows")
def relation_rows(opened: Session, rows: Sequence[Any], viewer: Viewer, now: datetime) -> Iterable[Any]:
    """Say for each row of the list where the relation stands."""
    found = queries.seen(opened, rows, viewer, clock.local_date(now))
    return [
        sketch.Row(
            id=row.id,
            organisation_name=row.organisation or _("Own volunteers"),
            municipality=f"{row.municipality} ({row.county})",
            scope=row.scope,
            wished_step=row.wished_step,
            picture=found[row.id],
        )
        for row in rows
    ]


@blueprint.get("/")
@requires(Permission.RELATION_READ)
def show(relation_id: int) -> ResponseReturnValue:
    """Show where the relation stands, step by step."""
    relation, picture = find(relation_id)
    may_show_alone = rules.may_show_alone(picture, picture.eyes, clock.now()) if picture.eyes else False
    return render_template(
        "partnership/pictures/show.html", may_show_alone=may_show_alone, **context(relation, picture, current_viewer())
    )


@blueprint.get("/conversation-sheet/")
@requires(Permission.RELATION_READ)
def conversation_sheet(relation_id: int) -> ResponseReturnValue:
    """Show the conversation sheet, to be printed."""
    relation, picture = find(relation_id)
    made = sheet_of(relation, picture)
    return render_template("partnership/pictures/conversation_sheet.html", relation=relation, document=made)


def sheet_of(relation: Relation, picture: Picture) -> Document:
    """The conversation sheet; raises NotAllowed until both have answered."""
    if picture.sheet is None:
        raise NotAllowed(_("The conversation sheet is made when both sides have sent their assessments."))
    return document.conversation_sheet(relation, picture, title_of(relation), mark=demo_mark())


@blueprint.get("/conversation-sheet.pdf")
@requires(Permission.RELATION_READ)
def conversation_sheet_pdf(relation_id: int) -> ResponseReturnValue:
    """Give the conversation sheet on one A4."""
    return pdf(sheet_of(*find(relation_id)), f"samtaleark-{relation_id}.pdf")


@blueprint.get("/staircase.pdf")
@requires(Permission.RELATION_READ)
def staircase_pdf(relation_id: int) -> ResponseReturnValue:
    """Give the relation's staircase on two pages."""
    relation, picture = find(relation_id)
    drawn = sketch.sketch(picture, title_of(relation), relation.wished_step)
    made = document.staircase(relation, picture, drawn, title_of(relation), mark=demo_mark())
    return pdf(made, f"involveringstrapp-{relation_id}.pdf")


def pdf(made: Document, name: str) -> Response:
    """Answer with a document as a file to keep."""
    return answer_with(render(made), "application/pdf", name)
