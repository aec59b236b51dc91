"""What people see: volunteers their own hours, coordinators those of each volunteer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.forms.durations import lasting
from kernel.i18n import day, sentence
from kernel.i18n import gettext as _
from kernel.lifecycle import NotAllowed, _l
from kernel.registry import nav
from kernel.web import lists
from volunteers.hours import actions, correcting, queries, rules
from volunteers.hours.forms import LogForm
from volunteers.hours.labels import WORKS
from volunteers.hours.models import HourEntry
from volunteers.register import queries as register
from volunteers.register.models import Volunteer

blueprint = Blueprint("hours", __name__, url_prefix="/volunteers/hours")
blueprint.register_blueprint(correcting.blueprint)
nav(
    Permission.TRIP_OWN,
    _l("My hours"),
    "hours.mine",
    told=_l("Write down the hours that you give."),
    place=16,
)


def today() -> date:
    """The day in Oslo."""
    return clock.local_date(clock.now())


@dataclass(frozen=True)
class Line:
    """An entry as a row of a list, on the page and in a download."""

    id: int
    done_on: str
    work: str
    planned: str
    given: str
    body: str
    what: str


def lines(rows: Sequence[Any]) -> list[Line]:
    """Entries in words."""
    return [
        Line(
            id=row.id,
            done_on=day(row.done_on),
            work=_(WORKS[row.work]),
            planned=lasting(row.planned_minutes or None),
            given=lasting(row.minutes),
            body=row.body,
            what=row.what,
        )
        for row in rows
    ]


def listing(statement: lists.Statement, template: str, status: int = 200, **context: Any) -> ResponseReturnValue:
    """Answer with a list of entries, the latest first, with the form beside it."""
    columns = [
        lists.Column("done_on", _("Date"), queries.LATEST_FIRST),
        lists.Column("work", _("What was it?"), HourEntry.work),
        lists.Column("given", _("Hours it became"), HourEntry.minutes),
        lists.Column("planned", _("Planned hours"), HourEntry.planned_minutes),
        lists.Column("what", _("In a few words"), alphabetical(HourEntry.what)),
        lists.Column("body", _("For whom")),
    ]
    searched = (HourEntry.what, queries.BodyTable.c.name)
    answered = lists.answer(
        session(), statement, columns, template=template, name="hours", searched=searched, enrich=lines, **context
    )
    made = make_response(answered)
    made.status_code = status
    return made


def form_for(volunteers: Sequence[Volunteer], sent: Any) -> LogForm:
    """The form with the bodies that somebody helps; today stands there already."""
    form = LogForm(sent)
    form.volunteer.choices = [(str(each.id), each.body.full_name) for each in volunteers]
    if sent is None:
        form.done_on.process_data(today())
    return form


def total(volunteers: Sequence[Volunteer], first: date) -> str:
    """What was given from a day until today."""
    ids = [each.id for each in volunteers]
    return lasting(queries.minutes_of(session(), ids, first, today()))


@blueprint.get("/mine/")
@requires(Permission.TRIP_OWN)
def mine() -> ResponseReturnValue:
    """Show the viewer's own hours, with a short form."""
    return mine_page(form_for(register.own_rows(session(), current_viewer().id), None))


def mine_page(form: LogForm, status: int = 200) -> ResponseReturnValue:
    """Draw the viewer's own hours, with what was typed."""
    viewer, on = current_viewer(), today()
    own = register.own_rows(session(), viewer.id)
    return listing(
        queries.mine(viewer),
        "volunteers/hours/mine.html",
        status,
        form=form,
        own=own,
        month=total(own, on.replace(day=1)),
        year=total(own, on.replace(month=1, day=1)),
    )


@blueprint.post("/mine/")
@requires(Permission.TRIP_OWN)
def log() -> ResponseReturnValue:
    """Write down own hours."""
    viewer = current_viewer()
    form = form_for(register.own_rows(session(), viewer.id), request.form)
    if not form.validate() or not logged(form, lambda opened: own_row(opened, viewer.id, form.volunteer_id)):
        return mine_page(form, 422)
    return redirect(url_for(".mine"), 303)


