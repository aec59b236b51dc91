"""What people see of a team's hours: one row to write in, what is written, and each month against what is set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel.alphabet import alphabetical
from kernel.db import session
from kernel.forms.durations import lasting
from kernel.i18n import gettext as _
from kernel.web import lists
from partnership.core_teams import capacity, queries, working, working_queries
from partnership.core_teams.doors import Reading, keep, own, read, shown, today, write
from partnership.core_teams.labels import WORKS
from partnership.core_teams.models import CoreTeam, Seat, WorkHours
from partnership.core_teams.rules import is_taken
from partnership.core_teams.working_forms import HoursForm

blueprint = Blueprint("hours", __name__, url_prefix="/<int:team_id>/hours")
MONTHS_SHOWN = timedelta(days=364)


@dataclass(frozen=True)
class Line:
    """An entry as a row of the list, on the page and in a download."""

    id: int
    done_on: date
    who: str
    kind: str
    lasting: str
    minutes: int
    note: str


def lines(rows: Sequence[Any]) -> list[Line]:
    """Entries in words."""
    return [
        Line(row.id, row.done_on, row.who, _(WORKS[row.kind]), lasting(row.minutes), row.minutes, row.note)
        for row in rows
    ]


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def index(team_id: int) -> ResponseReturnValue:
    """Show the hours: to those who write for the team each entry, to others the months."""
    reading = read(team_id)
    seats = queries.all_seats(session(), team_id)
    if reading.is_own:
        return own_page(reading, seats, new_form(reading.team, seats))
    return render_template(
        "partnership/core_teams/months.html", reading=reading, months=months(reading.team, seats), lasting=lasting
    )


def months(team: CoreTeam, seats: Sequence[Seat]) -> list[capacity.Month]:
    """The latest twelve months, the latest first."""
    last = min(team.ended_on or today(), today())
    first = max(team.begun_on, capacity.month_of(last - MONTHS_SHOWN))
    worked = working_queries.minutes_by_month(session(), team.id, first, last)
    return capacity.months(seats, worked, first, last)[::-1]


def own_page(reading: Reading, seats: Sequence[Seat], form: HoursForm, status: int = 200) -> ResponseReturnValue:
    """Draw the hours with the row to write in, and what was typed."""
    columns = [
        lists.Column("done_on", _("Date"), working_queries.HOURS_LATEST_FIRST),
        lists.Column("who", _("Who"), alphabetical(Seat.name)),
        lists.Column("kind", _("With what"), WorkHours.kind),
        lists.Column("lasting", _("Hours"), WorkHours.minutes),
        lists.Column("note", _("In a few words"), alphabetical(WorkHours.note)),
    ]
    if request.args.get("format"):
        columns.insert(-1, lists.Column("minutes", _("In minutes"), numeric=True))
    answered = lists.answer(
        session(),
        working_queries.entries(reading.team.id),
        columns,
        template="partnership/core_teams/hours.html",
        name="team-hours",
        searched=(Seat.name, WorkHours.note),
        enrich=lines,
        reading=reading,
        form=form,
        months=months(reading.team, seats),
        lasting=lasting,
    )
    made = make_response(answered)
    made.status_code = status
    return made


def new_form(team: CoreTeam, seats: Sequence[Seat], sent: Any = None) -> HoursForm:
    """The row to write in: today, the viewer's own place or the last one written for, and the last kind."""
    sitting = [seat for seat in seats if is_taken(seat, today())]
    if sent is not None:
        form = HoursForm(sent)
    else:
        viewer = current_viewer()
        latest = working_queries.latest_by(session(), team.id, viewer.id)
        mine = next((seat.id for seat in sitting if seat.person_id == viewer.id), latest.seat_id if latest else None)
        kind = {"kind": latest.kind.value} if latest else {}
        form = HoursForm(None, data={"done_on": today(), "seat": str(mine or ""), "version": "0", **kind})
    form.offer(sitting)
    return form


@blueprint.post("/")
@requires(Permission.TEAM_WRITE)
def log(team_id: int) -> ResponseReturnValue:
    """Note hours."""
    seats = queries.all_seats(session(), own(team_id).id)
    form, status = new_form(own(team_id), seats, request.form), 422
    if form.validate():
        status = keep(team_id, form, partial(working.log_hours, said=form.draft()))
    if status != 303:
        return own_page(read(team_id), queries.all_seats(session(), team_id), form, status)
    return shown(team_id, _("The hours are noted."), "core_teams.hours.index")


def entry_form(entry: WorkHours, sent: Any = None) -> HoursForm:
    """The form of hours that are noted already, with those who sit in the team and the one whose hours they are."""
    form = HoursForm(sent) if sent is not None else HoursForm(None, data=HoursForm.kept(entry))
    if sent is None:
        form.version.data = str(entry.version)
    known = {seat.id: seat for seat in [*queries.sitting(session(), entry.team_id), entry.seat]}
    form.offer(known.values())
    return form


def entry_page(team: CoreTeam, entry: WorkHours, form: HoursForm, status: int = 200) -> ResponseReturnValue:
    """Draw hours to be corrected."""
    return render_template("partnership/core_teams/entry.html", team=team, entry=entry, form=form), status


@blueprint.get("/<int:entry_id>")
@requires(Permission.TEAM_WRITE)
def entry(team_id: int, entry_id: int) -> ResponseReturnValue:
    """Show hours to be corrected."""
    team = own(team_id)
    found = working_queries.hours_entry(session(), team.id, entry_id)
    return entry_page(team, found, entry_form(found))


@blueprint.post("/<int:entry_id>")
@requires(Permission.TEAM_WRITE)
def correct(team_id: int, entry_id: int) -> ResponseReturnValue:
    """Correct hours."""
    found, status = working_queries.hours_entry(session(), own(team_id).id, entry_id), 422
    form = entry_form(found, request.form)
    if form.validate():
        act = partial(working.change_hours, entry_id=entry_id, said=form.draft(), version=form.version.number)

        def compare(opened: Any) -> None:
            saved = working_queries.hours_entry(opened, team_id, entry_id)
            form.compare(saved, saved.version)

        status = keep(team_id, form, act, compare)
    if status != 303:
        return entry_page(own(team_id), working_queries.hours_entry(session(), team_id, entry_id), form, status)
    return shown(team_id, _("It is kept."), "core_teams.hours.index")


@blueprint.post("/<int:entry_id>/remove")
@requires(Permission.TEAM_WRITE)
def remove(team_id: int, entry_id: int) -> ResponseReturnValue:
    """Take away hours that were noted by mistake."""
    version = request.form.get("version", -1, int)
    write(team_id, partial(working.remove_hours, entry_id=entry_id, version=version))
    return shown(team_id, _("The hours are taken away."), "core_teams.hours.index")
