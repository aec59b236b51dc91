"""What people see: sending a partner list in, looking over each line's fate, and taking it in."""

import io
from collections import Counter
from dataclasses import astuple

import xlsxwriter
from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.exceptions import NotFound

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.municipalities.models import Municipality
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import ngettext, sentence
from kernel.lifecycle import NotAllowed
from kernel.web.files import answer_with
from partnership.invitations.actions import Moment
from partnership.partner_lists import actions, labels, queries
from partnership.partner_lists.forms import ListForm, TakeForm
from partnership.partner_lists.reading import LARGEST, Line, read
from partnership.partner_lists.rules import BEGUN, Asking, rows_of
from partnership.relations.queries import municipalities_of

KEPT_SECONDS = 12 * 60 * 60
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

blueprint = Blueprint("partner_lists", __name__, url_prefix="/partnership/partner-lists")


@blueprint.get("/new")
@requires(Permission.RELATION_ADD)
def new() -> ResponseReturnValue:
    """Show the form that takes a file."""
    return new_page(offered(ListForm()))


def offered(form: ListForm) -> ListForm:
    """The form with the municipalities that the viewer may begin relations for."""
    form.offer([(str(each.id), each.full_name) for each in municipalities_of(session(), current_viewer())])
    return form


def new_page(form: ListForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form that takes a file."""
    return render_template("partnership/partner_lists/new.html", form=form), status


@blueprint.get("/sample.xlsx")
@requires(Permission.RELATION_ADD)
def sample() -> ResponseReturnValue:
    """Give an empty list to write in, with its headings."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        headings = [_("Organisation number"), _("Name"), _("Contact"), _("E-mail address"), _("Area")]
        sheet.write_row(0, 0, [str(heading) for heading in headings])
        sheet.autofit()
    return answer_with(content.getvalue(), EXCEL, "partners.xlsx")


@blueprint.post("/new")
@requires(Permission.RELATION_ADD)
def look_over() -> ResponseReturnValue:
    """Read a file and show each line's fate; nothing is saved."""
    form = offered(ListForm(CombinedMultiDict([request.files, request.form])))
    if not form.validate():
        return new_page(form, 422)
    try:
        lines = read(form.content(LARGEST))
    except NotAllowed as refusal:
        form.complain("file", sentence(refusal))
        return new_page(form, 422)
    return preview_page(municipality_of(session(), form.municipality_id()), lines, TakeForm())


def municipality_of(opened: Session, municipality_id: int) -> Municipality:
    """One of the municipalities that the viewer may begin relations for; raises NotFound."""
    found = next((each for each in municipalities_of(opened, current_viewer()) if each.id == municipality_id), None)
    if found is None:
        raise NotFound
    return found


def preview_page(
    municipality: Municipality, lines: list[Line], form: TakeForm, status: int = 200, *, is_outrun: bool = False
) -> ResponseReturnValue:
    """Draw each line's fate, as the world is now."""
    rows = rows_of(lines, queries.world(session(), municipality.id, lines))
    form.sealed.data = sealer().dumps([current_viewer().id, municipality.id, [astuple(line) for line in lines]])
    drawn = render_template(
        "partnership/partner_lists/preview.html",
        municipality=municipality,
        rows=rows,
        counts=Counter(row.fate for row in rows),
        begun=sum(row.fate in BEGUN for row in rows),
        can_ask=sum(row.asking is Asking.YES for row in rows),
        form=form,
        fates=labels.FATES,
        askings=labels.ASKINGS,
        is_outrun=is_outrun,
    )
    return drawn, status


def sealer() -> URLSafeTimedSerializer:
    """What seals the lines, so that what is taken in is what was looked over, by the same person."""
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="partner-list")


def opened_seal(sealed: str) -> tuple[int, list[Line]] | None:
    """The municipality and the lines that were looked over; None for what is too old, another's or not ours."""
    try:
        viewer_id, municipality_id, lines = sealer().loads(sealed, max_age=KEPT_SECONDS)
    except BadData:
        return None
    return (municipality_id, [Line(*line) for line in lines]) if viewer_id == current_viewer().id else None


@blueprint.post("/take-in")
@requires(Permission.RELATION_ADD)
def take_in() -> ResponseReturnValue:
    """Take in what was looked over, by the fates that its lines have now."""
    form = TakeForm(request.form)
    looked_over = opened_seal(form.sealed.data or "")
    if looked_over is None:
        flash(_("Too long has passed since you chose the file. Choose it once more; nothing was taken in."), "info")
        return redirect(url_for(".new"), 303)
    municipality_id, lines = looked_over
    try:
        with transaction() as opened:
            taken = actions.take_in(
                opened,
                municipality_of(opened, municipality_id),
                lines,
                invites=form.wants_invitations(),
                actor_id=current_viewer().id,
                moment=Moment(clock.now(), clock.real()),
            )
    except (IntegrityError, NotAllowed):  # somebody else wrote about one of them in the same moment
        return preview_page(municipality_of(session(), municipality_id), lines, form, 409, is_outrun=True)
    tell(taken)
    return redirect(url_for("relations.index"), 303)


def tell(taken: actions.Taken) -> None:
    """Say what became of the list."""
    if not taken.begun and not taken.invited:
        flash(_("Everything in the list was there already. Nothing was changed."), "info")
    if taken.begun:
        flash(ngettext("%(num)d cooperation has begun.", "%(num)d cooperations have begun.", taken.begun))
    if taken.invited:
        flash(ngettext("%(num)d invitation is on its way.", "%(num)d invitations are on their way.", taken.invited))