def own_row(opened: Session, person_id: int, volunteer_id: int) -> Volunteer:
    """The viewer's own row that was chosen."""
    return next(each for each in register.own_rows(opened, person_id) if each.id == volunteer_id)


def logged(form: LogForm, find: Callable[[Session], Volunteer]) -> bool:
    """Whether what was filled in could be written down; else the form says why not."""
    try:
        with transaction() as opened:
            now = clock.now()
            said = form.draft(clock.local_date(now))
            actions.log(opened, find(opened), said, actor_id=current_viewer().id, at=now)
    except NotAllowed as refusal:
        form.complain("done_on", sentence(refusal))
        return False
    flash(_("It is written down. Thank you."))
    return True


@dataclass(frozen=True)
class Sum:
    """A volunteer's hours of a year as a row of a list."""

    id: int
    name: str
    body: str
    given: str
    planned: str
    over: str


@blueprint.get("/")
@requires(Permission.VOLUNTEER_WRITE)
def index() -> ResponseReturnValue:
    """List what each volunteer has planned and given this year, and where it became more than agreed."""
    viewer, on = current_viewer(), today()
    first = on.replace(month=1, day=1)

    def enrich(rows: Sequence[Any]) -> list[Sum]:
        given = queries.given_by(session(), [row.id for row in rows], first)
        over = {row.id: rules.weeks_over(given[row.id], row.hours_a_week) for row in rows}
        return [
            Sum(
                id=row.id,
                name=row.name,
                body=row.body,
                given=lasting(row.given),
                planned=lasting(row.planned),
                over=str(len(over[row.id]) or ""),
            )
            for row in rows
        ]

    statement = queries.sums(viewer, first, on.replace(month=12, day=31))
    counted = statement.selected_columns
    columns = [
        lists.Column("name", _("Name"), alphabetical(Volunteer.name)),
        lists.Column("given", _("Given this year"), counted["given"]),
        lists.Column("planned", _("Planned this year"), counted["planned"]),
        lists.Column("over", _("Weeks with more than agreed")),
        lists.Column("body", _("For whom"), alphabetical(queries.BodyTable.c.name)),
    ]
    return lists.answer(
        session(),
        statement,
        columns,
        template="volunteers/hours/index.html",
        name="hours-of-volunteers",
        searched=(Volunteer.name, queries.BodyTable.c.name),
        enrich=enrich,
    )


@blueprint.get("/volunteers/<int:volunteer_id>/")
@requires(Permission.VOLUNTEER_WRITE)
def of_volunteer(volunteer_id: int) -> ResponseReturnValue:
    """Show a volunteer's hours, with a short form."""
    volunteer = register.get_own(session(), volunteer_id, viewer=current_viewer())
    return volunteer_page(volunteer, form_for([volunteer], None))


def volunteer_page(volunteer: Volunteer, form: LogForm, status: int = 200) -> ResponseReturnValue:
    """Draw a volunteer's hours, with what was typed."""
    on = today()
    first = on.replace(month=1, day=1)
    given = queries.given_by(session(), [volunteer.id], first)[volunteer.id]
    weeks = rules.weeks_over(given, volunteer.hours_a_week)
    return listing(
        queries.of_volunteer(volunteer.id),
        "volunteers/hours/volunteer.html",
        status,
        form=form,
        volunteer=volunteer,
        month=total([volunteer], on.replace(day=1)),
        year=total([volunteer], first),
        limit=volunteer.hours_a_week or rules.USUAL_LIMIT,
        weeks=[(day(each.monday), lasting(each.minutes)) for each in weeks],
    )


@blueprint.post("/volunteers/<int:volunteer_id>/")
@requires(Permission.VOLUNTEER_WRITE)
def log_for(volunteer_id: int) -> ResponseReturnValue:
    """Write down hours for a volunteer, such as those told on the telephone."""
    viewer = current_viewer()
    volunteer = register.get_own(session(), volunteer_id, viewer=viewer)
    form = form_for([volunteer], request.form)
    if not form.validate() or not logged(form, lambda opened: register.get_own(opened, volunteer_id, viewer=viewer)):
        return volunteer_page(register.get_own(session(), volunteer_id, viewer=viewer), form, 422)
    return redirect(url_for(".of_volunteer", volunteer_id=volunteer_id), 303)
