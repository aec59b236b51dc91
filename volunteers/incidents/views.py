"""What people see: incidents are told of, by the desk or by the volunteer who was there, and closed."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from kernel.web import lists
from volunteers.incidents import actions, labels, queries
from volunteers.incidents.forms import CloseForm, ReportForm
from volunteers.incidents.models import Incident
from volunteers.incidents.parts import columns, options, told
from volunteers.transport.models import TransportOffer
from volunteers.transport.queries import get_own as get_offer
from volunteers.trips.models import Trip
from volunteers.trips.queries import get_own as get_trip

blueprint = Blueprint("incidents", __name__, url_prefix="/volunteers/transport/incidents")


@blueprint.get("/")
@requires(Permission.TRANSPORT_WRITE)
def index() -> ResponseReturnValue:
    """List the incidents of the viewer's bodies."""
    viewer, asked = current_viewer(), request.args
    return lists.answer(
        session(),
        queries.listed(viewer, severity=asked.get("severity", ""), state=asked.get("state", "")),
        columns(),
        template="volunteers/incidents/index.html",
        name="incidents",
        usual="-happened_on",
        searched=(TransportOffer.neutral_name, Incident.what),
        enrich=told,
        filters=options(),
        labels=labels,
        relations=queries.relations_of(session(), viewer),
    )


def asked_trip() -> Trip | None:
    """The trip that the address names, if it is one of the viewer's."""
    asked = request.args.get("trip", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        abort(404)
    return get_trip(session(), int(asked), viewer=current_viewer())


def form_for(sent: Any, trip: Trip | None) -> ReportForm:
    """The form, with the offers that the viewer may report on, or the day and the names of a trip."""
    form = ReportForm(sent)
    if trip is None:
        offers = queries.offers_of(session(), current_viewer())
        form.offer.choices = [(str(each.id), each.neutral_name) for each in offers]
    else:
        form.offer.choices = [(str(trip.offer_id), trip.offer.neutral_name)]
        form.known = (trip.service_user.first_name, trip.service_user.contact_name)
        if sent is None:
            form.happened_on.process_data(trip.on_date)
    if sent is None:
        form.offer.data = form.offer.choices[0].value if form.offer.choices else None
    return form


def new_page(form: ReportForm, trip: Trip | None, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    trail = [(_("Volunteers"), url_for("safeguards.home")), (_("Incidents"), url_for(".index"))]
    return render_template("volunteers/incidents/new.html", form=form, trip=trip, trail=trail), status


@blueprint.get("/new")
@requires(Permission.TRANSPORT_WRITE)
def new() -> ResponseReturnValue:
    """Show the form, for a trip or for an offer."""
    trip = asked_trip()
    return new_page(form_for(None, trip), trip)


@blueprint.post("/new")
@requires(Permission.TRANSPORT_WRITE)
def report() -> ResponseReturnValue:
    """Keep what happened."""
    viewer, trip = current_viewer(), asked_trip()
    form = form_for(request.form, trip)
    if not form.validate():
        return new_page(form, trip, 422)
    try:
        with transaction() as opened:
            held = get_trip(opened, trip.id, viewer=viewer) if trip else None
            offer = held.offer if held else get_offer(opened, int(form.offer.data), viewer=viewer)
            made = actions.report(opened, offer, held, form.draft(), actor_id=viewer.id, at=clock.now())
            address = url_for(".show", incident_id=made.id)
    except NotAllowed as refusal:
        form.complain("happened_on", sentence(refusal))
        return new_page(form, asked_trip(), 422)
    flash(_("Thank you. It is kept."))
    return redirect(address, 303)


@blueprint.get("/<int:incident_id>/")
@requires(Permission.TRANSPORT_WRITE)
def show(incident_id: int) -> ResponseReturnValue:
    """Show an incident, and the form that closes it."""
    incident = queries.get_own(session(), incident_id, viewer=current_viewer())
    form = CloseForm(None, data={"action": incident.action, "version": str(incident.version)})
    form.closed_on.process_data(clock.local_date(clock.now()))
    return page(incident, form)


def page(incident: Incident, form: CloseForm, status: int = 200) -> ResponseReturnValue:
    """Draw an incident, with what was typed."""
    return render_template("volunteers/incidents/show.html", incident=incident, form=form, labels=labels), status


@blueprint.post("/<int:incident_id>/")
@requires(Permission.TRANSPORT_WRITE)
def close(incident_id: int) -> ResponseReturnValue:
    """Write what was done, and close an incident."""
    viewer, form = current_viewer(), CloseForm(request.form)
    incident = queries.get_own(session(), incident_id, viewer=viewer)
    if not form.validate() or form.closed_on.day is None:
        return page(incident, form, 422)
    action, day, version = form.action.data or "", form.closed_on.day, form.version.number
    try:
        with transaction() as opened:
            held = queries.get_own(opened, incident_id, viewer=viewer, lock=True)
            actions.close(opened, held, action, day, version=version, actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return page(queries.get_own(session(), incident_id, viewer=viewer), form, 422)
    except Stale:
        incident = queries.get_own(session(), incident_id, viewer=viewer)
        form.show_saved({"action": incident.action}, incident.version)
        return page(incident, form, 409)
    flash(_("The incident is closed."))
    return redirect(url_for(".index"), 303)
