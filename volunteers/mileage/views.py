"""What volunteers see: the trips that they may write kilometres down for, and how their claims stand."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from volunteers.mileage import actions, labels, queries, rules
from volunteers.mileage.forms import ClaimForm
from volunteers.mileage.kroner import told
from volunteers.mileage.models import MileageClaim
from volunteers.trips.models import Trip

blueprint = Blueprint("mileage", __name__, url_prefix="/volunteers/mileage")


@blueprint.get("/")
@requires(Permission.TRIP_OWN)
def index() -> ResponseReturnValue:
    """List the viewer's trips that nothing is written down for, and the claims."""
    viewer, today = current_viewer(), clock.local_date(clock.now())
    return render_template(
        "volunteers/mileage/index.html",
        trips=queries.without_claim(session(), viewer.id, today),
        claims=queries.claims_of(session(), viewer.id),
        labels=labels,
        kroner=told,
    )


@blueprint.get("/trips/<int:trip_id>/")
@requires(Permission.TRIP_OWN)
def claim(trip_id: int) -> ResponseReturnValue:
    """Show the form of a trip's claim, empty until the driver has written something, or how the claim stands."""
    trip = queries.get_driven(session(), trip_id, viewer=current_viewer())
    kept, form = queries.claim_of(session(), trip_id), ClaimForm()
    form.fill(kept)
    return claim_page(trip, kept, form)


def claim_page(trip: Trip, kept: MileageClaim | None, form: ClaimForm, status: int = 200) -> ResponseReturnValue:
    """Draw a trip's claim, with what was typed."""
    return render_template(
        "volunteers/mileage/claim.html",
        trip=trip,
        claim=kept,
        form=form,
        is_open=trip.status in rules.DRIVEN and (kept is None or kept.status in rules.OPEN),
        labels=labels,
        kroner=told,
    ), status


@blueprint.post("/trips/<int:trip_id>/")
@requires(Permission.TRIP_OWN)
def write(trip_id: int) -> ResponseReturnValue:
    """Keep what was written down, and send it where that is asked for."""
    viewer, form = current_viewer(), ClaimForm(request.form)
    trip = queries.get_driven(session(), trip_id, viewer=viewer)
    if not form.validate():
        return claim_page(trip, queries.claim_of(session(), trip_id), form, 422)
    act = actions.write if request.form.get("save_draft") else actions.send
    try:
        with transaction() as opened:
            trip = queries.get_driven(opened, trip_id, viewer=viewer, lock=True)
            act(opened, trip, form.draft(), version=form.version.number, actor_id=viewer.id, at=clock.now())
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        trip = queries.get_driven(session(), trip_id, viewer=viewer)
        return claim_page(trip, queries.claim_of(session(), trip_id), form, 422)
    except Stale:
        trip, kept = queries.get_driven(session(), trip_id, viewer=viewer), queries.claim_of(session(), trip_id)
        if kept is None:
            raise
        form.compare(kept)
        return claim_page(trip, kept, form, 409)
    flash(_("It is kept, and not sent yet.") if act is actions.write else _("Thank you. The claim is sent."))
    return redirect(url_for(".index"), 303)
