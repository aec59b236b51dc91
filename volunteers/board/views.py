"""What people see: the coordinator's day and week, on a phone and on paper."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from directory.municipalities.models import Municipality
from kernel import clock
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed
from kernel.pdf.document import render
from kernel.web.files import answer_with
from kernel.web.page import demo_mark
from volunteers.asking import placing
from volunteers.board import document, queries, saying
from volunteers.board import rules as board_rules
from volunteers.board.day import Day, may_say_home, parted
from volunteers.board.forms import PutOnForm
from volunteers.service_users import reading
from volunteers.service_users.models import Place
from volunteers.trips import labels, rules
from volunteers.trips import queries as trips
from volunteers.trips.models import Trip

blueprint = Blueprint("board", __name__, url_prefix="/volunteers/transport")
ONE, WEEK = timedelta(days=1), timedelta(days=7)


def bodies() -> frozenset[int]:
    """The bodies whose trips the viewer runs."""
    return current_viewer().bodies(Permission.TRANSPORT_WRITE)


def place_of(number: str) -> Municipality:
    """The municipality of an address."""
    return queries.get_place(session(), number, viewer=current_viewer())


@blueprint.get("/board/")
@requires(Permission.TRANSPORT_WRITE)
def today() -> ResponseReturnValue:
    """Lead to the day's board; where there are several, let one choose."""
    places, on = queries.places(session(), current_viewer()), clock.local_date(clock.now())
    if len(places) == 1:
        return redirect(url_for(".day", number=places[0].number, on=on), 303)
    if not places:
        return redirect(url_for("transport.index"), 303)
    return render_template("volunteers/board/places.html", places=places, on=on)


@blueprint.get("/board/<municipality:number>/<day:on>/")
@requires(Permission.TRANSPORT_WRITE)
def day(number: str, on: date) -> ResponseReturnValue:
    """Show a day's trips."""
    return day_page(place_of(number), on)


def day_page(
    place: Municipality, on: date, form: PutOnForm | None = None, refusal: NotAllowed | None = None, status: int = 200
) -> ResponseReturnValue:
    """Draw a day; that each was read about is written down, all at once."""
    opened, now = session(), clock.now()
    found = queries.on_day(opened, bodies(), place.id, on)
    parts = parted(found, now)
    reading.note((trip.service_user_id for trip in found), Place.BOARD)
    return render_template(
        "volunteers/board/day.html",
        place=place,
        on=on,
        parts=parts,
        problems=broken(found),
        numbers=queries.numbers_of(opened, [trip.id for trip in (*parts.not_home, *parts.on_the_way)]),
        asked=queries.asked_counts(opened, [trip.id for trip in parts.without_volunteer]),
        form=form or put_on_form(parts, None),
        refusal=sentence(refusal) if refusal else "",
        may_say_home=may_say_home,
        before=on - ONE,
        after=on + ONE,
        is_today=on == clock.local_date(now),
        labels=labels,
        saying=saying,
    ), status


def broken(found: list[Trip]) -> list[tuple[str, tuple[int, ...]]]:
    """What breaks in a day, each in words and with its trips."""
    problems = trips.problems_of(session(), found)
    return [(str(_(each.msgid, **each.params)), each.trip_ids) for each in problems]


def put_on_form(parts: Day, sent: Any) -> PutOnForm:
    """The form with the day's trips that have not begun, and those who may take one."""
    form = PutOnForm(sent)
    ahead = sorted((trip for trip in parts.trips if trip.status in rules.AHEAD), key=lambda one: one.volunteer_id or 0)
    choices = ((trip.id, saying.choice(trip)) for trip in ahead)
    opened = session()
    form.offer(choices, queries.volunteers_of(opened, bodies()), queries.vehicles_of(opened, bodies()))
    return form


@blueprint.post("/board/<municipality:number>/<day:on>/")
@requires(Permission.TRANSPORT_WRITE)
def put_on(number: str, on: date) -> ResponseReturnValue:
    """Put somebody on a trip of the day, or move it to somebody else."""
    viewer, place = current_viewer(), place_of(number)
    parts = parted(queries.on_day(session(), bodies(), place.id, on), clock.now())
    form = put_on_form(parts, request.form)
    if not form.validate():
        return day_page(place, on, form, status=422)
    try:
        with transaction() as opened:
            trip = trips.get_own(opened, form.trip_id, viewer=viewer, lock=True)
            chosen, at = (form.volunteer_id, form.vehicle_id), clock.now()
            placing.put_on(opened, trip, *chosen, actor_id=viewer.id, at=at)
    except NotAllowed as refusal:
        return day_page(place_of(number), on, form, refusal, 409)
    flash(_("The trip has its volunteer. Those concerned are told."))
    return redirect(url_for(".day", number=number, on=on), 303)


@blueprint.get("/weeks/<municipality:number>/<day:on>/")
@requires(Permission.TRANSPORT_WRITE)
def week(number: str, on: date) -> ResponseReturnValue:
    """Show the week of a day, without whom the trips are for."""
    place, monday = place_of(number), on - timedelta(days=on.weekday())
    days = [monday + timedelta(days=each) for each in range(7)]
    lines = queries.between(session(), bodies(), place.id, days[0], days[-1])
    return render_template(
        "volunteers/board/week.html",
        place=place,
        days=[(each, [line for line in lines if line.on_date == each]) for each in days],
        before=monday - WEEK,
        after=monday + WEEK,
        today=clock.local_date(clock.now()),
        labels=labels,
        saying=saying,
    )


@blueprint.get("/board/<municipality:number>/<day:on>/list.pdf")
@requires(Permission.TRANSPORT_WRITE)
def day_list(number: str, on: date) -> ResponseReturnValue:
    """Answer with the day on paper, for the coordinator."""
    place = place_of(number)
    found = trips.on_day(session(), bodies(), place.id, on)
    reading.note((trip.service_user_id for trip in found), Place.BOARD)
    made = document.day_list(place, found, on, mark=demo_mark())
    return answer_with(render(made), "application/pdf", f"trips-{number}-{on}.pdf", opens=True)


@blueprint.get("/trips/<int:trip_id>/slip.pdf")
@requires(Permission.TRANSPORT_WRITE)
def slip(trip_id: int) -> ResponseReturnValue:
    """Answer with the slip for the volunteer, while the volunteer may know whom the trip is for. Source: T3, T17."""
    trip = trips.get_own(session(), trip_id, viewer=current_viewer())
    board_rules.ensure_may_print(trip, clock.now())
    reading.note([trip.service_user_id], Place.SLIP)
    made = document.slip(trip, mark=demo_mark())
    return answer_with(render(made), "application/pdf", f"trip-{trip.id}.pdf", opens=True)


@blueprint.get("/trips/<int:trip_id>/confirmation.pdf")
@requires(Permission.TRANSPORT_WRITE)
def confirmation(trip_id: int) -> ResponseReturnValue:
    """Answer with the confirmation in large print for the passenger."""
    trip = trips.get_own(session(), trip_id, viewer=current_viewer())
    reading.note([trip.service_user_id], Place.TRIP)
    made = document.confirmation(trip, mark=demo_mark())
    return answer_with(render(made), "application/pdf", f"confirmation-{trip.id}.pdf", opens=True)
