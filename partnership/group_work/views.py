"""What the centre sees: group work being prepared, opened, run and closed, and the page that it shows on its screen."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guard import current_viewer, requires
from directory.accounts.permissions import Permission
from kernel import clock
from kernel.alphabet import alphabetical
from kernel.db import session, transaction
from kernel.i18n import gettext as _
from kernel.i18n import sentence
from kernel.lifecycle import NotAllowed, Stale
from kernel.web import lists
from kernel.web.arrival import came_from
from partnership.group_work import actions, guessing, labels, queries, rules, saying
from partnership.group_work.forms import MinutesForm, WorkForm
from partnership.group_work.models import GroupWork
from partnership.programmes import queries as programmes
from partnership.programmes.models import Programme

blueprint = Blueprint("group_work", __name__, url_prefix="/partnership/programmes/<code>/group-work")


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """Give templates the names of group work's states, and how its code and its time are said."""
    return {"group_work_labels": labels.STATUS, "group_work_held_back": labels.HELD_BACK, "group_work_words": saying}


@blueprint.get("/")
@requires(Permission.TEAM_READ)
def index(code: str) -> ResponseReturnValue:
    """List a programme's group work."""
    viewer = current_viewer()
    programme = programmes.get_visible(session(), code, viewer=viewer)
    columns = [
        lists.Column("title", _("Group work"), alphabetical(GroupWork.title)),
        lists.Column("event", _("Meeting")),
        lists.Column("started_at", _("When"), GroupWork.started_at),
        lists.Column("joined", _("How many joined"), numeric=True),
        lists.Column("status", _("Status"), GroupWork.status),
    ]
    return lists.answer(
        session(),
        queries.listed(programme, viewer),
        columns,
        template="partnership/group_work/index.html",
        name=_("group-work"),
        searched=[GroupWork.title],
        usual="-started_at",
        programme=programme,
        may_manage=viewer.may(Permission.PROGRAMME_MANAGE),
    )


@blueprint.get("/new")
@requires(Permission.PROGRAMME_MANAGE)
def new(code: str) -> ResponseReturnValue:
    """Show empty group work, as it is usually done."""
    programme = programmes.get_visible(session(), code, viewer=current_viewer())
    form = work_form(programme, None, group_size=rules.USUAL_SIZE, minutes=rules.USUAL_MINUTES, version="0")
    if request.args.get("event", type=int):
        form.event.data = str(request.args.get("event", type=int))
    return form_page(programme, form, _("New group work"))


def work_form(programme: Programme, sent: Any, **kept: Any) -> WorkForm:
    """The form of group work, with the programme's events."""
    form = WorkForm(sent, **kept)
    form.offer(queries.events_of(session(), programme))
    return form


def form_page(
    programme: Programme, form: WorkForm, title: str, status: int = 200, work: GroupWork | None = None
) -> ResponseReturnValue:
    """Draw group work to be written."""
    return render_template(
        "partnership/group_work/form.html", programme=programme, work=work, form=form, page_title=title
    ), status


@blueprint.post("/new")
@requires(Permission.PROGRAMME_MANAGE)
def make(code: str) -> ResponseReturnValue:
    """Prepare group work."""
    viewer = current_viewer()
    programme = programmes.get_visible(session(), code, viewer=viewer)
    form = work_form(programme, request.form)
    if not form.validate():
        return form_page(programme, form, _("New group work"), 422)
    with transaction() as opened:
        programme = programmes.get_visible(opened, code, viewer=viewer)
        work = actions.make(opened, programme, form.draft(), actor_id=viewer.id, at=clock.now())
        address = url_for(".show", code=code, work_id=work.id)
    flash(_("The group work is kept. Open it when people are to join."))
    return redirect(address, 303)


@blueprint.get("/<int:work_id>/")
@requires(Permission.PROGRAMME_MANAGE)
def show(code: str, work_id: int) -> ResponseReturnValue:
    """Show group work, with what can be done now."""
    work = queries.get_visible(session(), code, work_id, viewer=current_viewer())
    return page(work, MinutesForm(None, version=str(work.version)))


def page(work: GroupWork, form: MinutesForm, status: int = 200, told: str = "") -> ResponseReturnValue:
    """Draw group work: the code, who has joined, the groups and what has come from each."""
    questions, now = queries.questions_of(session(), work), clock.now()
    return render_template(
        "partnership/group_work/show.html",
        work=work,
        programme=work.programme,
        questions=questions,
        crowd=queries.crowd_of(session(), work),
        counts=queries.counts_of(session(), questions),
        form=form,
        told=told,
        shown=rules.shown(work, now).value,
        seconds=rules.seconds_left(work, now),
    ), status


@blueprint.get("/<int:work_id>/change")
@requires(Permission.PROGRAMME_MANAGE)
def change_form(code: str, work_id: int) -> ResponseReturnValue:
    """Show group work to be changed."""
    work = queries.get_visible(session(), code, work_id, viewer=current_viewer())
    rules.ensure_changeable(work)
    asked = "\n".join(each.text for each in queries.questions_of(session(), work))
    kept = {name: getattr(work, name) for name in ("title", "group_size", "minutes")}
    event = str(work.event_id or "")
    form = work_form(work.programme, None, **kept, event=event, questions=asked, version=str(work.version))
    return form_page(work.programme, form, _("Change the group work"), work=work)


