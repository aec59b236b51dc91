"""What the directorate sees: a good mix proposed and explained, and what was proposed and made."""

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission, Viewer
from grants.applications.queries import Folder
from grants.applications.views import PAGE_PANELS
from grants.selections import actions, queries
from grants.selections.doors import Desk, desk_page, find_call, find_desk, form_for, kept_page, written
from grants.selections.forms import PlacesForm, ReturnForm, SelectionForm, typed
from grants.selections.models import SelectionStatus
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from kernel.registry import Panel, panel
from partnership.programmes.models import Programme

blueprint = Blueprint("selections", __name__, url_prefix="/grants/selections/<call_code>")


@blueprint.get("/")
@requires(Permission.PROGRAMME_MANAGE)
def show(call_code: str) -> ResponseReturnValue:
    """Show what is proposed or made, or what would be the best mix."""
    call = find_call(session(), call_code)
    selection = queries.selection_of(session(), call.id)
    if selection is not None and selection.status is not SelectionStatus.RETURNED:
        return kept_page(call, selection, ReturnForm(None, version=str(selection.version)))
    desk = find_desk(session(), call_code)
    asked = PlacesForm(request.args if "places" in request.args else None)
    if desk.refusal or not asked.validate():
        return desk_page(desk, asked=asked)
    proposal = desk.proposed(asked.places.number)
    return desk_page(desk, proposal, form_for(desk, proposal, None))


@blueprint.post("/")
@requires(Permission.DECISION_PROPOSE)
def propose(call_code: str) -> ResponseReturnValue:
    """Propose a selection, or look at the mix for another number of places; a second press finds it proposed."""
    desk = find_desk(session(), call_code)
    if desk.is_settled and desk.selection and desk.selection.proposed_by_id == current_viewer().id:
        return redirect(url_for(".show", call_code=call_code), 303)
    if desk.is_settled or desk.refusal:
        return too_late(desk, request.form)
    form = form_for(desk, desk.proposed(SelectionForm(request.form).asked), request.form)
    if "look" in request.form or form.asked != form.shown.number:
        return look(desk, form, is_wanted="look" in request.form)
    if not form.validate():
        return again(call_code, None, 422)
    try:
        with transaction() as opened:
            actions.propose(
                opened,
                find_call(opened, call_code),
                form.draft(),
                version=form.version.number,
                actor_id=current_viewer().id,
                at=clock.now(),
            )
    except Stale:
        return again(call_code, None, 409)
    except NotAllowed as refusal:
        return again(call_code, refusal, 422)
    flash(_("The selection is proposed. Somebody else makes it."))
    return redirect(url_for(".show", call_code=call_code), 303)


def look(desk: Desk, form: SelectionForm, *, is_wanted: bool) -> ResponseReturnValue:
    """Show the mix for the number of places that was typed, with all else that was; nothing is proposed."""
    proposal = desk.proposed(form.asked)
    is_number = form.places.validate(form)
    form.show(proposal)
    if not is_wanted:
        form.refuse(_("You have changed the number of places, so this is another mix. Look it over, then propose it."))
    status = 200 if is_wanted and is_number else 422
    return desk_page(desk, proposal, form, status)


def too_late(desk: Desk, sent: Mapping[str, str]) -> ResponseReturnValue:
    """Show what somebody else has proposed, or what must come first, beside what was typed and cannot be taken."""
    references = {each.application.id: each.case.reference for each in desk.sent}
    if desk.selection is None or not desk.is_settled:
        return desk_page(desk, status=409, unsaved=typed(sent, references))
    lines = queries.lines_of(session(), desk.selection.id)
    references |= {line.application_id: line.application.reference for line in lines}
    form = ReturnForm(None, version=str(desk.version))
    return kept_page(desk.call, desk.selection, form, 409, typed(sent, references))


def again(code: str, refusal: NotAllowed | None, status: int) -> ResponseReturnValue:
    """Show a proposal that was not taken: as it is computed now, with what was typed, and why it was not taken."""
    desk = find_desk(session(), code)
    if desk.is_settled or desk.refusal:
        return too_late(desk, request.form)
    proposal = desk.proposed(SelectionForm(request.form).asked)
    form = form_for(desk, proposal, request.form)
    is_older = form.version.number != desk.version
    form.validate()
    form.show_saved({name: text for name, text in written(desk).items() if is_older and name in form}, desk.version)
    form.show(proposal)
    if status == 409:
        form.refuse(_("What the selection rests on has changed since you opened the page. Look it over again."))
    if refusal is not None:
        form.refuse(sentence(refusal))
    return desk_page(desk, proposal, form, status)


@panel("programme.page")
def applied_for(opened: Session, programme: Programme, viewer: Viewer, now: datetime) -> Panel | None:
    """Lead the centre from a programme whose call is closed to the selection of its teams."""
    if not viewer.may(Permission.PROGRAMME_MANAGE):
        return None
    call = queries.closed_call(opened, programme, now)
    return Panel("grants/selections/programme.html", {"call": call}) if call else None


@panel(PAGE_PANELS)
def way_to_selection(_opened: Session, found: Folder, viewer: Viewer, _now: datetime) -> Panel | None:
    """Say on an application's page that it is chosen or not among all who have applied."""
    if not queries.is_chosen_together(found.content) or found.application.submitted_at is None:
        return None
    if not viewer.may(Permission.PROGRAMME_MANAGE):
        return None
    return Panel("grants/selections/way.html", {"application": found.application})
