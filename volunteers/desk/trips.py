"""What people see: one trip, who could take it, and who has been asked; and each thing that can be done with it."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.lifecycle import NotAllowed
from volunteers.asking import actions as asking
from volunteers.asking import placing
from volunteers.asking.queries import asked_about
from volunteers.desk import trip_actions, trip_moving, trip_queries
from volunteers.desk.checking import CancelForm, CloseForm
from volunteers.desk.trip_forms import HandForm, StepForm, TogetherForm
from volunteers.desk.trip_page import Forms, blueprint, page
from volunteers.matching.queries import ranking_for
from volunteers.trips import actions, together
from volunteers.trips import queries as trips
from volunteers.trips.models import Trip, TripStatus

__all__ = ["blueprint", "trip_moving"]
Does = Callable[[Session, Trip], None]
STEPS = {
    "at-door": TripStatus.AT_DOOR,
    "on-the-way": TripStatus.ON_THE_WAY,
    "arrived": TripStatus.ARRIVED,
    "return-on-the-way": TripStatus.RETURN_ON_THE_WAY,
    "home": TripStatus.HOME,
}


def own(trip_id: int) -> Trip:
    """A trip of one of the viewer's bodies."""
    return trips.get_own(session(), trip_id, viewer=current_viewer())


@blueprint.get("/<int:trip_id>/")
@requires(Permission.TRANSPORT_WRITE)
def show(trip_id: int) -> ResponseReturnValue:
    """Show a trip."""
    return page(own(trip_id))


def act(trip_id: int, does: Does, told: str, forms: Forms | None = None) -> ResponseReturnValue:
    """Do something with a trip and go back to where it was asked for; what a rule says against it stands on top."""
    try:
        with transaction() as opened:
            trip = trips.get_own(opened, trip_id, viewer=current_viewer(), lock=True)
            does(opened, trip)
            address = back(trip)
    except NotAllowed as refusal:
        return page(own(trip_id), forms, refusal, 409)
    flash(told)
    return redirect(address, 303)


def back(trip: Trip) -> str:
    """Where something was asked for: the day board, else the trip's own page."""
    if request.form.get("back") == "board":
        return url_for("board.day", number=trip.offer.municipality.number, on=trip.on_date)
    return url_for("trip_desk.show", trip_id=trip.id)


def hand_form(trip: Trip) -> HandForm:
    """What was chosen by hand, among the body's volunteers and vehicles."""
    form, body_id = HandForm(request.form), trip.offer.provider_id
    names = trip_queries.volunteer_names(session(), body_id)
    form.offer(names, trip_queries.vehicle_names(session(), body_id))
    return form


@blueprint.post("/<int:trip_id>/ask")
@requires(Permission.TRANSPORT_WRITE)
def ask(trip_id: int) -> ResponseReturnValue:
    """Ask one volunteer."""
    viewer, trip = current_viewer(), own(trip_id)
    form = hand_form(trip)
    if not form.validate():
        return page(trip, Forms(hand=form), status=422)

    def does(opened: Session, held: Trip) -> None:
        volunteer = placing.volunteer_for(opened, held, form.volunteer_id)
        asking.ask(opened, held, volunteer, actor_id=viewer.id, at=clock.now())

    return act(trip_id, does, _("The question is sent. A yes is written down by itself."))


@blueprint.post("/<int:trip_id>/ask-first")
@requires(Permission.TRANSPORT_WRITE)
def ask_first(trip_id: int) -> ResponseReturnValue:
    """Ask the first three who could."""
    viewer, at = current_viewer(), clock.now()

    def does(opened: Session, held: Trip) -> None:
        ranking = ranking_for(opened, held, now=at, asked=asked_about(opened, held.id))
        trip_actions.ask_first(opened, held, ranking, actor_id=viewer.id, at=at)

    return act(trip_id, does, _("The questions are sent. Whoever says yes first has the trip."))


@blueprint.post("/<int:trip_id>/assign")
@requires(Permission.TRANSPORT_WRITE)
def assign(trip_id: int) -> ResponseReturnValue:
    """Put somebody on a trip."""
    viewer, trip = current_viewer(), own(trip_id)
    form = hand_form(trip)
    if not form.validate():
        return page(trip, Forms(hand=form), status=422)

    def does(opened: Session, held: Trip) -> None:
        placing.put_on(opened, held, form.volunteer_id, form.vehicle_id, actor_id=viewer.id, at=clock.now())

    return act(trip_id, does, _("The trip has its volunteer. Those concerned are told."), Forms(hand=form))


