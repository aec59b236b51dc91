"""What people see: what the teams come together for, each with its calendar file and who was there."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.calendar_files import KIND, Event, calendar
from kernel.db import session
from kernel.i18n import gettext as _
from kernel.i18n import translated
from kernel.registry import registry
from kernel.web import lists
from kernel.web.files import answer_with
from partnership.programmes import actions, event_queries, homework_queries, planning
from partnership.programmes.doors import away, context, find, holding, keep, managed
from partnership.programmes.event_queries import Bench, event_of
from partnership.programmes.forms import EventForm
from partnership.programmes.models import EventStatus, Programme, ProgrammeEvent
from partnership.programmes.team_forms import AttendanceForm, attendance_form

blueprint = Blueprint("events", __name__, url_prefix="/<code>/meetings")
PANEL = "programme.event"  # functions (session, event, viewer, now) -> Card | None of slices that hang on a meeting


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def index(code: str) -> ResponseReturnValue:
    """List what the teams come together for."""
    programme = find(code)
    columns = [
        lists.Column("starts_at", _("Time"), ProgrammeEvent.starts_at),
        lists.Column("title", _("Meeting"), alphabetical(ProgrammeEvent.title)),
        lists.Column("kind", _("Kind"), ProgrammeEvent.kind),
        lists.Column("mode", _("How one meets"), ProgrammeEvent.mode),
        lists.Column("status", _("Status"), ProgrammeEvent.status),
    ]
    return lists.answer(
        session(),
        event_queries.listed(programme),
        columns,
        template="partnership/programmes/events.html",
        name="meetings",
        searched=(ProgrammeEvent.title, ProgrammeEvent.place),
        **context(programme),
    )


@blueprint.get("/calendar.ics")
@requires(Permission.TEAM_READ)
def all_in_calendar(code: str) -> ResponseReturnValue:
    """Give all that is to come to a calendar."""
    programme = find(code)
    return calendar_file(programme, event_queries.events(session(), programme))


def calendar_file(programme: Programme, events: list[ProgrammeEvent]) -> ResponseReturnValue:
    """Events as a file that a calendar takes in; moved or cancelled, each is the same event."""
    base, now = current_app.extensions["trinn"].base_url, clock.now()
    told = [
        Event(
            calendar_id=f"programme-meeting-{each.id}",
            sequence=each.version,
            stamped_at=now,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            title=f"{translated(programme.title)[0]}: {each.title}",
            address=base + url_for("programmes.events.show", code=programme.code, event_id=each.id),
            place=each.place,
            is_cancelled=each.status is EventStatus.CANCELLED,
        )
        for each in events
    ]
    content = calendar(told, host=urlsplit(base).hostname or "", product="Programme")
    return answer_with(content, KIND, f"{programme.code}.ics")


@blueprint.get("/new")
@requires(Permission.PROGRAMME_MANAGE)
def new(code: str) -> ResponseReturnValue:
    """Show an empty meeting."""
    return form_page(managed(code), None, event_form(None, version="0", mode="digital"))


def event_form(sent: Any, **kept: Any) -> EventForm:
    """The form of a meeting."""
    form = EventForm(sent, **kept)
    form.offer()
    return form


def form_page(
    programme: Programme, event: ProgrammeEvent | None, form: EventForm, status: int = 200
) -> ResponseReturnValue:
    """Draw a meeting to be written."""
    template = "partnership/programmes/event_form.html"
    return render_template(template, event=event, form=form, **context(programme)), status


@blueprint.post("/new")
@requires(Permission.PROGRAMME_MANAGE)
def plan(code: str) -> ResponseReturnValue:
    """Plan a meeting, and go on from its page."""
    programme, form, status = managed(code), event_form(request.form), 422
    made: list[int] = []
    if form.validate():
        draft, by = form.draft(), current_viewer().id

        def act(opened: Any, held: Programme) -> None:
            event = planning.plan_event(opened, held, draft, actor_id=by, at=clock.now())
            opened.flush()
            made.append(event.id)

        status = keep(form, code, act, as_centre=True)
    if status != 303:
        return form_page(programme, None, form, status)
    address = url_for(".show", code=code, event_id=made[0])
    return away(address, _("The meeting is planned. The teams see it now."))


@blueprint.get("/<int:event_id>/")
@requires(Permission.TEAM_READ)
def show(code: str, event_id: int) -> ResponseReturnValue:
    """Show a meeting with what is used there, what was given as homework, and who was there."""
    programme, viewer, now = find(code), current_viewer(), clock.now()
    event = event_of(session(), programme, event_id)
    cards = [share(session(), event, viewer, now) for share in registry.panels.get(PANEL, ())]
    return render_template(
        "partnership/programmes/event.html",
        event=event,
        benches=event_queries.benches(session(), programme, event, viewer=viewer),
        materials=event_queries.materials_of(session(), event),
        tasks=homework_queries.tasks_of(session(), event),
        cards=sorted((each for each in cards if each), key=lambda each: each.place),
        **context(programme),
    )


@blueprint.get("/<int:event_id>/calendar.ics")
@requires(Permission.TEAM_READ)
def in_calendar(code: str, event_id: int) -> ResponseReturnValue:
    """Give a meeting to a calendar."""
    programme = find(code)
    return calendar_file(programme, [event_of(session(), programme, event_id)])


@blueprint.get("/<int:event_id>/change")
@requires(Permission.PROGRAMME_MANAGE)
def edit(code: str, event_id: int) -> ResponseReturnValue:
    """Show a meeting to be changed."""
    programme = managed(code)
    event = event_of(session(), programme, event_id)
    return form_page(programme, event, event_form(None, data=EventForm.kept(event)))


@blueprint.post("/<int:event_id>/change")
@requires(Permission.PROGRAMME_MANAGE)
def change(code: str, event_id: int) -> ResponseReturnValue:
    """Write a meeting anew."""
    programme, form, status = managed(code), event_form(request.form), 422
    event, by = event_of(session(), programme, event_id), current_viewer().id
    if form.validate():
        draft, version = form.draft(), form.version.number

        def act(opened: Any, held: Programme) -> None:
            found = event_of(opened, held, event_id, lock=True)
            planning.change_event(opened, found, draft, version=version, actor_id=by, at=clock.now())

        status = keep(form, code, act, lambda opened, held: event_of(opened, held, event_id), as_centre=True)
    if status != 303:
        return form_page(programme, event, form, status)
    return away(url_for(".show", code=code, event_id=event_id), _("The meeting is kept."))


@blueprint.post("/<int:event_id>/cancel")
@requires(Permission.PROGRAMME_MANAGE)
def cancel(code: str, event_id: int) -> ResponseReturnValue:
    """Call a meeting off."""
    with holding(code, as_centre=True) as (opened, programme):
        event = event_of(opened, programme, event_id, lock=True)
        actions.cancel_event(opened, event, actor_id=current_viewer().id, at=clock.now())
    return away(url_for(".show", code=code, event_id=event_id), _("The meeting is cancelled."))


@blueprint.get("/<int:event_id>/attendance")
@requires(Permission.TEAM_READ)
def attendance(code: str, event_id: int) -> ResponseReturnValue:
    """Show who was there, to be noted."""
    programme = find(code)
    event = event_of(session(), programme, event_id)
    return attendance_page(programme, event, benches_form(programme, event, None))


def benches_form(programme: Programme, event: ProgrammeEvent, sent: Any) -> AttendanceForm:
    """The form with those about whom the viewer may say that they were there."""
    benches: list[Bench] = event_queries.benches(session(), programme, event, viewer=current_viewer(), to_write=True)
    teams = [(each.team.id, each.team.name, {seat.id: seat.name for seat in each.seats}) for each in benches]
    present = benches[0].present if benches else ()
    return attendance_form(teams, present, sent)


def attendance_page(
    programme: Programme, event: ProgrammeEvent, form: AttendanceForm, status: int = 200
) -> ResponseReturnValue:
    """Draw who was there."""
    template = "partnership/programmes/attendance.html"
    return render_template(template, event=event, form=form, **context(programme)), status


@blueprint.post("/<int:event_id>/attendance")
@requires(Permission.TEAM_READ)
def note_attendance(code: str, event_id: int) -> ResponseReturnValue:
    """Note who was there."""
    programme, by, status = find(code), current_viewer().id, 422
    event = event_of(session(), programme, event_id)
    form = benches_form(programme, event, request.form)
    if not form.teams:
        abort(404)
    if form.validate():
        present, said = form.draft()
        among = said & form.offered

        def act(opened: Any, held: Programme) -> None:
            found = event_of(opened, held, event_id, lock=True)
            actions.note_attendance(opened, found, present, among=among, actor_id=by, at=clock.now())

        status = keep(form, code, act)
    if status != 303:
        return attendance_page(programme, event, form, status)
    return away(url_for(".show", code=code, event_id=event_id), _("Who was there is kept."))