@blueprint.post("/<int:work_id>/change")
@requires(Permission.PROGRAMME_MANAGE)
def change(code: str, work_id: int) -> ResponseReturnValue:
    """Write group work anew."""
    work = queries.get_visible(session(), code, work_id, viewer=current_viewer())
    form, status = work_form(work.programme, request.form), 422
    if form.validate():
        status = keep(code, work_id, form)
    if status != 303:
        work = queries.get_visible(session(), code, work_id, viewer=current_viewer())
        return form_page(work.programme, form, _("Change the group work"), status, work)
    flash(_("The group work is kept."))
    return redirect(url_for(".show", code=code, work_id=work_id), 303)


def keep(code: str, work_id: int, form: WorkForm) -> int:
    """Write what the form says; the status to answer with, 303 where it is kept or stood there already."""
    try:
        act(code, work_id, actions.change, draft=form.draft(), version=form.version.number)
    except Stale:
        work = queries.get_visible(session(), code, work_id, viewer=current_viewer())
        form.show_theirs(work, queries.questions_of(session(), work))
        return 409 if form.conflicts else 303
    except NotAllowed as refusal:
        form.refuse(sentence(refusal))
        return 422
    return 303


def act(code: str, work_id: int, action: Callable[..., None], **said: Any) -> None:
    """Do something with group work as the viewer, held for writing, in one transaction."""
    viewer = current_viewer()
    with transaction() as opened:
        work = queries.get_visible(opened, code, work_id, viewer=viewer, lock=True)
        action(opened, work, **said, actor_id=viewer.id, at=clock.now())


def press(code: str, work_id: int, action: Callable[..., None], told: str = "") -> ResponseReturnValue:
    """Do what a button says; where it cannot be done (any more), show how it stands now and why."""
    try:
        act(code, work_id, action)
    except NotAllowed as refusal:
        work = queries.get_visible(session(), code, work_id, viewer=current_viewer())
        return page(work, MinutesForm(None, version=str(work.version)), 409, sentence(refusal))
    if told:
        flash(told)
    return redirect(url_for(".show", code=code, work_id=work_id), 303)


@blueprint.post("/<int:work_id>/open")
@requires(Permission.PROGRAMME_MANAGE)
def open_joining(code: str, work_id: int) -> ResponseReturnValue:
    """Draw the code, and let people join, from where the centre is in any case."""
    drawn = press(code, work_id, actions.open_joining)
    with transaction() as opened:
        guessing.know(opened, came_from(), work_id, now=clock.real())
    return drawn


@blueprint.post("/<int:work_id>/start")
@requires(Permission.PROGRAMME_MANAGE)
def start(code: str, work_id: int) -> ResponseReturnValue:
    """Make the groups, and let the time run."""
    return press(code, work_id, actions.start)


@blueprint.post("/<int:work_id>/more-time")
@requires(Permission.PROGRAMME_MANAGE)
def add_minutes(code: str, work_id: int) -> ResponseReturnValue:
    """Give the groups more time; who presses twice, or when another has given some, gives none on top of it."""
    form = MinutesForm(request.form)
    if not form.validate():
        return page(queries.get_visible(session(), code, work_id, viewer=current_viewer()), form, 422)
    try:
        act(code, work_id, actions.add_minutes, minutes=form.draft(), version=form.version.number)
    except Stale:
        flash(_("The group work has changed while you looked at it. Look at what is left of the time."), "warning")
    return redirect(url_for(".show", code=code, work_id=work_id), 303)


@blueprint.post("/<int:work_id>/close")
@requires(Permission.PROGRAMME_MANAGE)
def close(code: str, work_id: int) -> ResponseReturnValue:
    """End the group work."""
    told = _("The group work is closed. What is on its way is still taken for half a minute; then you can sum up.")
    return press(code, work_id, actions.close, told)


@blueprint.get("/<int:work_id>/screen/")
@requires(Permission.PROGRAMME_MANAGE)
def screen(code: str, work_id: int) -> ResponseReturnValue:
    """Show what everybody in the meeting is to see: how to join, and what is left of the time."""
    work = queries.get_visible(session(), code, work_id, viewer=current_viewer())
    now = clock.now()
    return render_template(
        "partnership/group_work/screen.html",
        work=work,
        programme=work.programme,
        questions=queries.questions_of(session(), work),
        crowd=queries.crowd_of(session(), work),
        shown=rules.shown(work, now).value,
        seconds=rules.seconds_left(work, now),
    )


@blueprint.get("/<int:work_id>/state")
@requires(Permission.PROGRAMME_MANAGE)
def state(code: str, work_id: int) -> ResponseReturnValue:
    """Say how far it has come, for a page that looks again by itself."""
    work, now = queries.get_visible(session(), code, work_id, viewer=current_viewer()), clock.now()
    crowd, questions = queries.crowd_of(session(), work), queries.questions_of(session(), work)
    counts = queries.counts_of(session(), questions)
    return jsonify(
        status=work.status.value,
        shown=rules.shown(work, now).value,
        left=rules.seconds_left(work, now),
        joined=crowd.joined,
        sizes={str(group): size for group, size in crowd.sizes.items()},
        counts={f"{question}-{group}": count for (question, group), count in counts.items()},
    )
