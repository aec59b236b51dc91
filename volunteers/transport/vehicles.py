"""What people see: the vehicles of a body, and its volunteers' own cars."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.bodies.models import Body
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from kernel.web import lists
from volunteers.register.models import Volunteer
from volunteers.transport import actions, queries, saying
from volunteers.transport.models import Vehicle
from volunteers.transport.vehicle_forms import VehicleForm, kept

blueprint = Blueprint("vehicles", __name__, url_prefix="/volunteers/transport/vehicles")


@blueprint.get("/")
@requires(Permission.TRANSPORT_WRITE)
def index() -> ResponseReturnValue:
    """List the vehicles."""
    columns = [
        lists.Column("name", _("Vehicle"), alphabetical(Vehicle.name)),
        lists.Column("provider", _("Whose vehicle"), alphabetical(queries.Provider.c.name)),
        lists.Column("volunteer", _("A volunteer's own car"), alphabetical(Volunteer.name)),
        lists.Column("seats", _("Seats"), Vehicle.seats, numeric=True),
        lists.Column("wheelchairs", _("Wheelchairs"), Vehicle.wheelchairs, numeric=True),
        lists.Column("boot", _("Rollators"), Vehicle.boot, numeric=True),
        lists.Column("is_in_use", _("In use"), Vehicle.is_in_use),
    ]
    return lists.answer(
        session(),
        queries.own_vehicles(current_viewer()),
        columns,
        template="volunteers/vehicles/index.html",
        name="vehicles",
        searched=(Vehicle.name, Volunteer.name),
        saying=saying,
    )


@blueprint.get("/new")
@requires(Permission.TRANSPORT_WRITE)
def new() -> ResponseReturnValue:
    """Show the form for a new vehicle."""
    return page(form_of(None))


def form_of(sent: Any, vehicle: Vehicle | None = None) -> VehicleForm:
    """The form, with the bodies and volunteers whose vehicle it may be."""
    known = {"version": "0"} if vehicle is None else {**kept(vehicle), "version": str(vehicle.version)}
    form = VehicleForm(sent) if sent is not None else VehicleForm(None, data=known)
    bodies = queries.bodies_of(session(), current_viewer())
    if vehicle is not None:
        bodies = [each for each in bodies if each.id == vehicle.body_id]
    form.body.choices = [(str(each.id), each.full_name) for each in bodies]
    drivers = queries.drivers_of(session(), [each.id for each in bodies])
    form.volunteer.choices = [("", _("No, it is ours")), *((str(key), name) for key, _body, name in drivers)]
    return form


def page(form: VehicleForm, vehicle: Vehicle | None = None, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    return render_template("volunteers/vehicles/edit.html", form=form, vehicle=vehicle), status


@blueprint.post("/new")
@requires(Permission.TRANSPORT_WRITE)
def add() -> ResponseReturnValue:
    """Note a vehicle."""
    form, viewer = form_of(request.form), current_viewer()
    if not form.validate():
        return page(form, status=422)
    try:
        with transaction() as opened:
            actions.add_vehicle(opened, body_of(form), form.draft(), actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.complain("volunteer", sentence(refusal))
        return page(form, status=422)
    flash(_("The vehicle is noted."))
    return redirect(url_for(".index"), 303)


def body_of(form: VehicleForm) -> Body:
    """The body that a form names, among the viewer's."""
    bodies = queries.bodies_of(session(), current_viewer())
    return next(each for each in bodies if str(each.id) == form.body.data)


@blueprint.get("/<int:vehicle_id>/")
@requires(Permission.TRANSPORT_WRITE)
def edit(vehicle_id: int) -> ResponseReturnValue:
    """Show a vehicle."""
    vehicle = queries.get_own_vehicle(session(), vehicle_id, viewer=current_viewer())
    return page(form_of(None, vehicle), vehicle)


@blueprint.post("/<int:vehicle_id>/")
@requires(Permission.TRANSPORT_WRITE)
def keep(vehicle_id: int) -> ResponseReturnValue:
    """Keep what was written of a vehicle."""
    viewer = current_viewer()
    vehicle = queries.get_own_vehicle(session(), vehicle_id, viewer=viewer)
    form = form_of(request.form, vehicle)
    if not form.validate():
        return page(form, vehicle, 422)
    try:
        with transaction() as opened:
            held = queries.get_own_vehicle(opened, vehicle_id, viewer=viewer, lock=True)
            seen, at = form.version.number, clock.now()
            actions.change_vehicle(opened, held, form.draft(), version=seen, actor_id=viewer.id, at=at)
    except NotAllowed as refusal:
        form.complain("volunteer", sentence(refusal))
        return page(form, queries.get_own_vehicle(session(), vehicle_id, viewer=viewer), 422)
    except Stale:
        vehicle = queries.get_own_vehicle(session(), vehicle_id, viewer=viewer)
        form.compare(vehicle)
        return page(form, vehicle, 409)
    flash(_("The vehicle is noted."))
    return redirect(url_for(".index"), 303)
