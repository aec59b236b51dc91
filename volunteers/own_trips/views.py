"""What volunteers see: their own trips, one large button for what comes next, and what to do when it goes wrong."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.forms.durations import lasting
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, _l
from kernel.registry import nav
from volunteers.asking import actions as asking
from volunteers.asking.queries import token_of
from volunteers.asking.rules import may_fall_out
from volunteers.own_trips import labels, queries, saying
from volunteers.own_trips.forms import HostForm, StopForm
from volunteers.service_users import reading
from volunteers.service_users.models import Place
from volunteers.service_users.rules import codes
from volunteers.trips import actions, rules
from volunteers.trips.models import Trip, TripStatus

blueprint = Blueprint("own_trips", __name__, url_prefix="/volunteers/my-trips")
nav(
    Permission.TRIP_OWN,
    _l("My trips"),
    "own_trips.index",
    told=_l("See when you drive or go along, and say how it goes."),
    place=15,
)


@blueprint.get("/")
@requires(Permission.TRIP_OWN)
def index() -> ResponseReturnValue:
    """List the viewer's trips, the next first; of whom is told from 48 hours before."""
    viewer, now = current_viewer(), clock.now()
    mine = queries.mine(session(), viewer, now)
    known = [trip for trip in mine if rules.is_window_open(trip, now)]
    reading.note(queries.read_of(known), Place.TRIP)
    return render_template(
        "volunteers/own_trips/index.html",
        trips=[trip for trip in mine if trip.status not in rules.DONE],
        called_off=rules.CALLED_OFF,
        done=[trip for trip in mine if trip.status in rules.DONE],
        known={trip.id for trip in known},
        asked=queries.asked(session(), viewer, now),
        sums=queries.sums_of(session(), viewer, clock.local_date(now)),
        today=clock.local_date(now),
        token_of=token_of,
        labels=labels,
        saying=saying,
        lasting=lasting,
    )


@blueprint.get("/<int:trip_id>/")
@requires(Permission.TRIP_OWN)
def show(trip_id: int) -> ResponseReturnValue:
    """Show a trip with the button for what comes next."""
    return trip_page(queries.get_mine(session(), trip_id, viewer=current_viewer(), now=clock.now()), HostForm())


def trip_page(trip: Trip, form: HostForm, status: int = 200) -> ResponseReturnValue:
    """Draw a trip, with what was typed; of whom it is told only in its time, and then it is written down."""
    now = clock.now()
    is_known = rules.is_window_open(trip, now)
    if is_known:
        reading.note([trip.service_user_id], Place.TRIP)
    step = rules.next_step(trip) if is_known else None
    return render_template(
        "volunteers/own_trips/show.html",
        trip=trip,
        form=form,
        is_known=is_known,
        step=step,
        is_its_day=clock.local_date(now) >= trip.on_date,
        is_today=clock.local_date(now) == trip.on_date,
        needs_host=step is not None and rules.needs_name_of_host(codes(trip.service_user.needs), step),
        may_fall_out=trip.volunteer_id is not None and may_fall_out(trip, trip.volunteer_id),
        may_confirm=trip.status is TripStatus.PLANNED,
        is_underway=trip.status in rules.UNDERWAY,
        is_driven=trip.status in rules.DONE,
        is_called_off=trip.status in rules.CALLED_OFF,
        labels=labels,
        saying=saying,
    ), status


@blueprint.post("/<int:trip_id>/confirm")
@requires(Permission.TRIP_OWN)
def confirm(trip_id: int) -> ResponseReturnValue:
    """Say yes to a trip that one was given."""
    viewer, now = current_viewer(), clock.now()
    with transaction() as opened:
        trip = queries.get_mine(opened, trip_id, viewer=viewer, now=now, lock=True)
        actions.confirm(opened, trip, actor_id=viewer.id, at=now)
    flash(_("Thank you. The trip is yours."))
    return redirect(url_for(".show", trip_id=trip_id), 303)


@blueprint.post("/<int:trip_id>/step")
@requires(Permission.TRIP_OWN)
def step(trip_id: int) -> ResponseReturnValue:
    """Say how far a trip has come; pressed twice, it is said once."""
    viewer, now, to = current_viewer(), clock.now(), _step(request.form.get("to", ""))
    trip, form = queries.get_mine(session(), trip_id, viewer=viewer, now=now), HostForm(request.form)
    needs_host = rules.needs_name_of_host(codes(trip.service_user.needs), to) and not rules.is_said(trip, to)
    if needs_host and not form.validate():
        return trip_page(trip, form, 422)
    with transaction() as opened:
        trip = queries.get_mine(opened, trip_id, viewer=viewer, now=now, lock=True)
        actions.step(opened, trip, to, actor_id=viewer.id, at=now, handed_over_to=form.name if needs_host else "")
    flash(_(saying.SAID[to]))
    return redirect(url_for(".show", trip_id=trip_id), 303)


