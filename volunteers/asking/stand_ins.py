"""What coordinators see: trips that look for somebody, how far the asking is, and the stand-ins in their order."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed
from volunteers.asking import actions, board, deadlines, ordering, queries
from volunteers.asking.forms import StandInForm
from volunteers.messages import saying
from volunteers.transport import queries as transport
from volunteers.transport.models import TransportOffer
from volunteers.trips import queries as trips

blueprint = Blueprint("stand_ins", __name__, url_prefix="/volunteers/transport/stand-ins")


@blueprint.get("/")
@requires(Permission.TRANSPORT_WRITE)
def index() -> ResponseReturnValue:
    """Show the open trips of the days to come, and the offers with their stand-ins."""
    bodies, now = current_viewer().bodies(Permission.TRANSPORT_WRITE), clock.now()
    found = queries.looking(session(), bodies, now)
    asks = queries.asks_of(session(), [trip.id for trip in found])
    order = queries.orders_of(session(), bodies)
    return render_template(
        "volunteers/asking/board.html",
        lines=[
            board.line(trip, asks[trip.id], order.get(trip.offer_id, []), is_red=deadlines.is_escalated(trip, now))
            for trip in found
        ],
        offers=transport.running_of(session(), bodies),
        order=order,
        when=saying.when,
    )


@blueprint.post("/trips/<int:trip_id>/next")
@requires(Permission.TRANSPORT_WRITE)
def ask_next(trip_id: int) -> ResponseReturnValue:
    """Ask the next stand-in now, also while others have not answered."""
    viewer = current_viewer()
    with transaction() as opened:
        trip = trips.get_own(opened, trip_id, viewer=viewer, lock=True)
        asked = actions.ask_next(opened, trip, actor_id=viewer.id, at=clock.now())
    flash(_("The next stand-in is asked.") if asked else _("There is no stand-in left who could take it."))
    return redirect(url_for(".index"), 303)


@blueprint.post("/trips/<int:trip_id>/give-up")
@requires(Permission.TRANSPORT_WRITE)
def give_up(trip_id: int) -> ResponseReturnValue:
    """Say that nobody takes a trip."""
    viewer = current_viewer()
    with transaction() as opened:
        trip = trips.get_own(opened, trip_id, viewer=viewer, lock=True)
        actions.give_up(opened, trip, actor_id=viewer.id, at=clock.now())
    flash(_("It is counted as a need that was not met, and the passenger is told."))
    return redirect(url_for(".index"), 303)


@blueprint.get("/offers/<int:offer_id>/")
@requires(Permission.TRANSPORT_WRITE)
def order(offer_id: int) -> ResponseReturnValue:
    """Show who stands in for an offer, in their order."""
    offer = transport.get_own(session(), offer_id, viewer=current_viewer())
    return order_page(offer, form_for(offer, None))


def form_for(offer: TransportOffer, sent: Any) -> StandInForm:
    """The form with those who could stand in."""
    form = StandInForm(sent)
    could = [(str(number), name) for number, name in queries.could_stand_in(session(), offer)]
    form.volunteer.choices = [("", _("Choose")), *could]
    return form


def order_page(offer: TransportOffer, form: StandInForm, status: int = 200) -> ResponseReturnValue:
    """Draw the stand-ins, with what was chosen."""
    stand_ins = queries.stand_ins_of(session(), offer.id)
    return render_template("volunteers/asking/order.html", offer=offer, stand_ins=stand_ins, form=form), status


@blueprint.post("/offers/<int:offer_id>/")
@requires(Permission.TRANSPORT_WRITE)
def add(offer_id: int) -> ResponseReturnValue:
    """Let somebody stand in."""
    viewer = current_viewer()
    offer = transport.get_own(session(), offer_id, viewer=viewer)
    form = form_for(offer, request.form)
    if form.validate():
        try:
            with transaction() as opened:
                held = transport.get_own(opened, offer_id, viewer=viewer, lock=True)
                ordering.add(opened, held, form.draft(), actor_id=viewer.id, at=clock.now())
        except NotAllowed as refusal:
            form.complain("volunteer", sentence(refusal))
        else:
            return redirect(url_for(".order", offer_id=offer_id), 303)
    return order_page(transport.get_own(session(), offer_id, viewer=viewer), form, 422)


@blueprint.post("/<int:stand_in_id>/<any(earlier, away):move>")
@requires(Permission.TRANSPORT_WRITE)
def move(stand_in_id: int, move: str) -> ResponseReturnValue:
    """Let a stand-in be asked earlier, or no more."""
    viewer = current_viewer()
    act = {"earlier": ordering.come_earlier, "away": ordering.take_away}[move]
    with transaction() as opened:
        stand_in = queries.get_own_stand_in(opened, stand_in_id, viewer=viewer)
        offer_id = stand_in.offer_id
        act(opened, stand_in, actor_id=viewer.id, at=clock.now())
    return redirect(url_for(".order", offer_id=offer_id), 303)
