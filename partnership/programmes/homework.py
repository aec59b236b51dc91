"""What people see: the homework of a programme, and how far the teams have come with each task."""

from collections import Counter
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.db import session
from kernel.i18n import gettext as _
from partnership.programmes import event_queries, planning, progress, queries, rules
from partnership.programmes.doors import away, context, find, keep, managed
from partnership.programmes.forms import HomeworkForm, offer_events
from partnership.programmes.homework_queries import hand_ins, homework_of, tasks
from partnership.programmes.models import HandInStatus, Homework, Programme

blueprint = Blueprint("homework", __name__, url_prefix="/<code>/homework")


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def index(code: str) -> ResponseReturnValue:
    """Show all the homework, with how far the viewer's teams have come or how many have handed in."""
    programme, viewer = find(code), current_viewer()
    is_centre = viewer.may(Permission.PROGRAMME_MANAGE)
    own = queries.own_participations(session(), programme, viewer)
    parts = queries.participations(session(), programme) if is_centre else own
    answers = hand_ins(session(), programme, None if is_centre else [part.team_id for part in own])
    given = tasks(session(), programme)
    return render_template(
        "partnership/programmes/homework_list.html",
        tasks=given,
        own=own,
        is_each=rules.is_each_shown(own),
        answers=answers,
        handed_in={task.id: progress.handed_in(task, parts, answers) for task in given},
        waiting=Counter(each.homework_id for each in answers.values() if each.status is HandInStatus.HANDED_IN),
        **context(programme),
    )


@blueprint.get("/new")
@requires(Permission.PROGRAMME_MANAGE)
def new(code: str) -> ResponseReturnValue:
    """Show an empty task, from the meeting that the address names."""
    programme = managed(code)
    form = homework_form(programme, None, version="0", event=request.args.get("meeting", ""))
    return form_page(programme, None, form)


def homework_form(programme: Programme, sent: Any, **kept: Any) -> HomeworkForm:
    """The form with the programme's meetings."""
    form = HomeworkForm(sent, **kept)
    offer_events(form.event, event_queries.events(session(), programme))
    return form


def form_page(
    programme: Programme, homework: Homework | None, form: HomeworkForm, status: int = 200
) -> ResponseReturnValue:
    """Draw a task to be written."""
    template = "partnership/programmes/homework_form.html"
    return render_template(template, homework=homework, form=form, **context(programme)), status


@blueprint.post("/new")
@requires(Permission.PROGRAMME_MANAGE)
def give(code: str) -> ResponseReturnValue:
    """Give every team a task."""
    programme, by, status = managed(code), current_viewer().id, 422
    form = homework_form(programme, request.form)
    if form.validate():
        draft = form.draft()

        def act(opened: Any, held: Programme) -> None:
            planning.give_homework(opened, held, draft, actor_id=by, at=clock.now())

        status = keep(form, code, act, as_centre=True)
    if status != 303:
        return form_page(programme, None, form, status)
    return away(url_for(".index", code=code), _("The homework is given. The teams are reminded three days before."))


@blueprint.get("/<int:homework_id>/")
@requires(Permission.TEAM_READ)
def show(code: str, homework_id: int) -> ResponseReturnValue:
    """Show a task, and how far each team has come that the viewer may follow."""
    programme, viewer = find(code), current_viewer()
    homework = homework_of(session(), programme, homework_id)
    is_centre = viewer.may(Permission.PROGRAMME_MANAGE)
    parts = (
        queries.participations(session(), programme)
        if is_centre
        else queries.own_participations(session(), programme, viewer)
    )
    return render_template(
        "partnership/programmes/homework.html",
        homework=homework,
        parts=parts,
        answers=hand_ins(session(), programme, [part.team_id for part in parts]),
        **context(programme),
    )


@blueprint.get("/<int:homework_id>/change")
@requires(Permission.PROGRAMME_MANAGE)
def edit(code: str, homework_id: int) -> ResponseReturnValue:
    """Show a task to be changed."""
    programme = managed(code)
    homework = homework_of(session(), programme, homework_id)
    return form_page(programme, homework, homework_form(programme, None, data=HomeworkForm.kept(homework)))


@blueprint.post("/<int:homework_id>/change")
@requires(Permission.PROGRAMME_MANAGE)
def change(code: str, homework_id: int) -> ResponseReturnValue:
    """Write a task anew."""
    programme, by, status = managed(code), current_viewer().id, 422
    homework, form = homework_of(session(), programme, homework_id), homework_form(programme, request.form)
    if form.validate():
        draft, version = form.draft(), form.version.number

        def act(opened: Any, held: Programme) -> None:
            found = homework_of(opened, held, homework_id, lock=True)
            planning.change_homework(opened, held, found, draft, version=version, actor_id=by, at=clock.now())

        status = keep(form, code, act, lambda opened, held: homework_of(opened, held, homework_id), as_centre=True)
    if status != 303:
        return form_page(programme, homework, form, status)
    return away(url_for(".show", code=code, homework_id=homework_id), _("The homework is kept."))