@blueprint.post("/<int:trip_id>/fall-out")
@requires(Permission.TRANSPORT_WRITE)
def fall_out(trip_id: int) -> ResponseReturnValue:
    """Write down that the volunteer cannot after all."""
    viewer = current_viewer()
    return act(
        trip_id,
        lambda opened, held: asking.fall_out(opened, held, actor_id=viewer.id, at=clock.now()),
        _("The trip is open again. The next stand-in is asked, where there is one."),
    )


@blueprint.post("/<int:trip_id>/skip")
@requires(Permission.TRANSPORT_WRITE)
def skip(trip_id: int) -> ResponseReturnValue:
    """Leave the day out."""
    viewer = current_viewer()
    return act(
        trip_id,
        lambda opened, held: trip_actions.skip(opened, held, actor_id=viewer.id, at=clock.now()),
        _("The day is left out. Those concerned are told."),
    )


@blueprint.post("/<int:trip_id>/cancel")
@requires(Permission.TRANSPORT_WRITE)
def cancel(trip_id: int) -> ResponseReturnValue:
    """Call a trip off."""
    viewer, form = current_viewer(), CancelForm(request.form)
    if not form.validate():
        return page(own(trip_id), Forms(cancel=form), status=422)
    return act(
        trip_id,
        lambda opened, held: trip_actions.cancel(
            opened, held, by_user=form.is_by_user(), actor_id=viewer.id, at=clock.now()
        ),
        _("The trip is cancelled. Those concerned are told."),
    )


@blueprint.post("/<int:trip_id>/give-up")
@requires(Permission.TRANSPORT_WRITE)
def give_up(trip_id: int) -> ResponseReturnValue:
    """Say why a trip cannot be met."""
    viewer, form = current_viewer(), CloseForm(request.form)
    if not form.validate():
        return page(own(trip_id), Forms(give_up=form), status=422)
    return act(
        trip_id,
        lambda opened, held: trip_actions.give_up(opened, held, form.draft(), actor_id=viewer.id, at=clock.now()),
        _("It is counted as a need that was not met. The person is told."),
    )


@blueprint.post("/<int:trip_id>/together")
@requires(Permission.TRANSPORT_WRITE)
def share(trip_id: int) -> ResponseReturnValue:
    """Let a trip share the car of another."""
    viewer, trip, form = current_viewer(), own(trip_id), TogetherForm(request.form)
    form.other.choices = [(str(each.trip_id), "") for each in trip_queries.shareable(session(), trip)]
    if not form.validate():
        return page(trip, Forms(together=form), status=422)

    def does(opened: Session, held: Trip) -> None:
        other = trips.get_own(opened, form.trip_id, viewer=viewer, lock=True)
        together.put_together(opened, held, other, actor_id=viewer.id, at=clock.now())

    return act(trip_id, does, _("They share a car. The times are planned anew, and those concerned are told."))


@blueprint.post("/<int:trip_id>/apart")
@requires(Permission.TRANSPORT_WRITE)
def part(trip_id: int) -> ResponseReturnValue:
    """Take a trip out of the car that it shares."""
    viewer = current_viewer()
    return act(
        trip_id,
        lambda opened, held: together.take_apart(opened, held, actor_id=viewer.id, at=clock.now()),
        _("The trip shares no car any more, and needs a volunteer."),
    )


@blueprint.post("/<int:trip_id>/steps/<any('at-door', 'on-the-way', 'arrived', 'return-on-the-way', home):step>")
@requires(Permission.TRANSPORT_WRITE)
def step(trip_id: int, step: str) -> ResponseReturnValue:
    """Say how far a trip has come, for a volunteer who has rung."""
    viewer, form = current_viewer(), StepForm(request.form)
    if not form.validate():
        return page(own(trip_id), Forms(step=form), status=422)
    handed = form.handed_over_to.data or ""
    return act(
        trip_id,
        lambda opened, held: actions.step(
            opened, held, STEPS[step], actor_id=viewer.id, at=clock.now(), handed_over_to=handed
        ),
        _("Written down."),
        Forms(step=form),
    )
