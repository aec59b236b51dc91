"""What people see of a request after the call: consent and check, and the ways out."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from volunteers.desk import actions
from volunteers.desk import queries as desk
from volunteers.desk.checking import CancelForm, CheckForm, CloseForm
from volunteers.desk.forms import ChangeForm, kept
from volunteers.desk.pages import blueprint, show_page
from volunteers.requests import queries
from volunteers.requests.models import RideRequest
from volunteers.service_users import reading
from volunteers.service_users.models import GivenHow, Place


def own(request_id: int) -> RideRequest:
    """A request to one of the viewer's bodies."""
    return queries.get_own(session(), request_id, viewer=current_viewer())


def act(request_id: int, change: Callable[[Session, RideRequest], None]) -> None:
    """Hold a request of the viewer's own, and change it."""
    with transaction() as opened:
        change(opened, queries.get_own(opened, request_id, viewer=current_viewer(), lock=True))


@blueprint.post("/<int:request_id>/consent/<any(oral, signed):how>")
@requires(Permission.TRANSPORT_WRITE)
def agree(request_id: int, how: str) -> ResponseReturnValue:
    """Write down that the person says yes to being helped."""
    viewer = current_viewer()
    act(request_id, lambda opened, held: actions.agree(opened, held, GivenHow(how), actor_id=viewer.id, at=clock.now()))
    flash(_("The consent is written down. Now the check."))
    return redirect(url_for(".show", request_id=request_id, _anchor="check"), 303)


@blueprint.post("/<int:request_id>/check")
@requires(Permission.TRANSPORT_WRITE)
def assess(request_id: int) -> ResponseReturnValue:
    """Check whether it suits volunteers, make its trips, and go on to the first of them."""
    viewer, form, first = current_viewer(), CheckForm(request.form), None
    if "all_yes" in request.form:
        form.say_yes_to_all()
    if not form.validate():
        return show_page(own(request_id), form, 422)
    try:
        with transaction() as opened:
            held = queries.get_own(opened, request_id, viewer=viewer, lock=True)
            seen = form.version.number
            first = actions.assess(opened, held, form.draft(), version=seen, actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return show_page(own(request_id), form, 422)
    if first is None:
        return redirect(url_for(".show", request_id=request_id), 303)
    flash(_("The request is open. Here is its first trip."))
    return redirect(url_for("trip_desk.show", trip_id=first), 303)


@blueprint.get("/<int:request_id>/cancel")
@requires(Permission.TRANSPORT_WRITE)
def ask_cancel(request_id: int) -> ResponseReturnValue:
    """Say what cancelling does, before it is done."""
    return leave_page(own(request_id), "cancel", CancelForm())


@blueprint.get("/<int:request_id>/close")
@requires(Permission.TRANSPORT_WRITE)
def ask_close(request_id: int) -> ResponseReturnValue:
    """Ask why a request cannot be met."""
    return leave_page(own(request_id), "close", CloseForm())


def leave_page(ride: RideRequest, way: str, form: CancelForm | CloseForm, status: int = 200) -> ResponseReturnValue:
    """Draw one of the ways out, with how many trips it concerns."""
    _total, coming = desk.counts_of(session(), ride.id, clock.local_date(clock.now()))
    return render_template(f"volunteers/desk/{way}.html", ride=ride, form=form, coming=coming), status


@blueprint.post("/<int:request_id>/cancel")
@requires(Permission.TRANSPORT_WRITE)
def cancel(request_id: int) -> ResponseReturnValue:
    """Cancel a request and its trips to come."""
    viewer, form = current_viewer(), CancelForm(request.form)
    if not form.validate():
        return leave_page(own(request_id), "cancel", form, 422)
    by_user = form.is_by_user()
    act(request_id, lambda opened, held: actions.cancel(
        opened, held, by_user=by_user, actor_id=viewer.id, at=clock.now()
    ))  # fmt: skip
    flash(_("The request is cancelled. Those who had a trip are told."))
    return redirect(url_for(".show", request_id=request_id), 303)


@blueprint.post("/<int:request_id>/close")
@requires(Permission.TRANSPORT_WRITE)
def close(request_id: int) -> ResponseReturnValue:
    """Close a request that cannot be met."""
    viewer, form = current_viewer(), CloseForm(request.form)
    if not form.validate():
        return leave_page(own(request_id), "close", form, 422)
    reason = form.draft()
    act(request_id, lambda opened, held: actions.close(opened, held, reason, actor_id=viewer.id, at=clock.now()))
    flash(_("The request is closed, and counted as a need that was not met. Tell the person."))
    return redirect(url_for(".show", request_id=request_id), 303)


def change_form(ride: RideRequest, sent: object = None) -> ChangeForm:
    """The form with what stands there now."""
    form = ChangeForm(sent, data=kept(ride) | {"version": str(ride.version)})
    places = queries.destinations(session(), {ride.offer.municipality_id}, clock.local_date(clock.now()))
    form.offer(places, desk.volunteers_of(session(), {ride.offer.provider_id}))
    return form


@blueprint.get("/<int:request_id>/edit")
@requires(Permission.TRANSPORT_WRITE)
def edit(request_id: int) -> ResponseReturnValue:
    """Show the form that changes a request."""
    ride = own(request_id)
    return edit_page(ride, change_form(ride))


def edit_page(ride: RideRequest, form: ChangeForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed; it tells where the person goes."""
    reading.note([ride.service_user_id], Place.REQUEST)
    return render_template("volunteers/desk/edit.html", ride=ride, form=form), status


@blueprint.post("/<int:request_id>/edit")
@requires(Permission.TRANSPORT_WRITE)
def change(request_id: int) -> ResponseReturnValue:
    """Change a request."""
    viewer, ride = current_viewer(), own(request_id)
    form = change_form(ride, request.form)
    if not form.validate():
        return edit_page(ride, form, 422)
    try:
        with transaction() as opened:
            held = queries.get_own(opened, request_id, viewer=viewer, lock=True)
            wanted, seen = form.wanted(held.channel), form.version.number
            actions.change(opened, held, wanted, version=seen, actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return edit_page(own(request_id), form, 422)
    except Stale:
        ride = own(request_id)
        form.compare(ride)
        return edit_page(ride, form, 409)
    flash(_("The request is changed."))
    return redirect(url_for(".show", request_id=request_id), 303)