def _step(code: str) -> TripStatus:
    if code not in saying.STEPS:
        abort(404)
    return TripStatus(code)


@blueprint.get("/<int:trip_id>/cannot-come")
@requires(Permission.TRIP_OWN)
def ask_cannot_come(trip_id: int) -> ResponseReturnValue:
    """Say what happens when one cannot come after all."""
    trip = queries.get_mine(session(), trip_id, viewer=current_viewer(), now=clock.now())
    return render_template("volunteers/own_trips/cannot_come.html", trip=trip, saying=saying)


@blueprint.post("/<int:trip_id>/cannot-come")
@requires(Permission.TRIP_OWN)
def cannot_come(trip_id: int) -> ResponseReturnValue:
    """Fall out of a trip; the next stand-in is asked."""
    viewer, now = current_viewer(), clock.now()
    with transaction() as opened:
        trip = queries.get_mine(opened, trip_id, viewer=viewer, now=now, lock=True)
        asking.fall_out(opened, trip, actor_id=viewer.id, at=now)
    flash(_("Thank you for telling us. The trip is no longer yours, and somebody else is asked."))
    return redirect(url_for(".index"), 303)


@blueprint.get("/<int:trip_id>/nobody-home")
@requires(Permission.TRIP_OWN)
def ask_nobody_home(trip_id: int) -> ResponseReturnValue:
    """Show whom to ring when nobody opens."""
    return nobody_home_page(at_door(trip_id), None)


def at_door(trip_id: int) -> Trip:
    """A trip on which one stands at the door, in its time."""
    now = clock.now()
    trip = queries.get_mine(session(), trip_id, viewer=current_viewer(), now=now)
    if trip.status is not TripStatus.AT_DOOR or not rules.is_window_open(trip, now):
        abort(404)
    return trip


def nobody_home_page(trip: Trip, refusal: NotAllowed | None, status: int = 200) -> ResponseReturnValue:
    """Draw the call list, and until when to wait."""
    now = clock.now()
    reading.note([trip.service_user_id], Place.TRIP)
    tells = queries.tells_home_care(session(), trip, clock.local_date(now))
    return render_template(
        "volunteers/own_trips/nobody_home.html",
        trip=trip,
        calls=rules.call_list(trip, tells_home_care=tells),
        waits_until=trip.at_door_at + rules.WAIT_AT_DOOR if trip.at_door_at else None,
        refusal=refusal,
        saying=saying,
    ), status


@blueprint.post("/<int:trip_id>/nobody-home")
@requires(Permission.TRIP_OWN)
def nobody_home(trip_id: int) -> ResponseReturnValue:
    """Say that nobody was at home."""
    viewer, now = current_viewer(), clock.now()
    try:
        with transaction() as opened:
            trip = queries.get_mine(opened, trip_id, viewer=viewer, now=now, lock=True)
            actions.no_show(opened, trip, actor_id=viewer.id, at=now)
    except NotAllowed as refusal:
        return nobody_home_page(at_door(trip_id), refusal, 422)
    flash(_("Noted: nobody was at home. It counts against nobody. The coordinator follows it up."))
    return redirect(url_for(".show", trip_id=trip_id), 303)


@blueprint.get("/<int:trip_id>/stop")
@requires(Permission.TRIP_OWN)
def ask_stop(trip_id: int) -> ResponseReturnValue:
    """Show the form that breaks a trip off."""
    trip = queries.get_mine(session(), trip_id, viewer=current_viewer(), now=clock.now())
    return stop_page(trip, StopForm())


def stop_page(trip: Trip, form: StopForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form, with what was typed."""
    if TripStatus.ABORTED not in rules.TRANSITIONS[trip.status]:
        abort(404)
    return render_template("volunteers/own_trips/stop.html", trip=trip, form=form, saying=saying), status


@blueprint.post("/<int:trip_id>/stop")
@requires(Permission.TRIP_OWN)
def stop(trip_id: int) -> ResponseReturnValue:
    """Break a trip off, with somebody who takes care of the passenger."""
    viewer, now, form = current_viewer(), clock.now(), StopForm(request.form)
    try:
        if form.validate():
            with transaction() as opened:
                trip = queries.get_mine(opened, trip_id, viewer=viewer, now=now, lock=True)
                actions.abort(opened, trip, actor_id=viewer.id, at=now, handed_over_to=form.name)
    except NotAllowed as refusal:
        form.complain("handed_over_to", sentence(refusal))
    if form.errors:
        return stop_page(queries.get_mine(session(), trip_id, viewer=viewer, now=now), form, 422)
    flash(_("The trip is broken off. Ring the coordinator, and write down what happened."))
    return redirect(url_for(".show", trip_id=trip_id), 303)
