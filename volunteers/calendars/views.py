"""What people see: their feed's address, and what a calendar fetches there."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.calendar_files import KIND, Event, calendar
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.web.files import answer_with
from volunteers.calendars import actions, queries, rules
from volunteers.trips.models import Trip

blueprint = Blueprint("calendars", __name__, url_prefix="/volunteers/calendar")
PRODUCT = "Trips"
EVERY_HOURS = 2


def _base() -> str:
    settings: Any = current_app.extensions["trinn"]
    return str(settings.base_url)


def _event(trip: Trip, volunteer_id: int) -> Event:
    return rules.event(trip, volunteer_id, f"{_base()}/volunteers/my-trips/{trip.id}/")


@blueprint.get("/")
@requires(Permission.TRIP_OWN)
def mine() -> ResponseReturnValue:
    """Show the addresses of the viewer's feeds."""
    found = queries.own(session(), current_viewer())
    addresses = {
        volunteer.id: _base() + url_for(".feed", token=queries.token_of(feed)) if feed else ""
        for volunteer, feed in found
    }
    return render_template(
        "volunteers/calendars/mine.html", volunteers=[volunteer for volunteer, _feed in found], addresses=addresses
    )


@blueprint.post("/<int:volunteer_id>/<any(renew, close):way>")
@requires(Permission.TRIP_OWN)
def change(volunteer_id: int, way: str) -> ResponseReturnValue:
    """Give a feed a new address, or close it."""
    viewer = current_viewer()
    act = actions.renew if way == "renew" else actions.close
    with transaction() as opened:
        volunteer = queries.get_mine(opened, volunteer_id, viewer=viewer)
        act(opened, volunteer, actor_id=viewer.id, at=clock.now())
    flash(_("Here is the new address. The old one is closed.") if way == "renew" else _("The address is closed."))
    return redirect(url_for(".mine"), 303)


@blueprint.get("/<token>.ics")
def feed(token: str) -> ResponseReturnValue:
    """Give a calendar the trips of whoever the address belongs to: neutral names, and nothing of anybody."""
    found = queries.by_token(session(), token)
    if found is None:
        abort(404)
    events = [_event(trip, found.volunteer_id) for trip in queries.trips_of(session(), found.volunteer_id, clock.now())]
    content = calendar(events, host=urlsplit(_base()).hostname or "", product=PRODUCT, every_hours=EVERY_HOURS)
    return answer_with(content, KIND, "trinn.ics", opens=True)


@blueprint.get("/trips/<event>.ics")
@requires(Permission.TRIP_OWN)
def trip(event: str) -> ResponseReturnValue:
    """Give one trip to a calendar; it is the same event as in the feed."""
    found, volunteer_id = queries.get_my_event(session(), event, viewer=current_viewer())
    content = calendar([_event(found, volunteer_id)], host=urlsplit(_base()).hostname or "", product=PRODUCT)
    return answer_with(content, KIND, "trinn.ics")
