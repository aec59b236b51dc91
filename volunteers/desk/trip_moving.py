"""What people see when a trip is moved to another day or time."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import day, sentence
from kernel.i18n import gettext as _
from kernel.lifecycle import NotAllowed, Stale
from volunteers.desk import trip_saying
from volunteers.desk.trip_forms import MoveForm
from volunteers.desk.trip_page import blueprint
from volunteers.trips import actions, queries
from volunteers.trips.models import Trip


@blueprint.get("/<int:trip_id>/move")
@requires(Permission.TRANSPORT_WRITE)
def ask_move(trip_id: int) -> ResponseReturnValue:
    """Show the form that moves a trip."""
    trip = queries.get_own(session(), trip_id, viewer=current_viewer())
    return move_page(trip, MoveForm(None, data={**kept(trip), "version": str(trip.version)}))


def kept(trip: Trip) -> dict[str, object]:
    """When a trip is now, as it stands in the fields."""
    hours = {"there_at": trip_saying.hour(trip.arrive_at), "home_from": trip_saying.hour(trip.return_at)}
    return {"on_date": trip.on_date, **hours}


def move_page(trip: Trip, form: MoveForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("volunteers/desk/move.html", trip=trip, form=form, saying=trip_saying), status


@blueprint.post("/<int:trip_id>/move")
@requires(Permission.TRANSPORT_WRITE)
def move(trip_id: int) -> ResponseReturnValue:
    """Move a trip."""
    viewer, form = current_viewer(), MoveForm(request.form)
    if not form.validate():
        return move_page(queries.get_own(session(), trip_id, viewer=viewer), form, 422)
    try:
        with transaction() as opened:
            trip = queries.get_own(opened, trip_id, viewer=viewer, lock=True)
            seen, at = form.version.number, clock.now()
            actions.move(opened, trip, **vars(form.draft()), version=seen, actor_id=viewer.id, at=at)
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return move_page(queries.get_own(session(), trip_id, viewer=viewer), form, 422)
    except Stale:
        trip = queries.get_own(session(), trip_id, viewer=viewer)
        form.show_saved({**kept(trip), "on_date": told_day(form, trip)}, trip.version)
        return move_page(trip, form, 409)
    flash(_("The trip is moved. Those concerned are told."))
    return redirect(url_for("trip_desk.show", trip_id=trip_id), 303)


def told_day(form: MoveForm, trip: Trip) -> str:
    """The day that was saved meanwhile; what was typed where it is the same."""
    return str(form.on_date.data) if form.on_date.day == trip.on_date else day(trip.on_date)
