"""What follows a proposal: it is made or returned, its lines are read as a list, and a team is founded by hand."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from grants.applications import queries as applications
from grants.applications.models import Application
from grants.calls.content import Scale
from grants.calls.models import Call
from grants.calls.queries import content_of
from grants.decisions.queries import decision_of
from grants.reviews.labels import exact
from grants.selections import actions, founding, labels, queries, rules, weighing, wording
from grants.selections.doors import find_call, kept_page
from grants.selections.forms import MakeForm, ReturnForm
from grants.selections.models import Selection, SelectionLine, SelectionStatus
from grants.selections.telling import names_in
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.lifecycle import Stale
from kernel.web import lists

blueprint = Blueprint("selecting", __name__, url_prefix="/grants/selections/<call_code>")


def find_selection(opened: Session, code: str) -> tuple[Call, Selection]:
    """A call and its selection for somebody who may choose in it; raises NotFound or NotAllowed."""
    call = find_call(opened, code)
    selection = queries.selection_of(opened, call.id)
    if selection is None:
        raise NotFound
    return call, selection


def shown(code: str) -> ResponseReturnValue:
    """Lead back to the selection."""
    return redirect(url_for("selections.show", call_code=code), 303)


@blueprint.post("/make")
@requires(Permission.DECISION_MAKE)
def make(call_code: str) -> ResponseReturnValue:
    """Make a selection; a second press finds it made."""
    form, viewer = MakeForm(request.form), current_viewer()
    _call, selection = find_selection(session(), call_code)
    if selection.status is not SelectionStatus.MADE or selection.made_by_id != viewer.id:
        with transaction() as opened:
            _call, selection = find_selection(opened, call_code)
            actions.make(opened, selection, version=form.version.number, actor_id=viewer.id, at=clock.now())
        flash(_("The selection is made. The applicants are told by e-mail when the day has come."))
    return shown(call_code)


@blueprint.post("/return")
@requires(Permission.DECISION_MAKE)
def send_back(call_code: str) -> ResponseReturnValue:
    """Return a proposal with a remark."""
    form = ReturnForm(request.form)
    call, selection = find_selection(session(), call_code)
    if selection.status is not SelectionStatus.PROPOSED:
        flash(_("The proposal has been returned or decided already."), "warning")
        return shown(call_code)
    if not form.validate():
        return kept_page(call, selection, form, 422)
    try:
        with transaction() as opened:
            remark = form.draft()
            _call, selection = find_selection(opened, call_code)
            actions.send_back(
                opened,
                selection,
                remark=remark.text,
                version=remark.version,
                actor_id=current_viewer().id,
                at=clock.now(),
            )
    except Stale:
        call, selection = find_selection(session(), call_code)
        form.show_saved({}, selection.version)
        form.refuse(_("The proposal has changed since you opened the page. Look it over again."))
        return kept_page(call, selection, form, 409)
    flash(_("The proposal is returned to the caseworker."))
    return shown(call_code)


@blueprint.post("/applications/<ref:reference>/team")
@requires(Permission.PROGRAMME_MANAGE)
def found_team(call_code: str, reference: str) -> ResponseReturnValue:
    """Found the team of a chosen application, where that could not be done of itself; founded twice it is one."""
    with transaction() as opened:
        call = find_call(opened, call_code)
        application = applications.get_visible(opened, reference, viewer=current_viewer(), lock=True)
        queries.line_of(opened, call.id, application.id)
        rules.ensure_chosen(decision_of(opened, application.id))
        if not queries.teams_of(opened, [application.reference]):
            founding.found(opened, application, actor_id=current_viewer().id, at=clock.now())
    flash(_("The team is founded, and takes part in the programme."))
    return shown(call_code)


@blueprint.get("/applications/")
@requires(Permission.PROGRAMME_MANAGE)
def index(call_code: str) -> ResponseReturnValue:
    """List the applications of a proposed selection, to be searched, sorted and downloaded."""
    call, selection = find_selection(session(), call_code)
    called = names_in(queries.lines_of(session(), selection.id))
    columns = [
        lists.Column("place", _("Order"), SelectionLine.place, numeric=True),
        lists.Column("reference", _("Reference"), Application.reference),
        lists.Column("applicant", _("Applicant"), applications.ApplicantBody.c.name),
        lists.Column("score", _("Score"), numeric=True),
        lists.Column("maturity", _("How far they have come")),
        lists.Column("band", _("Size")),
        lists.Column("county", _("County")),
        lists.Column("outcome", _("Outcome"), SelectionLine.is_chosen),
    ]
    if request.args.get("format"):
        columns += [lists.Column("title", _("Measure")), lists.Column("why", _("Why"))]
    return lists.answer(
        session(),
        queries.listed(selection.id),
        columns,
        template="grants/selections/index.html",
        name=f"selection-{call.code.lower()}",
        searched=(Application.reference, Application.title, applications.ApplicantBody.c.name),
        enrich=partial(in_words, scale=content_of(call).scale, called=called),
        call=call,
    )


def in_words(rows: Sequence[Any], *, scale: Scale, called: Mapping[str, str]) -> Sequence[Any]:
    """The rows with what was frozen told in words, on a page and in a file alike."""
    return [SimpleNamespace(**row._asdict() | told(row, scale, called)) for row in rows]


def told(row: Any, scale: Scale, called: Mapping[str, str]) -> dict[str, str]:
    """What is said of one application."""
    facts = weighing.read(row.facts)
    why = wording.why(row.reference, facts, scale, is_proposed=row.is_proposed, called=called)
    outcome = (labels.IN if row.is_chosen else labels.OUT) if facts.is_fit else labels.UNFIT
    return {
        "score": exact(facts.exact),
        "maturity": _(labels.MATURITIES[facts.maturity]),
        "band": _(labels.BANDS[facts.band]),
        "county": facts.county_name,
        "outcome": _(outcome.msgid),
        "why": " ".join([*why, *([_("Chosen otherwise: %(reason)s", reason=row.overruled)] if row.overruled else [])]),
    }
