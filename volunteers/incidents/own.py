"""What volunteers see: they tell what happened on a trip of theirs, and what they have told of before."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed
from volunteers.incidents import actions, labels, queries
from volunteers.incidents.forms import ReportForm
from volunteers.incidents.views import form_for
from volunteers.trips.models import Trip
from volunteers.trips.queries import get_mine

blueprint = Blueprint("own_incidents", __name__, url_prefix="/volunteers/my-incidents")


@blueprint.get("/")
@requires(Permission.TRIP_OWN)
def index() -> ResponseReturnValue:
    """List what the viewer has told of."""
    told = queries.told_by(session(), current_viewer().id)
    return render_template("volunteers/incidents/own.html", incidents=told, labels=labels)


@blueprint.get("/trips/<int:trip_id>/")
@requires(Permission.TRIP_OWN)
def new(trip_id: int) -> ResponseReturnValue:
    """Show the form for a trip of the viewer's."""
    trip = get_mine(session(), trip_id, viewer=current_viewer())
    return page(form_for(None, trip), trip)


def page(form: ReportForm, trip: Trip, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    own = url_for("own_trips.show", trip_id=trip.id)
    trail = [(_("My trips"), url_for("own_trips.index")), (trip.offer.neutral_name, own)]
    return render_template("volunteers/incidents/new.html", form=form, trip=trip, trail=trail), status


@blueprint.post("/trips/<int:trip_id>/")
@requires(Permission.TRIP_OWN)
def report(trip_id: int) -> ResponseReturnValue:
    """Keep what happened on a trip."""
    viewer = current_viewer()
    trip = get_mine(session(), trip_id, viewer=viewer)
    form = form_for(request.form, trip)
    if not form.validate():
        return page(form, trip, 422)
    try:
        with transaction() as opened:
            held = get_mine(opened, trip_id, viewer=viewer)
            actions.report(opened, held.offer, held, form.draft(), actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.complain("happened_on", sentence(refusal))
        return page(form, get_mine(session(), trip_id, viewer=viewer), 422)
    flash(_("Thank you for telling. The coordinator sees it."))
    return redirect(url_for(".index"), 303)
