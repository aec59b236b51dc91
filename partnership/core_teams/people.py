"""What people see of the places in a team: who sits there and did, and the pages by which that changes."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.lifecycle import refusal_of
from partnership.core_teams import queries, rules, seating
from partnership.core_teams.doors import keep, own, present, read, shown, today, write
from partnership.core_teams.forms import LeaveForm, SeatForm
from partnership.core_teams.models import CoreTeam, Seat

blueprint = Blueprint("people", __name__, url_prefix="/<int:team_id>/people")


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def index(team_id: int) -> ResponseReturnValue:
    """Show who sits in the team and who sat there before."""
    seats = queries.all_seats(session(), team_id)
    return render_template("partnership/core_teams/people.html", reading=read(team_id), seats=seats)


def seat_form(team: CoreTeam, held: Seat | None, sent: Any = None) -> SeatForm:
    """The form of a place, with the municipalities that take part."""
    kept = SeatForm.kept(held) if held else {}
    version = str(held.version if held else 0)
    form = SeatForm(sent) if sent is not None else SeatForm(None, data={**kept, "on": today(), "version": version})
    form.offer(present(team))
    if sent is None and held is None and form.municipality.choices:
        form.municipality.data = form.municipality.choices[0].value
    return form


def seat_page(team: CoreTeam, held: Seat | None, form: SeatForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form of a place, with what was typed."""
    refusal = refusal_of(rules.ensure_may_open, held, current_viewer()) if held else None
    template = "partnership/core_teams/seat.html"
    return render_template(template, team=team, held=held, form=form, refusal=refusal), status


@blueprint.get("/new")
@requires(Permission.TEAM_WRITE)
def new(team_id: int) -> ResponseReturnValue:
    """Show the form that gives somebody a place."""
    team = own(team_id)
    return seat_page(team, None, seat_form(team, None))


@blueprint.post("/new")
@requires(Permission.TEAM_WRITE)
def add(team_id: int) -> ResponseReturnValue:
    """Give somebody a place."""
    form, status = seat_form(own(team_id), None, request.form), 422
    if form.validate():
        status = keep(team_id, form, partial(seating.seat, draft=form.draft(), begun_on=form.day))
    if status != 303:
        return seat_page(own(team_id), None, form, status)
    return shown(team_id, _("%(name)s sits in the team now.", name=form.name.data))


@blueprint.get("/<int:seat_id>")
@requires(Permission.TEAM_WRITE)
def seat(team_id: int, seat_id: int) -> ResponseReturnValue:
    """Show a place to be changed."""
    team = own(team_id)
    held = queries.seat_of(session(), team.id, seat_id)
    return seat_page(team, held, seat_form(team, held))


@blueprint.post("/<int:seat_id>")
@requires(Permission.TEAM_WRITE)
def change(team_id: int, seat_id: int) -> ResponseReturnValue:
    """Write a place anew."""
    team, status = own(team_id), 422
    held = queries.seat_of(session(), team.id, seat_id)
    form = seat_form(team, held, request.form)
    if form.validate():
        act = partial(
            seating.change_seat, seat_id=seat_id, draft=form.draft(), on=form.day, version=form.version.number
        )

        def compare(opened: Any) -> None:
            saved = queries.seat_of(opened, team_id, seat_id)
            form.compare(saved, saved.version)

        status = keep(team_id, form, act, compare)
    if status != 303:
        return seat_page(own(team_id), queries.seat_of(session(), team_id, seat_id), form, status)
    return shown(team_id, _("It is kept."))


def leave_page(team: CoreTeam, held: Seat, form: LeaveForm, status: int = 200) -> ResponseReturnValue:
    """Draw the form by which somebody leaves."""
    return render_template("partnership/core_teams/leave.html", team=team, held=held, form=form), status


@blueprint.get("/<int:seat_id>/leave")
@requires(Permission.TEAM_WRITE)
def ask_leave(team_id: int, seat_id: int) -> ResponseReturnValue:
    """Ask from which day somebody is no longer in the team."""
    team = own(team_id)
    held = queries.seat_of(session(), team.id, seat_id)
    return leave_page(team, held, LeaveForm(None, data={"on": today(), "version": str(held.version)}))


@blueprint.post("/<int:seat_id>/leave")
@requires(Permission.TEAM_WRITE)
def leave(team_id: int, seat_id: int) -> ResponseReturnValue:
    """Let somebody leave the team."""
    team, form, status = own(team_id), LeaveForm(request.form), 422
    name = queries.seat_of(session(), team.id, seat_id).name
    if form.validate():
        act = partial(seating.leave_seat, seat_id=seat_id, on=form.day, version=form.version.number)
        status = keep(team_id, form, act)
    if status != 303:
        return leave_page(own(team_id), queries.seat_of(session(), team_id, seat_id), form, status)
    return shown(team_id, _("%(name)s has left the team.", name=name))


@blueprint.post("/<int:seat_id>/lead")
@requires(Permission.TEAM_WRITE)
def lead(team_id: int, seat_id: int) -> ResponseReturnValue:
    """Let another of the members lead the team."""
    version = request.form.get("version", -1, int)
    write(team_id, partial(seating.hand_over, seat_id=seat_id, version=version))
    return shown(team_id, _("The team has a new group leader."))


@blueprint.post("/<int:seat_id>/access")
@requires(Permission.TEAM_WRITE)
def give_access(team_id: int, seat_id: int) -> ResponseReturnValue:
    """Let a member sign in."""
    held = queries.seat_of(session(), own(team_id).id, seat_id)
    rules.ensure_may_open(held, current_viewer())
    write(team_id, partial(seating.give_access, seat_id=seat_id))
    return shown(team_id, _("The member can sign in now, and is told so by e-mail."))
