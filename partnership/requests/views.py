"""What people see: requests sent and received, and how each stands."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.municipalities.queries import municipality, municipality_choices
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.lifecycle import Stale
from kernel.web import lists
from partnership.relations.models import Relation
from partnership.relations.queries import existing
from partnership.requests import actions, labels, queries, rules
from partnership.requests.forms import DeclineForm, RequestDraft, RequestForm
from partnership.requests.models import RelationRequest, RequestStatus

blueprint = Blueprint("requests", __name__, url_prefix="/partnership/requests")


@blueprint.get("/")
@requires(Permission.RELATION_READ)
def index() -> ResponseReturnValue:
    """List the requests that the viewer's bodies have sent or received."""
    columns = [
        lists.Column("asked_at", _("Asked"), RelationRequest.asked_at),
        lists.Column("status", _("Status"), RelationRequest.status),
        lists.Column("organisation", _("Organisation"), queries.OrganisationBody.c.name),
        lists.Column("municipality", _("Municipality"), queries.MunicipalityBody.c.name),
        lists.Column("scope", _("Area"), RelationRequest.scope),
    ]
    return lists.answer(
        session(),
        queries.listed(current_viewer()),
        columns,
        template="partnership/requests/index.html",
        name="requests",
        statuses=labels.STATUSES,
    )


@blueprint.get("/new")
@requires(Permission.RELATION_ASK)
def new() -> ResponseReturnValue:
    """Show the form that asks for a cooperation."""
    return form_page(form_for(None))


def form_for(sent: Any) -> RequestForm:
    """The form with the viewer's organisations and all municipalities; an only one, and its home, are chosen."""
    own = queries.organisations_of(session(), current_viewer())
    given: dict[str, str] = {"version": "0"}
    if len(own) == 1:
        home = own[0].home
        given |= {"organisation": str(own[0].id), "municipality": home.number if home else ""}
    form = RequestForm(sent, **given)
    form.organisation.choices = [(str(each.id), each.name) for each in own]
    form.municipality.choices = [("", _("Choose")), *municipality_choices(session())]
    return form


def form_page(form: RequestForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("partnership/requests/new.html", form=form), status


def asked_of(opened: Session, draft: RequestDraft) -> actions.Asked:
    """What is asked for, with the municipality that was chosen."""
    found = municipality(opened, draft.municipality_number)
    if found is None:
        raise Stale
    return actions.Asked(draft.organisation_id, found.id, draft.scope, draft.about, draft.reason)


def lasting(opened: Session, asked: actions.Asked) -> Relation | None:
    """The cooperation about the same that there is already."""
    known = existing(opened, asked.municipality_id, asked.organisation_id, asked.scope)
    return known if known is not None and known.ended_on is None else None


@blueprint.post("/new")
@requires(Permission.RELATION_ASK)
def ask() -> ResponseReturnValue:
    """Ask for a cooperation; one that there is already is shown instead."""
    form = form_for(request.form)
    if not form.validate():
        return form_page(form, 422)
    draft = form.draft()
    try:
        with transaction() as opened:
            asked = asked_of(opened, draft)
            if known := lasting(opened, asked):
                flash(_("You have this cooperation already. Here it is."), "info")
                return redirect(url_for("relations.show", relation_id=known.id), 303)
            made = actions.ask(opened, asked, version=draft.version, actor_id=current_viewer().id, at=clock.now())
            opened.flush()
            address = url_for(".show", request_id=made.id)
    except Stale:
        asked = asked_of(session(), draft)
        waits = queries.waiting(session(), asked.organisation_id, asked.municipality_id, asked.scope)
        if waits is None:
            raise
        form.show_saved({"about": waits.about, "reason": waits.reason}, waits.version)
        return form_page(form, 409)
    flash(_("The municipality has been asked. You see the answer here, and get an e-mail."))
    return redirect(address, 303)


@blueprint.get("/<int:request_id>/")
@requires(Permission.RELATION_READ)
def show(request_id: int) -> ResponseReturnValue:
    """Show a request and how it stands."""
    return request_page(find(request_id), DeclineForm())


def find(request_id: int, opened: Session | None = None) -> RelationRequest:
    """A request of the viewer's, held while something is written; raises NotFound."""
    viewer = current_viewer()
    return queries.get_visible(opened or session(), request_id, viewer=viewer, lock=opened is not None)


def request_page(found: RelationRequest, form: DeclineForm, status: int = 200) -> ResponseReturnValue:
    """Draw a request, with what was typed."""
    viewer, waits = current_viewer(), found.status is RequestStatus.WAITING
    return render_template(
        "partnership/requests/show.html",
        asked=found,
        form=form,
        label=labels.STATUSES[found.status],
        may_answer=waits and viewer.may(Permission.RELATION_ADD, found.municipality_id),
        may_withdraw=waits and viewer.may(Permission.RELATION_ASK, found.organisation_id),
    ), status


@blueprint.post("/<int:request_id>/accept")
@requires(Permission.RELATION_ADD)
def accept(request_id: int) -> ResponseReturnValue:
    """Say yes, and begin the cooperation."""
    with transaction() as opened:
        found = find(request_id, opened)
        rules.ensure_answers(found, current_viewer())
        relation = actions.accept(opened, found, actor_id=current_viewer().id, at=clock.now())
        address = url_for("relations.show", relation_id=relation.id)
    flash(_("The cooperation is there. Now each side can place it on the staircase."))
    return redirect(address, 303)


@blueprint.post("/<int:request_id>/decline")
@requires(Permission.RELATION_ADD)
def decline(request_id: int) -> ResponseReturnValue:
    """Say no, with a reason."""
    form = DeclineForm(request.form)
    if not form.validate():
        return request_page(find(request_id), form, 422)
    with transaction() as opened:
        found = find(request_id, opened)
        rules.ensure_answers(found, current_viewer())
        actions.decline(opened, found, reason=form.draft(), actor_id=current_viewer().id, at=clock.now())
    flash(_("The organisation is told, and reads your reason."))
    return redirect(url_for(".show", request_id=request_id), 303)


@blueprint.post("/<int:request_id>/withdraw")
@requires(Permission.RELATION_ASK)
def withdraw(request_id: int) -> ResponseReturnValue:
    """Take a request back."""
    with transaction() as opened:
        found = find(request_id, opened)
        rules.ensure_asks(found, current_viewer())
        actions.withdraw(opened, found, actor_id=current_viewer().id, at=clock.now())
    flash(_("The request has been withdrawn."))
    return redirect(url_for(".show", request_id=request_id), 303)
